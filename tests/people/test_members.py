"""What hosts arrange: roles, sponsor, a desk."""

import pytest

from fuerwort.people.actions import members
from fuerwort.people.actions.members import MemberRefused
from fuerwort.people.models import Event, Membership, News
from tests.cast import NOW


def arrange(cast, **change) -> Membership:
    wanted = {"roles": set(), "sponsor": None, "has_desk": True} | change
    return members.arrange(membership=cast.insider, by=cast.host, at=NOW, **wanted)


def test_each_change_is_one_event(cast) -> None:
    arrange(cast, roles={"host", "editor"}, sponsor=cast.owner, has_desk=False)
    rows = {e.verb: e.facts for e in Event.objects.all()}
    assert rows == {
        "roles.changed": {"given": ["editor", "host"], "taken": []},
        "sponsor.changed": {"sponsor": cast.owner.public},
        "member.moved": {"has_desk": False},
    }
    arrange(cast, roles={"host", "editor"}, sponsor=cast.owner, has_desk=False)
    assert Event.objects.count() == 3, "what stays as it is leaves no trace"
    arrange(cast, roles={"editor"})
    cast.insider.refresh_from_db()
    assert [r.name for r in cast.insider.roles.all()] == ["editor"]
    assert (cast.insider.sponsor, cast.insider.has_desk) == (None, True)


def test_sponsor_and_newcomer_hear_of_each_other(cast) -> None:
    arrange(cast, sponsor=cast.owner)
    told = {(n.membership, n.code): n.facts["member"] for n in News.objects.all()}
    assert told == {
        (cast.owner, "sponsor.asked"): cast.insider.public,
        (cast.insider, "sponsor.given"): cast.owner.public,
    }


@pytest.mark.parametrize("who", ["insider", "stranger"])
def test_a_sponsor_is_another_member_of_the_space(cast, who: str) -> None:
    with pytest.raises(MemberRefused):
        arrange(cast, sponsor=cast.everybody[who])


def test_who_left_sponsors_nobody(cast) -> None:
    cast.owner.left_at = NOW
    cast.owner.save()
    with pytest.raises(MemberRefused):
        arrange(cast, sponsor=cast.owner)
