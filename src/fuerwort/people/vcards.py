"""A profile as vCard 4 (RFC 6350): what these eyes see of it, and nothing else."""

from fuerwort.people.queries.profile import Profile

WIDE = 75
"""Octets in a line; longer ones are folded."""


def vcard(profile: Profile, address: str, *, short: bool = False) -> str:
    """The card.

    Parameters
    ----------
    address : where the profile is read
    short : without sentence and fields of work, so that its QR code stays coarse enough for any camera
    """
    lines = [
        "BEGIN:VCARD", "VERSION:4.0", "KIND:individual", f"FN:{_text(profile.name)}",
        f"ORG:{_text(profile.space.name)}", *_reached(profile), f"URL;PREF=2:{address}",
        *([] if short else _said(profile)), "END:VCARD",
    ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _reached(profile: Profile) -> list[str]:
    kept = [("EMAIL", profile.email), ("TEL;VALUE=text", profile.phone)]
    lines = [f"{name}:{_text(value)}" for name, value in kept if value]
    return lines + ([f"URL;PREF=1:{_line(profile.website)}"] if profile.website else [])


def _said(profile: Profile) -> list[str]:
    fields = ",".join(_text(work.name) for work in profile.work if work.name)
    return [
        *(f"LANG:{_line(language)}" for language in profile.languages),
        *([f"CATEGORIES:{fields}"] if fields else []),
        *([f"NOTE:{_text(profile.about)}"] if profile.about else []),
    ]


def _text(value: str) -> str:
    """No character of a value ends it, or begins another property."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\").replace("\n", "\\n")
    return _line(plain.replace(",", "\\,").replace(";", "\\;"))


def _line(value: str) -> str:
    return "".join(sign for sign in value if sign.isprintable() or sign == " ")


def _folded(line: str) -> str:
    """No line is longer than ``WIDE`` octets, and no character is cut."""
    parts, room = [""], WIDE
    for sign in line:
        octets = len(sign.encode())
        if room < octets:
            parts.append("")
            room = WIDE - 1
        parts[-1] += sign
        room -= octets
    return "\r\n ".join(parts)
