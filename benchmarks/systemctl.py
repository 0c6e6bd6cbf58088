#!/usr/bin/python3
"""In the rehearsal of a server (benchmarks/server.py) this stands in for systemctl, because a chroot has no systemd.

It starts what the unit says, as the user it says, with the settings it says; a timer starts its service once.
"""

import os
import pwd
import re
import shlex
import subprocess
import sys
from pathlib import Path

UNITS = Path("/etc/systemd/system")
PLACES = {"StateDirectory": "/var/lib", "CacheDirectory": "/var/cache", "RuntimeDirectory": "/run"}
LOG = Path("/var/log/started.log")


def main(verb: str, units: list[str]) -> None:
    if verb in ("enable", "start", "reload"):
        for unit in units:
            start(unit if "." in unit else f"{unit}.service")


def start(unit: str) -> None:
    if unit == "caddy.service":
        return caddy()
    unit = unit.replace(".timer", ".service")
    instance = re.search(r"@(.*)\.|$", unit)[1] or ""
    text = (UNITS / re.sub(r"@.*\.", "@.", unit)).read_text(encoding="utf-8").replace("%i", instance)

    def said(key: str) -> list[str]:
        return re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)

    settings: dict[str, str] = {}
    for file in said("EnvironmentFile"):
        for line in Path(file).read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            if not key.startswith("#"):
                settings[key] = "".join(shlex.split(value))
    settings.update(one.split("=", 1) for one in said("Environment"))
    who = said("User")[0]
    for key, place in PLACES.items():
        for name in said(key):
            Path(place, name).mkdir(parents=True, exist_ok=True)
            os.chown(Path(place, name), pwd.getpwnam(who).pw_uid, pwd.getpwnam(who).pw_gid)
    command = shlex.split(said("ExecStart")[0])
    return run(command, who, settings, said("WorkingDirectory")[0], wait="oneshot" in said("Type"))


def caddy() -> None:
    """Signs by itself, because nobody vouches for a name that is not public; on high ports."""
    file, (plain, secure) = Path("/etc/caddy/Caddyfile"), os.environ["PORTS"].split()
    own = f"http_port {plain}\n https_port {secure}\n local_certs\n admin off\n skip_install_trust"
    file.write_text(f"{{\n {own}\n}}\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    run(["/usr/bin/caddy", "run", "--config", str(file)], "caddy", {}, "/", wait=False)


def run(command: list[str], who: str, settings: dict[str, str], folder: str, *, wait: bool) -> None:
    user = pwd.getpwnam(who)
    environment = {"PATH": os.environ["PATH"], "HOME": user.pw_dir, **settings}
    with LOG.open("ab") as log:
        made = subprocess.Popen(
            command, env=environment, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            user=user.pw_uid, group=user.pw_gid, extra_groups=[], umask=0o077, start_new_session=True,
        )  # fmt: skip
        if wait:
            if made.wait():
                sys.exit(f"{command} failed: {LOG.read_text(encoding='utf-8')[-2000:]}")
        else:
            with LOG.with_suffix(".pids").open("a", encoding="utf-8") as pids:
                pids.write(f"{made.pid}\n")


if __name__ == "__main__":
    words = [one for one in sys.argv[1:] if not one.startswith("-")]
    main(words[0], words[1:])
