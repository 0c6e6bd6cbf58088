"""What tables of requests and books hold about a person."""

from django.utils.translation import gettext_lazy as _

from fuerwort.people.own import LOGGED, Shelf, add

ASKED = {"asked_at__isnull": False}
"""Before they were asked nobody but the owner reads of a place on a list."""

add(
    Shelf("referrals.Request", "need__asked_by", _("What you asked for"),
          ("field.name", "text", "state", "need.asked_at", "ended_at")),
    Shelf("referrals.Request", "owner", _("Requests you care for"), ("field.name", "text", "state", "owned_at")),
    Shelf("referrals.Duty", "membership", _("Caring for requests"), ("willing", "said_at")),
    Shelf("referrals.Placing", "membership", _("When you were named"),
          ("request.field.name", "request.text", "place", "reasons", "asked_at", "answer", "answered_at"), ASKED),
    Shelf("referrals.Introduction", "placing__membership", _("Introductions"), ("placing.request.text", "at")),
    Shelf("referrals.Outcome", "placing__membership", _("What came of it, in your words"),
          ("request.text", "said", "at")),
    Shelf("referrals.Explanation", "membership", _("What you were told about requests of others"),
          ("request.field.name", "good_enough", "reasons", "told_at"), {"told_at__isnull": False}),
    Shelf("referrals.Balance", "membership", _("Your chance accounts, in millionths"), ("book.field.name", "micro")),
    Shelf("referrals.Line", "membership", _("Your chance accounts, line by line"),
          ("entry.at", "entry.book.field.name", "before", "due", "place", "after")),
    Shelf("referrals.Change", "by", _("Orders you changed"), ("at", "why", "handed")),
    Shelf("referrals.Thanks", "by", _("Thanks by you"), ("to.name", "text", "at")),
    Shelf("referrals.Thanks", "to", _("Thanks to you"), ("by.name", "text", "at")),
    Shelf("referrals.Contest", "by", _("What you contested"), ("text", "at", "answer", "answered_at")),
    left_out={
        "referrals.Need.asked_by": "said by its requests",
        "referrals.SpaceRule.decided_by": LOGGED,
        "referrals.Suggestion.by": LOGGED,
        "referrals.Contest.answered_by": LOGGED,
    },
)  # fmt: skip
