"""What the news about an income say, to whoever it is theirs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.people.models import Space
from fuerwort.people.news import Said, tells

Facts = Mapping[str, Any]
Names = Mapping[str, str]


@tells("income.decided")
def decided(facts: Facts, names: Names, space: Space) -> Said:
    text = _("A basic income was decided, and it is for you too. Read what it means for you, and say what you wish.")
    return Said(text, "my-income", (space.slug,))


@tells("income.extended")
def extended(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("Your basic income is certain for longer now."), "my-income", (space.slug,))


@tells("income.paid")
def paid(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("Your basic income is on its way."), "my-income", (space.slug,))


@tells("income.came-back")
def came_back(facts: Facts, names: Names, space: Space) -> Said:
    text = _("Your basic income came back from the bank. Nothing is lost: please look whether your account is right.")
    return Said(text, "my-income", (space.slug,))


@tells("income.waits", to_do=True)
def waits(facts: Facts, names: Names, space: Space) -> Said:
    return Said(_("A payment of basic income waits for a second person."), "income-run", (space.slug, facts["run"]))
