"""An evening while it runs: docs/rules/evenings.md, one idea for one form, and nobody's words lost."""

from datetime import timedelta

import pytest

from fuerwort.evenings import queries
from fuerwort.evenings.actions import agenda, arriving, cards, harvest, ideas, leading, sessions
from fuerwort.evenings.models import Author, Evening, Guest, Idea
from fuerwort.experiences.models import Experience
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import public_id
from fuerwort.people.queries import here_for
from tests.cast import NOW, Cast
from tests.tables import table

PHASES = {"silent writing": "writing", "cards on the table": "cards", "closing round": "closing"}


@pytest.fixture
def evening(cast: Cast, planned) -> Evening:
    found = planned(0.05)
    agenda.choose_question(found, agenda.ask("Was ist Coworking?", by=cast.owner, at=NOW), by=cast.host, at=NOW)
    return to(found, "arriving", cast)


def to(evening: Evening, phase: str, cast: Cast) -> Evening:
    leading.lead_to(evening, phase, by=cast.host, at=NOW)
    return Evening.objects.select_related("question").get(pk=evening.pk)


def sit(evening: Evening, *members):
    return [arriving.check_in(evening, by=member, at=NOW) for member in members]


def wrote(evening: Evening, by, *texts: str) -> list[Idea]:
    return [ideas.write(evening.question, text, by=by, at=NOW) for text in texts]


@pytest.mark.parametrize("row", table("evenings.md", "## Phases"), ids=lambda row: row["phase"])
def test_the_worked_table(cast: Cast, evening: Evening, row: dict[str, str]) -> None:
    olga, ines = sit(evening, cast.owner, cast.insider)
    evening = to(evening, "writing", cast)
    (idea,) = wrote(evening, olga, "Empfehlen")
    if row["phase"] == "planned":
        Evening.objects.filter(pk=evening.pk).update(phase="planned")
        evening = Evening.objects.get()
    else:
        evening = to(evening, PHASES.get(row["phase"], row["phase"]), cast)
    by = Evening.objects.get().check_ins.get(membership=cast.insider)
    assert said(lambda: ideas.write(evening.question, "Noch eine", by=by, at=NOW)) == row["write an idea"]
    assert said(lambda: cards.put(idea, None, by=cast.host, at=NOW)) == row["sort cards"]
    if row["phase"] == "planned":
        return
    seen = [card.idea for pile in queries.table(evening, ines).piles for card in pile.cards]
    assert ("yes" if idea in seen else "no") == row["see the others'"]
    assert ("yes" if idea in queries.own_ideas(olga) else "no") == row["see one's own"]


def said(act) -> str:
    try:
        act()
    except Refused:
        return "no"
    return "yes"


def test_the_same_form_sent_again_is_one_idea_with_what_is_typed_now(cast: Cast, evening: Evening) -> None:
    olga, ines = sit(evening, cast.owner, cast.insider)
    evening, once = to(evening, "writing", cast), public_id()
    for text in ("Empfehlen", "Empfehlen", "Einander empfehlen"):
        ideas.write(evening.question, text, by=olga, at=NOW, once=once)
    assert list(Idea.objects.values_list("public", "text")) == [(once, "Einander empfehlen")]
    ideas.write(evening.question, "Von jemand anderem", by=ines, at=NOW, once=once)
    assert Idea.objects.count() == 2 and Idea.objects.get(public=once).text == "Einander empfehlen"


@pytest.mark.parametrize("text", ["", "  \n", "\0", "x" * 501])
def test_what_is_no_idea_is_refused_with_a_sentence(cast: Cast, evening: Evening, text: str) -> None:
    (olga,) = sit(evening, cast.owner)
    with pytest.raises(ideas.IdeaRefused, match=r"\.$"):
        ideas.write(to(evening, "writing", cast).question, text, by=olga, at=NOW)


def test_only_who_is_there_writes(cast: Cast, evening: Evening, planned) -> None:
    other = leading.lead_to(planned(0.1), "arriving", by=cast.host, at=NOW)
    (elsewhere,) = sit(other, cast.owner)
    with pytest.raises(Missing):
        ideas.write(to(evening, "writing", cast).question, "Empfehlen", by=elsewhere, at=NOW)
    with pytest.raises(Missing):
        arriving.check_in(evening, by=cast.stranger, at=NOW)


def test_merging_keeps_both_texts_and_both_authors_and_can_be_undone(cast: Cast, evening: Evening) -> None:
    olga, ines, nilo = sit(evening, cast.owner, cast.insider, cast.newcomer)
    evening = to(evening, "writing", cast)
    (top,), (under,), (third,) = (wrote(evening, who, text) for who, text in ((olga, "A"), (ines, "B"), (nilo, "C")))
    evening = to(evening, "cards", cast)
    cards.merge(under, third, by=cast.host, at=NOW)
    cards.merge(third, top, by=cast.host, at=NOW)
    (pile,) = queries.table(evening, ines).piles
    (card,) = pile.cards
    assert (card.idea, {one.text for one in card.under}, card.mine) == (top, {"B", "C"}, True)
    assert authors(top) == {olga.pk, ines.pk, nilo.pk}
    cards.part(Idea.objects.get(pk=under.pk), by=cast.host, at=NOW)
    assert authors(top) == {olga.pk, nilo.pk} and authors(under) == {ines.pk}
    with pytest.raises(cards.SortRefused):
        cards.merge(top, top, by=cast.host, at=NOW)
    with pytest.raises(Missing):
        cards.merge(third, under, by=cast.host, at=NOW)  # it lies under another already


