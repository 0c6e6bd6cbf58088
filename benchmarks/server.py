"""How long does a fresh server take? Follows docs/run/server.md, block by block, on an empty Debian.

    python -m benchmarks.server ROOT

ROOT is a folder that does not exist yet; debootstrap makes an empty Debian in it, which needs root. The commands are
those of the page. What a chroot lacks is stood in for: systemd (benchmarks/systemctl.py starts what the units say, as
the user they say, with the settings they say), and public names (Caddy signs by itself and listens on high ports).
"""

import http.cookiejar
import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/run/server.md"
SITE, PORT, PLAIN, SMTP = "raum.test", 18443, 18080, 18025
WHO = "hanne@raum.test"
OWN_POSTGRES = """
pg_ctlcluster 15 main stop || true
pg_conftool 15 main set port 5432
pg_conftool 15 main set listen_addresses ''
pg_ctlcluster 15 main start
"""
"""On this machine there may be another one, so it listens on its socket only, which is all that the page uses."""
STAND_IN = ROOT / "benchmarks/systemctl.py"


def main(root: Path) -> None:
    table: list[tuple[str, float]] = []
    steps = blocks(PAGE.read_text(encoding="utf-8"))
    sink = Controller(Mailbox(root.with_name(root.name + "-mail")), hostname="127.0.0.1", port=SMTP)
    sink.start()
    try:
        timed(table, "an empty Debian (debootstrap)", lambda: debian(root))
        for heading, block in steps:
            timed(table, heading, lambda block=block, heading=heading: follow(root, heading, block))
        timed(table, "a page, a log-in by mail, https", lambda: visit(root))
        timed(table, "backup opened with its key; doctor", lambda: last(root))
    finally:
        stop(root)
        sink.stop()
        show(table)


def show(table: list[tuple[str, float]]) -> None:
    for what, seconds in table:
        print(f"| {what} | {seconds:.0f} s |")
    print(f"| all | {sum(seconds for _what, seconds in table):.0f} s |")


def timed(table: list[tuple[str, float]], what: str, do) -> None:
    began = time.perf_counter()
    print(f"{what} …", file=sys.stderr, flush=True)
    do()
    took = time.perf_counter() - began
    if table and table[-1][0] == what:
        table[-1] = (what, table[-1][1] + took)
    else:
        table.append((what, took))


def blocks(page: str) -> list[tuple[str, str]]:
    """Every block of commands, below which heading it stands."""
    found, heading = [], "who you are"
    for part in re.split(r"^(## [^\n]*|```sh\n.*?^```)$", page, flags=re.MULTILINE | re.DOTALL):
        if part.startswith("## "):
            heading = part[3:]
        elif part.startswith("```sh"):
            found.append((heading, part[6:-3]))
    return found


def debian(root: Path) -> None:
    """Empty, and packages come from where this machine has them from."""
    mirror = os.environ.get("MIRROR") or first_source()
    subprocess.run(["debootstrap", "--variant=minbase", "bookworm", str(root), mirror], check=True, capture_output=True)
    for folder in ("etc/apt/apt.conf.d", "etc/ssl/certs", "root/.config/pip"):
        if Path("/", folder).exists():
            shutil.copytree(f"/{folder}", root / folder, dirs_exist_ok=True, ignore_dangling_symlinks=True)
    for path in Path("/etc/apt/sources.list.d").glob("debian*"):
        shutil.copyfile(path, root / "etc/apt/sources.list.d" / path.name)
    for file in ("etc/apt/sources.list", "etc/pip.conf", "etc/resolv.conf", "etc/hosts"):
        if Path("/", file).exists():
            shutil.copyfile(f"/{file}", root / file)
    with (root / "etc/hosts").open("a") as hosts:
        hosts.write(f"\n127.0.0.1 {SITE}\n")
    shutil.copyfile(STAND_IN, root / "usr/local/bin/systemctl")
    (root / "usr/local/bin/systemctl").chmod(0o755)
    subprocess.run(["mount", "-t", "proc", "proc", str(root / "proc")], check=True)
    (root / "dev/shm").mkdir(mode=0o1777, exist_ok=True)
    (root / "dev/shm").chmod(0o1777)
    subprocess.run(["git", "clone", "-q", "--bare", str(ROOT), str(root / "srv/source.git")], check=True)


def first_source() -> str:
    for path in [Path("/etc/apt/sources.list"), *sorted(Path("/etc/apt/sources.list.d").glob("debian*"))]:
        if path.exists() and (found := re.search(r"^(?:URIs:|deb) (\S+)", path.read_text(), re.MULTILINE)):
            return found[1]
    raise SystemExit("no source of packages is known here: set MIRROR")


OURS = {"SITE": SITE, "SPACE": "Raum am Kanal", "HOST_MAIL": WHO, "SOURCE": "/srv/source.git"}
TOLD: dict[str, str] = {}
"""What a person would remember: the key of the backups, the link of the first host."""


