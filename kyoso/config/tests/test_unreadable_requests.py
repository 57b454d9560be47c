"""A request that no page could ever see is still answered in words."""

import logging
import socket

import pytest
from gunicorn.http import errors

from kyoso.config.web import DoorWorker


@pytest.fixture
def worker():
    made = DoorWorker.__new__(DoorWorker)
    made.log = logging.getLogger("test.door")
    return made


def answered(worker, problem):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        worker.handle_error(None, ours, ("203.0.113.9", 1), problem)
        ours.shutdown(socket.SHUT_WR)
        with theirs.makefile("rb") as answer:
            return answer.read().decode().partition("\r\n\r\n")


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (errors.LimitRequestLine(9000, 8190), "414 "),
        (errors.LimitRequestHeaders("too large"), "431 "),
        (errors.InvalidRequestLine("GET /\udcff"), "400 "),
        (errors.InvalidHeader("x"), "400 "),
    ],
)
def test_it_says_what_happened_and_what_to_do(worker, problem, status):
    head, _, page = answered(worker, problem)
    assert head.startswith(f"HTTP/1.1 {status}")
    assert f"Content-Length: {len(page.encode())}" in head
    assert "送られた内容を読み取れませんでした。" in page
    assert "もう一度お試しください。" in page


def test_it_repeats_and_logs_nothing_that_was_sent(worker, caplog):
    with caplog.at_level(logging.WARNING):
        _, _, page = answered(
            worker, errors.InvalidRequestLine("GET /?name=能代花子 <script>")
        )
    assert "花子" not in page + caplog.text
    assert "script" not in page + caplog.text
    assert "InvalidRequestLine" in caplog.text
