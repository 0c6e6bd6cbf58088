"""Fetch a page that a stranger named, without being turned against our own network; docs/rules/mentions.md.

A name is resolved once; every address it has must be one of the open internet; the connection goes to the address that
was checked, not to the name, so that a second answer of the name server changes nothing. Each redirect begins anew.
"""

import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from fuerwort.people.errors import Refused

PORTS = (80, 443)
REDIRECTS = 3
LARGEST = 1_000_000
"""Bytes of a page, after it was unpacked."""
SECONDS = 10.0
"""For everything together: name, connections, redirects, and the last byte."""
HTML = ("text/html", "application/xhtml+xml")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LONGEST = 2000
"""Letters of an address."""
MOVED = (301, 302, 303, 307, 308)
TRANSLATED = [ipaddress.ip_network(one) for one in ("64:ff9b::/96", "64:ff9b:1::/48")]
"""IPv6 addresses that stand for an IPv4 address in their last 32 bits (NAT64)."""
CLOSED = [
    ipaddress.ip_network(one)
    for one in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "::/96", "fec0::/10",
                "100::/64", "2001::/23", "2001:db8::/32")
]  # fmt: skip
"""Not of the open internet, whatever the version of Python says about them."""


class FetchRefused(Refused):
    """It was not fetched; ``code`` says why: address, inner, name, network, time, size, type, redirects."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Page:
    """What came back in the end, and from where."""

    url: str
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in small letters; several of one name are joined by a comma."""
    text: str = ""


def get(url: str, *, seconds: float = SECONDS, largest: int = LARGEST) -> Page:
    """Fetch an HTML page, following at most three redirects.

    Raises
    ------
    FetchRefused
        It may not or could not be fetched.
    """
    until = time.monotonic() + seconds
    for _redirect in range(REDIRECTS + 1):
        with _asked("GET", url, until) as answer:
            headers = _headers(answer)
            if answer.status in MOVED and "location" in headers:
                url = urljoin(url, headers["location"])
                continue
            if answer.status >= 400:
                return Page(url, answer.status, headers)
            _check_type(headers)
            return Page(url, answer.status, headers, _text(_body(answer, headers, largest), headers))
    raise FetchRefused("redirects", _("The page leads on and on; we follow three times."))


def post(url: str, body: bytes, *, seconds: float = SECONDS, headers: Mapping[str, str] = FORM) -> int:
    """Send a form, or what ``headers`` say, and return the status; the answer is not read, no redirect is followed.

    Raises
    ------
    FetchRefused
        It may not or could not be sent.
    """
    with _asked("POST", url, time.monotonic() + seconds, body, headers) as answer:
        return int(answer.status)


def check_address(url: str) -> SplitResult:
    """See whether this can be a page of the open internet, as far as can be told without asking anybody.

    Raises
    ------
    FetchRefused
        It is too long, no web address, names somebody, another port, or an inner address.
    """
    if len(url) > LONGEST or any(letter <= " " for letter in url):
        raise FetchRefused("address", _("This is no web address we can read."))
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError as broken:
        raise FetchRefused("address", _("This is no web address we can read.")) from broken
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        raise FetchRefused("address", _("Only addresses that begin with http:// or https:// can be read."))
    if (port or 80) not in PORTS:
        raise FetchRefused("address", _("Only the ports 80 and 443 are asked."))
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")) or not _may_be_open(host):
        raise _inner()
    return parts


def is_open(address: str) -> bool:
    """Whether this IP address belongs to the open internet.

    >>> [is_open(one) for one in ("93.184.216.34", "127.0.0.1", "::ffff:10.0.0.1", "100.64.0.1", "2606:2800:220:1::1")]
    [True, False, False, False, True]
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if not inside and any(ip in net for net in TRANSLATED):
            inside = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inside:
            return is_open(str(inside))
    closed = any(ip in net for net in CLOSED if net.version == ip.version)
    return ip.is_global and not (closed or ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a name, in the order in which they should be tried."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """Open a connection to an IP address."""
    return socket.create_connection((address, port), seconds)


def _may_be_open(host: str) -> bool:
    """Whether a host is a name, or an open IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return True
    return is_open(host)


def _inner() -> FetchRefused:
    return FetchRefused("inner", _("This address lies inside our own network, so it is not asked."))


def _late() -> FetchRefused:
    return FetchRefused("time", _("The page took too long."))


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise _late()
    return left


