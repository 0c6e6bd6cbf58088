"""The habits of the house that a machine can check."""

import ast
import re

from django.apps import apps
from django.core.management import call_command
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation.reloader import translation_file_changed

from fuerwort.project import messages

ORDER = ("people", "experiences", "referrals", "fund", "pilot", "evenings", "magazine")
"""Left knows nothing of right."""


def test_no_relation_points_up_the_order() -> None:
    for model in apps.get_models():
        if model._meta.app_label in ORDER:
            for field in model._meta.get_fields():
                target = field.related_model if field.is_relation and field.concrete else None
                if target and target._meta.app_label in ORDER:
                    assert ORDER.index(target._meta.app_label) <= ORDER.index(model._meta.app_label), field


def test_no_migration_is_missing(db) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_german_is_complete_and_tidy() -> None:
    for language in messages.LANGUAGES:
        assert not messages.untranslated(language)
        tidy = messages.updated(language)
        assert messages.po(language).read_text(encoding="utf-8") == tidy, (
            "run: python -m fuerwort.project.messages update"
        )


def test_words_are_read_as_soon_as_they_are_compiled(tmp_path, monkeypatch, settings) -> None:
    """Also by the process that compiled them, though it looked for them before: the demo writes minutes in it."""
    settings.LOCALE_PATHS = [tmp_path]
    kept = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    monkeypatch.setattr(messages, "po", lambda language: kept)
    kept.parent.mkdir(parents=True)
    kept.write_text(messages.HEADER.format(language="de") + 'msgid "fresh"\nmsgstr "frisch"\n')
    translation_file_changed(None, kept.with_suffix(".mo"))
    with translation.override("de"):
        assert gettext("fresh") == "fresh"
        messages.compile_()
        translation.activate("de")
        assert gettext("fresh") == "frisch"
    monkeypatch.undo()
    translation_file_changed(None, kept.with_suffix(".mo"))


def test_no_message_hides_in_a_formatted_string() -> None:
    """There nobody collects it, so it would be English for everybody."""
    for path in messages.HERE.rglob("*.py"):
        inside = [one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(one, ast.JoinedStr)]
        calls = [ast.unparse(c.func) for one in inside for c in ast.walk(one) if isinstance(c, ast.Call)]
        assert not set(calls) & set(messages.KEYWORDS), path


def test_a_translation_names_only_what_its_message_names() -> None:
    """Another placeholder would let Django fall back to English without a word."""
    for language in messages.LANGUAGES:
        for message in messages.read(language):
            known, used = named(message.id), named(message.string)
            assert used <= known, (message.id, used - known)


def named(texts: str | tuple[str, ...]) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", texts if isinstance(texts, str) else " ".join(texts)))
