"""What professional law forbids in a field; docs/rules/fields.md names the laws behind each key."""

from fuerwort.people.models import Field

NO_BENEFIT = {
    "lawyer", "tax-adviser", "auditor", "patent-attorney", "notary", "doctor", "psychotherapist", "health-profession",
}  # fmt: skip
"""Passing work on may bring nothing at all, so nothing is offered that could be taken for it: not even thanks."""

NO_UNASKED = {"doctor"}
"""Nobody is recommended unless whoever needs it has asked."""


def forbids_thanks(field: Field) -> bool:
    return field.professional_law in NO_BENEFIT


def forbids_unasked(field: Field) -> bool:
    return field.professional_law in NO_UNASKED
