"""Check a draw yourself. Python 3.9 or later, nothing to install, no network.

    python verify_draw.py ROSTER "RANDOMNESS" [--commitment HASH] [--token TOKEN | --member MEMBER --nonce NONCE]

ROSTER is the file that was published before the draw, RANDOMNESS what was revealed: the 64 hex digits of a drand round,
official numbers, or all secrets. With the hash you noted before the draw it checks that the roster is the one you saw;
with your token, or what it is made of, it tells your own result. It ends with 0 only if everything is right.
This file shares no code with Fürwort; the rule it follows is docs/rules/draw.md.
"""

import argparse
import hashlib
import hmac
import re
import sys
from datetime import datetime, timezone
from pathlib import Path

QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
HEX, LABEL, NUMBER = re.compile("[0-9a-f]{64}"), re.compile("[a-z0-9][a-z0-9.-]{0,39}"), re.compile("[1-9][0-9]{0,5}")


def sha(text: str) -> str:
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def need(right: object, otherwise: str) -> None:
    if not right:
        raise ValueError(otherwise)


def after(line: str, word: str) -> str:
    need(line.startswith(word + " "), f"a line must begin with {word!r}: {line!r}")
    return line[len(word) + 1 :]


def read(text: str) -> tuple[int, int, list[str], list[tuple[str, ...]]]:
    """Ratio, source and members of a roster, if it is one to the byte."""
    need(text.isascii() and text.endswith("\n") and "\r" not in text, "the roster is not plain lines of ASCII")
    lines = text[:-1].split("\n")
    need(len(lines) > 5 and lines[0] == "fuerwort draw 1", "the file does not begin as a roster does")
    ratio = after(lines[1], "ratio").split(":")
    need(len(ratio) == 2 and all(map(NUMBER.fullmatch, ratio)), "the ratio is not two whole numbers")
    source, date = after(lines[2], "source").split(" "), after(lines[3], "date")
    members = [tuple(line.split(" ")) for line in lines[5:]]
    need(after(lines[4], "members") == str(len(members)) and len(members) < 10**6, "members are not counted right")
    for member in members:
        need(len(member) == 2 and LABEL.fullmatch(member[0]) and HEX.fullmatch(member[1]), f"no member: {member}")
    need(members == sorted(members), "members are not in order")
    need(len({token for _, token in members}) == len(members), "a token is there twice")
    check_source(source, date)
    return int(ratio[0]), int(ratio[1]), source, members


def check_source(source: list[str], date: str) -> None:
    kind, rest = source[0], source[1:]
    need(re.fullmatch("2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z", date), f"no date: {date}")
    due = int(datetime.strptime(date, "%Y-%m-%dT%H:%MZ").replace(tzinfo=timezone.utc).timestamp())  # noqa: UP017 - Python 3.9
    if kind == "drand":
        need(len(rest) == 2 and HEX.fullmatch(rest[0]) and re.fullmatch("[1-9][0-9]{0,17}", rest[1]), "no drand round")
        given = 1692803367 + 3 * (int(rest[1]) - 1)
        need(rest[0] != QUICKNET or due <= given < due + 3, f"round {rest[1]} does not come at {date}")
    elif kind == "numbers":
        need(len(rest) == 1 and re.fullmatch("[a-z0-9][a-z0-9.-]{0,79}", rest[0]), "numbers of what?")
    else:
        need(kind == "secrets" and 3 <= len(rest) <= 50, "no source of randomness this program knows")
        need(all(map(HEX.fullmatch, rest)) and rest == sorted(set(rest)), "secrets are not named by hashes in order")


def check_revealed(source: list[str], revealed: str) -> None:
    said = revealed.split(" ")
    if source[0] == "drand":
        need(HEX.fullmatch(revealed), "the randomness of a drand round is 64 hex digits")
    elif source[0] == "numbers":
        need(6 <= len(said) <= 20 and all(re.fullmatch("0|[1-9][0-9]{0,8}", one) for one in said), "not six to twenty")
    else:
        need(all(re.fullmatch("[0-9A-Za-z]{22,64}", one) for one in said), "a secret has not the form of one")
        need([sha(one) for one in said] == source[1:], "these are not the secrets that were promised")


def draw(text: str, revealed: str) -> tuple[str, str, dict[str, tuple[list[str], int]]]:
    """The commitment, the seed, and per stratum its tokens in their order and how many are drawn."""
    drawn, compared, source, members = read(text)
    check_revealed(source, revealed)
    n = len(members)
    places = n * drawn // (drawn + compared)
    need(0 < places < n, "the ratio makes no two groups of these members")
    commitment = sha(text)
    seed = sha(commitment + "\n" + revealed + "\n")

    def mark(said: str) -> str:
        return hmac.new(bytes.fromhex(seed), said.encode("ascii"), hashlib.sha256).hexdigest()

    strata: dict[str, list[str]] = {}
    for stratum, token in members:
        strata.setdefault(stratum, []).append(token)
    line: list[str] = []
    for stratum in sorted(strata, key=lambda name: mark("stratum|" + name)):
        line += [stratum] * (places * len(strata[stratum]) % n)  # the parts of places cut off, laid end to end
    start = int(mark("start"), 16) % n
    more = {line[at] for at in range(start, len(line), n)}
    shares = {stratum: places * len(tokens) // n + (stratum in more) for stratum, tokens in strata.items()}
    orders = {s: sorted(tokens, key=lambda token: mark(f"token|{s}|{token}")) for s, tokens in strata.items()}
    return commitment, seed, {s: (orders[s], shares[s]) for s in sorted(strata)}


def tell(arguments: argparse.Namespace) -> str:
    text = Path(arguments.roster).read_bytes().decode("ascii")
    commitment, seed, result = draw(text, arguments.randomness)
    need(arguments.commitment in (None, commitment), f"this is another roster: its hash is {commitment}")
    lines = [f"commitment {commitment}", f"seed       {seed}"]
    own = arguments.token
    if arguments.member is not None:
        own = hashlib.sha256(f"{arguments.member}|{arguments.nonce}".encode()).hexdigest()
    for stratum, (order, places) in result.items():
        lines.append(f"{stratum}: {places} of {len(order)} drawn")
        for place, token in enumerate(order, 1):
            if own in (None, token):
                lines.append(f"  {place:>6} {token} {'drawn' if place <= places else 'compared'}")
    need(own is None or any(own in order for order, _ in result.values()), f"{own} is not in this roster")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description="Check a draw yourself.")
    parser.add_argument("roster")
    parser.add_argument("randomness")
    for name in ("commitment", "token", "member", "nonce"):
        parser.add_argument("--" + name)
    try:
        sys.stdout.write(tell(parser.parse_args()) + "\n")
    except (ValueError, OSError) as error:
        sys.exit(f"NOT RIGHT: {error}")


if __name__ == "__main__":
    main()
