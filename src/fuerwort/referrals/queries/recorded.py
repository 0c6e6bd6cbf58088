"""What is on record, for whoever runs the server and recomputes it; no page shows it."""

from fuerwort.referrals.models import Book, Request


def request_on_record(public: str) -> Request | None:
    return Request.objects.filter(public=public).first()


def books_on_record() -> list[Book]:
    return list(Book.objects.order_by("pk"))
