"""axe-core in a real browser: the automatic part of WCAG 2.2 AA."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# target-size is in wcag22aa and switched on by naming it; the others are
# good practice that the guideline asks for.
RULES = ["target-size", "heading-order", "page-has-heading-one", "region"]


@lru_cache
def _source() -> str:
    return _AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[dict[str, Any]]:
    """Run axe on the page as it is now; works where JavaScript is switched on."""
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
