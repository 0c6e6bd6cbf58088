"""The ledger in an archive: in the order in which it was written, so that the guards see it come as it came."""

from collections.abc import Iterator

from django.db.models import Model

from fuerwort.fund.models import Fund, Period, Posting, Transaction
from fuerwort.people.archive import belongs
from fuerwort.people.models import Space


def weave(space: Space) -> Iterator[Model]:
    """The postings of a transaction, then the transaction; a period when its last transaction is there."""
    for fund in Fund.objects.filter(space=space):
        closed = list(fund.periods.order_by("number", "last"))
        for transaction in fund.transactions.order_by("number").prefetch_related("postings").iterator(500):
            while closed and closed[0].number < transaction.number:
                yield closed.pop(0)
            yield from sorted(transaction.postings.all(), key=lambda posting: (posting.step, posting.pk))
            yield transaction
        yield from closed


belongs.add(belongs.Part(woven=(Transaction, Posting, Period), weave=weave))
