"""What the columns of one's own data are called, once for all tables."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "about": _("about"),
    "accepted_at": _("accepted on"),
    "address": _("address"),
    "agreed_at": _("agreed on"),
    "amount": _("amount"),
    "answer": _("answer"),
    "answered_at": _("answered on"),
    "arm": _("group"),
    "article": _("article"),
    "at": _("on"),
    "availability": _("availability"),
    "by": _("by"),
    "code": _("code"),
    "contact_email": _("e-mail"),
    "counted_at": _("counted in figures since"),
    "created_at": _("since"),
    "email": _("e-mail"),
    "evening": _("evening"),
    "facts": _("what you said"),
    "field": _("field"),
    "hash": _("checksum"),
    "holder": _("account holder"),
    "hours": _("hours"),
    "iban": _("IBAN"),
    "invited_by": _("invited by"),
    "item": _("what"),
    "joined_at": _("member since"),
    "kind": _("kind"),
    "language": _("language"),
    "languages": _("languages"),
    "left_at": _("left on"),
    "name": _("name"),
    "number": _("number"),
    "outside_id": _("id in the other software"),
    "phone": _("phone"),
    "place": _("place"),
    "published_at": _("published on"),
    "reason": _("reason"),
    "reasons": _("reasons, as codes"),
    "reference": _("reference"),
    "round": _("round"),
    "said": _("said"),
    "seen_by": _("seen by"),
    "since": _("from"),
    "sponsor": _("sponsor"),
    "stars": _("stars"),
    "state": _("state"),
    "stratum": _("drawn within"),
    "text": _("text"),
    "title": _("title"),
    "to": _("to"),
    "until": _("until"),
    "website": _("website"),
    "with": _("with"),
    "yes": _("yes or no"),
}
SAME = {
    "accepted": "accepted_at", "asked_at": "at", "available_until": "until", "begins_at": "evening", "before": "amount",
    "cents": "amount", "consent_at": "agreed_at", "declined_at": "until", "digest_on": "at", "due": "until",
    "ended_at": "until", "expires_at": "until", "fate": "state", "gives_way": "place", "given_at": "at",
    "good_enough": "yes", "handed": "yes", "has_desk": "yes", "last_used_at": "at", "made_at": "at",
    "micro": "amount", "most": "amount", "month": "at", "neighbour": "with", "on": "at", "opened_at": "at",
    "owned_at": "at", "owner": "by", "paused_until": "until", "proposed_at": "at",
    "proposer": "by", "promised_at": "at",
    "read_at": "answered_at", "recorded_at": "at", "revealed": "said", "revealed_at": "answered_at", "review": "state",
    "says": "answer", "sent_on": "at", "settled_at": "answered_at", "settlement": "answer", "signed_at": "agreed_at",
    "standing": "state", "stands": "yes", "started_at": "at", "submitted_at": "at", "takes": "yes", "task": "what",
    "teaser": "text", "abstract": "text", "token": "code", "told_at": "at", "verb": "what", "verdict": "answer",
    "verified": "yes", "wants_digest": "yes", "why": "what", "wave": "number",
    "willing": "yes", "withdrawn_at": "until",
    "wished_at": "at", "words": "text", "written_at": "at", "answers": "answer", "turn": "round", "what": "item",
    "how": "kind", "used": "number", "after": "amount", "note": "text", "request": "text", "space": "name",
    "said_at": "at", "used_at": "answered_at", "revoked_at": "until",
}  # fmt: skip
"""Columns that are called like another."""
LAST = {"name", "title", "slug", "begins_at"}
"""The end of a way that says nothing: ``by.name`` is who it was by."""


def word(column: str) -> str:
    """What a column is called; a test sees to it that each has a word."""
    steps = column.split(".")
    name = steps[-2] if len(steps) > 1 and steps[-1] in LAST and steps[-2] in {*WORDS, *SAME} else steps[-1]
    while name in SAME:
        name = SAME[name]
    return str(WORDS[name])
