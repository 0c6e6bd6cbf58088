"""Questions worth asking again: folders with ``scenario.toml`` and a README that says what to expect."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from fuerwort.lab.whatif.parameters import SettingError, checked
from fuerwort.lab.whatif.regimes import Regime, RegimeError
from fuerwort.lab.whatif.world import Plan

SHIPPED = Path(__file__).parents[1] / "scenarios"
KEYS = {"title", "compare", "regimes", "plan", "set"}


class ScenarioError(ValueError):
    """A scenario that is not there, or that nobody can play."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """``compare``: pairs of regimes, the second is what the first is measured against; ``changes`` of parameters."""

    name: str
    title: str
    regimes: dict[str, Regime]
    compare: tuple[tuple[str, str], ...]
    plan: Plan
    changes: dict[str, float]


def shipped() -> list[str]:
    return sorted(folder.name for folder in SHIPPED.iterdir() if (folder / "scenario.toml").exists())


def open_scenario(name: str) -> Scenario:
    """Read a shipped scenario by its name, or any folder that has a ``scenario.toml``.

    Raises
    ------
    ScenarioError
        With what is wrong and where.
    """
    folder = SHIPPED / name if name in shipped() else Path(name)
    file = folder / "scenario.toml"
    try:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise ScenarioError(f'there is no scenario "{name}"; there are {", ".join(shipped())}') from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ScenarioError(f"{file}: {error}") from None
    try:
        return _scenario(folder.name, found)
    except (RegimeError, SettingError, ScenarioError) as error:
        raise ScenarioError(f"{file}: {error}") from None


def _scenario(name: str, found: dict[str, object]) -> Scenario:
    _known(found, KEYS, "scenario")
    regimes = {at: _regime(at, one) for at, one in _table(found, "regimes").items()}
    if not regimes:
        raise ScenarioError("it needs at least one [regimes.NAME]")
    pairs = found.get("compare", [])
    if not isinstance(pairs, list) or not all(
        isinstance(p, list) and len(p) == 2 and set(p) <= set(regimes) for p in pairs
    ):
        raise ScenarioError("compare is a list of pairs of its regimes")
    changes = {at: _number(at, value) for at, value in _table(found, "set").items()}
    checked(changes)
    compare = tuple((one, other) for one, other in pairs)
    return Scenario(name, str(found.get("title", name)), regimes, compare, _plan(_table(found, "plan")), changes)


def _regime(name: str, found: object) -> Regime:
    if not isinstance(found, dict):
        raise ScenarioError(f"regimes.{name} is a table")
    _known(found, {"rule", "euros", "levy", "recipients", "public"}, f"regimes.{name}")
    whole = {
        at: _number(at, found.get(at, default)) for at, default in (("euros", 0), ("levy", 0), ("recipients", 1000))
    }
    return Regime(
        rule=str(found.get("rule")),
        amount=round(whole["euros"] * 100),
        levy=round(whole["levy"]),
        recipients=round(whole["recipients"]),
        public=found.get("public", False) is True,
    )


def _plan(found: dict[str, object]) -> Plan:
    names = [field.name for field in fields(Plan)]
    _known(found, set(names), "plan")
    sizes = {at: _number(at, value) for at, value in found.items()}
    if not all(value == int(value) and value >= 1 for value in sizes.values()):
        raise ScenarioError("members, fields, months and known of a plan are whole numbers from 1 on")
    plan = Plan(**{at: int(value) for at, value in sizes.items()})
    if plan.known > 1000:
        raise ScenarioError("known is at most 1000 thousandths")
    if plan.fields > plan.members:
        raise ScenarioError("a plan has no more fields than members")
    return plan


def _table(found: dict[str, object], name: str) -> dict[str, object]:
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise ScenarioError(f"{name} is a table")
    return table


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ScenarioError(f"{name} is a number, not {value!r}")
    return float(value)


def _known(found: dict[str, object], names: set[str], where: str) -> None:
    if strange := sorted(set(found) - names):
        raise ScenarioError(f"{where} knows no {', '.join(strange)}; it knows {', '.join(sorted(names))}")
