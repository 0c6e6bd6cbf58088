"""Objections: for whoever made them, and for hosts who are not concerned."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, RoleName
from fuerwort.people.queries import Here
from fuerwort.referrals.actions.contests import impartial_hosts
from fuerwort.referrals.models import Contest

RECENT = 100


def contest_for(here: Here, public: str) -> Contest:
    """One objection and its answer; hosts who may answer read it too.

    Raises
    ------
    Missing
        There is none here, or not for this member.
    """
    rows = Contest.objects.filter(request__space=here.space, public=public)
    found = rows.select_related("request__field", "request__need", "by", "answered_by").first()
    if found is None or (found.by_id != here.membership.pk and not may_answer(here, found)):
        raise Missing
    return found


def may_answer(here: Here, contest: Contest) -> bool:
    """Whether the viewer is a host who is not concerned."""
    return here.is_host and here.membership.pk in {host.pk for host in impartial_hosts(contest)}


def to_answer(here: Here) -> QuerySet[Contest]:
    """Objections that wait for this host: :func:`impartial_hosts` for all of them at once."""
    here.require_host()
    me, hosts = here.membership, Membership.objects.active().filter(space=here.space, roles__name=RoleName.HOST)
    others = hosts.exclude(pk=OuterRef("by"))
    offers = Membership.fields.through.objects.filter(
        membership=OuterRef("pk"), field=OuterRef(OuterRef("request__field"))
    )
    free = others.exclude(pk=Coalesce(OuterRef("request__owner"), 0)).exclude(Exists(offers))
    i_am_free = ~Q(by=me) & ~Q(request__owner=me) & ~Q(request__field__members=me)
    nobody_is = ~Exists(free) & (~Q(by=me) | ~Exists(others))
    waiting = Contest.objects.filter(request__space=here.space, answered_at__isnull=True)
    return waiting.filter(i_am_free | nobody_is)


def contests(here: Here) -> list[Contest]:
    """Objections a host may read, because they are not concerned; open ones first, then newest first."""
    here.require_host()
    me = here.membership
    rows = Contest.objects.filter(request__space=here.space).select_related("request__field", "by", "answered_by")
    rows = rows.exclude(by=me).exclude(request__owner=me).exclude(request__field__members=me)
    return list(rows.order_by(F("answered_at").desc(nulls_first=True), "-at")[:RECENT])
