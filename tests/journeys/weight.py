"""How heavy a page is on the wire: what guideline and plan promise a phone."""

import gzip

from playwright.sync_api import Page, Response

MOST_REQUESTS = 8
MOST_BYTES = 100 * 1024
_SHRINKS = ("text/", "application/javascript", "application/json", "image/svg+xml")


class Weight:
    """Counts what one page asks for from now on, as a first visit would."""

    def __init__(self, page: Page) -> None:
        self.answers: list[Response] = []
        self._page = page
        page.on("response", self._note)

    def faults(self) -> list[str]:
        """Return what is too heavy, and stop counting."""
        self._page.remove_listener("response", self._note)
        sizes = {answer.url: _size(answer) for answer in self.answers}
        faults = []
        if len(sizes) > MOST_REQUESTS:
            faults.append(f"{len(sizes)} requests, at most {MOST_REQUESTS}: {sizes}")
        if sum(sizes.values()) > MOST_BYTES:
            faults.append(f"{sum(sizes.values())} bytes, at most {MOST_BYTES}: {sizes}")
        return faults

    def _note(self, answer: Response) -> None:
        self.answers.append(answer)


def _size(answer: Response) -> int:
    if 300 <= answer.status < 400:
        return 0
    body = answer.body()
    kind = answer.headers.get("content-type", "")
    return len(gzip.compress(body)) if kind.startswith(_SHRINKS) else len(body)
