"""A community moves in, or out. First what would happen, then, on the host's word, that it happens."""

from tempfile import TemporaryFile

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fuerwort.bundle import packed
from fuerwort.bundle.read import BundleError
from fuerwort.experiences import moving
from fuerwort.people import links
from fuerwort.people.actions import rosters
from fuerwort.people.archive.write import archive as write_archive
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here
from fuerwort.people.roster import NamelessError, Roster, RosterError, guess, read_roster
from fuerwort.web import doors
from fuerwort.web.forms.moving import ColumnsForm, FileForm, KeptForm

ZIP = b"PK\x03\x04"


@doors.host
def move_in(request: HttpRequest, here: Here) -> HttpResponse:
    """Choose a file."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        data = form.cleaned_data["file"].read()
        return _bundle(request, here, data) if data.startswith(ZIP) else _roster(request, here, data)
    return render(request, "desk/move-in.html", {"here": here, "tab": "moving", "form": form})


def _refused(request: HttpRequest, here: Here, reason: str) -> HttpResponse:
    messages.error(request, _("Nothing was taken in. %(reason)s") % {"reason": reason})
    return render(request, "desk/move-in.html", {"here": here, "tab": "moving", "form": FileForm()})


def _roster(request: HttpRequest, here: Here, data: bytes, found: Roster | None = None) -> HttpResponse:
    """Show what a list of members would bring."""
    unread = ""
    try:
        found = found or read_roster(data)
    except NamelessError as error:
        unread, found = str(error), Roster(guess(error.header), (), ())
    except RosterError as error:
        return _refused(request, here, str(error))
    context = {
        "here": here,
        "tab": "moving",
        "roster": found,
        "unread": unread,
        "arrivals": rosters.arrivals(here.space, found.guests),
        "columns": ColumnsForm(found.mapping),
        "kept": KeptForm.keep(data),
    }
    return render(request, "desk/roster.html", context)


def _kept(request: HttpRequest) -> bytes:
    form = KeptForm(request.POST)
    if not form.is_valid():
        raise Missing
    return form.cleaned_data["kept"]  # type: ignore[no-any-return]


@require_POST
@doors.host
def roster(request: HttpRequest, here: Here) -> HttpResponse:
    """Read the file again with the meanings chosen, and take the guests in when that is what was pressed."""
    data = _kept(request)
    columns = ColumnsForm(dict.fromkeys(_columns(request), ""), request.POST)
    columns.is_valid()
    try:
        found = read_roster(data, columns.mapping())
    except RosterError:
        return _roster(request, here, data)
    if "take-in" not in request.POST or (found.problems and "without" not in request.POST):
        return _roster(request, here, data, found)
    tokens = [links.new_token() for _guest in found.guests]
    post = "post" in request.POST
    taken = rosters.take_in(guests=found.guests, by=here.membership, at=timezone.now(), tokens=tokens, post=post)
    said = ngettext("%(count)s guest is on the list.", "%(count)s guests are on the list.", len(taken.new))
    messages.success(request, said % {"count": len(taken.new)})
    return redirect("desk-invitations", here.space.slug)


def _columns(request: HttpRequest) -> list[str]:
    return request.POST.getlist("name-of-column")


def _bundle(request: HttpRequest, here: Here, data: bytes) -> HttpResponse:
    """Show what a bundle would bring."""
    try:
        community = packed.unpack(data)
    except BundleError as error:
        context = {"here": here, "tab": "moving", "problems": error.problems, "more": error.more}
        return render(request, "desk/bundle.html", context)
    would = moving.would_move_in(here.space, community, at=timezone.now())
    context = {"here": here, "tab": "moving", "would": would, "kept": KeptForm.keep(data)}
    return render(request, "desk/bundle.html", context)


@require_POST
@doors.host
def bundle(request: HttpRequest, here: Here) -> HttpResponse:
    """Let the bundle move in."""
    community = packed.unpack(_kept(request))
    moved = moving.move_in(here.space, community, by=here.membership, at=timezone.now())
    facts = {"members": moved.members, "experiences": moved.experiences}
    messages.success(request, _("%(members)s members and %(experiences)s experiences have moved in.") % facts)
    return redirect("desk-invitations", here.space.slug)


@doors.host
def move_out(request: HttpRequest, here: Here) -> HttpResponse:
    """Say what a bundle holds, and give it to the host."""
    if request.method != "POST":
        return render(request, "desk/move-out.html", {"here": here, "tab": "moving"})
    data = moving.move_out(here.space, by=here.membership, at=timezone.now())
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{here.space.slug}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer


@doors.host
def archive(request: HttpRequest, here: Here) -> HttpResponse:
    """Say what an archive holds, and give it to a host who has shown a moment ago who they are."""
    if request.method == "POST":
        return doors.fresh(_archive)(request, here)
    return render(request, "desk/archive.html", {"here": here, "tab": "moving"})


def _archive(_request: HttpRequest, here: Here) -> HttpResponse:
    """Written to the end before it is sent, so that what arrives is of one moment; no copy stays on the server."""
    now = timezone.now()
    made = TemporaryFile()  # noqa: SIM115 - closed when it has been sent
    write_archive(here.space, made, by=here.membership, at=now)
    made.seek(0)
    name = f"{here.space.slug}-{timezone.localdate(now):%Y-%m-%d}.fuerwort.zip"
    answer = FileResponse(made, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "no-store"
    return answer  # type: ignore[return-value] # doors and views speak of HttpResponse; this one is streamed
