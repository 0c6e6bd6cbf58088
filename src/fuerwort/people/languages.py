"""Languages by their ISO codes, named in the language of the page."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

COMMON = (
    "de", "en", "tr", "ar", "fr", "es", "it", "pl", "ru", "uk", "pt", "nl", "fa", "vi", "ro", "el", "sr", "hr", "ku",
)  # fmt: skip
"""What is offered first; roughly by how many speak it in Germany."""

UNKNOWN_TO_BABEL = {"gsg": _("German Sign Language")}


@cache
def _names(locale: str) -> dict[str, str]:
    return dict(Locale(locale).languages)


def known(code: str) -> bool:
    return code in UNKNOWN_TO_BABEL or code in _names("en")


def name_of(code: str) -> str:
    """The language's name; a code nobody knows stays a code."""
    return str(UNKNOWN_TO_BABEL.get(code) or _names((get_language() or "de")[:2]).get(code, code))
