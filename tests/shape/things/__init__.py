"""What the placeholders of docs/rules/access.md stand for: a module for each part of the house."""

from importlib import import_module
from pkgutil import iter_modules

from tests.cast import Cast


def things(cast: Cast) -> dict[str, str]:
    """Placeholder -> what stands in an address; each module's `things` makes its own."""
    found: dict[str, str] = {}
    for module in iter_modules(__path__):
        found |= import_module(f"{__name__}.{module.name}").things(cast)
    return found
