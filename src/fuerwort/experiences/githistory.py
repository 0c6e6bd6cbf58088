"""Who worked together, as a git history says. The real ``git log`` reads it, in an empty repository of its own.

Of the given repository nothing but its objects is used: no hook, no configuration, no remote, no pager, no file of its
working tree. Nothing is written into it. Time and size are bounded. docs/rules/git.md
"""

import os
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

MOST_COMMITS = 1_000_000
MOST_BYTES = 512 * 2**20
SECONDS = 300
WHAT = {
    "co-authored-by": "together", "co-developed-by": "together", "helped-by": "help", "mentored-by": "help",
    "reviewed-by": "review", "suggested-by": "help", "tested-by": "help", "reported-by": "help",
}  # fmt: skip
"""Trailer -> what its person did with the author. ``Signed-off-by`` and ``Acked-by`` say nothing of that kind."""
PERSON = re.compile(r"<([^<>\s]{3,254}@[^<>\s]+)>")
FORM = "%x01%H%x02%as%x02%aE%x02%(trailers:only=true,unfold=true)"


class HistoryError(ValueError):
    """No history that can be read."""


@dataclass(frozen=True, slots=True)
class Together:
    """What two addresses did with each other in one month."""

    one: str
    other: str
    """Addresses in small letters, the smaller first."""
    month: str
    what: str
    commits: int
    last: date


@dataclass(frozen=True, slots=True)
class History:
    """A repository is known by its first commit: every clone is the same."""

    root: str
    commits: int
    people: int
    together: tuple[Together, ...]


def read(repository: Path, since: date | None = None) -> History:
    """Read what the commits of ``HEAD`` say, oldest month first.

    Raises
    ------
    HistoryError
        No git, no repository, nothing in it, too large, or too slow.
    """
    head, objects = _where(repository)
    with TemporaryDirectory(prefix="fuerwort-git-") as empty:
        git = _Git(Path(empty), objects, head)
        root = git.run("rev-list", "--max-parents=0", head).split()[-1].decode()
        pairs: dict[tuple[str, str, str, str], Counter[date]] = defaultdict(Counter)
        people: set[str] = set()
        commits = 0
        for day, author, others in _commits(git, head, since):
            commits += 1
            people |= {author, *others}
            for one, other, what in _pairs(author, others):
                pairs[one, other, day.isoformat()[:7], what][day] += 1
    found = [Together(*key, commits=days.total(), last=max(days)) for key, days in pairs.items()]
    return History(root, commits, len(people), tuple(sorted(found, key=lambda t: (t.month, t.one, t.other, t.what))))


def _pairs(author: str, others: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """The author with each other; those who wrote it together also among themselves."""
    for other, what in others.items():
        yield min(author, other), max(author, other), what
    for pair in combinations(sorted(o for o, what in others.items() if what == "together"), 2):
        yield pair[0], pair[1], "together"


def _commits(git: "_Git", head: str, since: date | None) -> Iterator[tuple[date, str, dict[str, str]]]:
    bounds = [f"--max-count={MOST_COMMITS}", *([f"--since={since.isoformat()}T00:00:00"] if since else [])]
    text = git.run("log", "--no-merges", "--no-show-signature", "--encoding=UTF-8", f"--format={FORM}", *bounds, head)
    known = _mailmap(git, text)
    for record in text.decode("utf-8", "replace").split("\x01")[1:]:
        _hash, day, author, trailers = record.split("\x02", 3)
        author = author.lower()
        others: dict[str, str] = {}
        for line in trailers.splitlines():
            name, _colon, who = line.partition(":")
            what, address = WHAT.get(name.strip().lower()), PERSON.search(who)
            if what and address:
                other = known.get(address[1].lower(), address[1].lower())
                if other != author and others.get(other) != "together":
                    others[other] = what
        yield date.fromisoformat(day), author, others


def _mailmap(git: "_Git", text: bytes) -> dict[str, str]:
    """Addresses in trailers, as the repository's ``.mailmap`` has them; authors come mapped already."""
    found = sorted({one.lower() for one in re.findall(PERSON.pattern.encode(), text)})
    if not found:
        return {}
    asked = b"\n".join(b"<" + one + b">" for one in found) + b"\n"
    answers = git.run("check-mailmap", "--stdin", given=asked).decode("utf-8", "replace").splitlines()
    mapped = [PERSON.search(line) for line in answers]
    return {one.decode("utf-8", "replace"): new[1].lower() for one, new in zip(found, mapped, strict=True) if new}


def _where(repository: Path) -> tuple[str, Path]:
    """The commit of HEAD and where the objects lie. ``rev-parse`` only reads files."""
    if not repository.is_dir():
        raise HistoryError(f"there is no folder {repository}")
    said = _run(["-C", str(repository), "-c", "safe.directory=*", "rev-parse", "HEAD", "--git-path", "objects"])
    head, objects = said.decode("utf-8", "replace").split("\n", 1)
    if not re.fullmatch(r"[0-9a-f]{40}([0-9a-f]{24})?", head):
        raise HistoryError(f"there is no commit in {repository}")
    return head, (repository / objects.strip()).resolve()


class _Git:
    """An empty repository that borrows the objects of another one, and nothing else of it."""

    def __init__(self, empty: Path, objects: Path, head: str) -> None:
        self.empty, self.head = empty, head
        form = "sha256" if len(head) == 64 else "sha1"
        _run(["init", "-q", "--bare", "--template=", f"--object-format={form}", str(empty)])
        (empty / "objects" / "info").mkdir(parents=True, exist_ok=True)
        (empty / "objects" / "info" / "alternates").write_text(f"{objects}\n", encoding="utf-8")

    def run(self, command: str, *arguments: str, given: bytes = b"") -> bytes:
        where = ["--git-dir", str(self.empty), "-c", f"mailmap.blob={self.head}:.mailmap"]
        return _run([*where, command, *arguments], given)


def _run(arguments: list[str], given: bytes = b"") -> bytes:
    """Run git with nothing of this machine's configuration, no shell, no network, no questions."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "HOME": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "", "GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat",
    }  # fmt: skip
    try:
        done = subprocess.run(
            ["git", "--no-pager", "--no-replace-objects", *arguments],
            input=given, capture_output=True, timeout=SECONDS, check=False, env=environment,
        )  # fmt: skip
    except FileNotFoundError:
        raise HistoryError("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise HistoryError(f"git took longer than {SECONDS} seconds; --since makes it less") from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise HistoryError(f"git: {lines[-1][:200]}" if lines else f"git stopped with {done.returncode}")
    if len(done.stdout) > MOST_BYTES:
        raise HistoryError("the history is too large; --since makes it less")
    return done.stdout
