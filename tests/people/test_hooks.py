"""Other programs hear of a space: signed, only the truth, tried again, given up; against a real server with TLS."""

import json
import re
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fuerwort.people import hooks
from fuerwort.people.actions import hooks as actions
from fuerwort.people.errors import Missing
from fuerwort.people.events import record
from fuerwort.people.fetch import FetchRefused
from fuerwort.people.handing import PAUSES
from fuerwort.people.models import Delivery, Event, Hook, News
from fuerwort.people.news import told
from tests.magazine.net import Net, net
from tests.tables import RULES, table

__all__ = ["net"]

SECRET = "whsec_c2VjcmV0"
NEWER = "whsec_bmV3ZXI="
URL = "https://shop.example/in"
PAGE = (RULES / "webhooks.md").read_text(encoding="utf-8")


def believed(*given: object, **more: object) -> bool:
    """The program of the rule page, which shares no line with ours."""
    namespace: dict = {}
    exec(re.search(r"```python\n(.+?)```", PAGE, re.DOTALL)[1], namespace)
    return namespace["believed"](*given, **more)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> str:
    """For shop.example, signed by itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "x")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("shop.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    plain = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    file.write_bytes(made.public_bytes(pem) + key.private_bytes(pem, form, plain))
    return str(file)


@pytest.fixture
def shop(net: Net, certificate: str, monkeypatch: pytest.MonkeyPatch) -> Net:
    """The fetcher's small internet, with TLS; `heard` holds the headers of each message."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    net.server.socket = context.wrap_socket(net.server.socket, server_side=True)
    monkeypatch.setenv("SSL_CERT_FILE", certificate)
    net.heard = []
    answers(net, 204)
    return net


def answers(shop: Net, status: int, **headers: str) -> None:
    shop.page("shop.example/in", "", status, **headers)
    say = shop.pages["shop.example/in"]
    shop.pages["shop.example/in"] = lambda handler: (shop.heard.append(handler.headers), say(handler))


@pytest.fixture
def hook(cast, transactional_db) -> Hook:
    return named(cast)


def named(cast, url: str = URL, kinds=("evenings", "members"), public: str = "h00k") -> Hook:
    return actions.register(url=url, kinds=list(kinds), by=cast.host, at=timezone.now(), public=public, secret=SECRET)


def happens(cast, verb: str = "evening.told", about: str = "k3xw7q2m9rtz") -> None:
    facts = {"member": cast.owner.public, "title": "Geheim"}
    with transaction.atomic():
        record(cast.space, by=cast.owner, at=timezone.now(), verb=verb, about=about, **facts)


def work() -> None:
    call_command("db_worker", batch=True, verbosity=0, startup_delay=False)


def time_comes() -> None:
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())


@pytest.mark.parametrize("row", table("webhooks.md"), ids=lambda row: row["id"])
def test_the_rule_page_is_true(row: dict[str, str]) -> None:
    """We sign as the page says, the program of the page believes it, and nothing else."""
    assert hooks.signature(row["secret"], row["id"], int(row["timestamp"]), row["body"]) == row["signature"]
    headers = {"webhook-id": row["id"], "webhook-timestamp": row["timestamp"], "webhook-signature": row["signature"]}
    now = int(row["timestamp"])
    assert believed(row["secret"], headers, row["body"].encode(), now=now + 299)
    assert not believed(row["secret"], headers, row["body"].encode(), now=now + 301)
    assert not believed(row["secret"], headers, row["body"].encode() + b" ", now=now)
    assert not believed(NEWER, headers, row["body"].encode(), now=now)
    assert not believed(row["secret"], headers | {"webhook-id": "other"}, row["body"].encode(), now=now)


def test_the_pauses_of_the_rule_page_are_those_we_make() -> None:
    rows = table("webhooks.md", "## When it does not arrive")
    assert [timedelta(minutes=int(row["so long after the one before"].split()[0])) for row in rows] == PAUSES


