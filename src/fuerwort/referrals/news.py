"""What the news about requests say. Nothing in them tells who the client is."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.people.models import News, Space
from fuerwort.people.news import Said, knows, tells
from fuerwort.referrals import sentences
from fuerwort.referrals.models import Contest, Explanation, Outcome, Request
from fuerwort.referrals.models import Said as Came

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@knows
def fields(rows: Sequence[News]) -> dict[str, str]:
    """The field of each request that is spoken of."""
    wanted = {str(row.facts["request"]) for row in rows if "request" in row.facts}
    found = Request.objects.filter(public__in=wanted).select_related("field") if wanted else ()
    return {request.public: request.field.name for request in found}


@knows
def explanations(rows: Sequence[News]) -> dict[str, str]:
    """Why somebody was not named, and where they stand next time."""
    mine = [row for row in rows if row.code == "request.not-named"]
    wanted = {(row.facts["request"], row.facts.get("reader")) for row in mine}
    found = Explanation.objects.filter(
        request__public__in=[request for request, _reader in wanted],
        membership__public__in=[reader for _request, reader in wanted],
    ).values_list("request__public", "membership__public", "reasons")
    known = [(f"why {request} {reader}", reasons) for request, reader, reasons in found] if mine else []
    said = sentences.said(mine[0].membership.space, [reasons for _key, reasons in known]) if known else ()
    return {key: " ".join(texts) for (key, _reasons), texts in zip(known, said, strict=True)}


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
def not_named(facts: Facts, names: Names, space: Space) -> Said:
    """The explanation itself: it says why, and where the reader stands next time."""
    if why := names.get(f"why {facts['request']} {facts.get('reader')}"):
        return _about("%(field)s: %(why)s", facts, names, space, why=why)
    return _about(_("A request in %(field)s came, and others were named."), facts, names, space)


@tells("request.outcome")
def outcome(facts: Facts, names: Names, space: Space) -> Said:
    said = set(Outcome.objects.filter(request__public=facts["request"]).values_list("said", flat=True))
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
    found = Contest.objects.filter(public=facts["contest"]).first()
    said = _("A host has answered your objection.")
    return _contest(f"{said} {found.answer}" if found and found.answer else said, facts, space)


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
