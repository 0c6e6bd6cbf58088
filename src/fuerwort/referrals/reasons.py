"""Reason codes -> whole sentences, German (du) and English; the only place where an engine's reason becomes words."""

from collections.abc import Callable, Mapping

from fuerwort.engine.shapes import Reason

Names = Callable[[str], str]

SENTENCES: Mapping[str, tuple[str, str]] = {
    "fit.skills": ("Bringt mit, was gefragt ist: {skills}.", "Brings what is asked for: {skills}."),
    "fit.text": ("Hat Ähnliches schon gemacht.", "Has done something like this before."),
    "fit.text.best": ("Passt am besten zur Beschreibung.", "Comes closest to the description."),
    "fit.proof": (
        "Hat in diesem Fachgebiet mit anderen gearbeitet, beide Seiten haben es bestätigt.",
        "Has worked with others in this field, confirmed by both sides.",
    ),
    "tie.direct": ("Hat selbst mit {with} zusammengearbeitet.", "Has worked with {with} directly."),
    "tie.common": ("Arbeitet mit Menschen, die wir kennen: {with}.", "Works with people we know: {with}."),
    "tie.known": ("Ist im Raum bekannt.", "Is known in the space."),
    "tie.new": ("Ist hier noch nicht bekannt.", "Is not known here yet."),
    "sponsor": ("Neu dabei, mit {with} an der Seite.", "New here, with {with} as sponsor."),
    "turn.owed": ("Ist an der Reihe: Zuletzt standen andere vorn.", "It is their turn: others came first lately."),
    "turn.paid": ("War zuletzt oft vorn.", "Came first often lately."),
    "turn.even": ("Hatte bisher den gerechten Teil.", "Has had a fair part so far."),
    "newcomer": (
        "Ist zum ersten Mal dabei: Neue bekommen von Anfang an ihren Teil.",
        "First time in this field: newcomers get their part from the start.",
    ),
    "capped": (
        "Mehr, als ein Platz geben kann, wird niemandem gutgeschrieben.",
        "Nobody is credited more than a place can give.",
    ),
    "turn.later": (
        "In deinem Fachgebiet kam eine Anfrage. Du warst gut genug und hast deinen Teil gutgeschrieben bekommen; "
        "andere standen vorn, weil ihnen mehr zustand oder es diesmal besser passte.",
        "A request in your field came. You were good enough and were credited your part; others came first because "
        "they were owed more or fitted better this time.",
    ),
    "turn.later.first": (
        "In deinem Fachgebiet kam eine Anfrage. Du warst gut genug und hast deinen Teil gutgeschrieben bekommen. "
        "Kommen ähnliche, stehst du voraussichtlich nach {after} weiteren zuerst.",
        "A request in your field came. You were good enough and were credited your part. If similar ones come, you "
        "are likely to be first after {after} more.",
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

MISSING: Mapping[str, tuple[str, str]] = {
    "skills": ("die gefragten Fähigkeiten", "the skills asked for"),
    "text": ("ähnliche Arbeiten im Profil", "similar work in your profile"),
    "proof": ("bestätigte Zusammenarbeit im Fachgebiet", "confirmed cooperation in the field"),
}

LANGUAGES = ("de", "en")


def sentence(reason: Reason, lang: str, name: Names) -> str:
    """Say one reason; ``name`` turns a member id into the name people know.

    Raises
    ------
    KeyError
        The code has no sentence.
    """
    facts, at = dict(reason.facts), LANGUAGES.index(lang)
    template = SENTENCES[_variant(reason.code, facts)][at]
    words = {key: _say(key, value, at, name) for key, value in facts.items()}
    return template.format(**words)


def _variant(code: str, facts: Mapping[str, object]) -> str:
    if code == "fit.text" and facts["best"]:
        return "fit.text.best"
    if code == "turn.later" and facts["after"]:
        return "turn.later.first"
    return code


def _say(key: str, value: str | int | tuple[str, ...], at: int, name: Names) -> str:
    if key == "missing":
        return MISSING[str(value)][at]
    if isinstance(value, tuple):
        parts = [name(part) if key == "with" else part for part in value]
        joined = (" und ", " and ")[at]
        return joined.join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
    return str(value)
