"""Reason codes -> whole sentences, German (du) and English; the only place where an engine's reason becomes words.

docs/rules/reasons.md says when each is given. A sentence names the experience behind it where there is one.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from fuerwort.engine.shapes import Reason

Names = Callable[[str], str]


class Told(Protocol):
    """What a sentence says of an experience; ``bundle.shapes.Experience`` is one."""

    @property
    def kind(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def confirmed_by(self) -> tuple[str, ...]: ...


Experiences = Callable[[str], Told]

SENTENCES: Mapping[str, tuple[str, str]] = {
    "fit.skills": ("Bringt mit, was gefragt ist: {skills}.", "Brings what is asked for: {skills}."),
    "fit.skills.some": (
        "Bringt einen Teil des Gefragten mit: {skills}.",
        "Brings part of what is asked for: {skills}.",
    ),
    "fit.text": ("Hat Ähnliches schon gemacht.", "Has done something like this before."),
    "fit.text.named": ("Hat Ähnliches schon gemacht: „{what}“.", "Has done something like this before: “{what}”."),
    "fit.text.best": ("Passt am besten zur Beschreibung.", "Comes closest to the description."),
    "fit.text.best.named": (
        "Passt am besten zur Beschreibung, zum Beispiel mit „{what}“.",
        "Comes closest to the description, for example by “{what}”.",
    ),
    "fit.text.profile": ("Das eigene Profil passt zur Anfrage.", "Their own profile fits the request."),
    "fit.proof": (
        "Hat in diesem Fachgebiet mit anderen gearbeitet, beide Seiten haben es bestätigt.",
        "Has worked with others in this field, confirmed by both sides.",
    ),
    "fit.proof.named": (
        "Hat in diesem Fachgebiet mit {with} gearbeitet, gemeinsam bestätigt: „{what}“.",
        "Has worked with {with} in this field, confirmed together: “{what}”.",
    ),
    "tie.direct": ("Hat gemeinsame Erfahrung mit {with}.", "Shares experience with {with}."),
    "tie.direct.cooperation": ("Hat mit {with} zusammengearbeitet.", "Has worked with {with}."),
    "tie.direct.cooperation.named": (
        "Hat mit {with} zusammengearbeitet: „{what}“.",
        "Has worked with {with}: “{what}”.",
    ),
    "tie.direct.learning": ("Hat mit {with} gelernt.", "Has learned together with {with}."),
    "tie.direct.learning.named": ("Hat mit {with} gelernt: „{what}“.", "Has learned together with {with}: “{what}”."),
    "tie.direct.care": (
        "Hat sich mit {with} um die Gemeinschaft gekümmert.",
        "Has cared for the community together with {with}.",
    ),
    "tie.direct.care.named": (
        "Hat sich mit {with} um die Gemeinschaft gekümmert: „{what}“.",
        "Has cared for the community together with {with}: “{what}”.",
    ),
    "tie.common": (
        "Ist über gemeinsame Kolleg:innen bekannt: {with}.",
        "Is known through colleagues in common: {with}.",
    ),
    "tie.known": ("Ist im Raum bekannt.", "Is known in the space."),
    "tie.new": ("Ist hier noch nicht bekannt.", "Is not known here yet."),
    "sponsor": ("Neu dabei, mit {with} an der Seite.", "New here, with {with} as sponsor."),
    "turn.owed": ("Ist an der Reihe: Zuletzt standen andere vorn.", "It is their turn: others came first lately."),
    "turn.paid": (
        "Hatte zuletzt mehr als den gerechten Teil und passt diesmal gut genug, um wieder dabei zu sein.",
        "Has had more than a fair part lately, and fits well enough this time to be named again.",
    ),
    "turn.even": ("Hatte bisher den gerechten Teil.", "Has had a fair part so far."),
    "newcomer": (
        "Ist hier zum ersten Mal dabei: Neue bekommen von Anfang an ihren Teil.",
        "Is in this for the first time: newcomers get their part from the start.",
    ),
    "capped": (
        "Passt so gut, dass der Anteil begrenzt ist: Niemandem wird mehr gutgeschrieben, als ein Platz wert ist.",
        "Fits so well that the share is limited: nobody is credited more than a place is worth.",
    ),
    "turn.later": (
        "In deinem Fachgebiet kam eine Anfrage. Du warst gut genug und hast deinen Teil gutgeschrieben bekommen; "
        "andere standen vorn, {because}.",
        "A request in your field came. You were good enough and were credited your part; others came first, {because}.",
    ),
    "turn.later.next": (
        "In deinem Fachgebiet kam eine Anfrage. Du warst gut genug und hast deinen Teil gutgeschrieben bekommen; "
        "andere standen vorn, {because}. Bei der nächsten ähnlichen stehst du wohl zuerst.",
        "A request in your field came. You were good enough and were credited your part; others came first, {because}. "
        "At the next one like it you are likely to be first.",
    ),
    "turn.later.soon": (
        "In deinem Fachgebiet kam eine Anfrage. Du warst gut genug und hast deinen Teil gutgeschrieben bekommen; "
        "andere standen vorn, {because}. Kommen ähnliche, stehst du nach etwa {after} von ihnen wohl zuerst.",
        "A request in your field came. You were good enough and were credited your part; others came first, {because}. "
        "If similar ones come, you are likely to be first after about {after} of them.",
    ),
    "below_line": (
        "In deinem Fachgebiet kam eine Anfrage, die diesmal zu anderen besser passte. "
        "Am meisten würde ändern: {missing}.",
        "A request in your field came that fitted others better this time. What would change most: {missing}.",
    ),
    "owner_changed": ("Die Reihenfolge wurde von Hand geändert: {why}", "The order was changed by hand: {why}"),
    "gate.asker": ("Hat selbst gefragt.", "Asked for it themselves."),
    "gate.field": ("Bietet dieses Fachgebiet nicht an.", "Does not offer this field."),
    "gate.available": ("Ist gerade ausgebucht.", "Is fully booked at the moment."),
    "gate.language": ("Spricht keine der gewünschten Sprachen.", "Speaks none of the languages asked for."),
    "gate.place": ("Kann nicht vor Ort sein.", "Cannot be there in person."),
    "gate.agreement": ("Hat dieses Fachgebiet per Absprache abgegeben.", "Gave this field away by agreement."),
    "gate.law": ("Darf nach Berufsrecht nicht empfohlen werden.", "Professional law forbids a recommendation."),
}

DID: Mapping[str, str] = {
    "fit.proof": "Hat mit {with} {what}, gemeinsam bestätigt.",
    "tie.direct": "Hat mit {with} {what}.",
}
"""The shorter German sentence where the experience's text is a phrase such as "die Seite des Vereins gebaut"."""

