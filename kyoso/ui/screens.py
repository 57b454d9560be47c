"""画面の番号: a short number that a caller reads out so that the clerk sees the page."""

import zlib

from django.http import HttpRequest

_LEAST, _NUMBERS = 100_000, 900_000


def number_of(door: str, view_name: str) -> str:
    """Return the number of a page (``123-456``), the same in every installation.

    Derived from the door and the URL name; a test refuses two pages of one
    number. Renaming a URL changes its number.
    """
    found = zlib.crc32(f"{door}:{view_name}".encode()) % _NUMBERS + _LEAST
    return f"{found // 1000}-{found % 1000:03}"


def number_for(request: HttpRequest) -> str:
    """Return the number of the page being shown, or "" where there is none."""
    match = getattr(request, "resolver_match", None)
    if match is None or not match.view_name:
        return ""
    return number_of(getattr(request, "door", ""), match.view_name)
