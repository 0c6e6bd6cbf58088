"""Seal everything anew with the newest key, so that an old one can be thrown away."""

from django.apps import apps
from django.db import models, transaction

from fuerwort.people.sealed import SealedText

AT_ONCE = 500


def rotate() -> int:
    """Open every sealed text with whichever key fits and seal it with the first; returns how many rows there were.

    Each batch is a transaction; stopped half-way it can simply be run again, because every key still opens.

    Raises
    ------
    cryptography.fernet.InvalidToken
        A text was sealed with a key that is not in the settings any more.
    """
    return sum(_rotate(model, names) for model in apps.get_models() if (names := _sealed(model)))


def _sealed(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.get_fields() if isinstance(field, SealedText)]


def _rotate(model: type[models.Model], names: list[str]) -> int:
    keys = list(model._base_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        with transaction.atomic():
            some = model._base_manager.select_for_update().filter(pk__in=keys[start : start + AT_ONCE])
            rows = list(some.only(*names))
            model._base_manager.bulk_update(rows, names)
    return len(keys)
