"""What the tests of the pages of experiences share."""

from datetime import date
from typing import Any

from fuerwort.experiences import actions
from fuerwort.experiences.actions import Occasion
from fuerwort.experiences.models import Experience
from fuerwort.people.models import Membership
from tests.cast import NOW

SITE = Occasion("cooperation", 4.0, date(2026, 11, 12), "die Seite des Fahrradvereins gebaut")
PAGES = "/spaces/kanal/experiences/"


def recorded(by: Membership, *others: Membership, at: Any = NOW, **how: Any) -> Experience:
    return actions.record(SITE, others, by=by, at=at, **how)


def typed(*others: Membership, **more: Any) -> dict[str, Any]:
    """What the short form sends."""
    sent = {"others": [o.public for o in others], "kind": "care", "hours": "2", "on": "2026-11-12", "text": "geputzt"}
    return sent | more
