"""Objections: for whoever made them, and for hosts who are not concerned."""

from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here
from fuerwort.referrals.actions.contests import impartial_hosts
from fuerwort.referrals.models import Contest


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


def to_answer(here: Here) -> list[Contest]:
    """Objections that wait for this host."""
    if not here.is_host:
        return []
    rows = Contest.objects.filter(request__space=here.space, answered_at__isnull=True)
    waiting = rows.select_related("request__field", "request__need", "by").order_by("at")
    return [contest for contest in waiting if may_answer(here, contest)]
