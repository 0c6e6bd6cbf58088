"""What an erased author leaves in the magazine: as they chose."""

from django.core.files.storage import default_storage

from fuerwort.magazine.actions import talking, writing
from fuerwort.magazine.models import Article, Comment, Picture, Rating
from fuerwort.people.actions import erasing
from fuerwort.people.queries import foretold
from tests.cast import NOW, Cast
from tests.magazine.drawn import picture
from tests.magazine.written import at_state, public, written


def test_an_article_stays_nameless_or_goes_as_its_author_chose(
    cast: Cast, client, django_capture_on_commit_callbacks
) -> None:
    public(cast)
    stays = at_state("published", cast.owner, cast.host, named=True, title="Bleibt")
    draft = written(cast.owner, title="Geht")
    shot = writing.add_picture(article=draft, file=picture(), alt="Ein Tisch", by=cast.owner, at=NOW)
    goes = at_state("published", cast.owner, cast.host, farewell="goes", title="Auch")
    mine = talking.say(article=stays, text="Von mir.", by=cast.owner, at=NOW)
    other = talking.say(article=stays, text="Nicht von mir.", by=cast.host, at=NOW)
    talking.rate(article=at_state("published", cast.host, cast.host, title="X"), stars=4, by=cast.owner, at=NOW)
    told = foretold(cast.owner.person)
    assert any("2 Beiträge" in said for said in told.goes) and any("Ein Beitrag" in said for said in told.stays)
    with django_capture_on_commit_callbacks(execute=True):
        erasing.erase(person=cast.owner.person, at=NOW)
    assert not Article.objects.filter(pk=draft.pk).exists() and not Picture.objects.exists()
    assert not default_storage.exists(f"magazine/{shot.public}/shared.jpg")
    for one in (stays, goes, mine):
        one.refresh_from_db()
    assert (stays.author, stays.named, stays.state) == (None, False, "published")
    assert (goes.state, goes.text, goes.title) == ("withdrawn", "", "–")
    assert (mine.text, mine.standing, Comment.objects.get(pk=other.pk).text) == ("", "deleted", "Nicht von mir.")
    assert not Rating.objects.exists()
    page = client.get("/magazine/kanal/2026/11/bleibt/").content.decode()
    assert "ehemaliges Mitglied" in page and "Olga" not in page
    assert client.get("/magazine/kanal/2026/11/auch/").status_code == 410
