"""Why questions of one's own are not taken in: codes to sentences."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fuerwort.pilot.items.own import Problem

SENTENCES: Mapping[str, Any] = {
    "large": gettext_lazy("This file is larger than %(most)s KB: is it the right one?"),
    "utf-8": gettext_lazy("This file is no text in UTF-8. In your spreadsheet choose “CSV UTF-8” where you save it."),
    "csv": gettext_lazy("From here on this is no CSV file."),
    "columns": gettext_lazy("The first line does not name these columns: %(names)s."),
    "number": gettext_lazy("A file brings 1 to %(most)s questions, not %(found)s."),
    "cells": gettext_lazy("More cells than columns. A text with a comma or semicolon stands in quotes."),
    "empty": gettext_lazy("Empty: %(names)s."),
    "long": gettext_lazy("Longer than %(most)s characters: %(names)s."),
    "id": gettext_lazy("An id is at most twelve letters and digits."),
    "whole": gettext_lazy("lowest and highest are whole numbers."),
    "scale": gettext_lazy("A scale has two to %(most)s answers."),
    "words": gettext_lazy("%(answers)s answers need %(answers)s words with a | between them, or two for both ends."),
    "differ": gettext_lazy("The answers differ between German and English."),
    "called": gettext_lazy("Two questions are called %(name)s."),
    "measured": gettext_lazy("%(name)s is measured already, by questions that go together."),
    "together": gettext_lazy("Questions about %(name)s need the same lowest and highest answer."),
}


def reason(problem: Problem) -> str:
    """Without the line, for a table."""
    return str(SENTENCES[problem.code]) % problem.facts


def sentence(problem: Problem) -> str:
    """With the line, for a command."""
    if problem.line is None:
        return reason(problem)
    return _("Line %(line)s: %(reason)s") % {"line": problem.line, "reason": reason(problem)}
