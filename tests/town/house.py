"""The processes `fuerwort serve` starts, one by one, so that each can be killed and started again."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

from tests.ports import free_port

ROOT = Path(__file__).parents[2]
PYTHON = [sys.executable, "-m"]
READY = 120
"""Seconds a server may take to start on a busy machine."""


class House:
    """Web, jobs and the mail server of one instance; timed work is called by hand."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.port, self.post = folder, free_port(), free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.mailbox = folder / "mailbox"
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("FUERWORT_", "DATABASE_URL", "DJANGO_"))}
        self.environment = kept | {
            "DJANGO_SETTINGS_MODULE": "fuerwort.project.settings", "DATABASE_URL": database,
            "FUERWORT_VAR": str(folder), "FUERWORT_ADDRESS": self.address, "OMP_NUM_THREADS": "1",
            "FUERWORT_MAIL": f"smtp://127.0.0.1:{self.post}", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }  # fmt: skip
        web = ["gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "2", "--preload",
               "--no-control-socket", "--log-level", "critical", "fuerwort.project.wsgi"]  # fmt: skip
        mail = ["aiosmtpd", "--nosetuid", "-l", f"127.0.0.1:{self.post}", "-c", "aiosmtpd.handlers.Mailbox",
                str(self.mailbox)]  # fmt: skip
        jobs = ["django", "db_worker", "--no-reload", "--no-startup-delay", "--interval", "0.1", "-v", "0"]
        self.commands = {"mail": mail, "web": web, "jobs": jobs}
        self.running: dict[str, subprocess.Popen[Any]] = {}
        self.log = (folder / "log").open("ab")

    def start(self, *names: str) -> None:
        for name in names or self.commands:
            self.running[name] = subprocess.Popen(
                [*PYTHON, *self.commands[name]], cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log,
                start_new_session=True,
            )  # fmt: skip

    def ready(self) -> None:
        """Both workers have read everything before somebody waits for them."""
        end = time.monotonic() + READY
        while time.monotonic() < end:
            try:
                for _ in range(4):
                    urllib.request.urlopen(self.address, timeout=30).read()
                return
            except OSError:
                time.sleep(0.2)
        raise TimeoutError((self.folder / "log").read_text()[-2000:])

    def workers(self) -> list[int]:
        """The processes that answer pages."""
        master = self.running["web"].pid
        with contextlib.suppress(OSError):
            return [int(pid) for pid in Path(f"/proc/{master}/task/{master}/children").read_text().split()]
        return []

    def watch(self) -> None:
        """Start again what has ended, as `fuerwort serve` and systemd do."""
        for name, process in self.running.items():
            if process.poll() is not None:
                self.start(name)

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.log.close()

    def ask(self, question: str) -> Any:
        """Call `tests.town.question` where the database is, in a process of its own; its answer is JSON."""
        module = question.partition(".")[0]
        code = f"import django, json; django.setup(); from tests.town import {module}; print(json.dumps({question}()))"
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(done.stderr[-3000:])
        return json.loads(done.stdout.splitlines()[-1])


def kill(pid: int, of: bytes) -> None:
    """As a machine does that has no memory left: nobody is asked. Only a process with ``of`` in its command line."""
    with contextlib.suppress(OSError):
        if of in Path(f"/proc/{pid}/cmdline").read_bytes():  # numbers are used again
            os.kill(pid, signal.SIGKILL)
