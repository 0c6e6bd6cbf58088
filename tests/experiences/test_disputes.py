"""What hosts decide, quietly."""

from dataclasses import replace

import pytest

from fuerwort.experiences import actions, queries
from fuerwort.experiences.actions import Correction, RecordRefused, SettleRefused
from fuerwort.experiences.models import Dispute, Experience, Participation
from fuerwort.people.errors import Missing
from fuerwort.people.models import Event, News, Role, RoleName
from fuerwort.people.news import told
from fuerwort.people.queries.to_do import counted
from tests.cast import NOW, member
from tests.experiences.conftest import SITE, answer, here


@pytest.fixture
def dispute(cast, recorded) -> Dispute:
    actions.deny(recorded, by=cast.insider, at=NOW, note="Das war Ida.")
    return Dispute.objects.get()


def test_kept_the_denier_alone_is_told(cast, dispute, recorded) -> None:
    News.objects.all().delete()
    actions.settle(dispute, "kept", by=cast.host, at=NOW, words="Olga erinnert sich gut.")
    assert (answer(recorded, cast.owner), answer(recorded, cast.insider)) == ("confirmed", "denied")
    [line] = told(News.objects.select_related("membership__space"))
    assert News.objects.get().membership == cast.insider
    assert line.text.endswith("Olga erinnert sich gut.") and line.url.endswith(f"/{recorded.public}/")
    assert Event.objects.get(verb="dispute.settled").facts == {"settlement": "kept"}


def test_corrected_the_denier_is_asked_again_and_the_others_hear_of_it(cast, dispute, recorded) -> None:
    News.objects.all().delete()
    correction = Correction(replace(SITE, hours=1.5, kind="care"))
    actions.settle(dispute, "corrected", by=cast.host, at=NOW, correction=correction)
    recorded.refresh_from_db()
    assert (recorded.hours, recorded.kind, answer(recorded, cast.insider)) == (1.5, "care", "open")
    assert {n.code: n.membership for n in News.objects.all()} == {
        "dispute.settled": cast.insider,
        "experience.corrected": cast.owner,
    }


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (None, SettleRefused),
        (Correction(replace(SITE, hours=4.5)), SettleRefused),
        (Correction(replace(SITE, hours=-1.0)), RecordRefused),
        (Correction(SITE, without=True), SettleRefused),
    ],
)
def test_a_correction_that_cannot_be_changes_nothing(cast, dispute, recorded, wrong, error) -> None:
    with pytest.raises(error):
        actions.settle(dispute, "corrected", by=cast.host, at=NOW, correction=wrong)
    assert answer(recorded, cast.insider) == "denied"
    assert Dispute.objects.get().settled_at is None


def test_removed_nothing_is_left_but_that_it_was_settled(cast, dispute, recorded) -> None:
    actions.settle(dispute, "removed", by=cast.host, at=NOW, words="Ein Versehen.")
    assert not Experience.objects.exists() and not Participation.objects.exists()
    assert Dispute.objects.get().experience is None
    lines = {line.text for line in told(News.objects.select_related("membership__space"))}
    assert len(lines) == 2 and any(line.endswith("Ein Versehen.") for line in lines)
    assert {n.code: n.membership for n in News.objects.all()} == {
        "dispute.settled": cast.insider,
        "experience.removed": cast.owner,
    }


def test_settled_is_settled(cast, dispute) -> None:
    actions.settle(dispute, "kept", by=cast.host, at=NOW)
    with pytest.raises(SettleRefused):
        actions.settle(dispute, "removed", by=cast.host, at=NOW)
    with pytest.raises(actions.AnswerRefused):
        actions.reopen(dispute.experience, by=cast.insider, at=NOW)


@pytest.mark.parametrize("who", ["owner", "insider", "treasurer", "stranger"])
def test_only_hosts_of_the_space_settle(cast, dispute, who: str) -> None:
    with pytest.raises(Missing):
        actions.settle(dispute, "removed", by=cast.everybody[who], at=NOW)
    assert Experience.objects.exists()


@pytest.mark.parametrize("who", ["owner", "insider", "treasurer"])
def test_only_hosts_see_disputes_and_what_waits(cast, dispute, who: str) -> None:
    seen_from = here(cast.everybody[who])
    for query in (queries.disputes, queries.waiting):
        with pytest.raises(Missing):
            query(seen_from)
    with pytest.raises(Missing):
        queries.dispute_for(seen_from, dispute.public)


