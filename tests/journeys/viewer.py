"""One browser window into which drawn pages are put, one after another.

The window keeps the styles and axe, and changes only what stands in it: so a page
costs a tenth of a second, not a visit. Nothing of a page runs here: it is seen as
with JavaScript switched off, which is how every page has to work. Details are
opened: what is folded away must be readable as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from django.conf import settings
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route

from tests.journeys.axe import accessibility_faults, sideways_faults
from tests.journeys.drawn import Drawn

# Pixels. The first is the window of axe; a page must fit both.
WIDTHS = {"public": (320, 1366), "office": (1366, 320)}
_SHEET = re.compile(r'<link rel="stylesheet"[^>]*>')
_PUT = """async html => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const root = document.documentElement;
    for (const {name} of [...root.attributes]) root.removeAttribute(name);
    for (const {name, value} of page.documentElement.attributes) {
        root.setAttribute(name, value);
    }
    document.title = page.title;
    root.replaceChild(document.adoptNode(page.body), document.body);
    scrollTo(0, 0);
    for (const one of document.querySelectorAll("details")) one.open = true;
    await Promise.allSettled([...document.images].map(one => one.decode()));
}"""


class Viewer:
    """Shows drawn pages to axe and measures whether they fit."""

    def __init__(self, browser: Browser) -> None:
        self._context = browser.new_context(
            viewport={"width": 320, "height": 800},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )
        self._context.route("**/*", self._serve)
        self.page: Page = self._context.new_page()
        self._shell = ""
        self._missing: list[str] = []

    def close(self) -> None:
        self._context.close()

    def faults(self, pages: Iterable[Drawn]) -> list[str]:
        """Return what is wrong with each page, beginning with its name."""
        listed = list(pages)
        return [
            f"{page.name}: {fault}"
            for judge, window in ((_accessible_and_fitting, 0), (sideways_faults, 1))
            for page in self.shown(listed, window)
            for fault in self._judged(judge)
        ]

    def shown(self, pages: Iterable[Drawn], window: int) -> Iterator[Drawn]:
        """Show each page, those with the same styles together."""
        dressed = [(page.door, _SHEET.findall(page.html), page) for page in pages]
        dressed.sort(key=lambda one: one[:2])
        for (door, _), alike in groupby(dressed, key=lambda one: one[:2]):
            for at, (*_, page) in enumerate(alike):
                if at == 0:
                    self._begin_anew(page, WIDTHS[door][window])
                self.page.evaluate(_PUT, page.html)
                yield page

    def _begin_anew(self, page: Drawn, width: int) -> None:
        self._shell = page.html
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.goto(f"http://{page.door}.localhost/")

    def _judged(self, judge: Callable[[Page], list[str]]) -> list[str]:
        missing = [f"It asks for {url}, which is not there." for url in self._missing]
        self._missing.clear()
        return judge(self.page) + missing

    def _serve(self, route: Route) -> None:
        """Answer with the page itself, or with a file of the design."""
        _, static, name = route.request.url.partition(settings.STATIC_URL)
        file = finders.find(name.split("?")[0]) if static else None
        if file:
            route.fulfill(path=file)
        elif route.request.is_navigation_request():
            route.fulfill(body=self._shell, content_type="text/html; charset=utf-8")
        else:
            self._missing.append(route.request.url)
            route.fulfill(status=404)


def _accessible_and_fitting(page: Page) -> list[str]:
    return accessibility_faults(page) + sideways_faults(page)
