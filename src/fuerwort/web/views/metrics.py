"""For Prometheus: whoever has the token reads counts and times; for everybody else there is no such page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache

from fuerwort.web.metrics import told


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    said = request.headers.get("Authorization", "")
    if not settings.METRICS or not constant_time_compare(said, f"Bearer {settings.METRICS}"):
        raise Http404
    return HttpResponse(told(timezone.now()), content_type="text/plain; version=0.0.4; charset=utf-8")
