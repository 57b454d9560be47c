"""A form that came too late is not taken; its words are given back, and only then."""

import pytest

from tests import people as cast
from tests.visit import Visitor, inspect

WORDS = "領収書の写真がなく、補正をお願いすることが多い。<b>"
SHOWN = "補正をお願いすることが多い。&lt;b&gt;"
REPORT = "/initiative-reports/public-wifi/2026/2"


def ours(path="/initiative-reports"):
    return {
        "Origin": f"http://{cast.OFFICE_HOST}",
        "Referer": f"http://{cast.OFFICE_HOST}{path}",
    }


@pytest.fixture
def office(db):
    return Visitor("office")


def test_words_typed_before_the_log_in_ended_are_given_back(office):
    answer = office.post(REPORT, {"done": WORDS, "kind": "x"}, headers=ours(REPORT))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "ログインの時間が切れました。" in page
    assert SHOWN in page
    assert f"/login?next={REPORT}" in page
    assert "no-store" in answer.headers["Cache-Control"]
    assert inspect(page) == []


def test_nothing_typed_leads_straight_to_the_log_in(office):
    answer = office.post(REPORT, {"kind": "x"}, headers=ours(REPORT))
    assert answer.headers["location"] == f"/login?next={REPORT}"


def test_after_the_log_in_stands_the_page_and_not_the_button(office):
    path = "/jobs/k3f9abcdk3f9abcd/decide"
    answer = office.post(path, {"decision": "x"}, headers=ours("/jobs"))
    assert answer.headers["location"] == "/login?next=/jobs"


def test_words_of_another_site_are_never_repeated(office):
    for headers in ({}, {"Origin": "https://evil.example"}):
        answer = office.post(REPORT, {"done": WORDS}, headers=headers)
        assert answer.status_code == 302
        assert answer.headers["location"] == f"/login?next={REPORT}"
    answer = office.post(
        REPORT, {"done": "x"}, headers={"Referer": "https://evil.example/jobs"}
    )
    assert answer.headers["location"] == f"/login?next={REPORT}"


def test_no_secret_is_given_back(office):
    answer = office.post(
        REPORT,
        {
            "done": WORDS,
            "password": "とても長い秘密の言葉",
            "new_code": "ひみつの番号です",
        },
        headers=ours(),
    )
    assert "秘密" not in answer.content.decode()
    assert "ひみつ" not in answer.content.decode()


def test_a_page_that_was_open_too_long_gives_the_words_back_as_well(office, planner):
    browser = cast.visiting(planner)
    browser.handler.enforce_csrf_checks = True
    page = browser.post(REPORT, {"done": WORDS}, headers=ours()).content.decode()
    assert "画面を開いてから時間がたちました。" in page
    assert SHOWN in page
