"""The blind data lock, and the analysis after it: docs/rules/answers.md."""

import json
from datetime import datetime
from hashlib import sha256
from importlib import resources

import numpy as np
from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people.errors import Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.pilot import snapshot
from fuerwort.pilot.actions import states
from fuerwort.pilot.analysis.data import Locked
from fuerwort.pilot.analysis.disclosure import INSIDE, PUBLIC
from fuerwort.pilot.analysis.figures import figures
from fuerwort.pilot.analysis.harms import harms
from fuerwort.pilot.analysis.regression import AnalysisError
from fuerwort.pilot.analysis.study import analyse
from fuerwort.pilot.asking import items_of, plan_of
from fuerwort.pilot.models import Lock, Pilot, Report, State
from fuerwort.pilot.roles import require
from fuerwort.referrals.actions.outcomes import let_go


class LockRefused(Refused):
    """Nothing was locked, or nothing was computed."""


@transaction.atomic
def lock(*, pilot: Pilot, by: Membership, at: datetime) -> Lock:
    """Close all answers and fix them by a hash, before anybody has compared the two groups. It cannot be undone.

    Raises
    ------
    Missing
        ``by`` neither hosts nor researches here.
    LockRefused
        The pilot is not running.
    """
    require(pilot.space, by)
    pilot = states.locked(pilot)
    if pilot.state != State.RUNNING:
        raise LockRefused(_("Only a running pilot can be locked."))
    locked, drawn, ties = snapshot.take(pilot)
    beside = json.dumps({"drawn": drawn, "ties": ties.tolist()}, sort_keys=True)
    made = Lock.objects.create(pilot=pilot, at=at, by=by, data=locked.text, sha256=locked.sha256, beside=beside)
    states.lead(pilot, State.LOCKED, by=by, at=at, sha256=made.sha256)
    let_go(pilot.space)
    return made


@transaction.atomic
def order(*, pilot: Pilot, by: Membership, at: datetime) -> Report:
    """Ask for the analysis; a worker computes it. Asked again after it failed, it is tried again.

    Raises
    ------
    Missing
        ``by`` neither hosts nor researches here.
    LockRefused
        The answers are not locked yet.
    """
    require(pilot.space, by)
    pilot = states.locked(pilot)
    if pilot.state not in (State.LOCKED, State.REPORTED):
        raise LockRefused(_("First the answers are locked, then they are compared."))
    report, new = Report.objects.get_or_create(pilot=pilot, defaults={"asked_at": at, "asked_by": by})
    if new or report.step == "failed":
        report.step, report.problem, report.asked_at, report.asked_by = "waits", "", at, by
        report.save(update_fields=["step", "problem", "asked_at", "asked_by"])
        log(pilot.space, by=by, at=at, verb="pilot.analysis-asked", about=pilot.public)
    return report


def compute(*, report: Report, at: datetime) -> Report:
    """Analyse the locked data and write the figures; the same figures whenever it is done.

    Raises
    ------
    LockRefused
        The locked text is not the one whose hash was published, or nothing can be computed from it.
    """
    pilot = report.pilot
    _step(report, "reads")
    kept = pilot.lock
    if sha256(kept.data.encode()).hexdigest() != kept.sha256:
        raise LockRefused(_("These are not the answers that were locked: their hash is another one."))
    beside = json.loads(kept.beside)
    try:
        locked = Locked.read(kept.data, items_of(pilot))
        plan = plan_of(pilot)
        trial = locked.trial(beside["drawn"], plan, np.array(beside["ties"]))
        _step(report, "draws")
        seed = int(pilot.draws.get(void_at=None).seed[:12], 16)
        inside, outside = (analyse(trial, seed, floor=floor) for floor in (INSIDE, PUBLIC))
    except AnalysisError as error:
        raise LockRefused(_("Nothing can be computed from these answers: %(why)s") % {"why": error}) from error
    _step(report, "writes")
    return _written(
        report,
        locked,
        {
            name: figures(result, locked, plan.primary, floor, harms(locked, trial.treated, floor))
            for name, result, floor in (("inside", inside, INSIDE), ("outside", outside, PUBLIC))
        },
        at,
    )


@transaction.atomic
def _written(report: Report, locked: Locked, said: dict[str, dict[str, object]], at: datetime) -> Report:
    report.inside, report.outside = said["inside"], said["outside"]
    report.data_sha256, report.script_sha256 = locked.sha256, script_sha256()
    report.step, report.done_at = "done", at
    report.save()
    pilot = states.locked(report.pilot)
    if pilot.state == State.LOCKED:
        states.lead(pilot, State.REPORTED, by=report.asked_by, at=at)
    return report


def failed(*, report: Report, why: str) -> None:
    """Say that it did not work, so that it can be asked for again."""
    report.step, report.problem = "failed", why[:300]
    report.save(update_fields=["step", "problem"])


def script_sha256() -> str:
    """SHA-256 of the analysis: each file by name, then its bytes."""
    whole = sha256()
    files = (resources.files("fuerwort.pilot") / "analysis").iterdir()
    for file in sorted((one for one in files if one.name.endswith(".py")), key=lambda one: one.name):
        whole.update(file.name.encode() + b"\n" + file.read_bytes())
    return whole.hexdigest()


def _step(report: Report, step: str) -> None:
    report.step = step
    report.save(update_fields=["step"])
