"""With whom have we worked? A drawing from the viewer's point of view, and the same as a list."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fuerwort.experiences import queries
from fuerwort.people.queries import Here, member_for
from fuerwort.referrals import queries as referrals
from fuerwort.web import doors
from fuerwort.web.circle import draw
from fuerwort.web.drawing import Colleague

A_PAGE = 8


@doors.member
def ties(request: HttpRequest, here: Here) -> HttpResponse:
    circle = referrals.circle(here, timezone.localdate())
    page = Paginator(circle.colleagues, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "here": here,
        "circle": circle,
        "drawing": draw(circle),
        "page": page,
        "colleagues": [listed(one, here) for one in page],
    }
    return render(request, "ties/ties.html", context)


def listed(one: queries.Colleague, here: Here) -> Colleague:
    url = reverse("member", args=[here.space.slug, one.member.public])
    return Colleague(one.member.name, sentence(one), url=url, times=one.times)


def sentence(one: queries.Colleague) -> str:
    """What they did together, and when last, in words; how often is nobody's business."""
    words = {
        "cooperation": pgettext("together", "worked"),
        "learning": pgettext("together", "learned"),
        "care": pgettext("together", "looked after something"),
    }
    did = get_text_list([words[kind] for kind, times in one.times.items() if times], _("and"))
    return f"{capfirst(did)} · {date_format(one.last, 'F Y')}"


@doors.member
def common(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Colleagues whom the viewer and one other member both have."""
    member = member_for(here, public)
    at = timezone.now()
    context = {
        "here": here,
        "member": member,
        "found": referrals.nearness(here, member, timezone.localdate(at)),
        "shared": [queries.shown(here, row, at) for row in queries.shared(here, here.membership, member)[:A_PAGE]],
    }
    return render(request, "ties/common.html", context)
