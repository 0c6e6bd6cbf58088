"""The pages ask few questions, however much there is. Times: benchmarks/pages.py."""

import pytest
import time_machine

from fuerwort.experiences import actions
from fuerwort.experiences.models import Dispute, Experience
from fuerwort.people.models import Role, RoleName
from tests.cast import NOW
from tests.experiences.crowd import fill
from tests.web.experiences import recorded

MOST = 12


@pytest.fixture
def crowd(cast):
    """A host among 150, with many questions, denials, waiting confirmations and a full evening."""
    members = fill(cast.space, members=150, experiences=1500)
    host = members[0]
    Role.objects.create(membership=host, name=RoleName.HOST)
    evening = actions.start_evening(by=host, at=NOW)
    for one, other in zip(members[1:31], members[31:61], strict=True):
        actions.deny(recorded(one, other, host, evening=evening), by=other, at=NOW)
        other.invited_by, other.joined_at = one, NOW
        other.save()
        actions.confirm(recorded(one, other, evening=evening), by=other, at=NOW)
    return host, evening


def test_each_page_asks_at_most_twelve(client, cast, crowd, django_assert_max_num_queries) -> None:
    host, evening = crowd
    client.force_login(host.person)
    experience = Experience.objects.filter(evening=evening, participations__membership=host).first()
    for page in (
        "", "experiences/", "experiences/record/", f"experiences/{experience.public}/", f"founding/{evening.public}/",
        "founding/", "ties/", f"members/{cast.owner.public}/common/", "desk/disputes/",
        f"desk/disputes/{Dispute.objects.first().public}/", "desk/confirmations/",
    ):  # fmt: skip
        with time_machine.travel(NOW, tick=False), django_assert_max_num_queries(MOST):
            assert client.get(f"/spaces/kanal/{page}").status_code == 200, page
