"""Two doors of one house: ``public`` for residents, ``office`` for officers.

Each door is a URL root with its own base address; a page of one does not exist
on the other. Which door a process serves is a setting; tests serve both and
tell them apart by host.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

PUBLIC = "public"
OFFICE = "office"


def link(door: str, name: str, *args: object, **kwargs: object) -> str:
    """Return the whole address of a named page behind ``door``.

    Works in mails and jobs too, where there is no request. Raises ``KeyError``
    for an unknown door and ``NoReverseMatch`` for a page that is not behind it.
    """
    root = settings.DOORS[door]
    path = reverse(name, urlconf=root["urlconf"], args=args, kwargs=kwargs)
    return f"{root['base']}{path}"


class DoorMiddleware:
    """Decide by which door a request came, and use that door's addresses only.

    An address with a NUL in it is answered with 400 here: no page has one, and
    PostgreSQL would refuse it in the middle of a query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        door = settings.DOOR
        if door == "both":
            first = request.get_host().partition(".")[0]
            door = first if first in settings.DOORS else PUBLIC
        request.door = door  # type: ignore[attr-defined]
        request.urlconf = settings.DOORS[door]["urlconf"]
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("The address holds a NUL character.")
        return self.get_response(request)
