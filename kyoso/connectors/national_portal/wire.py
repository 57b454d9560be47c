"""How the portal is spoken to: every assumption about it stands in this module.

Known from a published overview of 電子申請等情報受取等API: a log-in that gives a token,
a list of what waits, the fetching of one application by its 受付番号, and the telling
back that it was received (https://myna.go.jp/html/api/receiveinfo/index.html, read in
2026). NOT verified: paths, names of the fields, pages, statuses, and whether the
certificate of the closed network stands in place of a secret. Whoever connects the
real one changes this module, and its test double, and nothing else.

    POST BASE/login                              client_id, client_secret
    GET  BASE/applications?cursor=…              what waits, a page at a time
    GET  BASE/applications/NUMBER                one application, a ZIP
    POST BASE/applications/NUMBER/acknowledge    received (the same again: the same)
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from kyoso.connectors.national_portal.models import ODD_LINE
from kyoso.kernel import clock, outbound
from kyoso.kernel.errors import Refusal

# In an address and in a mark of filing; nothing else is taken for a number.
NUMBER = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,39}")
_LONGEST_CODE = 60
# Attachments of one application together; beyond it a person fetches by hand.
LARGEST_PACKAGE = 50 * 1024 * 1024
# A list that goes on longer than this goes round in a circle.
MOST_PAGES = 1000
# A token that is nearly over is renewed before it fails on the way.
_RENEW_BEFORE = dt.timedelta(seconds=30)
# Longer ago nobody filed there; the portal's clock may be a little before ours.
_OLDEST, _CLOCKS_DIFFER = dt.timedelta(days=3650), dt.timedelta(hours=1)
_UNAUTHORISED, _NOT_FOUND, _KNOWN_ALREADY = 401, 404, 409


class Trouble(Exception):  # noqa: N818 - says what happened
    """The portal did not do what was asked; ``code`` says why, without personal data."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Away(Trouble):
    """No sensible answer: try again later."""


class LoginRefused(Trouble):
    """The portal does not know this city's registration: a person mends it."""


class NotThere(Trouble):
    """The portal has no application of this number (any more)."""


class OddLine(Trouble):
    """The list holds a line without a usable number; all others were read."""


class TooLarge(Trouble):
    """One application is larger than what is taken: a person fetches it."""


@dataclass(frozen=True)
class Listed:
    """One line of the list: an application that waits to be received."""

    receipt_number: str
    procedure_code: str
    arrived_at: dt.datetime | None