class _asked:
    """A question to the checked address of a host, as a context: its answer."""

    def __init__(
        self, method: str, url: str, until: float, body: bytes | None = None, more: Mapping[str, str] | None = None
    ) -> None:
        parts = check_address(url)
        self.connection = _Connection(parts, until)
        self.path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self.method, self.body, self.more = method, body, more or {}

    def __enter__(self) -> http.client.HTTPResponse:
        headers = {"User-Agent": f"Fuerwort (+{settings.ADDRESS})", "Accept": "text/html", "Accept-Encoding": "gzip"}
        headers |= self.more
        try:
            self.connection.request(self.method, _ascii(self.path), self.body, headers)
            return self.connection.getresponse()
        except BaseException as broken:
            self.__exit__(type(broken), broken)
            raise

    def __exit__(self, kind: type[BaseException] | None, broken: BaseException | None, *_where: Any) -> None:
        self.connection.hang_up()
        if isinstance(broken, TimeoutError):
            raise _late() from broken
        if isinstance(broken, OSError | http.client.HTTPException | zlib.error):
            raise FetchRefused("network", _("The page could not be reached.")) from broken


class _Connection(http.client.HTTPConnection):
    """To an address that was checked, with one clock for all that is said."""

    def __init__(self, parts: SplitResult, until: float) -> None:
        self.secure, self.until = parts.scheme == "https", until
        self.plain: socket.socket | None = None
        host = (parts.hostname or "").encode("idna").decode()
        super().__init__(host, parts.port or (443 if self.secure else 80))
        self.default_port = 443 if self.secure else 80

    def connect(self) -> None:
        addresses = _looked_up(self.host, self.port, self.until)
        if not addresses or not all(is_open(one) for one in addresses):
            raise _inner()
        self.plain = dial(addresses[0], self.port, min(_left(self.until), 5))
        self.plain.settimeout(_left(self.until))
        if self.secure:
            self.plain = ssl.create_default_context().wrap_socket(self.plain, server_hostname=self.host)
        self.sock = _Hurried(self.plain, self.until)  # all that http.client asks of a socket

    def hang_up(self) -> None:
        self.close()
        if self.plain:
            self.plain.close()


class _Hurried(io.RawIOBase):
    """A socket whose every word must be said before the same moment. Whoever dialled closes it."""

    def __init__(self, plain: socket.socket, until: float) -> None:
        self.plain, self.until = plain, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.plain.settimeout(_left(self.until))
        return self.plain.recv_into(buffer)

    def sendall(self, data: Any) -> None:
        self.plain.settimeout(_left(self.until))
        self.plain.sendall(data)

    def makefile(self, *_how: Any) -> io.BufferedReader:
        return io.BufferedReader(_Hurried(self.plain, self.until))


def _looked_up(host: str, port: int, until: float) -> list[str]:
    """Resolve in a thread of its own: a name server that says nothing must not hold us."""
    found: list[str] = []
    failed: list[OSError] = []

    def look() -> None:
        try:
            found.extend(resolve(host, port))
        except OSError as unknown:
            failed.append(unknown)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(_left(until))
    if failed:
        raise FetchRefused("name", _("No such address is known.")) from failed[0]
    _left(until)
    return list(dict.fromkeys(found))


def _headers(answer: http.client.HTTPResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in answer.getheaders():
        small = name.lower()
        found[small] = f"{found[small]}, {value}" if small in found else value
    return found


def _check_type(headers: Mapping[str, str]) -> None:
    if headers.get("content-type", "").split(";")[0].strip().lower() not in HTML:
        raise FetchRefused("type", _("There is no HTML page at this address."))


def _body(answer: http.client.HTTPResponse, headers: Mapping[str, str], largest: int) -> bytes:
    """All of it, unpacked, as long as it is not too large."""
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "deflate"):
        raise FetchRefused("type", _("There is no HTML page at this address."))
    unpack = None if packing in ("identity", "") else zlib.decompressobj(wbits=47)
    found = b""
    while piece := answer.read1(65536):
        found += unpack.decompress(piece, largest + 1 - len(found)) if unpack else piece
        if len(found) > largest:
            raise FetchRefused("size", _("The page is too large."))
    return found


def _text(body: bytes, headers: Mapping[str, str]) -> str:
    kind = headers.get("content-type", "").lower()
    charset = kind.rpartition("charset=")[2].strip("\"' ") if "charset=" in kind else "utf-8"
    try:
        return body.decode(charset, "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def _ascii(path: str) -> str:
    return "".join(letter if letter.isascii() else "".join(f"%{b:02X}" for b in letter.encode()) for letter in path)
