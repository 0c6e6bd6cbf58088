"""For whoever watches the server: whether database, jobs and timed work go on."""

from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from fuerwort.people.queries.health import health as asked


@never_cache
def health(request: HttpRequest) -> JsonResponse:
    found = asked(timezone.now())
    return JsonResponse(asdict(found), status=200 if found.whole else 503)