MISSING: Mapping[str, tuple[str, str]] = {
    "skills": ("die gefragten Fähigkeiten", "the skills asked for"),
    "text": ("ähnliche, gemeinsam bestätigte Erfahrungen", "similar experiences confirmed together"),
    "proof": ("bestätigte Zusammenarbeit im Fachgebiet", "confirmed cooperation in the field"),
    "standing": ("gemeinsame Erfahrungen mit anderen im Raum", "shared experience with others in the space"),
}
BECAUSE: Mapping[str, tuple[str, str]] = {
    "owed": ("weil ihnen mehr zustand", "because they were owed more"),
    "fit": ("weil es diesmal besser zu ihnen passte", "because it fitted them better this time"),
    "both": (
        "weil ihnen mehr zustand und es diesmal besser zu ihnen passte",
        "because they were owed more and it fitted them better this time",
    ),
    "lot": ("weil bei Gleichstand das Los entschied", "because a draw decided a tie"),
    "hand": ("weil die Reihenfolge von Hand gemacht ist", "because the order was made by hand"),
}
CLAUSES = {"missing": MISSING, "because": BECAUSE}

LANGUAGES = ("de", "en")
LONGEST = 90
"""So many characters of an experience's text are quoted."""

NAMES = 3
"""So many people are named in one sentence; the rest is counted."""

