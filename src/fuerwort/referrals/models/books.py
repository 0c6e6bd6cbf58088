"""The books: one per field, its rule, its journal, and each member's balance in whole micro-chances."""

import secrets
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Field, Membership, Space
from fuerwort.referrals.models.needs import Request


class Verb(models.TextChoices):
    """What was done to a book; each is a method of ``engine.chances.Book``."""

    RECOMMEND = "recommend", _("decided")
    DECLINE = "decline", _("decided anew without somebody")
    SILENCE = "silence", _("no answer: the place counts as used")
    CHANGE = "change", _("booked as really shown")
    CANCEL = "cancel", _("reversed")
    ERASE = "erase", _("moved to the account of former members")


def verbs() -> list[tuple[str, Any]]:
    return Verb.choices


def new_salt() -> str:
    return secrets.token_hex(8)


class SpaceRule(models.Model):
    """The rules a space runs by since a decision; never changed, only followed by another version."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="rules")
    version = models.PositiveIntegerField()
    ties = models.TextField()
    fit = models.TextField()
    chances = models.TextField()
    """Each the JSON of the engine's rule."""
    since = models.DateTimeField()
    decided_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "version"], name="rule_version_once")]

    def __str__(self) -> str:
        return f"rule {self.version} of {self.space_id}"


class Book(models.Model):
    """One field's book. Whoever writes in it locks this row, so that two workers decide one after the other."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="books")
    field = models.OneToOneField(Field, models.PROTECT, related_name="book")
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    """Public with every decision that needed it; unknown before."""
    entries_made = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"book {self.pk}"


class Balance(models.Model):
    """What the journal sums up to for one member; without a membership: the one account of former members."""

    book = models.ForeignKey(Book, models.CASCADE, related_name="balances")
    membership = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="balances")
    micro = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "membership"], name="one_balance_each"),
            models.UniqueConstraint(
                fields=["book"], condition=Q(membership__isnull=True), name="one_account_of_former_members"
            ),
        ]


class Entry(models.Model):
    """One thing done to a book, in order; replayed from the first on, it gives every balance again.

    Members are named by public id, so that the journal keeps no name.
    """

    book = models.ForeignKey(Book, models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    verb = models.CharField(max_length=9, choices=verbs)
    request = models.ForeignKey(Request, models.CASCADE, null=True, related_name="entries")
    key = models.CharField(max_length=16, blank=True)
    """What the engine calls the request: its public id and the round."""
    member = models.CharField(max_length=12, blank=True)
    """Who declined, kept silent or was erased."""
    places = models.JSONField(default=list)
    """Those really shown, where the order was changed."""
    rule = models.ForeignKey(SpaceRule, models.PROTECT, null=True, related_name="entries")
    engine = models.CharField(max_length=20)
    decision = models.JSONField(null=True)
    """The engine's whole decision after this: merits, good enough, due, order, shown, debits, before, after, draws."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["book", "number"], name="entries_are_numbered"),
            models.UniqueConstraint(
                fields=["book", "key"], condition=Q(verb=Verb.RECOMMEND), name="a_round_is_booked_once"
            ),
            models.UniqueConstraint(
                fields=["book", "key"], condition=Q(verb=Verb.CANCEL), name="a_round_is_cancelled_once"
            ),
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="entry_verb_known"),
            models.CheckConstraint(
                condition=Q(verb=Verb.ERASE, request__isnull=True)
                | (~Q(verb=Verb.ERASE) & Q(request__isnull=False, rule__isnull=False)),
                name="an_entry_is_about_a_request",
            ),
        ]
        ordering: ClassVar = ["book", "number"]


class Line(models.Model):
    """One member's line of an entry: before + due - place = after."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="lines")
    membership = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="lines")
    before = models.BigIntegerField()
    due = models.BigIntegerField()
    place = models.BigIntegerField()
    after = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "membership"], name="one_line_each"),
            models.CheckConstraint(
                condition=Q(after=F("before") + F("due") - F("place")), name="before_and_due_less_place_is_after"
            ),
        ]
