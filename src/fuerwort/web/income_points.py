"""Words of the basic income: why each legal point is asked (docs/rules/income-gate.md), templates, what banks say."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from fuerwort.fund.models import Point

WHY: Mapping[str, Any] = {
    Point.FORM: _("A body with tax privilege may give its own members nothing (AO § 55). Breaking that can cost the privilege for years back. A binding ruling of the tax office (AO § 89) helps."),  # noqa: E501
    Point.GIFT: _("What one donor gives one person within ten years is free of tax up to 20,000 euros (ErbStG § 16). Above it 30 percent are due, and the tax office wants to be told within three months."),  # noqa: E501
    Point.TAX: _("Voluntary regular payments are usually not the income of whoever gets them (EStG § 22), but they can be when a taxed company pays. Any duty in return turns them into pay or turnover."),  # noqa: E501
    Point.BENEFITS: _("Bürgergeld, housing benefit, BAföG and child supplement may count it in full; voluntary health insurance may cost more (SGB V § 240). Whoever gets it has to know that before."),  # noqa: E501
    Point.INSURANCE: _("A promised benefit in return for contributions can be insurance or banking business (VAG, KWG). So nobody has a legal claim, and only money that is there is promised."),  # noqa: E501
    Point.TICKETS: _("A draw for which one must have paid is a lottery that needs a permit. So whether somebody gets an income never depends on whether they paid anything."),  # noqa: E501
}  # fmt: skip

TEMPLATE_WORDS: Mapping[str, Any] = {
    "breuninger": _("As planned in Stuttgart in 2010 and never carried out: 800 € for 24 months"),
    "full": _("A full one: 1,200 € for a year"),
    "partial": _("A base: 150 € for half a year"),
    "equal": _("Share equally what is there, over a year"),
}

CAUSES: Mapping[str, Any] = {
    "file": _("the bank took nothing of the file"),
    "AC01": _("this account number does not exist"),
    "AC04": _("the account was closed"),
    "AC06": _("the account is blocked"),
    "AG01": _("this kind of account takes no such payments"),
    "BE04": _("the address is missing"),
    "CNOR": _("this bank is not reachable"),
    "MS02": _("the holder sent it back"),
    "MS03": _("the bank gives no reason"),
    "RC01": _("this bank does not exist"),
}
"""The reasons of ISO 20022 that come with returned payments."""
