"""Minutes: drafted by the house, written together, nobody's words lost, handed to the magazine."""

import pytest

from fuerwort.evenings import draft, queries
from fuerwort.evenings.actions import agenda, arriving, cards, ideas, leading, minutes, sessions
from fuerwort.evenings.models import Decision, Evening, Minutes, Proposal, Vote
from fuerwort.people.errors import Missing
from fuerwort.people.models import News
from fuerwort.people.queries import here_for
from tests.cast import NOW, Cast

TEXT = """Kreativabend, Freitag, 20. November 2026, 11:12 Uhr.
2 von uns waren da.

Wir haben gefragt: **Was ist \\*Coworking\\*?**

## Arbeit

- Einander empfehlen
    - Wer wen kennt \\<b\\>

## Was uns sonst noch einfiel

- Zusammen essen

## Wer was übernommen hat

- Ines Insider: Zusammen essen

## Was wir einander gezeigt haben

- Löten (Olga Owner)
"""


@pytest.fixture
def evening(cast: Cast, planned) -> Evening:
    found = planned(0.05)
    agenda.choose_question(found, agenda.ask("Was ist *Coworking*?", by=cast.owner, at=NOW), by=cast.host, at=NOW)
    found = leading.lead_to(found, "writing", by=cast.host, at=NOW)
    olga, ines = (arriving.check_in(found, by=one, at=NOW) for one in (cast.owner, cast.insider))
    first = ideas.write(found.question, "Einander empfehlen", by=olga, at=NOW)
    second = ideas.write(found.question, "Wer wen kennt <b>", by=ines, at=NOW)
    third = ideas.write(found.question, "Zusammen essen", by=ines, at=NOW)
    leading.lead_to(found, "cards", by=cast.host, at=NOW)
    cards.put(first, cards.new_group(found, "Arbeit", by=cast.host, at=NOW), by=cast.host, at=NOW)
    cards.merge(second, first, by=cast.host, at=NOW)
    ideas.care_for(third, by=cast.insider, at=NOW)
    sessions.hold(found, "Löten", "learning", by=cast.owner, at=NOW)
    return Evening.objects.select_related("question").get(pk=found.pk)


@pytest.fixture
def begun(cast: Cast, evening: Evening) -> Minutes:
    return minutes.begin(evening, by=cast.owner, at=NOW)


def test_the_draft_says_what_the_evening_knows_and_words_stay_words(evening: Evening) -> None:
    assert draft.draft(evening) == TEXT


def test_beginning_twice_goes_on(cast: Cast, evening: Evening, begun: Minutes) -> None:
    minutes.save(begun, "Titel", "Neu", base=1, by=cast.owner, at=NOW)
    assert minutes.begin(evening, by=cast.insider, at=NOW) == begun
    assert queries.written(here_for(cast.owner.person, "kanal"), evening.public).text == "Neu\n"


def test_two_who_write_at_once_lose_nothing(cast: Cast, evening: Evening, begun: Minutes) -> None:
    minutes.save(begun, "Titel", "Von Olga", base=1, by=cast.owner, at=NOW)
    with pytest.raises(minutes.Conflict) as conflict:
        minutes.save(begun, "Titel", "Von Ines", base=1, by=cast.insider, at=NOW)
    assert (conflict.value.now.text, conflict.value.mine.text) == ("Von Olga\n", "Von Ines\n")
    ines = queries.written(here_for(cast.insider.person, "kanal"), evening.public)
    assert (ines.text, ines.aside.text) == ("Von Olga\n", "Von Ines\n")
    assert queries.written(here_for(cast.owner.person, "kanal"), evening.public).aside is None
    minutes.save(begun, "Titel", "Von Olga und Ines", base=2, by=cast.insider, at=NOW)
    ines = queries.written(here_for(cast.insider.person, "kanal"), evening.public)
    assert ines.aside is None and [one.text for one in ines.history] == ["Von Olga und Ines\n", "Von Olga\n", TEXT]


def test_saving_the_same_twice_is_one_version(cast: Cast, begun: Minutes) -> None:
    first, second = (minutes.save(begun, "T", "Gleich", base=1, by=cast.owner, at=NOW) for _ in range(2))
    assert first == second and begun.revisions.count() == 2


def test_editors_and_hosts_hear_once_that_minutes_are_ready_and_the_magazine_takes_the_newest(
    cast: Cast, begun: Minutes
) -> None:
    for who in (cast.insider, cast.host):
        who.roles.create(name="editor")  # the host is told once, though twice an editor
    assert not queries.minutes_ready(cast.space)
    minutes.save(begun, "Was ist Coworking?", "Fertig", base=1, by=cast.owner, at=NOW)
    for _ in range(2):
        minutes.hand_over(Minutes.objects.get(), by=cast.owner, at=NOW)
    told = News.objects.filter(code="minutes.ready").order_by("pk").values_list("membership", flat=True)
    assert sorted(told) == sorted([cast.insider.pk, cast.host.pk])
    found = queries.minutes_for_article(cast.space, begun.evening.public)
    assert (found.title, found.text) == ("Was ist Coworking?", "Fertig\n")
    with pytest.raises(Missing):
        queries.minutes_for_article(cast.elsewhere, begun.evening.public)


def test_strangers_and_evenings_to_come_have_no_minutes(cast: Cast, begun: Minutes, planned) -> None:
    for act in (lambda: minutes.save(begun, "T", "X", base=1, by=cast.stranger, at=NOW),
                lambda: minutes.hand_over(begun, by=cast.stranger, at=NOW)):  # fmt: skip
        with pytest.raises(Missing):
            act()
    with pytest.raises(minutes.MinutesRefused):
        minutes.begin(planned(9), by=cast.owner, at=NOW)
    with pytest.raises(minutes.MinutesRefused):
        minutes.save(begun, "T", "x" * 50_001, base=1, by=cast.owner, at=NOW)


def test_the_draft_says_what_was_decided_and_who_cares_for_it(cast: Cast, evening: Evening) -> None:
    facts = {"space": cast.space, "evening": evening, "title": "Was zuerst?", "method": "approval"}
    vote = Vote.objects.create(drafted_at=NOW, opened_by=cast.host, **facts)
    proposal = Proposal.objects.create(vote=vote, title="Ein Mittagstisch")
    Decision.objects.create(space=cast.space, vote=vote, proposal=proposal, decided_at=NOW, owner=cast.insider)
    text = draft.draft(evening)
    assert "## Was wir beschlossen haben\n\n- Ein Mittagstisch (Ines Insider)\n" in text
