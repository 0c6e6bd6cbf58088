"""`fuerwort serve`: the real processes, from an empty folder to the first page, and all gone afterwards."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from fuerwort.cli import serve
from tests.ports import free_port

SERVE = [sys.executable, "-m", "fuerwort", "serve", "--demo"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("FUERWORT_", "DATABASE_URL", "DJANGO_"))}
    return {**kept, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}


def test_it_serves_from_an_empty_folder_and_stops_whole(environment, tmp_path: Path) -> None:
    port = free_port()
    command = [*SERVE, "--port", str(port)]
    kept, log = tmp_path / "kept", (tmp_path / "log").open("w")
    server = subprocess.Popen(
        command,
        cwd=tmp_path,
        env={**environment, "FUERWORT_VAR": str(kept)},
        stdout=subprocess.PIPE,
        stderr=log,
        text=True,
        start_new_session=True,
    )
    try:
        said = [server.stdout.readline().strip()]
        while "/mailbox/" not in said[-1]:
            said.append(server.stdout.readline().strip())
        assert said[0].startswith(f"Fürwort is served at http://localhost:{port}")
        assert said[2] == "host      hanne@raum-am-kanal.example"
        assert said[-1].endswith(f"http://localhost:{port}/mailbox/")
        assert "fund.opened" not in (tmp_path / "log").read_text()  # invented years happen in silence
        with urllib.request.urlopen(f"http://localhost:{port}/", timeout=60) as answer:
            assert "Content-Security-Policy" in answer.headers
            assert "Wen empfehlen wir" in answer.read().decode()
        assert (kept / "mailbox").is_dir()
        first = _workers(server.pid)
        assert set(first) == {"default", "long"}, "a letter waits for nothing long"
        os.kill(first["default"], signal.SIGKILL)
        assert _workers(server.pid, but=first["default"])["long"] == first["long"]
        assert not (tmp_path / "var").exists()
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(60)
        server.stdout.close()
        log.close()
    assert _gone(server.pid), "nothing that was started goes on"


def _gone(group: int) -> bool:
    """Whether no process of the group is left, a few moments after the last was told to stop."""
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.2)
    return False


def _workers(server: int, but: int = 0) -> dict[str, int]:
    """Who does the work behind the pages, by queue, as soon as there is somebody for each."""
    for _ in range(60):
        found = {}
        for child in map(int, Path(f"/proc/{server}/task/{server}/children").read_text().split()):
            said = Path(f"/proc/{child}/cmdline").read_bytes().decode().split("\0")
            if child != but and "db_worker" in said:
                found[said[said.index("--queue-name") + 1]] = child
        if len(found) == 2:
            return found
        time.sleep(1)
    raise AssertionError("nobody does the work behind the pages")


def test_two_demos_that_start_at_once_take_two_places_for_their_mail() -> None:
    with serve._reserved() as one, serve._reserved() as other:
        assert one.getsockname() != other.getsockname()
    with serve._reserved() as again, socket.socket() as tried:
        assert tried.connect_ex(again.getsockname()) != 0, "held, and nobody answers there yet"


def test_a_taken_port_is_said_in_one_line(environment, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = [*SERVE, "--port", str(port)]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert (
        done.stderr.strip()
        == f"port {port} is taken by another program; choose another: fuerwort serve --port {port + 1}"
    )
