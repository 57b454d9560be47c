"""Hostile and unlucky input on the way of an application: nothing lost or half-done."""

import re
import threading

import pytest
from django.core.cache import cache
from django.db import connections

from kyoso.citizens.applications import actions
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.engines.media.api import File
from tests import applying
from tests import people as cast
from tests.operations.processes import Processes, session_of


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_submits_at_once_get_one_receipt(hanako):
    applying.load_procedures()
    draft = _ready(hanako)
    receipts = []

    def press():
        try:
            page = cast.visiting(hanako).post(f"/drafts/{draft.ref}/submit/")
            receipts.append(page.headers.get("location", page.content.decode()))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 2
    assert receipts == [f"/applications/{Case.objects.get().ref}/receipt/"] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.jpg",
        "..\\..\\boot.jpg",
        "/tmp/x.jpg",
        "C:\\x.jpg",
        ".htaccess.jpg",
        "a\r\nb.jpg",
        "領収書" * 80 + ".jpg",
        "\u202egpj.exe.jpg",
    ],
)
def test_a_file_name_leads_nowhere(hanako, name):
    applying.load_procedures()
    client = cast.visiting(hanako)
    draft = applying.begin(client)
    photo = applying.a_receipt("x.jpg")
    # Past Django's own cleaning of names, as a hostile client would send it.
    photo._name = name
    page = applying.answer(client, draft, "receipt", {"receipt": photo})
    assert page.status_code in {302, 422}
    for kept in File.objects.all():
        assert not set("/\\\r\n\0\u202e") & set(kept.name)
        assert len(kept.name) <= 200
        assert re.fullmatch(r"[0-9a-z/.]+", kept.key)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_fifty_megabytes_get_a_sentence_and_cost_little_memory(hanako, tmp_path):
    applying.load_procedures()
    client = cast.visiting(hanako)
    draft = applying.begin(client)
    applying.answer(client, draft, "price", {"price": "24,800円"})
    with Processes(tmp_path) as city:
        city.environment["KYOSO_WEB_WORKERS"] = "1"
        city.kyoso("collectstatic", "--no-input", "-v0")
        city.serve_public()
        status, page = city.upload(
            f"/drafts/{draft.ref}/q/receipt/",
            session_of(hanako.account),
            field="receipt",
            name="大きな写真.jpg",
            megabytes=50,
        )
        highest = city.most_memory("public")
    assert status == 422
    assert "「大きな写真.jpg」は10MBより大きいため送れません" in page
    assert not File.objects.exists()
    draft.refresh_from_db()
    assert draft.typed["price"] == "24,800円"
    # A worker that has drawn a page takes some 110 MB; the file is not in it.
    assert highest < 200 * 1024 * 1024, f"{highest // 1024**2} MB"


@pytest.mark.django_db
def test_an_ended_session_is_gone_on_with_by_the_code(db):
    applying.load_procedures()
    client = cast.visiting(None)
    draft = applying.begin(client)
    for screen in ("for_whom", "lives_in_city"):
        applying.answer(client, draft, screen, applying.typed()[screen])
    client.cookies.clear()
    lost = applying.answer(client, draft, "living", {"living": "alone"})
    assert lost.headers["location"] == "/applications/resume/"
    resumed = client.post("/applications/resume/", {"code": draft.code}, follow=True)
    assert f"/drafts/{draft.ref}/" in resumed.redirect_chain[-1][0]
    draft.refresh_from_db()
    assert draft.typed["lives_in_city"] == "yes"
    assert "alone" in resumed.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("door", ["public", "office"])
def test_guessing_at_the_log_in_is_stopped_in_words(hanako, sato, door):
    cache.clear()
    host = {"public": cast.PUBLIC_HOST, "office": cast.OFFICE_HOST}[door]
    client = cast.stranger_at(host)
    for at in range(60):
        page = client.post(
            "/login", {"login": "sato@office.example.jp", "password": f"guess {at}"}
        )
        assert page.status_code < 500
        if re.search(r"回数が多すぎます|何度も送られました", page.content.decode()):
            return
    raise AssertionError("Sixty tries and nobody said stop.")


@pytest.mark.django_db
def test_filing_too_often_is_stopped_in_words(hanako):
    applying.load_procedures()
    draft = _ready(hanako)
    for _ in range(actions.filing_tries.most):
        actions.filing_tries.count(hanako.account.ref)
    page = cast.visiting(hanako).post(f"/drafts/{draft.ref}/submit/")
    assert page.status_code == 422
    assert "いまは受け付けられません" in page.content.decode()
    assert not Case.objects.exists()
    draft.refresh_from_db()
    assert not draft.is_filed


def _ready(hanako):
    """Return a draft that lacks only the last button."""
    client = cast.visiting(hanako)
    first = applying.begin(client)
    applying.answer_all(client, first)
    first.refresh_from_db()
    return forms.start(
        first.version, by=hanako.account, about=first.about, typed=first.typed
    )