def test_an_event_is_told_signed_and_says_no_more_than_it_may(cast, hook, shop) -> None:
    happens(cast)
    happens(cast, "income.proposed")
    happens(cast, "experience.recorded")  # not chosen
    work()
    ((path, body),) = shop.sent
    said = json.loads(body)
    assert path == "/in"
    assert list(said) == ["id", "kind", "time", "space", "about"]
    assert (said["kind"], said["space"], said["about"]) == ("evening.told", "kanal", "k3xw7q2m9rtz")
    assert cast.owner.public.encode() not in body
    (headers,) = shop.heard
    assert headers["webhook-id"] == said["id"]
    assert headers["content-type"] == "application/json"
    assert believed(SECRET, headers, body)
    sent = Delivery.objects.get()
    assert (sent.state, sent.status, sent.tries, sent.next_at) == ("done", 204, 1, None)


def test_a_member_is_named_by_id_only_where_the_log_names_them(cast, hook, shop) -> None:
    for verb in ("member.joined", "member.erased", "evening.cancelled"):
        happens(cast, verb, cast.owner.public)
    work()
    said = {json.loads(body)["kind"]: json.loads(body)["about"] for _path, body in shop.sent}
    assert said == {"member.joined": cast.owner.public, "member.erased": "", "evening.cancelled": ""}


def test_what_did_not_happen_is_not_told(cast, hook, shop) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        happens(cast)
        raise RuntimeError
    work()
    assert not shop.sent
    assert not Delivery.objects.exists()


def test_another_space_is_not_heard(cast, hook, shop) -> None:
    record(cast.elsewhere, by=cast.stranger, at=timezone.now(), verb="evening.told")
    work()
    assert not shop.sent


def test_tried_again_with_the_same_words_until_it_arrives(cast, hook, shop) -> None:
    happens(cast)
    answers(shop, 500)
    work()
    sent = Delivery.objects.get()
    assert (sent.state, sent.status, sent.tries) == ("waits", 500, 1)
    assert timedelta(seconds=50) < sent.next_at - timezone.now() <= PAUSES[0]
    answers(shop, 302, Location="https://shop.example/elsewhere")
    time_comes()
    work()
    answers(shop, 200)
    time_comes()
    work()
    work()
    assert len(set(shop.sent)) == 1
    assert len({headers["webhook-id"] for headers in shop.heard}) == 1
    assert len(shop.sent) == 3
    assert Delivery.objects.get().state == "done"
    assert "https://shop.example/elsewhere" not in shop.asked


def test_given_up_again_and_again_it_is_switched_off_and_hosts_hear(cast, hook, shop) -> None:
    answers(shop, 503)
    Hook.objects.update(failures=hooks.IN_A_ROW - 1)
    happens(cast)
    for _try in PAUSES:
        work()
        time_comes()
        assert not News.objects.filter(code="hook.failed").exists()
    work()
    hook.refresh_from_db()
    sent = Delivery.objects.get()
    assert (sent.state, sent.tries) == ("given-up", 1 + len(PAUSES))
    assert hook.off_at
    assert hook.off_by_itself
    (news,) = News.objects.filter(code="hook.failed").select_related("membership__space")
    assert news.membership == cast.host
    (line,) = told([news])
    assert line.url.endswith("/desk/hooks/h00k/")
    assert Event.objects.filter(verb="hook.failed", about="h00k").exists()
    happens(cast)
    work()
    assert Delivery.objects.count() == 1
    answers(shop, 200)
    actions.switch_on(hook=hook, by=cast.host, at=timezone.now())
    actions.send_again(delivery=sent, by=cast.host, at=timezone.now())
    work()
    hook.refresh_from_db()
    assert (Delivery.objects.get().state, hook.failures) == ("done", 0)


def test_a_try_that_was_noted_is_not_made_twice(cast, hook, shop) -> None:
    """As after a worker that died between noting it and ending its job."""
    happens(cast)
    answers(shop, 500)
    work()
    hooks.deliver.call(Delivery.objects.get().public, 1)
    assert len(shop.sent) == 1


