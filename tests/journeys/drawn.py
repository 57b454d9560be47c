"""Pages drawn without a server, and what their forms answer to careless people.

    artist = Artist("office", world.sato)
    page = artist.draw("/cases", language="en")
    for sending in sendings(page.html): artist.send(sending)

The test client draws a page in a hundredth of the time that a browser needs to
fetch it. ``viewer.Viewer`` then shows the pages to axe, one after another.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from django.conf import settings
from django.db import transaction

from kyoso.engines.people import api as people
from tests import people as cast
from tests.visit import is_page

_HOSTS = {"public": cast.PUBLIC_HOST, "office": cast.OFFICE_HOST}
LANGUAGES = ("ja", "ja-easy", "en")
# Officers' pages are in Japanese only (``ui.language``).
SPOKEN = {"public": LANGUAGES, "office": ("ja",)}
# Longer than a line of any field, and no number, date, code or address.
WRONG = "ながいなまえ" * 12
_CONTROLS = {"input", "textarea", "select"}
_PRESSED = {"submit", "button", "image", "reset"}


@dataclass(frozen=True)
class Drawn:
    """A page as it was answered: who asked for what, its status and its HTML."""

    name: str
    door: str
    status: int
    html: str


@dataclass(frozen=True)
class Sending:
    """A form as somebody sends it: where to, with what, and how carelessly."""

    address: str
    data: dict[str, str]
    how: str
    fields: frozenset[str] = frozenset()


class Artist:
    """Draws the pages that one of the cast sees; whatever a visit does is undone."""

    def __init__(
        self, door: str, person: people.Resident | people.Officer | None = None
    ) -> None:
        self.door = door
        self.client = cast.stranger_at(_HOSTS[door])
        self.client.raise_request_exception = False
        # A browser says from which page a form was sent.
        self._sent_from = {"Origin": f"http://{_HOSTS[door]}"}
        if person is not None:
            self.client.force_login(person.account)

    def draw(self, address: str, *, language: str = "ja") -> Drawn | None:
        """Open an address; ``None`` where it answers with no whole page."""
        return self._drawn(f"{address} ({language})", language, "get", address)

    def send(self, sending: Sending, *, language: str = "ja") -> Drawn | None:
        """Send a form and return the page that answers at once, if one does."""
        name = f"{sending.address} sent {sending.how} ({language})"
        return self._drawn(name, language, "post", sending.address, sending.data)

    def _drawn(self, name: str, language: str, method: str, *asked: Any):
        kept = copy.deepcopy(self.client.cookies)
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        with transaction.atomic():
            answer = getattr(self.client, method)(*asked, headers=self._sent_from)
            page = is_page(answer)
            if getattr(answer, "streaming", False):
                # Read to its end: closing it here would close the database too.
                for _ in answer.streaming_content:
                    pass
            transaction.set_rollback(True)
        self.client.cookies = kept
        if not page:
            return None
        return Drawn(
            f"{self.door} {name}",
            self.door,
            answer.status_code,
            answer.content.decode(),
        )


def sendings(html: str) -> Iterator[Sending]:
    """Yield each form of a page that is posted: with nothing in it, and all wrong.

    By each of its buttons. Hidden fields are sent as they are: no hand can reach them.
    """
    page = html5lib.parse(html, namespaceHTMLElements=False)
    for form in page.iter("form"):
        if form.get("method", "").lower() != "post":
            continue
        controls = [one for one in form.iter() if one.tag in _CONTROLS]
        fields = frozenset(one.get("name", "") for one in controls)
        hidden = {
            one.get("name", ""): one.get("value", "")
            for one in controls
            if one.get("type") == "hidden"
        }
        wrong = {k: v for one in controls for k, v in _filled_wrongly(one).items()}
        for pressed in _buttons(form):
            address = form.get("action", "")
            yield Sending(address, hidden | pressed, f"empty {pressed}", fields)
            if wrong:
                data = hidden | wrong | pressed
                yield Sending(address, data, f"wrong {pressed}", fields)


def _buttons(form: Element) -> list[dict[str, str]]:
    """Return what each button adds to what is sent."""
    named = [
        {one.get("name", ""): one.get("value", "")}
        for one in form.iter("button")
        if one.get("name")
    ]
    return named or [{}]


def _filled_wrongly(control: Element) -> dict[str, str]:
    name, kind = control.get("name", ""), control.get("type", "text")
    if control.tag == "select":
        options = [one.get("value", "") for one in control.iter("option")]
        return {name: options[-1]} if options else {}
    if kind == "radio":
        return {name: control.get("value", "")}
    if control.tag == "input" and kind in {"hidden", "checkbox", "file", *_PRESSED}:
        return {}
    return {name: WRONG}
