"""Keep a paper: a receipt, a donor's letter, a decision."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Document, Fund
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

LARGEST = 5 * 1024 * 1024
TYPES = {b"%PDF-": "application/pdf", b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
"""How a file begins -> what it is, whatever it calls itself."""


class DocumentRefused(FundRefused):
    """The paper was not kept."""


@transaction.atomic
def keep(*, fund: Fund, file: str, data: bytes, by: Membership, at: datetime) -> Document:
    """Store a PDF or a picture as it is.

    Raises
    ------
    DocumentRefused
        It is something else, or too large.
    """
    kind = next((kind for start, kind in TYPES.items() if data.startswith(start)), None)
    if kind is None:
        raise DocumentRefused(_("Please choose a PDF, a PNG or a JPEG."))
    if len(data) > LARGEST:
        raise DocumentRefused(_("This file is larger than 5 MB. Please make it smaller."))
    digest = hashlib.sha256(data).hexdigest()
    kept = Document.objects.create(fund=fund, file=file[-120:], type=kind, data=data, digest=digest, at=at, by=by)
    log(fund.space, by=by, at=at, verb="fund.document-kept", about=kept.public)
    return kept
