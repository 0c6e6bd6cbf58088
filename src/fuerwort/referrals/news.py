"""What the news about requests say. Nothing in them tells who the client is."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.people.models import Field, Space
from fuerwort.people.news import Row, Said, knows, tells
from fuerwort.referrals import sentences
from fuerwort.referrals.models import Contest, Explanation, Outcome, Request
from fuerwort.referrals.models import Said as Came

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@knows(Request, "public", "field__name_de", "field__name_en", request="public")
def requests(row: Row) -> Names:
    """A request, by its field."""
    return {row["public"]: Field(name_de=row["field__name_de"], name_en=row["field__name_en"]).name}


@knows(
    Explanation, "request__public", "membership__public", "reasons",
    request="request__public", reader="membership__public",
)  # fmt: skip
def explanations(row: Row) -> Mapping[str, Any]:
    """Why somebody was not named, and where they stand next time; SQLite gives JSON within JSON as text."""
    reasons = json.loads(row["reasons"]) if isinstance(row["reasons"], str) else row["reasons"]
    return {f"why {row['request__public']} {row['membership__public']}": reasons}


@knows(Outcome, "request__public", "said", request="request__public")
def outcomes(row: Row) -> Names:
    """What came of a request."""
    return {f"{row['said']} {row['request__public']}": "yes"}


@knows(Contest, "public", "answer", contest="public")
def contests(row: Row) -> Names:
    """What a host answered."""
    return {f"answer {row['public']}": row["answer"]}


@tells("request.owned")
def owned(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("A request in %(field)s is yours to care for."), facts, names, space)


@tells("request.placed")
def placed(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("You are named for a request in %(field)s. May we introduce you?"), facts, names, space)


@tells("request.passed-by")
def passed_by(facts: Facts, names: Names, space: Space) -> Said:
    return _about(
        _("The time to answer a request in %(field)s has passed; your place counts as used."), facts, names, space
    )


@tells("request.handed")
def handed(facts: Facts, names: Names, space: Space) -> Said:
    return _about(
        _("%(name)s handed a request in %(field)s over to you."), facts, names, space, name=names[facts["by"]]
    )


@tells("request.passed-on")
def passed_on(facts: Facts, names: Names, space: Space) -> Said:
    return _about(
        _("%(name)s recommended you for something in %(field)s."), facts, names, space, name=names[facts["by"]]
    )


@tells("request.introduced")
def introduced(facts: Facts, names: Names, space: Space) -> Said:
    return _about(
        _("You were introduced for a request in %(field)s: the contact is in your mail."), facts, names, space
    )


@tells("request.shown")
def shown(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("There are names for what you asked about in %(field)s."), facts, names, space)


@tells("request.nobody")
def nobody(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("Nobody here fits what you asked about in %(field)s."), facts, names, space)


@tells("request.nobody-left")
def nobody_left(facts: Facts, names: Names, space: Space) -> Said:
    text = _("All who were named for a request in %(field)s have answered, and nobody said yes. Please go on with it.")
    return _about(text, facts, names, space)


@tells("request.late")
def late(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("A request in %(field)s waits too long."), facts, names, space)


@tells("request.ended")
def ended(facts: Facts, names: Names, space: Space) -> Said:
    return _about(_("The request in %(field)s to which you said yes was withdrawn."), facts, names, space)


@tells("request.not-named")
def not_named(facts: Facts, names: Mapping[str, Any], space: Space) -> Said:
    """The explanation itself: it says why, and where the reader stands next time."""
    if reasons := names.get(f"why {facts['request']} {facts.get('reader')}"):
        why = " ".join(sentences.said(space, [reasons])[0])
        return _about("%(field)s: %(why)s", facts, names, space, why=why)
    return _about(_("A request in %(field)s came, and others were named."), facts, names, space)


@tells("request.outcome")
def outcome(facts: Facts, names: Names, space: Space) -> Said:
    said = {came for came in Came if f"{came.value} {facts['request']}" in names}
    if Came.WORK in said:
        text = _("What you passed on in %(field)s became work.")
    elif Came.OPEN in said or not said:
        text = _("What you passed on in %(field)s is still open.")
    else:
        text = _("Nothing came of what you passed on in %(field)s this time.")
    return _about(text, facts, names, space)


@tells("thanks.given")
def thanked(facts: Facts, names: Names, space: Space) -> Said:
    text = _("%(name)s thanks you for passing on a request in %(field)s.")
    return _about(text, facts, names, space, name=names[facts["by"]])


@tells("contest.opened")
def contested(facts: Facts, names: Names, space: Space) -> Said:
    return _contest(_("Somebody doubts an order. Please answer."), facts, space)


@tells("contest.answered")
def contest_answered(facts: Facts, names: Names, space: Space) -> Said:
    said, answer = _("A host has answered your objection."), names.get(f"answer {facts['contest']}") or ""
    return _contest(f"{said} {answer}".rstrip(), facts, space)


@tells("books.differ")
def books_differ(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("The nightly check of the books found a difference. Please tell whoever runs this server."))


def _about(text: str, facts: Facts, names: Names, space: Space, **more: str) -> Said:
    text = text % {"field": names.get(facts["request"], "–"), **more}
    return _to(text, "request", space.slug, facts["request"])


def _contest(text: str, facts: Facts, space: Space) -> Said:
    return _to(text, "contest", space.slug, facts["contest"])


def _to(text: str, page: str, *of: str) -> Said:
    return Said(text, page, of)