def test_a_test_is_tried_once_and_does_not_count(cast, hook, shop) -> None:
    answers(shop, 500)
    actions.test(hook=hook, by=cast.host, at=timezone.now(), name="test-1")
    work()
    hook.refresh_from_db()
    assert (Delivery.objects.get().state, hook.failures) == ("given-up", 0)
    assert json.loads(shop.sent[0][1])["kind"] == "test"
    for number in range(2, actions.TESTS + 1):
        actions.test(hook=hook, by=cast.host, at=timezone.now(), name=f"test-{number}")
    with pytest.raises(actions.HookRefused):
        actions.test(hook=hook, by=cast.host, at=timezone.now(), name="test-more")


def test_after_renewal_both_secrets_hold_for_a_day(cast, hook, shop) -> None:
    actions.renew(hook=hook, by=cast.host, at=timezone.now(), secret=NEWER)
    happens(cast)
    work()
    (headers,), ((_path, body),) = shop.heard, shop.sent
    assert believed(NEWER, headers, body)
    assert believed(SECRET, headers, body)
    hooks.prune(at=timezone.now() + hooks.BOTH)
    happens(cast)
    work()
    assert believed(NEWER, shop.heard[1], shop.sent[1][1])
    assert not believed(SECRET, shop.heard[1], shop.sent[1][1])


def test_a_name_that_leads_inside_by_now_is_not_asked(cast, hook, shop) -> None:
    shop.names["shop.example"] = [["10.0.0.7"]]
    happens(cast)
    work()
    assert shop.dialled == []
    assert Delivery.objects.get().why == "inner"


def test_no_faster_than_so_many_a_minute(cast, hook, shop, monkeypatch) -> None:
    monkeypatch.setattr(hooks, "MOST_A_MINUTE", 2)
    for _event in range(4):
        happens(cast)
    work()
    assert len(shop.sent) == 2
    assert Delivery.objects.filter(state="waits", tries=0, next_at__gt=timezone.now()).count() == 2
    Delivery.objects.update(tried_at=None)  # a minute has gone by
    time_comes()
    work()
    assert len(shop.sent) == 4


@pytest.mark.parametrize(
    "url", ["http://shop.example/in", "https://127.0.0.1/", "https://localhost/", "https://shop.example:8443/",
            "https:", "https://shop.example:80/", "ftp://shop.example/"],
)  # fmt: skip
def test_where_no_address_may_lead(cast, url: str) -> None:
    with pytest.raises((actions.HookRefused, FetchRefused)):
        named(cast, url)
    assert not Hook.objects.exists()


def test_only_kinds_there_are_and_not_too_many(cast) -> None:
    for kinds in ([], ["fund"]):
        with pytest.raises(actions.HookRefused):
            named(cast, kinds=kinds)
    for number in range(actions.MOST):
        named(cast, public=f"h{number}")
    with pytest.raises(actions.HookRefused):
        named(cast)


def test_nobody_but_hosts_of_the_space_may(cast) -> None:
    hook = named(cast)
    for by in (cast.owner, cast.treasurer, cast.stranger):
        with pytest.raises(Missing):
            actions.remove(hook=hook, by=by, at=timezone.now())
        with pytest.raises(Missing):
            actions.renew(hook=hook, by=by, at=timezone.now(), secret=NEWER)
    assert Hook.objects.get().secret == SECRET


def test_address_and_secret_lie_sealed(cast) -> None:
    from django.db import connection  # noqa: PLC0415

    named(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT url, secret FROM people_hook")
        ((url, secret),) = cursor.fetchall()
    assert "shop" not in url
    assert "c2Vj" not in secret


def test_kept_for_thirty_days_and_not_sent_out_of_a_backup(cast, hook) -> None:
    happens(cast)
    assert hooks.prune(at=timezone.now() + timedelta(days=29)) == 0
    assert hooks.forget_waiting() == 1
    assert not DBTaskResult.objects.filter(status="READY").exists()
    assert hooks.prune(at=timezone.now() + timedelta(days=31)) == 1
