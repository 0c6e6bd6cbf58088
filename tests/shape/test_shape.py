"""The habits a machine can check."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "fuerwort"
WRITTEN = [path for path in SOURCE.rglob("*.py") if path.parent.name != "migrations"]
"""Migrations are written by Django."""
FILES = sorted([*WRITTEN, *(ROOT / "tests").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")])
RULED = sorted([*(SOURCE / "engine").glob("*.py"), *SOURCE.rglob("actions.py"), *SOURCE.rglob("actions/*.py")])
LONG = {"push"}
"""Functions over 40 lines; this list may only shrink."""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(tree: ast.AST) -> set[str]:
    found = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return found | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_file_is_longer_than_400_lines_and_no_function_than_40(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    functions = [n for n in ast.walk(ast.parse(text)) if isinstance(n, ast.FunctionDef)]
    long = {f.name for f in functions if _lines(f) > 40}
    assert long <= LONG


def _lines(function: ast.FunctionDef) -> int:
    first = function.body[1] if ast.get_docstring(function) and len(function.body) > 1 else function.body[0]
    return (function.end_lineno or 0) - first.lineno + 1


@pytest.mark.parametrize("path", sorted((SOURCE / "engine").glob("*.py")), ids=name)
def test_the_engine_imports_only_what_it_may(path: Path) -> None:
    allowed = set(sys.stdlib_module_names) | {"numpy", "scipy", "numba"}
    allowed |= {"pyspark"} if path.stem == "spark" else set()
    for module in imported(ast.parse(path.read_text(encoding="utf-8"))):
        assert module.split(".")[0] in allowed or module.startswith("fuerwort.engine")


@pytest.mark.parametrize("path", RULED, ids=name)
def test_rules_know_no_clock_and_no_chance(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not imported(tree) & {"random", "secrets", "time"}
    calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    assert not [c for c in calls if c.endswith((".now", ".today", ".utcnow")) or ".random" in c]


DOORS = ("web/views", "api", "cli")


@pytest.mark.parametrize("path", [path for door in DOORS for path in sorted((SOURCE / door).rglob("*.py"))], ids=name)
def test_doors_read_by_queries_only(path: Path) -> None:
    assert ".objects." not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_no_module_has_a_name_that_says_nothing(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "common", "core", "services"}


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=name)
def test_requirements_are_pinned_with_hashes_and_name_no_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "--hash=sha256:" in text
    assert "://" not in text
