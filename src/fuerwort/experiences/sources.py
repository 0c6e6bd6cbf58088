"""Where suggestions come from. Whoever suggests says here, in a sentence, why."""

from django.utils.functional import Promise

from fuerwort.experiences.models import Experience

SENTENCES: dict[str, Promise] = {}
"""By the kind of source, which stands before the colon: why it is suggested, as a whole sentence."""


def add(kind: str, sentence: Promise) -> None:
    """Let suggestions from this kind of source say why they are there."""
    SENTENCES[kind] = sentence


def why(experience: Experience) -> str:
    """Why an experience is suggested; empty for one that a member recorded."""
    kind = experience.source.partition(":")[0]
    return str(SENTENCES.get(kind, ""))
