"""A stranger names an address: we ask the open internet and nobody else, not for long and not for much."""

import gzip
import time
from http.server import BaseHTTPRequestHandler

import pytest

from fuerwort.people import fetch
from fuerwort.people.fetch import FetchRefused, get, is_open, post
from tests.magazine.net import OPEN, Net, net
from tests.tables import table

__all__ = ["net"]

INNER = [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "0.1.2.3", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12:3456::1", "fec0::1", "ff02::1", "2001:db8::1", "2002:7f00:1::", "2002:a00:1::",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "100::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:10::1", "nonsense", "",
]  # fmt: skip


@pytest.mark.parametrize("address", INNER)
def test_what_lies_inside_is_not_open(address: str) -> None:
    assert not is_open(address)


@pytest.mark.parametrize(
    "address", [OPEN, "8.8.8.8", "100.63.255.255", "172.32.0.1", "2606:2800:220:1::1", "::ffff:8.8.8.8"]
)
def test_the_open_internet_is_open(address: str) -> None:
    assert is_open(address)


def refused(url: str, **how: float) -> str:
    with pytest.raises(FetchRefused) as why:
        get(url, **how)
    assert str(why.value)
    return why.value.code


def test_a_page_is_fetched_from_the_address_that_was_checked(net: Net) -> None:
    net.page("blog.example/post?a=1", "<p>Grüße</p>", X_Seen="yes")
    page = get("http://blog.example/post?a=1#there")
    assert (page.status, page.text, page.headers["x-seen"]) == (200, "<p>Grüße</p>", "yes")
    assert net.dialled == [(OPEN, 80)]
    assert net.looked_up == ["blog.example"]


@pytest.mark.parametrize("address", [one for one in INNER if one])
def test_a_name_that_leads_inside_is_not_asked(net: Net, address: str) -> None:
    net.page("blog.example/", "secret")
    net.names["blog.example"] = [[address]]
    assert refused("http://blog.example/") == "inner"
    assert net.dialled == []


def test_one_inner_address_among_open_ones_is_enough(net: Net) -> None:
    net.page("blog.example/", "secret")
    net.names["blog.example"] = [[OPEN, "10.0.0.1"]]
    assert refused("http://blog.example/") == "inner"
    net.names["blog.example"] = [[]]
    assert refused("http://blog.example/") == "inner"


def test_a_name_that_changes_its_mind_changes_nothing(net: Net) -> None:
    """DNS rebinding: the second answer would lead inside, but nobody asks a second time."""
    net.page("blog.example/", "<p>fine</p>")
    net.names["blog.example"] = [[OPEN], ["127.0.0.1"]]
    assert get("http://blog.example/").status == 200
    assert (net.looked_up, net.dialled) == (["blog.example"], [(OPEN, 80)])
    assert refused("http://blog.example/") == "inner"
    assert net.dialled == [(OPEN, 80)]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1/", "inner"), ("http://[::1]/", "inner"), ("http://[::ffff:127.0.0.1]/", "inner"),
        ("http://169.254.169.254/latest/meta-data/", "inner"), ("http://localhost/", "inner"),
        ("http://printer.local/", "inner"), ("http://metadata.google.internal/", "inner"),
        ("ftp://blog.example/", "address"), ("file:///etc/passwd", "address"), ("gopher://blog.example/", "address"),
        ("javascript:alert(1)", "address"), ("//blog.example/", "address"), ("blog.example", "address"),
        ("", "address"),
        ("http://blog.example:8000/", "address"), ("http://blog.example:22/", "address"), ("http://:80/", "address"),
        ("http://blog.example:99999/", "address"), ("http://user:pass@blog.example/", "address"),
        ("http://@blog.example/", "address"),
        ("http://blog.example/a b", "address"), ("http://blog.example/\r\nHost: x", "address"),
        ("http://[::1", "address"),
        ("http://blog.example/" + "a" * 2000, "address"), ("http://unknown.example/", "name"),
        ("http://" + "a" * 64 + ".example/", "address"),
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_open_web_is_not_asked(net: Net, url: str, code: str) -> None:
    assert refused(url) == code
    assert net.dialled == []


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1", "localhost."])
def test_odd_ways_to_write_loopback_are_seen_through(monkeypatch, host: str) -> None:
    """The system's own resolver understands them, and says what they are."""
    monkeypatch.setattr(fetch, "dial", lambda *_: pytest.fail("asked"))
    assert refused(f"http://{host}/") in {"inner", "name", "address"}


