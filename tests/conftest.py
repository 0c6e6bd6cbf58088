"""Fixtures of the house. The engine's tests need none of them and run without Django."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from django.utils.translation.reloader import translation_file_changed


def pytest_configure(config: pytest.Config) -> None:
    """German must be compiled before Django reads it; only the first process does it."""
    if config.pluginmanager.hasplugin("django") and not hasattr(config, "workerinput"):
        from fuerwort.project import messages  # noqa: PLC0415 - the engine's tests need no Django

        messages.compile_()
        for language in messages.LANGUAGES:  # whoever imported Django before has read the old ones
            translation_file_changed(None, messages.po(language).with_suffix(".mo"))
    if config.pluginmanager.hasplugin("django"):
        _let_guards_be_emptied()
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # whitenoise warns without it


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks for the cast stores something, so it runs on PostgreSQL too."""
    for item in items:
        if {"cast", "db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("django_db")


@pytest.fixture
def cast(db):
    from tests import cast as people  # noqa: PLC0415 - Django must be set up first

    return people.make()


@pytest.fixture
def house_file(tmp_path: Path, django_db_setup, django_db_blocker) -> str:
    """Address of a SQLite file for processes of a test's own. Its tables are copied: making them takes ten seconds."""
    from django.db import connection  # noqa: PLC0415 - Django must be set up first

    path = tmp_path / "fuerwort.sqlite3"
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(path)])
    return f"sqlite:///{path}"


@pytest.fixture(autouse=True)
def _house(request: pytest.FixtureRequest) -> None:
    """Plain static files (no manifest), nothing cached yet, and German unless a test asks for English."""
    if request.config.pluginmanager.hasplugin("django") and "engine" not in request.path.parts:
        settings = request.getfixturevalue("settings")
        settings.STORAGES = {
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        }
        settings.MEDIA_ROOT = request.getfixturevalue("tmp_path_factory").getbasetemp() / "media"
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        cache.clear()
        translation.deactivate()  # the last request of the test before may have been an English one


def _let_guards_be_emptied() -> None:
    """A test with real transactions empties all tables afterwards; on SQLite the guards stand aside."""
    from django.db.backends.sqlite3.base import DatabaseOperations  # noqa: PLC0415

    from fuerwort.fund import guards as fund  # noqa: PLC0415
    from fuerwort.pilot import guards as pilot  # noqa: PLC0415

    emptied = DatabaseOperations.sql_flush

    def flush(self, style, tables, **more):
        drop = [f"DROP TRIGGER IF EXISTS {name}" for name, _table in [*fund.names(), *pilot.names()]]
        return [*drop, *emptied(self, style, tables, **more), *fund.sqlite(), *pilot.sqlite()] if tables else []

    DatabaseOperations.sql_flush = flush
