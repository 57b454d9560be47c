"""How heavy a page is on the wire: what guideline and plan promise a phone.

Counted from the page itself and the files that it names, as a first visit would
fetch them; ``test_weight`` holds the count to what a browser really asks for.
"""

import gzip
import re
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

MOST_REQUESTS = 8
MOST_BYTES = 100 * 1024
_SHRINKS = {".css", ".js", ".json", ".svg"}
_ASKED = re.compile(
    r'<(?:link rel="(?:stylesheet|icon)"|script\b|img\b)[^>]*?\b(?:href|src)="([^"]+)"'
)
_PICTURE = re.compile(r'\.([\w-]+)[^{}]*\{[^}]*?url\("?([^")]+)"?\)')


def weight_faults(html: str) -> list[str]:
    """Return what is too heavy."""
    sizes = {"the page": len(gzip.compress(html.encode()))}
    sizes |= {str(file): _size(file) for file in files_of(html)}
    faults = []
    if len(sizes) > MOST_REQUESTS:
        faults.append(f"{len(sizes)} requests, at most {MOST_REQUESTS}: {sizes}")
    if sum(sizes.values()) > MOST_BYTES:
        faults.append(f"{sum(sizes.values())} bytes, at most {MOST_BYTES}: {sizes}")
    return faults


def asked_for(html: str) -> set[str]:
    """Return the addresses of the files that a page names."""
    found = {url.split("?")[0] for url in _ASKED.findall(html)}
    return {url for url in found if not url.startswith("data:")}


def files_of(html: str) -> set[Path]:
    found = set()
    for url in asked_for(html):
        file = finders.find(url.removeprefix(settings.STATIC_URL))
        if file is None:
            raise LookupError(f"The page asks for {url}, which is not there.")
        found |= {Path(file), *_pictures(Path(file), html)}
    return found


def _pictures(file: Path, html: str) -> set[Path]:
    """Return the pictures of a style's classes that stand in the page."""
    if file.suffix != ".css":
        return set()
    return {
        (file.parent / picture).resolve()
        for name, picture in _PICTURE.findall(_text(file))
        if name in html
    }


@cache
def _text(file: Path) -> str:
    return file.read_text("utf-8")


@cache
def _size(file: Path) -> int:
    body = file.read_bytes()
    return len(gzip.compress(body)) if file.suffix in _SHRINKS else len(body)
