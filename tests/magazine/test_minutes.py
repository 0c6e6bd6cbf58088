"""Minutes become an article: by an editor, once, and only when they were handed over."""

from datetime import timedelta

import pytest

from fuerwort.evenings.actions import leading, minutes, planning
from fuerwort.evenings.models import Evening
from fuerwort.magazine.actions.minutes import take_up
from fuerwort.magazine.models import Article
from fuerwort.people.errors import Missing
from fuerwort.people.models import News
from tests.cast import NOW, Cast


@pytest.fixture
def evening(cast: Cast) -> Evening:
    meeting = planning.Meeting("Kreativabend", NOW, NOW + timedelta(hours=2), "Europe/Berlin")
    found = leading.lead_to(planning.plan(meeting, by=cast.host, at=NOW), "arriving", by=cast.host, at=NOW)
    begun = minutes.begin(found, by=cast.owner, at=NOW)
    minutes.save(begun, "Was ist Coworking?", "Einander empfehlen.", base=1, by=cast.owner, at=NOW)
    return found


def test_an_editor_makes_one_article_of_minutes_that_were_handed_over(cast: Cast, evening: Evening) -> None:
    with pytest.raises(Missing):
        take_up(evening=evening.public, by=cast.host, at=NOW)
    minutes.hand_over(evening.minutes_kept, by=cast.owner, at=NOW)
    with pytest.raises(Missing):
        take_up(evening=evening.public, by=cast.owner, at=NOW)
    assert News.objects.filter(code="minutes.ready", membership=cast.host).count() == 1
    first, second = (take_up(evening=evening.public, by=cast.host, at=NOW) for _ in range(2))
    assert first == second == Article.objects.get()
    assert (first.title, first.text.strip(), first.state) == ("Was ist Coworking?", "Einander empfehlen.", "draft")
    assert not News.objects.filter(code="minutes.ready").exists()  # nobody is asked for it any more
    with pytest.raises(Missing):
        take_up(evening=evening.public, by=cast.stranger, at=NOW)


def test_the_desk_lists_what_was_handed_over_until_somebody_begins(client, cast: Cast, evening: Evening) -> None:
    def desk() -> str:
        return client.get("/spaces/kanal/articles/desk/").content.decode()

    cast.insider.roles.create(name="editor")
    client.force_login(cast.insider.person)
    base = f"/spaces/kanal/evenings/{evening.public}/minutes/"
    waits = "Etwas wartet auf dich in der Redaktion"
    assert f'action="{base}article/"' not in desk() and waits not in client.get("/spaces/kanal/").content.decode()
    minutes.hand_over(evening.minutes_kept, by=cast.owner, at=NOW)
    assert f'action="{base}article/"' in desk() and "Was ist Coworking?" in desk()
    assert waits in client.get("/spaces/kanal/").content.decode()
    begun = client.post(f"{base}article/")
    assert begun["Location"] == f"/spaces/kanal/articles/{Article.objects.get().public}/"
    assert f'action="{base}article/"' not in desk() and waits not in client.get("/spaces/kanal/").content.decode()
    client.force_login(cast.host.person)  # a draft is its author's; another editor is told instead of lost
    assert f'action="{base}article/"' not in client.get(base).content.decode()
    assert "Jemand anderes aus der Redaktion" in client.post(f"{base}article/", follow=True).content.decode()
