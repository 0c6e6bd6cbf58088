"""Unconditional: what somebody is due follows from cents, months, opaque tokens and own wishes, and nothing else."""

import ast
import inspect
from dataclasses import fields

from fuerwort.engine import income
from fuerwort.engine.income import Due, Stream, Wish
from fuerwort.fund import snapshot
from fuerwort.fund.models import Payee

SAID = {"token", "left", "takes", "most", "since"}


def test_the_engine_knows_a_payee_by_token_and_wish_only() -> None:
    assert {one.name for one in fields(Wish)} == SAID
    assert {one.name for one in fields(Stream)} == {"amount", "people", "first", "months"}
    assert {one.name for one in fields(Due)} == {"token", "amount", "used"}
    assert list(inspect.signature(income.dues).parameters) == ["amount", "month", "wishes"]


def test_the_engine_imports_nothing_that_knows_a_person() -> None:
    tree = ast.parse(inspect.getsource(income))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules == {"collections.abc", "dataclasses", "datetime", "itertools", "fuerwort.engine.shapes"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]


def test_the_rows_are_asked_for_the_wish_alone() -> None:
    assert set(snapshot.KNOWN) == {"token", "used", "takes", "most", "since", "accepted_at"}
    tree = ast.parse(inspect.getsource(snapshot.wishes))
    named = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert named <= {"payees", "filter", "values_list", "month_of"}


def test_a_payee_has_no_column_about_a_person_but_who_it_is() -> None:
    columns = {one.name for one in Payee._meta.get_fields() if one.concrete}
    wish = {"token", "used", "takes", "most", "since", "wished_at"}
    assert columns == wish | {"id", "plan", "public", "membership", "accepted_at", "sheet", "holder", "iban"}
