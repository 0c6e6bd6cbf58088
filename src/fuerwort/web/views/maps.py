"""A profile of the space for maps and directories, where its hosts have switched it on."""

from django.http import HttpRequest, JsonResponse

from fuerwort.people.models import Space
from fuerwort.people.queries.maps import profile_on_maps
from fuerwort.web import doors


@doors.everybody
def profile(request: HttpRequest, space: Space) -> JsonResponse:
    return JsonResponse(profile_on_maps(space))
