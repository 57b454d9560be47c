"""A whole journey leaves lines of JSON in the log, and nobody's data in them."""

import io
import json
import logging
import re
import socket
import subprocess

import pytest
from django.core.cache import cache
from django.db import IntegrityError

from kyoso.config.logs import WithoutPersonalData
from kyoso.engines.casework import api as casework
from kyoso.engines.jobs import api as jobs
from kyoso.engines.messaging.tests.smtp import Server, serving
from kyoso.plan import views
from tests import applying
from tests import people as cast
from tests.operations.processes import Processes

PERSONAL = (
    "hanako@example.jp",
    "能代 花子",
    "花子",
    "ハナコ",
    "はなこ",
    "架空町",
    "016-0000",
    "0160000",
    "0185-00-0001",
    "0185000001",
    "1234567",
    "1975",
)


@pytest.fixture
def log():
    """Everything that any logger says, as the processes write it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(WithoutPersonalData())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def lines_of(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.django_db
def test_a_whole_journey_leaves_nobodys_data(
    log, settings, hanako, sato, suzuki, mailoutbox, monkeypatch
):
    cache.clear()
    applying.load_procedures()
    client = cast.visiting()
    client.raise_request_exception = False
    client.post("/login", {"login": "hanako@example.jp"})
    code = re.search(r"は (\d{6}) です", mailoutbox[-1].body)[1]
    client.post("/login/code", {"code": "000000"})
    client.post("/login/code", {"code": code})
    case = applying.file(client)
    client.get("/applications/resume/?code=K7F3-9QXM&name=能代 花子")
    client.get("/nothing?mail=hanako@example.jp")
    client.post(f"/applications/{case.ref}/withdraw/nothing", {"name": "能代 花子"})
    monkeypatch.setattr(views, "shown", fail)
    assert client.get("/plan").status_code == 500
    casework.accept(case, by=sato.account)
    casework.propose(case, outcome="grant", terms={"amount": 12000}, by=sato.account)
    casework.approve(case, by=suzuki.account)
    refusing = Server(refuse={"rcpt": "550 5.1.1 <hanako@example.jp> unknown"})
    with serving(settings, refusing):
        jobs.run_due()
    text = log.getvalue()
    found = lines_of(text)
    assert any(line.get("status_code") == 500 for line in found)
    assert any("kyoso/plan/views.py" in str(line.get("places")) for line in found)
    assert [word for word in PERSONAL if word in text] == []


def fail(*arguments):
    raise ValueError("能代 花子 <hanako@example.jp> 0185-00-0001")


def test_an_exception_is_told_by_its_class_and_its_places(log):
    try:
        try:
            raise KeyError("hanako@example.jp")
        except KeyError as cause:
            raise IntegrityError("Key (name)=(能代 花子)") from cause
    except IntegrityError:
        logging.getLogger("kyoso.test").exception(
            "it failed", extra={"effect": "e-1", "person": "能代 花子"}
        )
    [line] = lines_of(log.getvalue())
    assert line["exception"] == [
        "django.db.utils.IntegrityError",
        "builtins.KeyError",
    ]
    assert line["effect"] == "e-1"
    assert "test_logs.py" in line["places"][0]
    assert "花子" not in log.getvalue()


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Not Found: /a?name=x y", "Not Found: /a[...] y"),
        ("550 <hanako@example.jp> unknown", "550 <[...]> unknown"),
        ("call 0185-00-0001 now", "call [...] now"),
        ("0185000001", "[...]"),
        ("took 12345 ms", "took 12345 ms"),
    ],
)
def test_it_blots_out_what_looks_personal(log, message, told):
    logging.getLogger("kyoso.test").warning(message)
    [line] = lines_of(log.getvalue())
    assert line["message"] == told


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_public_door_writes_json_or_nothing(tmp_path, monkeypatch):
    started = subprocess.Popen

    def with_log(*arguments, **options):
        return started(*arguments, **options, stdout=written, stderr=written)

    with (tmp_path / "log").open("wb") as written, Processes(tmp_path) as city:
        city.environment["KYOSO_LOG_LEVEL"] = "INFO"
        city.kyoso("collectstatic", "--no-input", "-v0")
        monkeypatch.setattr(subprocess, "Popen", with_log)
        city.serve_public()
        ask(city, b"GET /nothing?name=hanako@example.jp HTTP/1.1\r\nHost: localhost")
        ask(city, b"GET /nothing HTTP/1.1\r\nHost: elsewhere.example.jp")
        ask(city, b"hanako@example.jp")
        city.kill_children("public")
        ask(city, b"GET /nothing HTTP/1.1\r\nHost: localhost")
    text = (tmp_path / "log").read_text("utf-8")
    assert any(line["logger"] == "django.request" for line in lines_of(text))
    assert any(line["logger"] == "gunicorn.error" for line in lines_of(text))
    assert "hanako" not in text


def ask(city, lines):
    with socket.create_connection(("127.0.0.1", city.port), 20) as line:
        line.sendall(lines + b"\r\nConnection: close\r\n\r\n")
        while line.recv(65536):
            pass
