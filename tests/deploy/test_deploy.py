"""deploy/ and docs/run/server.md: what a server is made of is valid, hardened, and the same everywhere."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from benchmarks.server import blocks
from django.conf import settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
PAGE = (ROOT / "docs/run/server.md").read_text(encoding="utf-8")
HARD = ("NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "PrivateTmp=yes", "PrivateDevices=yes",
        "CapabilityBoundingSet=", "RestrictSUIDSGID=yes", "SystemCallFilter=@system-service", "UMask=0077",
        "User=fuerwort", "EnvironmentFile=/etc/fuerwort/fuerwort.env")  # fmt: skip


def needs(program: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin:/sbin")
    if not found:
        pytest.skip(f"{program} is not here: apt-get install {program} tries this one too")
    return found


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_may_do_little(unit: Path) -> None:
    lines = unit.read_text(encoding="utf-8").splitlines()
    assert [rule for rule in HARD if rule not in lines] == []


def test_systemd_understands_the_units() -> None:
    program = needs("systemd-analyze")
    every = [str(path) for path in sorted((DEPLOY / "systemd").iterdir())]
    done = subprocess.run([program, "verify", "--man=no", *every], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "fuerwort" in line and "is not executable" not in line]
    assert ours == []


def test_caddy_understands_its_file() -> None:
    command = [needs("caddy"), "validate", "--adapter", "caddyfile", "--config", str(DEPLOY / "Caddyfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"HOME": "/nowhere"})
    assert done.returncode == 0, done.stderr


def test_nginx_understands_its_file(tmp_path: Path) -> None:
    program, openssl = needs("nginx"), needs("openssl")
    pair = [str(tmp_path / "key.pem"), str(tmp_path / "cert.pem")]
    new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=x", "-keyout", pair[0], "-out", pair[1]]
    subprocess.run([openssl, *new], check=True, capture_output=True)
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"/etc/letsencrypt/\S+/fullchain\.pem", pair[1], text)
    text = re.sub(r"/etc/letsencrypt/\S+/privkey\.pem", pair[0], text)
    text = re.sub(r"listen (\[::\]:)?(80|443)", r"listen 127.0.0.1:5\g<2>0", text)
    text = re.sub(r"/var/log/nginx/", f"{tmp_path}/", text)
    seen: set[str] = set()
    kept = [line for line in text.splitlines() if "listen" not in line or not (line in seen or seen.add(line))]
    whole = f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n" + "\n".join(kept) + "\n}\n"
    (tmp_path / "nginx.conf").write_text(whole, encoding="utf-8")
    command = [program, "-t", "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "error.log")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_page_names_only_files_and_units_that_there_are() -> None:
    for name in re.findall(r"/opt/fuerwort/(deploy/[\w./-]*\w)", PAGE):
        assert [*ROOT.glob(name), *ROOT.glob(f"{name}*")], name
    known = {path.name for path in (DEPLOY / "systemd").iterdir()}
    commands = [block for _heading, block in blocks(PAGE)]
    assert len(commands) == PAGE.count("```sh") > 8
    for block in commands:
        named = re.findall(r"fuerwort-\S+\.(?:service|timer)", block)
        assert {re.sub(r"@\w+", "@", name) for name in named} <= known
        subprocess.run(["bash", "-n", "-c", block], check=True)


def test_all_work_has_somebody_who_does_it() -> None:
    """A queue that no worker asks is work that is never done, and nobody hears of it."""
    worker = (DEPLOY / "systemd/fuerwort-worker@.service").read_text(encoding="utf-8")
    assert "db_worker --queue-name %i " in worker
    container = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    assert "--queue-name default, and the same with long" in container
    for start in re.findall(r"systemctl (?:enable --now|start) fuerwort-web.*", PAGE):
        assert re.findall(r"fuerwort-worker@(\w+)", start) == settings.QUEUES
    assert settings.QUEUES == ["default", "long"]


def test_every_setting_of_the_example_is_documented() -> None:
    said = re.findall(r"^(\w+)=", (DEPLOY / "fuerwort.env").read_text(encoding="utf-8"), re.MULTILINE)
    said += re.findall(r'echo "(\w+)=', PAGE)
    known = set(re.findall(r"^\| (\w+) \|", (ROOT / "docs/run/settings.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(said) - known == {"NUMBA_CACHE_DIR", "OMP_NUM_THREADS"}  # of libraries


def test_the_container_takes_the_same_steps() -> None:
    file = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
    unit = (DEPLOY / "systemd/fuerwort-web.service").read_text(encoding="utf-8")
    served = re.search(r"-m gunicorn (.*)", unit)[1].split()
    inside = re.search(r"-m gunicorn (.*?)\"\]", file)[1].split()
    assert set(inside) - set(served) == {"0.0.0.0:8000"}
    for step in ("make -C /opt/fuerwort server", "fuerwort prepare"):
        assert step in PAGE
        assert step in file
    assert "USER fuerwort" in file
    packages = set(re.search(r"install -y --no-install-recommends (.*)", PAGE)[1].split())
    first = set(re.search(r"install -y --no-install-recommends (.*)", file)[1].split())
    assert first <= packages