def test_a_host_elsewhere_sees_nothing_of_it(cast, dispute) -> None:
    assert queries.disputes(here(cast.stranger)) == []
    with pytest.raises(Missing):
        queries.dispute_for(here(cast.stranger), dispute.public)


def test_a_host_who_took_part_leaves_it_to_another(cast, recorded) -> None:
    Role.objects.create(membership=cast.owner, name=RoleName.HOST)
    actions.deny(recorded, by=cast.insider, at=NOW)
    dispute = Dispute.objects.get()
    assert News.objects.get(code="dispute.opened").membership == cast.host
    assert not queries.dispute_for(here(cast.owner), dispute.public).may_decide
    assert queries.dispute_for(here(cast.host), dispute.public).may_decide
    with pytest.raises(SettleRefused):
        actions.settle(dispute, "kept", by=cast.owner, at=NOW)
    cast.host.left_at = NOW
    cast.host.save()
    assert queries.dispute_for(here(cast.owner), dispute.public).may_decide
    actions.settle(dispute, "kept", by=cast.owner, at=NOW)


def test_an_unsettled_dispute_is_a_to_do_of_hosts(cast, dispute) -> None:
    assert [one.code for one in counted(here(cast.host), queries.decisions(here(cast.host)))] == ["dispute"]
    with pytest.raises(Missing):
        queries.decisions(here(cast.treasurer))


# Confirmations that wait


@pytest.fixture
def waiting(cast) -> Participation:
    """The newcomer was invited by the host 20 days ago."""
    second = member(cast.space, "Ida Inviter")
    cast.newcomer.invited_by = second
    cast.newcomer.save()
    found = actions.record(SITE, [cast.newcomer], by=second, at=NOW)
    return actions.confirm(found, by=cast.newcomer, at=NOW)


def test_it_waits_and_a_host_is_told(cast, waiting) -> None:
    assert answer(waiting.experience, cast.newcomer) == "confirmed waits"
    assert News.objects.get(code="confirmation.waits").membership == cast.host
    assert [one.about for one in queries.waiting(here(cast.host))] == [waiting]
    assert [one.code for one in counted(here(cast.host), queries.decisions(here(cast.host)))] == ["confirmation"]


def test_members_do_not_see_what_waits(cast, waiting) -> None:
    with pytest.raises(Missing):
        queries.experience_for(here(cast.insider), waiting.experience.public, NOW)


@pytest.mark.parametrize(("verb", "code"), [(actions.release, "released"), (actions.turn_down, "refused")])
def test_a_host_decides_once_and_the_member_is_told(cast, waiting, verb, code: str) -> None:
    for _ in range(2):
        verb(waiting, by=cast.host, at=NOW)
    assert answer(waiting.experience, cast.newcomer) == f"confirmed {code}"
    told_to = News.objects.get(code="confirmation.decided")
    assert (told_to.membership, told_to.facts["review"]) == (cast.newcomer, code)
    other = actions.turn_down if verb is actions.release else actions.release
    with pytest.raises(SettleRefused):
        other(waiting, by=cast.host, at=NOW)


@pytest.mark.parametrize("who", ["newcomer", "insider", "treasurer", "stranger"])
def test_nobody_releases_themselves(cast, waiting, who: str) -> None:
    with pytest.raises(Missing):
        actions.release(waiting, by=cast.everybody[who], at=NOW)


def test_a_host_who_took_part_does_not_release(cast) -> None:
    other = member(cast.space, "Hugo", RoleName.HOST)
    found = actions.record(SITE, [cast.newcomer], by=cast.host, at=NOW)
    part = actions.confirm(found, by=cast.newcomer, at=NOW)
    assert not queries.waiting(here(cast.host))[0].may_decide
    with pytest.raises(SettleRefused):
        actions.release(part, by=cast.host, at=NOW)
    actions.release(part, by=other, at=NOW)


def test_what_is_undone_waits_no_more(cast, waiting) -> None:
    actions.reopen(waiting.experience, by=cast.newcomer, at=NOW)
    assert answer(waiting.experience, cast.newcomer) == "open"
    assert not News.objects.filter(code="confirmation.waits").exists()
    assert queries.waiting(here(cast.host)) == []
