"""Take the pictures of the README anew, from a demo that is running (``make demo``).

    python packaging/pictures.py [http://localhost:8000 http://office.localhost:8001]

The plan on a desktop, a question on a phone without JavaScript, and the list of a
section at the desk: they are written to ``docs/images``.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
PROCEDURE = "/procedures/mimamori-kiki-josei/"
# What `kyoso demo` prints for 佐藤, a clerk.
CLERK = ("sato@office.example.jp", "kyoso-demo-2026")


def main(public: str, office: str) -> None:
    program = shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"]
        )
        the_plan(window(browser, 1280, 1400), public)
        a_question(window(browser, 320, 720), public)
        the_desk(window(browser, 1366, 800), office)
        browser.close()


def window(browser: Browser, width: int, height: int) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale="ja-JP",
        java_script_enabled=False,
    )
    return context.new_page()


def the_plan(page: Page, public: str) -> None:
    page.goto(f"{public}/plan")
    keep(page, "plan")


def a_question(page: Page, public: str) -> None:
    page.goto(f"{public}{PROCEDURE}")
    page.get_by_role("button", name="申請を始める", exact=True).first.click()
    keep(page, "application")


def the_desk(page: Page, office: str) -> None:
    page.goto(f"{office}/cases")
    for name, typed in zip(("login", "password"), CLERK, strict=True):
        page.locator(f'[name="{name}"]').fill(typed)
    page.get_by_role("button", name="ログインする", exact=True).click()
    page.get_by_role("heading", name="受付簿", level=1).wait_for()
    keep(page, "desk")


def keep(page: Page, name: str) -> None:
    """Write what the window shows."""
    page.wait_for_load_state("load")
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://localhost:8000", "http://office.localhost:8001"]))
