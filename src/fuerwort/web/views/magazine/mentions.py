"""Where other sites say that they link here: Webmention, and Pingback and Trackback as in 2010."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import ParseError

from allauth.core import ratelimit
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fuerwort.magazine.actions.mentions import receive
from fuerwort.magazine.addresses import permalink
from fuerwort.magazine.models import Way
from fuerwort.magazine.queries.reader import Reader
from fuerwort.magazine.queries.reading import Gone, Moved, article_for
from fuerwort.people.errors import Missing, Refused
from fuerwort.web.views.magazine.doors import reader

FAULTS = {"target": 0x21, "off": 0x31, "same": 0x11, "full": 0x31, "inner": 0x10, "address": 0x10}
"""Codes of the Pingback specification for what we refuse; 0 for anything else."""
LARGEST = 20_000


class TooOften(Refused):
    """One computer sent more than people do."""

    code = "full"


@csrf_exempt
@require_POST
@reader
def webmention(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Taken in and looked at later: 202; otherwise one sentence why not."""
    try:
        _take(request, request.POST.get("source", ""), request.POST.get("target", ""), Way.WEBMENTION)
    except Refused as refused:
        return HttpResponse(f"{refused}\n", status=400, content_type="text/plain; charset=utf-8")
    text = _("Thank you. We look at the page; then an editor decides.")
    return HttpResponse(f"{text}\n", status=202, content_type="text/plain; charset=utf-8")


@csrf_exempt
@require_POST
@reader
def trackback(request: HttpRequest, reader: Reader, year: int, month: str, slug: str) -> HttpResponse:
    """`url` says which page links here; what else it says of itself is read there."""
    try:
        article = article_for(reader, slug)
    except Moved as moved:
        article = moved.article
    except Gone as gone:
        raise Missing from gone
    return _xml_of(lambda: _take(request, request.POST.get("url", ""), permalink(article), Way.TRACKBACK), _trackback)


@csrf_exempt
@require_POST
@reader
def pingback(request: HttpRequest, reader: Reader) -> HttpResponse:
    """XML-RPC with one method: pingback.ping(source, target)."""
    try:
        source, target = _pinged(request.body[: LARGEST + 1])
    except (ParseError, DefusedXmlException, ValueError):
        return _xml(_fault(-32700, _("This is no pingback.")))
    return _xml_of(lambda: _take(request, source, target, Way.PINGBACK), _pingback)


def _take(request: HttpRequest, source: str, target: str, way: str) -> None:
    if not ratelimit.consume(request, action="mention"):
        raise TooOften(_("That was a little too often. Please try again in an hour."))
    receive(source=source, target=target, way=way, at=timezone.now())


def _xml_of(act: Callable[[], None], answer: Callable[[Any], str]) -> HttpResponse:
    try:
        act()
        return _xml(answer(None))
    except Refused as refused:
        return _xml(answer(refused))


def _xml(text: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="utf-8"?>\n{text}', content_type="text/xml; charset=utf-8")


def _trackback(refused: Refused | None) -> str:
    said = f"<error>1</error><message>{escape(refused)}</message>" if refused else "<error>0</error>"
    return f"<response>{said}</response>"


def _pingback(refused: Any) -> str:
    if refused:
        return _fault(FAULTS.get(refused.code, 0), str(refused))
    text = escape(_("Thank you. We look at the page; then an editor decides."))
    return f"<methodResponse><params><param><value><string>{text}</string></value></param></params></methodResponse>"


def _fault(code: int, text: str) -> str:
    return (
        "<methodResponse><fault><value><struct>"
        f"<member><name>faultCode</name><value><int>{code}</int></value></member>"
        f"<member><name>faultString</name><value><string>{escape(text)}</string></value></member>"
        "</struct></value></fault></methodResponse>"
    )


def _pinged(body: bytes) -> tuple[str, str]:
    if len(body) > LARGEST:
        raise ValueError
    call = fromstring(body, forbid_dtd=True)
    if call.tag != "methodCall" or (call.findtext("methodName") or "").strip() != "pingback.ping":
        raise ValueError
    source, target = ("".join(value.itertext()).strip() for value in call.findall("params/param/value"))
    return source, target
