"""Experiences in every state."""

from fuerwort.experiences import actions
from fuerwort.experiences.notices import answer_address
from tests.cast import NOW, Cast


def things(cast: Cast) -> dict[str, str]:
    """Recorded by the owner with the newcomer: one not answered, one confirmed and vouched for, one denied."""
    occasion = actions.Occasion("cooperation", 4.0, NOW.date())
    asked, confirmed, denied = (actions.record(occasion, [cast.newcomer], by=cast.owner, at=NOW) for _ in range(3))
    actions.confirm(confirmed, by=cast.newcomer, at=NOW)
    actions.deny(denied, by=cast.newcomer, at=NOW)
    return {
        "asked": asked.public,
        "confirmed": confirmed.public,
        "suggested": actions.suggest(occasion, [cast.owner, cast.newcomer], source="test:1", at=NOW).public,
        "newcomer": cast.newcomer.public,
        "vouch": actions.vouch(confirmed, cast.newcomer, "Gern.", by=cast.owner, at=NOW).public,
        "dispute": denied.disputes.get().public,
        "evening": actions.start_evening(by=cast.host, at=NOW).public,
        "question": answer_address(asked, cast.newcomer, "yes").rstrip("/").rsplit("/", 1)[1],
    }
