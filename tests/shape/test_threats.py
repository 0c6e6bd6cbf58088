"""docs/run/threats.md: every test it names exists, every limit is the one that holds, every licence fits ours."""

import ast
import re
from importlib import metadata
from pathlib import Path

from django.conf import settings

from tests.tables import rows

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/run/threats.md").read_text(encoding="utf-8")
FITS = re.compile(
    "MIT|BSD|Apache|ISC|MPL|Mozilla Public License 2|LGPL|Lesser General Public|PSF|Python Software Foundation|Artistic"
)
"""What may be part of a whole under AGPL-3.0-or-later (Artistic: text-unidecode, which also offers the GPL)."""
SILENT = {"pyrage": "MIT"}
"""Those whose package says nothing; looked up in the licence file that comes with it."""


def below(heading: str) -> list[dict[str, str]]:
    return rows(PAGE.split(heading, 1)[1].split("\n## ", 1)[0])


def test_every_test_that_is_named_exists() -> None:
    named = [row["test"] for row in below("## Threats\n")]
    assert len(named) > 30
    missing = []
    for name in named:
        path, _, function = name.partition("::")
        file = ROOT / path
        known = {node.name for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                 if isinstance(node, ast.FunctionDef)} if file.exists() else set()  # fmt: skip
        missing += [name] if function not in known else []
    assert missing == []


def test_the_limits_are_those_of_the_page() -> None:
    assert {row["what"]: row["limit"] for row in below("## Limits\n")} == settings.ACCOUNT_RATE_LIMITS


def test_every_licence_fits() -> None:
    pinned = (ROOT / "requirements/runtime.txt").read_text(encoding="utf-8")
    pinned += (ROOT / "requirements/postgres.txt").read_text(encoding="utf-8")
    here = {name.lower() for part in metadata.distributions() if (name := part.metadata["Name"])}
    wanted = {name for name in re.findall(r"^([\w.-]+)==", pinned, re.MULTILINE) if name.lower() in here}
    assert len(wanted) > 40
    wrong = {name: said for name in wanted if not FITS.search(said := licence(name))}
    assert wrong == {}


def licence(name: str) -> str:
    found = metadata.metadata(name)
    said = found.get("License-Expression") or "; ".join(
        one for one in found.get_all("Classifier") or [] if one.startswith("License ::")
    )
    return said or found.get("License") or SILENT.get(name, "unknown")
