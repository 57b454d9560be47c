"""A real browser (Debian's chromium) and both doors served on loopback.

    def test_it_...(doors, phone):          # 320 px, Japanese, JavaScript on
        phone.goto(doors.public("/plan"))

``desktop`` is 1366 px wide, ``phone`` 320 px; ``desk`` and ``paper`` are a desktop
and a phone with JavaScript off: the officer's half of a journey is at a ``desk``. ``as_person`` logs one of the cast in without the log-in pages.
Tests that use ``doors`` see a real, flushed database (``transaction=True``).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.conf import settings as django_settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Locator,
    Page,
    sync_playwright,
)

from kyoso.engines.media import testing as media_testing
from tests.journeys.viewer import Viewer

# Playwright keeps an event loop in this thread; the ORM is used between its calls,
# never inside them.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
_CHROMIUM = "/usr/bin/chromium"
# Milliseconds. A busy machine is not a wrong page.
_SLOWEST_STEP = 60_000


@dataclass(frozen=True)
class Doors:
    """The addresses of the two doors of the running server."""

    port: int

    def public(self, path: str = "/") -> str:
        return f"http://localhost:{self.port}{path}"

    def office(self, path: str = "/") -> str:
        return f"http://office.localhost:{self.port}{path}"


@pytest.fixture
def doors(live_server, settings) -> Doors:
    """Serve both doors; links in mails lead to this server too."""
    found = Doors(live_server.thread.port)
    settings.DOORS = {
        "public": {**settings.DOORS["public"], "base": found.public("")},
        "office": {**settings.DOORS["office"], "base": found.office("")},
    }
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium") or _CHROMIUM
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def clicks_settle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a click end when the page it leads to is there whole.

    Playwright's own click ends when the next page begins to arrive; a test that
    then reads a title or counts messages would read half a page on a busy machine.
    """
    click = Locator.click

    def click_and_settle(self: Locator, **options: object) -> None:
        click(self, **options)
        self.page.wait_for_load_state("load")

    monkeypatch.setattr(Locator, "click", click_and_settle)


@pytest.fixture
def context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Open a fresh browser profile: ``context(width=320, javascript=False)``."""
    opened: list[BrowserContext] = []

    def open_context(
        width: int = 1366, *, javascript: bool = True, locale: str = "ja-JP"
    ) -> BrowserContext:
        found = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            locale=locale,
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        found.set_default_timeout(_SLOWEST_STEP)
        opened.append(found)
        return found

    yield open_context
    for one in opened:
        one.close()


@pytest.fixture
def viewer(browser: Browser) -> Iterator[Viewer]:
    """A window for pages that the test client has drawn, without a server."""
    opened = Viewer(browser)
    yield opened
    opened.close()


@pytest.fixture
def desktop(context) -> Page:
    return context(1366).new_page()


@pytest.fixture
def desk(context) -> Page:
    """An officer's desktop whose JavaScript is off."""
    return context(1366, javascript=False).new_page()


@pytest.fixture
def phone(context) -> Page:
    return context(320).new_page()


@pytest.fixture
def paper(context) -> Page:
    """A phone whose JavaScript is off."""
    return context(320, javascript=False).new_page()


@pytest.fixture
def as_person(doors: Doors) -> Callable[[Page, object], None]:
    """Log a resident or an officer in on a page's browser: ``as_person(page, sato)``."""

    def log_in(page: Page, person: object) -> None:
        account = person.account
        session = SessionStore()
        session[SESSION_KEY] = str(account.pk)
        session[BACKEND_SESSION_KEY] = django_settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = account.get_session_auth_hash()
        session.save()
        page.context.add_cookies(
            [
                {
                    "name": django_settings.SESSION_COOKIE_NAME,
                    "value": session.session_key,
                    "url": address,
                }
                for address in (doors.public(), doors.office())
            ]
        )

    return log_in


@pytest.fixture
def clean_media(settings, tmp_path):
    """Keep what is uploaded in a folder of this test alone."""
    media_testing.keep_in(tmp_path, settings)
    return tmp_path
