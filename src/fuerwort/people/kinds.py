"""Of which kinds of events a webhook can hear, and what it hears of them; docs/rules/webhooks.md.

Money, pilots, tokens and votes that run are no kinds: they concern nobody outside the house.
"""

from fuerwort.people.models import Event, Membership
from fuerwort.people.verbs import SENTENCES

KINDS = {
    "members": ("member.", "roles.", "sponsor.", "agreement."),
    "experiences": ("experience.", "confirmation.", "vouch.", "founding-evening."),
    "requests": ("request.", "placing.", "outcome.", "thanks."),
    "evenings": ("evening.", "idea.", "minutes."),
    "decisions": ("decision.", "rule."),
    "magazine": ("article.", "comment.", "mention."),
    "space": ("space.", "field.", "fields."),
}
"""Kind -> how its verbs begin."""


def kind_of(verb: str) -> str:
    """The kind of a verb, or nothing: nobody outside hears of it."""
    return next((kind for kind, begins in KINDS.items() if verb.startswith(begins)), "")


def about(event: Event) -> str:
    """The public id of the thing; that of a member only where the log names the member to hosts, too."""
    names = "%(whom)s" in str(SENTENCES.get(event.verb, ""))
    if names or not Membership.objects.filter(public=event.about).exists():
        return event.about
    return ""
