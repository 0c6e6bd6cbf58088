"""Forms of the fund: amounts as people type them, statements, what a line is, audits."""

import zlib
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fuerwort.fund.actions.arrivals import Match
from fuerwort.fund.actions.matching import CAME, LEFT
from fuerwort.fund.models import Account, Kind, Line, Why
from fuerwort.fund.money import cents, euros
from fuerwort.fund.reading.shapes import LARGEST
from fuerwort.people.models import Membership
from fuerwort.people.sealed import seal, unseal

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class Euros(forms.CharField):
    """An amount as people type it; cleaned to whole cents."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=20, **more)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return cents(typed)
        except ValueError as wrong:
            raise forms.ValidationError(str(wrong)) from wrong


class FundForm(forms.Form):
    """The bank account of the fund."""

    holder = forms.CharField(
        label=_("Holder of the account"),
        max_length=70,
        help_text=_(
            "The legal person whose account it is, as the bank writes it. A fund is never somebody's own account."
        ),
    )
    iban = forms.CharField(label=_("IBAN"), max_length=42)
    bic = forms.CharField(label=_("BIC"), max_length=14, required=False)


class OpenForm(FundForm):
    """The same, and what is there when the ledger begins."""

    held = Euros(
        label=_("What the account holds this morning"),
        help_text=_("The ledger begins with it. Statements are read from today on; it goes to the reserve."),
        initial="0",
    )


class ContributionForm(forms.Form):
    amount = Euros(
        label=_("I give each month"), help_text=_("In euros, from the first of next month. Zero is an answer too.")
    )


class BidForm(forms.Form):
    amount = Euros(label=_("I can give each month"), help_text=_("Nobody else sees it, the treasurer neither."))


class FlatForm(forms.Form):
    amount = Euros(label=_("Decided for everybody, each month"))


class RoundForm(forms.Form):
    needed = Euros(label=_("Needed each month"))
    about = forms.CharField(label=_("What for"), max_length=200)


class StatementForm(forms.Form):
    file = forms.FileField(
        label=_("Statement"),
        help_text=_("camt.053 (XML) or CSV, as your bank gives it. First you see what would happen."),
        widget=forms.FileInput(attrs={"accept": ".xml,.csv,.txt,.camt"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 20 MB. Ask your bank for a shorter time."))
        return file


class KeptStatementForm(forms.Form):
    """Carries a statement from step to step, packed and sealed: nothing lies on the server before the word is given."""

    kept = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput, max_length=400)

    def clean_kept(self) -> bytes:
        try:
            return zlib.decompress(bytes.fromhex(unseal(self.cleaned_data["kept"])))
        except (InvalidToken, ValueError) as forged:
            raise forms.ValidationError("forged") from forged

    @staticmethod
    def keep(data: bytes) -> str:
        return seal(zlib.compress(data).hex())


MEANINGS = {
    "": _("leave out"), "on": pgettext_lazy("of a column", "day"), "amount": pgettext_lazy("of a column", "amount"),
    "out": _("amount that left"), "in": _("amount that came in"), "sign": _("debit or credit, as a letter"),
    "name": _("who paid or was paid"), "payer": _("who paid"), "payee": _("who was paid"), "iban": _("their IBAN"),
    "text": _("words of the payment"), "end_to_end": _("end-to-end reference"), "own": _("our own account"),
    "currency": _("currency"), "state": _("booked or announced"), "balance": _("balance after it"),
}  # fmt: skip


class ColumnsForm(forms.Form):
    """What each column of a CSV means."""

    def __init__(self, mapping: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for at, (column, meaning) in enumerate(mapping.items()):
            self.fields[f"column-{at}"] = forms.ChoiceField(
                label=column or _("(without a name)"), choices=list(MEANINGS.items()), initial=meaning, required=False
            )
        self.columns = list(mapping)

    def mapping(self) -> dict[str, str]:
        """The chosen meanings; call after ``is_valid``."""
        return {column: self.cleaned_data[f"column-{at}"] for at, column in enumerate(self.columns)}


class MatchForm(forms.Form):
    """What a line of the bank is."""

    why = forms.ChoiceField(label=_("This is"), widget=forms.RadioSelect(attrs={"class": "chips"}))
    member = forms.ModelChoiceField(
        label=_("Whose contribution"), queryset=Membership.objects.none(), required=False, empty_label="–"
    )
    income = forms.ChoiceField(label=_("Which basic income"), required=False)
    account = forms.ChoiceField(label=_("For (or from) what"), required=False)
    purpose = forms.CharField(
        label=_("A purpose the donor names, new here"), max_length=120, required=False,
        help_text=_("The money can then only be spent for it."),
    )  # fmt: skip
    for_income = forms.BooleanField(label=_("This purpose is the basic income itself"), required=False)
    text = forms.CharField(
        label=_("In a few words"), max_length=200, required=False, help_text=_("Stays in the ledger. No names here.")
    )
    document = forms.FileField(
        label=_("Receipt or letter"), required=False, help_text=_("PDF, PNG or JPEG, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )  # fmt: skip

    def __init__(self, line: Line, accounts: Sequence[Any], about: Sequence[Match], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reasons = CAME if line.cents > 0 else LEFT
        kinds = {kind for kinds in reasons.values() for kind in kinds} - {Kind.CONTRIBUTIONS if line.cents > 0 else ""}
        self.accounts = {account.public: account for account in accounts if account.kind in kinds}
        whys = [*reasons, *self._incomes(line, about)]
        self.fields["why"].choices = [(why, Why(why).label) for why in whys]  # type: ignore[attr-defined]
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            (public, f"{account} ({euros(account.held or 0)})") for public, account in self.accounts.items()
        ]
        members = line.fund.space.memberships.active().order_by("name")
        self.fields["member"].queryset = members  # type: ignore[attr-defined]
        if line.cents < 0:
            for name in ("member", "purpose", "for_income"):
                del self.fields[name]
            self.initial.setdefault("why", Why.COST)

    def _incomes(self, line: Line, about: Sequence[Match]) -> list[str]:
        """Payments of a basic income that it could be."""
        self.about = {(match.payment or match.run).public: match for match in about}
        if not about:
            del self.fields["income"]
            return []
        named = [(public, _income(match)) for public, match in self.about.items()]
        self.fields["income"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        return [Why.CAME_BACK if line.cents > 0 else Why.ARRIVED]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if typed.get("why") in (Why.CAME_BACK, Why.ARRIVED) and not typed.get("income"):
            self.add_error("income", _("Please say which payment it is."))
        return typed

    def income_chosen(self) -> Match | None:
        """The payment (or the whole run), when that is what the line is."""
        is_income = self.cleaned_data["why"] in (Why.CAME_BACK, Why.ARRIVED)
        return self.about[self.cleaned_data["income"]] if is_income else None

    def account_chosen(self) -> Account | None:
        """The account, unless a new purpose is named."""
        return self.accounts.get(self.cleaned_data.get("account") or "")


def _income(match: Match) -> str:
    """A payment in one line: month, whose, how much."""
    month = date_format(match.run.month, "F Y")
    if match.payment is None:
        return gettext("%(month)s, all that is on its way") % {"month": month}
    member = match.payment.payee.membership
    return f"{month}, {member.name if member else '–'}, {euros(match.payment.cents)}"


class ReverseForm(forms.Form):
    reason = forms.CharField(label=_("Why it is reversed"), max_length=200, help_text=_("Stays in the ledger."))


class SetAsideForm(forms.Form):
    source = forms.ChoiceField(label=_("From"))
    target = forms.ChoiceField(label=_("To"))
    amount = Euros(label=_("Amount"))
    text = forms.CharField(label=_("In a few words"), max_length=200)

    def __init__(self, accounts: Sequence[Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.accounts = {account.public: account for account in accounts}
        said = [(a.public, f"{a} ({euros(a.held or 0)})", a.kind) for a in accounts]
        giving = {Kind.CONTRIBUTIONS, Kind.RESERVE, Kind.INCOME, Kind.STUDY}
        self.fields["source"].choices = [(p, label) for p, label, kind in said if kind in giving]  # type: ignore[attr-defined]
        taking = giving | {Kind.PURPOSE, Kind.BUDGET}
        self.initial.setdefault("target", Kind.RESERVE)
        self.fields["target"].choices = [(p, label) for p, label, kind in said if kind in taking]  # type: ignore[attr-defined]


class PeriodForm(forms.Form):
    last = forms.DateField(label=_("Close the books up to"), widget=DAY)


class AuditForm(forms.Form):
    auditor = forms.CharField(label=_("Auditor"), max_length=120)
    first = forms.DateField(label=_("From"), widget=DAY)
    last = forms.DateField(label=_("Until"), widget=DAY)
    size = forms.IntegerField(label=_("Transactions in the sample"), min_value=1, max_value=500, initial=20)
    days = forms.IntegerField(label=_("The link works for so many days"), min_value=1, max_value=90, initial=30)

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = today.replace(day=1) - timedelta(days=1)
        self.initial = {"first": last.replace(month=1, day=1), "last": last, **self.initial}


class SeedForm(forms.Form):
    seed = forms.CharField(
        label=_("Type anything you like"), max_length=64,
        help_text=_("The sample follows from it, and anybody can draw it again. Nobody could know it before."),
    )  # fmt: skip


class SignForm(forms.Form):
    in_order = forms.ChoiceField(
        label=_("I find"), widget=forms.RadioSelect,
        choices=[("yes", _("the books are in order")), ("no", _("the books are not in order"))],
    )  # fmt: skip
    remarks = forms.CharField(label=_("Remarks"), widget=forms.Textarea, required=False, max_length=2000)