class Portal:
    """The portal that ``KYOSO_PORTAL_URL`` names, for the length of one round."""

    def __init__(self) -> None:
        self._token = ""
        self._ends_at = clock.now()

    def waiting(self) -> Iterator[Listed]:
        """Yield what waits, each number once, however the pages overlap.

        What was yielded stands even where a later page raises ``Trouble``. A line that
        cannot be used hides no other: ``OddLine`` comes after the last page.
        """
        seen: set[str] = set()
        is_odd = False
        for lines in self._pages():
            for line in lines:
                listed = _listed(line)
                if listed is None:
                    is_odd = True
                elif listed.receipt_number not in seen:
                    seen.add(listed.receipt_number)
                    yield listed
        if is_odd:
            raise OddLine(ODD_LINE)

    def _pages(self) -> Iterator[list[Any]]:
        """Yield the lines of each page of the list. Raises ``Trouble``."""
        cursors: set[str] = set()
        cursor = ""
        for _ in range(MOST_PAGES):
            told = _json(self._ask("GET", "/applications", params={"cursor": cursor}))
            lines, following = told.get("applications"), told.get("next") or ""
            if not isinstance(lines, list):
                raise Away("list")
            yield lines
            if not following:
                return
            if not isinstance(following, str) or following in cursors:
                raise Away("list_circle")
            cursors.add(following)
            cursor = following
        raise Away("list_circle")

    def fetch(self, receipt_number: str) -> bytes:
        """Return the package of one application. Raises ``Trouble``."""
        got = self._ask("GET", f"/applications/{receipt_number}")
        if got.status_code == _NOT_FOUND:
            raise NotThere("not_there")
        if got.status_code != 200 or not got.content:
            raise Away(f"fetch_{got.status_code}")
        return got.content

    def acknowledge(self, receipt_number: str) -> None:
        """Say that the city has it; saying so twice does no harm. Raises ``Trouble``.

        ``NotThere`` where the portal knows no such number: then nothing was told.
        """
        got = self._ask("POST", f"/applications/{receipt_number}/acknowledge")
        if got.status_code == _NOT_FOUND:
            raise NotThere("not_there")
        if got.status_code not in {200, 204, _KNOWN_ALREADY}:
            raise Away(f"acknowledge_{got.status_code}")

    def _ask(self, method: str, path: str, **options: Any) -> outbound.Answer:
        """Ask with a token; one that the portal forgot is renewed once."""
        got = self._call(method, path, token=self._valid_token(), **options)
        if got.status_code == _UNAUTHORISED:
            self._token = ""
            got = self._call(method, path, token=self._valid_token(), **options)
        if got.status_code == _UNAUTHORISED:
            raise LoginRefused("token")
        return got

    def _valid_token(self) -> str:
        if not self._token or clock.now() >= self._ends_at - _RENEW_BEFORE:
            self._log_in()
        return self._token

    def _log_in(self) -> None:
        given = settings.NATIONAL_PORTAL
        named = {"client_id": given["client_id"], "client_secret": given["secret"]}
        got = self._call("POST", "/login", json=named)
        if got.status_code in {400, _UNAUTHORISED, 403}:
            raise LoginRefused("login")
        told = _json(got)
        token, seconds = told.get("token"), told.get("expires_in")
        if not isinstance(token, str) or not token or type(seconds) is not int:
            raise Away("login")
        self._token = token
        self._ends_at = clock.now() + dt.timedelta(seconds=max(0, min(seconds, 86_400)))

    def _call(
        self, method: str, path: str, *, token: str = "", **options: Any
    ) -> outbound.Answer:
        if token:
            options["headers"] = {"Authorization": f"Bearer {token}"}
        try:
            return outbound.request(
                method,
                f"{settings.NATIONAL_PORTAL['base']}{path}",
                largest=LARGEST_PACKAGE,
                **options,
            )
        except outbound.AnswerTooLarge:
            raise TooLarge("too_large") from None
        except Refusal as refusal:
            raise Away(refusal.code) from None


def is_set_up() -> bool:
    """Tell whether this city receives from the portal at all."""
    return bool(settings.NATIONAL_PORTAL["base"])


def _json(got: outbound.Answer) -> dict[str, Any]:
    try:
        told = got.json()
    except (ValueError, RecursionError):
        raise Away(f"status_{got.status_code}") from None
    if got.status_code != 200 or not isinstance(told, dict):
        raise Away(f"status_{got.status_code}")
    return told


def _listed(line: object) -> Listed | None:
    """Return a line as it is understood, or nothing where it has no usable number."""
    if not isinstance(line, dict):
        return None
    number, code = line.get("receipt_number"), line.get("procedure")
    if not isinstance(number, str) or not NUMBER.fullmatch(number):
        return None
    shown = code if isinstance(code, str) and code.isprintable() else ""
    return Listed(number, shown[:_LONGEST_CODE], _moment(line.get("arrived_at")))


def _moment(told: object) -> dt.datetime | None:
    """Return a moment that can be true, or nothing: then a person looks it up.

    Nothing arrives in the future, nor from before anybody could file so.
    """
    if not isinstance(told, str):
        return None
    now = clock.now()
    try:
        moment = dt.datetime.fromisoformat(told)
        if not moment.tzinfo:
            moment = moment.replace(tzinfo=clock.CITY)
        is_likely = now - _OLDEST <= moment <= now + _CLOCKS_DIFFER
    except (ValueError, OverflowError):
        return None
    return moment.astimezone(clock.CITY) if is_likely else None
