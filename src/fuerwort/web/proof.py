"""Proof that somebody reads an address: a code by mail. The session keeps its hash; three tries, a quarter of an hour.

One proof serves log-in, invitation, change of address and "is it still you?". allauth's own log-in by code needs an
account first; an invited person has none, and must not learn whether somebody else has.
"""

import re
from datetime import datetime, timedelta

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerwort.people import notices
from fuerwort.people.errors import Refused

KEY = "proof"
VALID = timedelta(minutes=15)
TRIES = 3


class ProofRefused(Refused):
    """No code was sent, or this one proves nothing."""


def ask(request: HttpRequest, purpose: str, email: str, at: datetime, *, known: bool = True, **facts: str) -> None:
    """Mail a code to this address. For one nobody ``known`` has, all the same work is done and nothing is sent.

    Raises
    ------
    ProofRefused
        Too many codes were asked for, for this address or from this computer.
    """
    if not ratelimit.consume(request, action="request_login_code", key=email.lower()):
        raise ProofRefused(_("That was a little too often. Please wait a few minutes and try again."))
    code = get_adapter().generate_login_code()
    request.session[KEY] = {
        "purpose": purpose, "email": email.lower(), "code": _hash(code), "tries": TRIES,
        "until": (at + VALID).timestamp(), "facts": facts,
    }  # fmt: skip
    notices.code(email if known else "", get_language() or "de", code)


def asked(request: HttpRequest, purpose: str) -> str:
    """The address that a code for this purpose was mailed to; empty when none was."""
    proof = request.session.get(KEY) or {}
    return str(proof["email"]) if proof.get("purpose") == purpose else ""


def answer(request: HttpRequest, purpose: str, code: str, at: datetime) -> tuple[str, dict[str, str]]:
    """Whose address was proved, and the facts given to :func:`ask`. A proof serves once.

    Raises
    ------
    ProofRefused
        The code is another one, too old, or was guessed at too often.
    """
    proof = request.session.get(KEY) or {}
    if proof.get("purpose") != purpose or at.timestamp() > proof["until"] or not proof["tries"]:
        raise ProofRefused(_("This code does not work any more. Please ask for a new one; nothing was lost."))
    if not constant_time_compare(proof["code"], _hash(code)):
        request.session[KEY] = {**proof, "tries": proof["tries"] - 1}
        raise ProofRefused(_("That is not the code we sent. Please look at the mail again."))
    del request.session[KEY]
    return proof["email"], proof["facts"]


def _hash(code: str) -> str:
    return salted_hmac(__name__, re.sub(r"\W", "", code).upper()).hexdigest()
