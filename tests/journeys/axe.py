"""axe-core in a real browser: the automatic part of WCAG 2.2 AA."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, Page

_AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# target-size is in wcag22aa and switched on by naming it; the others are
# good practice that the guideline asks for.
RULES = ["target-size", "heading-order", "page-has-heading-one", "region"]


@lru_cache
def _source() -> str:
    return _AXE.read_text(encoding="utf-8")


# Where no script may run, the parser reads what stands in noscript.
_IS_SILENT = """() => {
    const made = document.createElement("div");
    made.innerHTML = "<noscript><p></p></noscript>";
    return made.querySelector("p") !== null;
}"""
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
# A window in which scripts run, for each browser.
_awake: WeakKeyDictionary[Browser, Page] = WeakKeyDictionary()


def _likeness(silent: Page) -> Page:
    """Show a page of a window without JavaScript in one where axe can run."""
    browser = silent.context.browser
    assert browser is not None
    if browser not in _awake:
        _awake[browser] = browser.new_context(reduced_motion="reduce").new_page()
    page = _awake[browser]
    html = _SCRIPT.sub("", silent.content())
    if silent.viewport_size:
        page.set_viewport_size(silent.viewport_size)
    with _answered(page, silent.url, html):
        page.goto(silent.url)
    return page


@contextmanager
def _answered(page: Page, url: str, html: str) -> Iterator[None]:
    """Answer an address with what was read there already; styles are fetched."""
    kind = "text/html; charset=utf-8"
    page.route(url, lambda route: route.fulfill(body=html, content_type=kind))
    yield
    page.unroute(url)


def violations(page: Page) -> list[dict[str, Any]]:
    """Run axe on the page as it is now, with JavaScript switched on or off."""
    if page.evaluate(_IS_SILENT):
        page = _likeness(page)
    # add_script_tag would be refused by the page's own content security policy.
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(_source())
    found = page.evaluate(
        """([tags, rules]) => axe.run(document, {
            runOnly: {type: 'tag', values: tags},
            rules: Object.fromEntries(rules.map(rule => [rule, {enabled: true}])),
            resultTypes: ['violations'],
        })""",
        [TAGS, RULES],
    )
    return found["violations"]


def accessibility_faults(page: Page) -> list[str]:
    """Return the rule, the element and the remedy of each violation."""
    return [
        f"{violation['id']}: {violation['help']}\n  {node['html']}\n  {node['failureSummary']}"
        for violation in violations(page)
        for node in violation["nodes"]
    ]


def sideways_faults(page: Page) -> list[str]:
    """Return what is said when the page is wider than its window (guideline 61)."""
    wide, window = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    if wide <= window:
        return []
    return [f"The page is {wide} px wide in a window of {window} px."]


def assert_accessible(page: Page) -> None:
    """Fail with the rule, the element and the remedy of each violation."""
    told = accessibility_faults(page)
    assert not told, f"{page.url}\n" + "\n".join(told)


def assert_no_sideways_scroll(page: Page) -> None:
    """The page fits its window: nothing is wider."""
    told = sideways_faults(page)
    assert not told, f"{page.url}: {told[0]}"
