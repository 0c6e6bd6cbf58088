"""What most pages do with what was sent: if it is whole, act and say so; if it is refused, say why beside its box."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from fuerwort.people.errors import Refused


def tried(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[Mapping[str, Any]], object],
    words: str,
    *,
    beside: str | None = None,
) -> bool:
    """Whether it was done. Otherwise the form knows what is wrong, and the page is shown again with what was typed.

    ``act`` gets what the form cleaned; ``beside`` is the box that a refusal is about.
    """
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except Refused as refused:
        form.add_error(beside, str(refused))
        return False
    messages.success(request, words)
    return True
