"""Who is here, and one of them."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuerwort.experiences import queries as experiences
from fuerwort.people import links
from fuerwort.people.queries import Here
from fuerwort.people.queries.directory import directory_for
from fuerwort.people.queries.profile import Profile, profile_for, public_profile, time_of
from fuerwort.people.vcards import vcard
from fuerwort.referrals import queries as referrals
from fuerwort.web import doors
from fuerwort.web.forms import directory
from fuerwort.web.linked import person

A_PAGE = 24
A_FEW = 3


@doors.member
def members(request: HttpRequest, here: Here) -> HttpResponse:
    wanted = directory.wanted(request.GET)
    found = directory_for(here, wanted, timezone.now())
    page = Paginator(found.cards, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": here, "wanted": wanted, "found": found, "page": page, "choices": directory.choices(wanted, found),
        "part": request.htmx.target == "found" and not request.htmx.history_restore_request,  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "members/found.html" if context["part"] else "members/members.html", context)


@doors.member
def member(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    at = timezone.now()
    as_anybody = request.GET.get("as") == "anybody"
    profile = profile_for(here, public, at, as_anybody=as_anybody)
    own = profile.who == here.membership
    context = {"here": here, "profile": profile, "own": own, "as_anybody": as_anybody and own}
    beside = {"time": time_of(here, at)} if own else between(here, profile, at)
    words = () if as_anybody and own else experiences.vouches_for(here, profile.who)
    return render(request, "members/member.html", {**context, **beside, "words": words})


def between(here: Here, profile: Profile, at: datetime) -> dict[str, Any]:
    """What the viewer and this member have in common."""
    return {
        "shared": experiences.shared(here, here.membership, profile.who).prefetch_related(None)[:A_FEW],
        "nearness": referrals.nearness(here, profile.who, timezone.localdate(at)),
    }


def anybody(request: HttpRequest, public: str) -> HttpResponse:
    """A member as everybody may see them, if they want to be seen."""
    profile = public_profile(public, timezone.now())
    doors.visitor(request, profile.space.slug)
    return render(request, "members/anybody.html", {"profile": profile, "linked": person(profile)})


@doors.member
def card(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """A member for the address book, as this member sees them."""
    profile = profile_for(here, public, timezone.now())
    return _card(profile, links.address("member", here.space.slug, public))


def public_card(request: HttpRequest, public: str) -> HttpResponse:
    """The same, as everybody sees them."""
    return _card(public_profile(public, timezone.now()), links.address("member-public", public))


def _card(profile: Profile, address: str) -> HttpResponse:
    answer = HttpResponse(vcard(profile, address), content_type="text/vcard; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="card.vcf"'
    return answer


@doors.member
def code(request: HttpRequest, here: Here) -> HttpResponse:
    """One's own card as a QR code, to hold up to somebody's camera: what members see, or what everybody sees."""
    as_anybody = request.GET.get("as") == "anybody"
    public = here.membership.public
    profile = profile_for(here, public, timezone.now(), as_anybody=as_anybody)
    name = "member-public" if as_anybody else "member"
    where = [public] if as_anybody else [here.space.slug, public]
    said = vcard(profile, links.address(name, *where), short=True) if profile.name else ""
    context = {"here": here, "profile": profile, "as_anybody": as_anybody, "said": said}
    return render(request, "members/code.html", context)
