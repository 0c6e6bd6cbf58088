"""A public magazine: an article of the owner's in each state, a picture, comments by the owner and by a stranger."""

from fuerwort.magazine.actions import mentions, reviewing, talking, writing
from fuerwort.magazine.actions import settings as deciding
from fuerwort.magazine.addresses import parts, permalink
from fuerwort.magazine.models import Article
from tests.cast import NOW, Cast
from tests.magazine.drawn import picture


def things(cast: Cast) -> dict[str, str]:
    deciding.decide(by=cast.host, at=NOW, is_public=True, takes_trackbacks=True)
    deciding.name_category(name_de="Meinung", name_en="Opinion", by=cast.host, at=NOW)
    out = article(cast, "Was ist Coworking?")
    shot = writing.add_picture(article=out, file=picture(), alt="Ein Tisch", by=cast.owner, at=NOW)
    reviewing.submit(article=out, by=cast.owner, at=NOW)
    reviewing.publish(article=out, by=cast.host, at=NOW)
    out.refresh_from_db()
    talking.say_outside(
        article=out, text="Danke!", who=talking.Stranger("Rita", "rita@leserin.example"), at=NOW, token="c0mment"
    )
    waiting = article(cast, "Wartet")
    reviewing.submit(article=waiting, by=cast.owner, at=NOW)
    mention = mentions.receive(source="https://blog.example/", target=permalink(out), way="webmention", at=NOW)
    _space, year, month, slug = parts(out)
    return {
        "year": str(year), "month": month, "article": slug, "out": out.public, "review": waiting.public,
        "draft": article(cast, "Entwurf").public, "shot": shot.public, "shotwidth": str(shot.widths[0]),
        "comment": talking.say(article=out, text="Gern.", by=cast.owner, at=NOW).public, "stranger_s": "c0mment",
        "mention": mention.public,
    }  # fmt: skip


def article(cast: Cast, title: str) -> Article:
    content = writing.Content(title, "Worum es geht.", "Ein *kurzer* Text.")
    return writing.begin(content=content, by=cast.owner, at=NOW)
