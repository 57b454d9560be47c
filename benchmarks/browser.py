"""A browser without an account that begins an application, as a resident does."""

import http.cookiejar
import re
import urllib.parse
import urllib.request

from benchmarks.house import Page

PROCEDURE = "mimamori-kiki-josei"
# The name and its reading: two controls with hints, an ordinary question.
STEP = "applicant_name"
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Browser:
    """Keeps cookies, posts forms with their token, follows redirects."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies)
        )

    def get(self, path: str) -> tuple[str, str]:
        """Return where the way ended, and the page."""
        with self.opener.open(self.base + path, timeout=30) as answer:
            return urllib.parse.urlsplit(answer.url).path, answer.read().decode()

    def post(self, page: str, path: str, **fields: str) -> tuple[str, str]:
        token = _TOKEN.search(page)
        assert token is not None, "The page has no form."
        body = urllib.parse.urlencode(fields | {"csrfmiddlewaretoken": token[1]})
        with self.opener.open(
            self.base + path, data=body.encode(), timeout=30
        ) as answer:
            return urllib.parse.urlsplit(answer.url).path, answer.read().decode()

    def page(self, path: str) -> Page:
        """Return the page as this browser opens it, with its cookies."""
        sent = "; ".join(f"{one.name}={one.value}" for one in self.cookies)
        return Page(self.base + path, {"Cookie": sent} if sent else {})


def begun_step(base: str) -> Page:
    """Begin an application, answer the first question; return a question's page."""
    browser, draft = _begun(base)
    return browser.page(f"{draft}/q/{STEP}/")


def answered_step(base: str) -> Page:
    """Return the page of a question that has been answered: drawn for this draft alone."""
    browser, draft = _begun(base)
    _, shown = browser.get(f"{draft}/q/{STEP}/")
    typed = {f"{STEP}.name": "能代 花子", f"{STEP}.kana": "のしろ はなこ"}
    browser.post(shown, f"{draft}/q/{STEP}/", **typed)
    return browser.page(f"{draft}/q/{STEP}/")


def overview(base: str) -> Page:
    """Return the plan overview as somebody opens it who has begun an application."""
    return _begun(base)[0].page("/plan")


def _begun(base: str) -> tuple[Browser, str]:
    browser = Browser(base)
    _, shown = browser.get(f"/procedures/{PROCEDURE}/")
    path, shown = browser.post(shown, f"/procedures/{PROCEDURE}/start/")
    path, _ = browser.post(shown, path, for_whom="myself")
    return browser, "/".join(path.split("/")[:3])