def authors(idea: Idea) -> set[int]:
    return set(Author.objects.filter(idea=idea).values_list("check_in", flat=True))


def test_groups_hold_cards_and_let_them_go(cast: Cast, evening: Evening) -> None:
    (olga,) = sit(evening, cast.owner)
    first, second = wrote(to(evening, "writing", cast), olga, "A", "B")
    evening = to(evening, "cards", cast)
    group = cards.new_group(evening, " Räume ", by=cast.host, at=NOW)
    cards.put(first, group, by=cast.host, at=NOW)
    shape = [(p.group.title if p.group else "", [c.idea.text for c in p.cards]) for p in queries.table(evening).piles]
    assert shape == [("Räume", ["A"]), ("", ["B"])]
    cards.rename_group(group, "", by=cast.host, at=NOW)
    assert [len(p.cards) for p in queries.table(evening).piles] == [2]
    with pytest.raises(Missing):
        cards.put(second, None, by=cast.owner, at=NOW)


def test_what_is_shown_has_a_stamp_that_changes_with_it(cast: Cast, evening: Evening) -> None:
    stamps = [queries.stamp(evening)]
    (olga,) = sit(evening, cast.owner)
    stamps.append(queries.stamp(evening))
    evening = to(evening, "writing", cast)
    stamps.append(queries.stamp(evening))
    (idea,) = wrote(evening, olga, "A")
    stamps.append(queries.stamp(evening))
    ideas.take_back(idea, by=olga, at=NOW)
    stamps.append(queries.stamp(evening))
    leading.set_timer(evening, 5, by=cast.host, at=NOW)
    stamps.append(queries.stamp(evening))
    assert len(set(stamps)) == len(stamps) and queries.stamp(evening) == stamps[-1]


def test_a_door_opens_only_while_the_evening_runs(cast: Cast, evening: Evening) -> None:
    assert queries.evening_behind(evening.door) == evening
    to(evening, "over", cast)
    for door in (evening.door, "", "nothing"):
        with pytest.raises(Missing):
            queries.evening_behind(door)
    with pytest.raises(leading.LeadRefused):
        leading.lead_to(evening, "cards", by=cast.host, at=NOW)


def test_an_evening_is_opened_on_its_day_by_hosts_and_those_on_duty(cast: Cast, planned) -> None:
    far = planned(9)
    with pytest.raises(leading.LeadRefused):
        leading.lead_to(far, "arriving", by=cast.host, at=NOW)
    near = planned(0.1)
    with pytest.raises(Missing):
        leading.lead_to(near, "arriving", by=cast.owner, at=NOW)
    near.duties.create(task="opens", membership=cast.owner)
    assert leading.lead_to(near, "arriving", by=cast.owner, at=NOW).is_running
    with pytest.raises(leading.LeadRefused, match="Frage"):
        leading.lead_to(near, "writing", by=cast.owner, at=NOW)


def test_what_was_shared_is_suggested_once_and_confirmed_on_the_spot(cast: Cast, evening: Evening) -> None:
    evening.duties.create(task="opens", membership=cast.host)
    evening.duties.create(task="cooks", membership=cast.owner)
    olga, _host, ines = sit(evening, cast.owner, cast.host, cast.insider)
    guest = arriving.walk_in(evening, "Gesine", at=NOW)
    held = sessions.hold(evening, "Löten", "learning", by=cast.owner, at=NOW, minutes=45)
    for who in (ines, guest):
        sessions.join(held, by=who, took_part=True)
    to(evening, "closing", cast)
    found = {e.source.split(":")[0]: e for e in Experience.objects.exclude(source="")}
    names = {kind: {p.membership.name.split()[0] for p in e.participations.all()} for kind, e in found.items()}
    assert names == {
        "evening": {"Olga", "Hanne", "Ines"},
        "evening-duties": {"Olga", "Hanne"},
        "session": {"Olga", "Ines"},
    }
    assert {kind: (e.kind, e.hours) for kind, e in found.items()} == {
        "evening": ("learning", 2.0), "evening-duties": ("care", 2.0), "session": ("learning", 0.75),
    }  # fmt: skip
    assert len(queries.suggested(olga)) == 3 and queries.suggested(guest) == []
    to(evening, "over", cast)
    assert Experience.objects.exclude(source="").count() == 3


def test_twelve_hours_later_the_guests_are_forgotten_and_their_ideas_stay(cast: Cast, evening: Evening) -> None:
    guest = arriving.walk_in(evening, "Gesine", at=NOW)
    wrote(to(evening, "writing", cast), guest, "Von außen sieht man mehr")
    assert harvest.follow_up(at=evening.ends_at + timedelta(hours=11)) == 0
    later = evening.ends_at + timedelta(hours=13)
    assert harvest.follow_up(at=later) == 1 and harvest.follow_up(at=later) == 0
    assert not Guest.objects.exists() and Idea.objects.get().text == "Von außen sieht man mehr"
    guest.refresh_from_db()
    assert guest.name == "" and Evening.objects.get().phase == "over"
    assert here_for(cast.owner.person, "kanal")