_FIRST = (
    r"(?:d|jed|dies)(?:er|ie|as|en|em|e|es)|(?:(?:k|m|s)?ein|ihr|unser|all)(?:e|en|em|er|es)?|"
    "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|am|an|ans|auf|aus|bei|beim|bis|durch|für|gegen|gemeinsam|"
    "im|in|ins|mit|nach|über|um|unter|von|vor|zu|zum|zur|zusammen"
)
_LAST = r"[a-zäöüß]*(?:ge[a-zäöüß]+(?:t|en)|iert|(?:be|ent|er|ver|zer|über|unter|um|wieder)[a-zäöüß]{2,}(?:t|en))"
_ENGLISH = r".*\b(?:the|of|and|with|for|to)\b"
_DID = re.compile(rf"(?!{_ENGLISH})(?:{_FIRST}) [^,]*\b{_LAST}(?:,.*)?")
"""A German phrase that completes "Hat mit Ada ...": it begins like one, and its first part ends in a participle."""


def sentence(reason: Reason, lang: str, name: Names, experience: Experiences | None = None) -> str:
    """Say one reason; ``name`` turns a member id into the name people know, ``experience`` an id into what it was.

    Raises
    ------
    KeyError
        The code has no sentence.
    """
    facts, at = dict(reason.facts), LANGUAGES.index(lang)
    told = experience(str(facts["experience"])) if experience and "experience" in facts else None
    if told:
        facts |= {"kind": told.kind, "what": _short(told.text)}
        facts.setdefault("with", tuple(m for m in told.confirmed_by if m != facts.get("member")))
    words = {key: _say(key, value, at, name) for key, value in facts.items()}
    return _template(reason.code, facts, at).format(**words)


def recorded(reasons: Iterable[Reason]) -> list[tuple[str, dict[str, Any]]]:
    """Reasons as they are kept: code and facts; :func:`reason_of` reads each back."""
    return [(reason.code, dict(reason.facts)) for reason in reasons]


def reason_of(code: str, facts: Mapping[str, Any]) -> Reason:
    return Reason(code, tuple((key, tuple(v) if isinstance(v, list) else v) for key, v in facts.items()))


def _template(code: str, facts: Mapping[str, object], at: int) -> str:
    if at == 0 and code in DID and _DID.fullmatch(str(facts.get("what", ""))):
        return DID[code]
    return SENTENCES[_variant(code, facts)][at]


def _variant(code: str, facts: Mapping[str, object]) -> str:
    named = ".named" if facts.get("what") else ""
    if code == "fit.skills":
        return code if facts["all"] else "fit.skills.some"
    if code == "fit.text":
        return ("fit.text.best" if facts["best"] else code) + named if facts["done"] else "fit.text.profile"
    if code == "tie.direct":
        return f"{code}.{facts['kind']}{named}" if "kind" in facts else code
    if code == "turn.later" and facts["after"]:
        return "turn.later.next" if facts["after"] == 1 else "turn.later.soon"
    return code + named


def _say(key: str, value: str | int | tuple[str, ...], at: int, name: Names) -> str:
    if key in CLAUSES:
        return CLAUSES[key][str(value)][at]
    if key == "with" and isinstance(value, tuple):
        left = len(value) - NAMES
        return _and([*map(name, value[:NAMES]), *([f"{left} {('anderen', 'others')[at]}"] if left > 0 else [])], at)
    return _and(list(value), at) if isinstance(value, tuple) else str(value)


def _and(parts: list[str], at: int) -> str:
    """Ada; Ada und Ben; Ada, Ben und Cem."""
    return (" und ", " and ")[at].join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _short(text: str) -> str:
    """The text on one line, without its full stop, cut between words where it is long."""
    line = " ".join(text.split()).rstrip(" .")
    if len(line) <= LONGEST:
        return line
    words, _, cut = line[:LONGEST].rpartition(" ")
    return f"{words or cut} …"
