"""Which rows belong to a space, found by the relations between the models; an app adds only what they do not say."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model, QuerySet

from fuerwort.people.models import Membership, Space

Rows = Iterable[Model]

LEFT_OUT = {
    "account.EmailConfirmation": "a mailed link of a minute ago",
    "auth.Group": "unused",
    "auth.Group_permissions": "unused",
    "auth.Permission": "made by the house itself",
    "contenttypes.ContentType": "made by the house itself",
    "django_tasks_database.DBTaskResult": "what the old house was about to do",
    "mfa.Authenticator": "a passkey opens only the house it was made for",
    "people.Beat": "when the old house last did its rounds",
    "people.Delivery": "what the old house told other programs",
    "people.Hook": "two houses must not tell the same program the same thing; hosts name its address anew",
    "people.Handed": "mails on their way, which are the old house's",
    "pilot.Play": "answers of the lab, which give themselves again",
    "sessions.Session": "who is logged in at the old house",
}
"""Models whose rows stay behind, and why."""

BY_PERSON = {"people.Person": "pk__in", "experiences.Asked": "person__in", "account.EmailAddress": "user__in"}
"""What belongs to the people of a space, and to no space."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one app knows of its rows."""

    woven: Sequence[type[Model]] = ()
    """Models whose rows come in an order of their own, after all others of the app."""
    weave: Callable[[Space], Rows] = lambda _space: ()
    """All their rows, in the order in which the guards of the database take them."""
    lay: Callable[[Sequence[Model]], None] | None = None
    """Puts rows of the woven models into the tables; without it they are simply inserted."""
    files: Callable[[Space], Iterable[str]] = lambda _space: ()
    """Names in the media folder."""


PARTS: list[Part] = []


def add(part: Part) -> None:
    """Called in an ``AppConfig.ready``."""
    PARTS.append(part)


def kept() -> list[type[Model]]:
    """Every model that an archive holds, in the order in which rows are written."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.label not in LEFT_OUT]


def rows_of(model: type[Model], space: Space) -> QuerySet[Model]:
    """The rows of one model that belong to a space, in the order of their ids."""
    people = Membership.objects.filter(space=space, person__isnull=False).values("person")
    if model is Space:
        where: dict[str, object] = {"pk": space.pk}
    elif model._meta.label in BY_PERSON:
        where = {BY_PERSON[model._meta.label]: people}
    else:
        where = {path_to_space(model): space}
    return model._base_manager.filter(**where).order_by("pk")


def path_to_space(model: type[Model]) -> str:
    """The shortest way to the space over relations that are always there.

    Raises
    ------
    LookupError
        There is none: the model belongs into ``LEFT_OUT``, or its rows into :func:`rows_of`.
    """
    ways: list[tuple[type[Model], tuple[str, ...]]] = [(model, ())]
    seen: set[type[Model]] = {model}
    for here, way in ways:
        for field in here._meta.concrete_fields:
            target = field.related_model if field.is_relation and not field.null else None
            if target is Space:
                return "__".join([*way, field.name])
            if isinstance(target, type) and issubclass(target, Model) and target not in seen:
                seen.add(target)
                ways.append((target, (*way, field.name)))
    raise LookupError(f"no relation leads from {model._meta.label} to a space")


def everything(space: Space) -> Iterator[tuple[type[Model], Rows]]:
    """All rows of a space; woven models last, and then under the name of any of them."""
    woven = {model for part in PARTS for model in part.woven}
    for model in kept():
        if model not in woven:
            yield model, rows_of(model, space).iterator(2_000)
    for part in PARTS:
        if part.woven:
            yield part.woven[0], part.weave(space)


def layer_of(model: type[Model]) -> Callable[[Sequence[Model]], None] | None:
    """How rows of a model are put down, if the app knows better than to insert them."""
    return next((part.lay for part in PARTS if model in part.woven), None)


def files_of(space: Space) -> list[str]:
    return sorted(name for part in PARTS for name in part.files(space))
