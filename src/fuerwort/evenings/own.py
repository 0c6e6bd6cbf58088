"""What tables of evenings and votes hold about a person. How somebody voted is not among them: nobody can know it."""

from django.utils.translation import gettext_lazy as _

from fuerwort.people.own import LOGGED, Shelf, add

add(
    Shelf("evenings.CalendarKey", "membership", _("Your calendar address"), ("made_at",)),
    Shelf("evenings.Reply", "membership", _("Whether you come"), ("evening.begins_at", "says", "at")),
    Shelf("evenings.CheckIn", "membership", _("Evenings you were at"), ("evening.begins_at", "at")),
    Shelf("evenings.Guest", "invited_by", _("Guests you announced"), ("evening.begins_at", "says", "at")),
    Shelf("evenings.Willing", "membership", _("What you like to care for"), ("task",)),
    Shelf("evenings.Duty", "membership", _("What you care for"), ("evening.begins_at", "task")),
    Shelf("evenings.Question", "asked_by", _("Questions for an evening"), ("text", "asked_at", "withdrawn_at")),
    Shelf("evenings.Idea", "authors__check_in__membership", _("Ideas of yours"),
          ("text", "written_at", "withdrawn_at")),
    Shelf("evenings.Idea", "taken_by", _("Ideas you look after"), ("text",)),
    Shelf("evenings.Session", "led_by", _("What you offered on an evening"), ("title", "kind", "at")),
    Shelf("evenings.Session", "took_part__membership", _("What you took part in"), ("title", "kind", "at")),
    Shelf("evenings.Proposal", "proposed_by", _("Proposals by you"), ("vote.title", "title", "text")),
    Shelf("evenings.Proposal", "owner", _("Proposals you would carry out"), ("vote.title", "title", "due")),
    Shelf("evenings.Voted", "membership", _("That you voted"), ("vote.title", "round")),
    Shelf("evenings.Objection", "membership", _("Your objections"), ("vote.title", "round", "words", "stands")),
    Shelf("evenings.Decision", "owner", _("Decisions you carry out"), ("proposal.title", "due", "fate", "words")),
    Shelf("evenings.Revision", "by", _("Minutes you wrote"), ("minutes.title", "text", "at")),
    left_out={
        "evenings.Ballot.membership": "sealed, and at the closing parted from its voter for good",
        "evenings.Vote.opened_by": LOGGED,
        "evenings.Decision.settled_by": LOGGED,
    },
)  # fmt: skip