def test_three_redirects_are_followed_and_each_is_checked(net: Net) -> None:
    for number in range(4):
        net.page(f"a.example/{number}", status=302, Location=f"/{number + 1}")
    net.page("a.example/4", "too far")
    net.page("a.example/1b", "<p>there</p>")
    assert refused("http://a.example/0") == "redirects"
    page = get("http://a.example/1")
    assert (page.url, page.text) == ("http://a.example/4", "too far")


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1/", "http://inner.example/", "http://a.example:6379/", "file:///etc/passwd", "//[::1]/"]
)
def test_a_redirect_leads_nowhere_inside(net: Net, to: str) -> None:
    net.page("a.example/", status=301, Location=to)
    net.page("inner.example/", "secret")
    net.names["inner.example"] = [["192.168.0.1"]]
    assert refused("http://a.example/") in {"inner", "address"}
    assert len(net.dialled) == 1


def test_a_page_that_drips_is_left(net: Net) -> None:
    """Each word comes in time; all of them together do not."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            for letter in b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n" + b"X-A: b\r\n" * 100:
                handler.wfile.write(bytes([letter]))
                time.sleep(0.05)
        except OSError:
            return

    net.names["slow.example"] = [[OPEN]]
    net.pages["slow.example/"] = drip
    began = time.monotonic()
    assert refused("http://slow.example/", seconds=0.4) == "time"
    assert time.monotonic() - began < 1.5


def test_redirects_share_one_clock(net: Net) -> None:
    def late(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.25)
        handler.send_response(302)
        handler.send_header("Location", "/")
        handler.end_headers()

    net.names["slow.example"] = [[OPEN]]
    net.pages["slow.example/"] = late
    assert refused("http://slow.example/", seconds=0.6) == "time"


def test_a_name_server_that_says_nothing_is_left(monkeypatch) -> None:
    monkeypatch.setattr(fetch, "resolve", lambda *_: time.sleep(1) or [])
    began = time.monotonic()
    assert refused("http://blog.example/", seconds=0.2) == "time"
    assert time.monotonic() - began < 0.8


def test_a_large_page_is_left(net: Net) -> None:
    net.page("big.example/", "a" * 2_000_000)
    assert refused("http://big.example/") == "size"


def test_a_page_that_unpacks_to_a_gigabyte_is_left(net: Net) -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    net.page("bomb.example/", bomb, Content_Encoding="gzip")
    began = time.process_time()
    assert refused("http://bomb.example/") == "size"
    assert time.process_time() - began < 2


def test_a_packed_page_is_unpacked(net: Net) -> None:
    net.page("blog.example/", gzip.compress("<p>Grüße</p>".encode()), Content_Encoding="gzip")
    assert get("http://blog.example/").text == "<p>Grüße</p>"
    net.page("broken.example/", b"no gzip", Content_Encoding="gzip")
    assert refused("http://broken.example/") == "network"
    net.page("odd.example/", b"x", Content_Encoding="br")
    assert refused("http://odd.example/") == "type"


@pytest.mark.parametrize("kind", ["image/png", "application/json", "text/plain", "application/octet-stream", ""])
def test_only_html_is_read(net: Net, kind: str) -> None:
    net.page("blog.example/", "<p>x</p>", Content_Type=kind)
    assert refused("http://blog.example/") == "type"


def test_other_alphabets_are_read(net: Net) -> None:
    net.page("blog.example/", "<p>Grüße</p>".encode("latin-1"), Content_Type="text/html; charset=iso-8859-1")
    assert get("http://blog.example/").text == "<p>Grüße</p>"
    net.page("blog.example/", "<p>ok</p>", Content_Type="text/html; charset=klingon")
    assert get("http://blog.example/").text == "<p>ok</p>"
    net.page("xn--grn-ioa.example/f%C3%BCr", "<p>ja</p>")
    assert get("http://grün.example/für").text == "<p>ja</p>"


def test_what_is_gone_says_so(net: Net) -> None:
    net.page("blog.example/", "gone", status=410)
    assert get("http://blog.example/").status == 410


def test_a_server_that_talks_nonsense_is_left(net: Net) -> None:
    net.names["odd.example"] = [[OPEN]]
    net.pages["odd.example/"] = lambda handler: handler.wfile.write(b"220 smtp ready\r\n" * 5)
    assert refused("http://odd.example/") == "network"


def test_a_form_is_sent_without_following(net: Net) -> None:
    net.page("blog.example/in", "", status=202)
    assert post("http://blog.example/in", b"source=a&target=b") == 202
    assert net.sent == [("/in", b"source=a&target=b")]
    net.page("blog.example/away", status=307, Location="http://127.0.0.1/")
    assert post("http://blog.example/away", b"x=1") == 307
    with pytest.raises(FetchRefused):
        post("http://127.0.0.1/in", b"x=1")


@pytest.mark.parametrize("row", table("mentions.md"), ids=lambda row: f"{row['address']} {row['resolves to']}")
def test_the_rule_page_is_true(net: Net, row: dict[str, str]) -> None:
    net.page("blog.example/post", "<p>x</p>")
    if row["resolves to"]:
        net.names["blog.example"] = [row["resolves to"].split()]
    if row["then"] == "fetched":
        assert get(row["address"]).text == "<p>x</p>"
    else:
        assert refused(row["address"]) == row["then"]
        assert not net.asked
