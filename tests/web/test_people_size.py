"""The pages about people ask few questions in a large space. Times: benchmarks/pages.py."""

import pytest

from fuerwort.people.models import Field, Membership, Role, RoleName, Skill
from tests.cast import LONG_AGO, NOW, person

MOST = 12


@pytest.fixture
def crowd(cast):
    """A new host among 120 members who all do two of thirty kinds of work."""
    fields = Field.objects.bulk_create(
        [Field(space=cast.space, slug=f"f{n}", name_de=f"Fach {n}", name_en=f"Field {n}") for n in range(30)]
    )
    rows = Membership.objects.bulk_create(
        Membership(
            space=cast.space, person=person(f"m{n}@example.org"), name=f"Member {n}",
            joined_at=NOW if n == 0 else LONG_AGO,
            sponsor=cast.host, about="Ich mache Websites. " * 9, languages=["de", "tr"], phone="030 12345",
        )
        for n in range(120)
    )  # fmt: skip
    Membership.fields.through.objects.bulk_create(
        Membership.fields.through(membership=row, field=fields[(n + k) % 30])
        for n, row in enumerate(rows)
        for k in (0, 1)
    )
    Skill.objects.bulk_create(Skill(membership=row, field=fields[n % 30], name=f"S{n}") for n, row in enumerate(rows))
    Role.objects.create(membership=rows[0], name=RoleName.HOST)
    return rows


def test_each_page_asks_at_most_twelve(client, crowd, django_assert_max_num_queries) -> None:
    host, neighbour = crowd[0], crowd[30]
    client.force_login(host.person)
    for page in (
        "", "members/", "members/?words=Fach+3", "members/?words=xyzzy",
        f"members/{host.public}/", "profile/", "agreements/", "agreements/new/", "desk/agreements/",
    ):  # fmt: skip
        with django_assert_max_num_queries(MOST):
            assert client.get(f"/spaces/kanal/{page}").status_code == 200, page
    with django_assert_max_num_queries(MOST + 1):  # in a test's transaction ties are read anew, by two questions
        assert client.get(f"/spaces/kanal/members/{neighbour.public}/").status_code == 200
