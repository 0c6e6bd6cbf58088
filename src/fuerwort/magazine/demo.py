"""The magazine of Raum am Kanal, written, reviewed, rated and discussed by the real actions over some months."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.resources import files
from io import BytesIO

import vl_convert
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from fuerwort.magazine import jobs
from fuerwort.magazine.actions import reviewing, settings, talking, writing
from fuerwort.magazine.models import Article, Category, Comment, Found, Magazine, Mention, Way
from fuerwort.people.links import hashed
from fuerwort.people.models import Membership, News, Space

TEXTS = files("fuerwort.demo") / "texts" / "articles"
CATEGORIES = {
    "meinung": ("Meinung", "Opinion"),
    "aus-dem-raum": ("Aus dem Raum", "From the space"),
    "werkstatt": ("Werkstatt", "Workshop"),
    "studien-und-trends": ("Studien und Trends", "Studies and trends"),
}
ABOUT = "Was wir gelernt haben, was wir anders machen würden, und was wir noch nicht wissen."
EDITOR, HOST = "amira", "hanne"
SCALE = 0.75
"""Of drawings that are 1600 wide: a demo begins quickly, and is still sharp."""
TALK = (
    ("1-wen-empfehlen", "tom", "Gern gelesen, ja. Ich würde nur ergänzen: Die Zeile kam drei Stunden nach der Anfrage. Wäre sie nach drei Wochen gekommen, hätte ich sie nicht mehr geglaubt.", None),  # noqa: E501 - people speak in long lines
    ("1-wen-empfehlen", HOST, "Das nehme ich mit in die nächste Runde. Schnelligkeit gehört offenbar zur Fairness.", 0),
    ("1-wen-empfehlen", "greta", "Zum Schluss: Auf der Straße antworte ich inzwischen mit zwei Namen. Mit einem fühle ich mich wie eine Jury.", None),  # noqa: E501
    ("2-was-ist-coworking", "mehmet", "„Marketing“ würde ich stehen lassen. Es ist ehrlich: Wir leben davon.", None),
    ("4-formular", "ines", "Regel acht: Lies die Fehlermeldung laut vor. Wenn du rot wirst, schreib sie neu.", None),
    ("7-jokes", "ines", "Die Schraube möchte ich hören. Mittwoch, Stehpult?", None),
)  # fmt: skip
STARS = {
    "1-wen-empfehlen": (5, 4, 5, 4, 5, 3, 5), "2-was-ist-coworking": (5, 5, 4, 5), "3-das-experiment": (4, 5, 4),
    "4-formular": (5, 5, 5, 4, 5, 5), "6-presse": (4, 5),
}  # fmt: skip


@dataclass
class Told:
    """One article as it lies among the texts: facts on top, a line, then what was written."""

    name: str
    text: str
    facts: dict[str, str] = field(default_factory=dict)
    pictures: list[Sequence[str]] = field(default_factory=list)


@transaction.atomic
def open_demo(space: Space, *, at: datetime) -> None:
    """Fill the magazine, once. Nobody else is told: what a demo links to must not hear of it."""
    if Magazine.objects.filter(space=space).exists():
        return
    members = {one.outside_id: one for one in space.memberships.all() if one.outside_id}
    settings.decide(by=members[HOST], at=at, title="Am Kanal", about=ABOUT, is_public=True, takes_trackbacks=True)
    for german, english in CATEGORIES.values():
        settings.name_category(name_de=german, name_en=english, by=members[EDITOR], at=at)
    written = {told.name: _written(told, space, members, at) for told in stories()}
    _rated(written, members, at)
    _discussed(written, members, at)
    _mentioned(written, at)
    News.objects.filter(code__in=["article.new", "article.published"], at__lt=at - timedelta(days=9)).update(
        read_at=at, mailed_at=at
    )
    DBTaskResult.objects.filter(task_path=jobs.tell_others.module_path).delete()


def stories() -> list[Told]:
    """All of them, newest first."""
    names = sorted(one.name for one in TEXTS.iterdir() if one.name.endswith(".md"))
    return [told(name.removesuffix(".md"), (TEXTS / name).read_text(encoding="utf-8")) for name in names]


def told(name: str, text: str) -> Told:
    above, _line, below = text.partition("\n---\n")
    found = Told(name, below)
    for line in above.splitlines():
        key, _colon, value = line.partition(": ")
        if key == "picture":
            found.pictures.append([part.strip() for part in value.split("|")])
        else:
            found.facts[key] = value
    return found


def _written(told: Told, space: Space, members: dict[str, Membership], at: datetime) -> Article:
    author, then = members[told.facts["author"]], at - timedelta(days=int(told.facts["days"]))
    wanted = [slug.strip() for slug in told.facts.get("categories", "").split(",")]
    content = writing.Content(
        told.facts["title"], told.facts["teaser"], told.text, told.facts.get("abstract", ""),
        told.facts.get("language", "de"), list(Category.objects.filter(space=space, slug__in=wanted)),
        named="named" in told.facts,
    )  # fmt: skip
    article = writing.begin(content=content, by=author, at=then - timedelta(days=3))
    for name, alt, *caption in told.pictures:
        png = BytesIO(vl_convert.svg_to_png((TEXTS / name).read_text(encoding="utf-8"), scale=SCALE))
        said = caption[0] if caption else ""
        writing.add_picture(article=article, file=png, alt=alt, caption=said, by=author, at=then)
    reviewing.submit(article=article, by=author, at=then - timedelta(days=2))
    editor = members[EDITOR if told.facts["author"] != EDITOR else HOST]
    match told.facts.get("state"):
        case "review":
            pass
        case "returned":
            reviewing.send_back(article=article, words=told.facts["note"], by=editor, at=then)
        case _:
            reviewing.publish(article=article, by=editor, at=then)
    article.refresh_from_db()
    return article


def _rated(written: dict[str, Article], members: dict[str, Membership], at: datetime) -> None:
    for name, given in STARS.items():
        readers = [one for key, one in sorted(members.items()) if one.pk != written[name].author_id and key != "mehmet"]
        for reader, stars in zip(readers, given, strict=False):
            talking.rate(article=written[name], stars=stars, by=reader, at=at - timedelta(hours=20))


def _discussed(written: dict[str, Article], members: dict[str, Membership], at: datetime) -> None:
    said: list[Comment] = []
    for number, (name, who, text, parent) in enumerate(TALK):
        above = said[parent] if parent is not None else None
        then = at - timedelta(hours=30 - 3 * number)
        said.append(talking.say(article=written[name], text=text, by=members[who], at=then, parent=above))
    petra = talking.Stranger("Petra", "petra@ruderverein.example")
    words = "Ich bin die vom Ruderverein. Wir haben uns über die drei Namen gewundert und dann über die Gründe gefreut."
    outside = talking.say_outside(
        article=written["1-wen-empfehlen"], text=words, who=petra, at=at - timedelta(hours=5), token="demo-petra"
    )
    _unsent()
    talking.confirm(comment=outside, at=at - timedelta(hours=4))


def _unsent() -> None:
    """Petra is invented; nobody waits for her mail."""
    DBTaskResult.objects.filter(pk=DBTaskResult.objects.order_by("-enqueued_at").values("pk")[:1][0]["pk"]).delete()


def _mentioned(written: dict[str, Article], at: datetime) -> None:
    """One that is shown, one that waits; as if a worker had looked."""
    for name, found, site, title, excerpt in (
        ("2-was-ist-coworking", Found.SHOWN, "Werkbank-Notizen", "Sechzehn Jahre Coworking, und was davon stimmt",
         "die Kolleg:innen vom Kanal haben den alten Text noch einmal gelesen"),
        ("4-formular", Found.WAITS, "Formularlabor", "Was Mütter über Formulare wissen",
         "sieben Regeln, von denen mir die vierte am liebsten ist"),
    ):  # fmt: skip
        source = f"https://{site.lower()}.example/{written[name].slug}"
        Mention.objects.create(
            article=written[name], way=Way.WEBMENTION, source=source, source_hash=hashed(source), found=found,
            title=title, site=site, excerpt=excerpt, at=at - timedelta(days=1), checked_at=at - timedelta(days=1),
        )  # fmt: skip