def follow(root: Path, heading: str, block: str) -> None:
    """Run one block of the page; then do by hand what the page says has to be done by hand."""
    mine = {**OURS, "BACKUP_TO": TOLD.get("public", "")}
    lines = [line for line in block.splitlines() if line.split("=")[0] not in mine]
    said = inside(root, "\n".join(lines), **mine)
    if heading.startswith("1."):
        inside(root, OWN_POSTGRES)
        trust = "etc/ssl/certs/ca-certificates.crt"  # the package made its own; this machine may trust more
        shutil.copyfile(f"/{trust}", root / trust)
    if heading.startswith("4."):
        settings = root / "etc/fuerwort/fuerwort.env"
        text = re.sub(r"^FUERWORT_MAIL=.*$", f"FUERWORT_MAIL=smtp://127.0.0.1:{SMTP}", settings.read_text(), flags=re.M)
        settings.write_text(text.replace(f"https://{SITE}", f"https://{SITE}:{PORT}"))
    if heading.startswith("6."):
        own = [sys.executable, "-m", "fuerwort", "backup", "key", str(root.with_name(root.name + "-key.txt"))]
        TOLD["public"] = subprocess.run(own, check=True, capture_output=True, text=True).stdout.strip()
    if heading.startswith("8."):
        TOLD["link"] = re.search(r"https://\S+/i/\S+", said)[0]


def inside(root: Path, script: str, *, given: str = "", **words: str) -> str:
    passed = {key: value for key, value in os.environ.items() if re.match(r"(PIP|UV|SSL)_(?!FIND)", key)}
    environment = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root",
                   "LANG": "C.UTF-8", "PORTS": f"{PLAIN} {PORT}", **passed, **words}  # fmt: skip
    command = ["chroot", str(root), "bash", "-euo", "pipefail", "-c", script]
    done = subprocess.run(command, env=environment, input=given, capture_output=True, text=True, check=False)
    if done.returncode and "doctor" not in script:
        raise SystemExit(f"{script}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")
    return done.stdout + done.stderr


def visit(root: Path) -> None:
    """As a person: the front page by https, the link of the first host, the code from the mail, home."""
    authority = root / "var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt"
    until(lambda: authority.exists() and not socket.socket().connect_ex(("127.0.0.1", PORT)))
    found = socket.getaddrinfo
    socket.getaddrinfo = lambda host, *more, **other: found("127.0.0.1" if host == SITE else host, *more, **other)
    trust = ssl.create_default_context(cafile=str(authority))
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=trust), urllib.request.HTTPCookieProcessor(jar)
    )
    here = f"https://{SITE}:{PORT}"
    until(lambda: (page := opened(browser, f"{here}/")) and page.status == 200)
    link = TOLD["link"]
    page = send(browser, link, {"name": "Hanne", "email": WHO, "language": "de", "consent": "on"})
    code = re.search(r"\b[A-Z]{4}-[A-Z]{4}\b", mail(root))[0]
    page = send(browser, page.url, {"code": code})
    assert page.status == 200 and "/spaces/raum-am-kanal/" in page.url, page.url
    assert all(cookie.secure for cookie in jar), "a cookie is not secure"
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    print(f"https {here}/ 200; log-in by mail, then {urllib.parse.urlsplit(page.url).path} 200")


def opened(browser, address: str):
    try:
        return browser.open(address, timeout=20)
    except urllib.error.HTTPError as error:
        return error
    except OSError:
        return None


def send(browser, address: str, said: dict[str, str]):
    form = browser.open(address, timeout=20)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.read().decode())[1]
    data = urllib.parse.urlencode({**said, "csrfmiddlewaretoken": token}).encode()
    return browser.open(urllib.request.Request(form.url, data, {"Referer": form.url}), timeout=20)


def mail(root: Path) -> str:
    """The newest mail of a real SMTP server that took it from the worker."""
    box = root.with_name(root.name + "-mail") / "new"
    until(lambda: box.is_dir() and any(box.iterdir()))
    newest = max(box.iterdir(), key=lambda path: path.stat().st_mtime)
    return message_from_bytes(newest.read_bytes(), policy=policy.default).get_body(("plain",)).get_content()


def last(root: Path) -> None:
    key = root.with_name(root.name + "-key.txt").read_text()
    file = inside(root, "ls /var/backups/fuerwort | tail -1").strip()
    print(inside(root, f"fuerwort backup verify /var/backups/fuerwort/{file} --key -", given=key).strip())
    inside(root, "systemctl start fuerwort-tick.service")
    said = inside(root, "fuerwort doctor; curl -s http://127.0.0.1:8000/health/ -H 'Host: raum.test'")
    print(said)
    assert "wrong" not in said, "doctor is not content"
    token = inside(root, ". /etc/fuerwort/fuerwort.env; echo $FUERWORT_METRICS").strip()
    told = inside(
        root, f"curl -s http://127.0.0.1:8000/metrics -H 'Host: raum.test' -H 'Authorization: Bearer {token}'"
    )
    assert 'fuerwort_mails{state="sent"} 1.0' in told, told[-1500:]


def until(true, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise SystemExit("it did not come true within a minute")
        time.sleep(0.2)


def stop(root: Path) -> None:
    """Everything that was started, by its id."""
    pids = root / "var/log/started.pids"
    for pid in pids.read_text().split() if pids.exists() else []:
        with suppress(ProcessLookupError):  # by the system call: some kill programs read "-14" as "-1", everybody
            os.killpg(int(pid), signal.SIGTERM)
    if (root / "usr/bin/pg_ctlcluster").exists():
        subprocess.run(["chroot", str(root), "pg_ctlcluster", "15", "main", "stop"], check=False, capture_output=True)
    subprocess.run(["umount", "-l", str(root / "proc")], check=False, capture_output=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
