"""How many pages were asked for and how long they took, by the name of the page: no address, no person, no space.

Every worker of the web server counts in a file of its own in settings.METRICS_DIR; whoever is asked sums them up.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse

from fuerwort.people.queries.figures import figures

METHODS = ("GET", "HEAD", "POST")
SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

if settings.METRICS:  # read by the library when it is imported
    Path(settings.METRICS_DIR).mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(settings.METRICS_DIR)

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest  # noqa: E402 - see above
from prometheus_client.core import GaugeMetricFamily  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402
from prometheus_client.registry import Collector  # noqa: E402

OURS = CollectorRegistry()
REQUESTS = Counter(
    "fuerwort_requests", "Pages asked for, by name of the page", ["view", "method", "status"], registry=OURS
)
DURATION = Histogram(
    "fuerwort_request_seconds", "How long pages took, by name of the page", ["view"], buckets=SECONDS, registry=OURS
)


class Measured:
    """Count every page and how long it took."""

    def __init__(self, ask: Callable[[HttpRequest], HttpResponse]) -> None:
        if not settings.METRICS:
            raise MiddlewareNotUsed
        self.ask = ask

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.ask(request)
        view = request.resolver_match.view_name if request.resolver_match else "none"
        method = request.method if request.method in METHODS else "other"
        REQUESTS.labels(view, method, response.status_code).inc()
        DURATION.labels(view).observe(time.perf_counter() - began)
        return response


class AtWork(Collector):
    """Jobs, mails and timed work, as the database has them now."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[GaugeMetricFamily]:
        found = figures(self.at)
        yield _by("fuerwort_jobs", "Jobs by state", "state", found.jobs)
        yield GaugeMetricFamily("fuerwort_jobs_oldest_seconds", "Age of the oldest due job", found.oldest_seconds)
        yield _by("fuerwort_mails", "Mails sent and failed in the last day, and waiting", "state", found.mails)
        done = {name: at.timestamp() for name, at in found.done_at.items()}
        yield _by("fuerwort_done_timestamp_seconds", "When timed work, backups were last done", "work", done)


def told(at: datetime) -> bytes:
    """Everything, as Prometheus reads it."""
    asked = CollectorRegistry()
    MultiProcessCollector(asked, path=str(settings.METRICS_DIR))  # type: ignore[no-untyped-call]
    asked.register(AtWork(at))
    return generate_latest(asked)


def _by(name: str, what: str, label: str, values: dict[str, float] | dict[str, int]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, what, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family
