"""A person at a running door: a browser without JavaScript, in a few lines."""

import http.cookiejar
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request

# Seconds; a busy machine is not a fault.
PATIENCE = 60
_CSRF = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor:
    """Keeps its cookies, follows where it is sent on, and posts forms as they stand."""

    def __init__(self, port: str) -> None:
        self.root = f"http://127.0.0.1:{port}"
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar)

    def get(self, path: str) -> tuple[str, str]:
        """Return the path at which one arrives, and what stands there."""
        return self._open(urllib.request.Request(self.root + path))

    def send(self, path: str, **typed: str) -> tuple[str, str]:
        """Open a form and send it with what is typed; return as ``get`` does."""
        at, page = self.get(path)
        token = _CSRF.search(page)
        assert token is not None, f"{path} shows no form."
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **typed})
        request = urllib.request.Request(self.root + at, data.encode())
        request.add_header("Referer", self.root + at)
        return self._open(request)

    def until(self, path: str, pattern: str) -> str:
        """Look again until the page holds what is meant; return it."""
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            found = re.search(pattern, self.get(path)[1])
            if found is not None:
                return found[1]
            time.sleep(0.2)
        raise AssertionError(f"{path} never showed {pattern}.")

    def _open(self, request: urllib.request.Request) -> tuple[str, str]:
        with self._opener.open(request, timeout=PATIENCE) as answer:
            return answer.url.removeprefix(self.root), answer.read().decode()


def ask(port: str, path: str, *, token: str) -> tuple[int, dict]:
    """Ask an HTTP API with a token; return the status and the JSON."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}")
    request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refused:
        return refused.code, json.load(refused)
