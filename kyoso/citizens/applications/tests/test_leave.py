"""Whoever answers at a shared computer can end, and keeps the draft by its code."""

import pytest

from kyoso.citizens.applications.tests.conftest import Visitor
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.api import Draft
from tests import people as cast

WORDS = "この端末での入力を終わる"


def leave_of(stranger):
    return f"/drafts/{stranger.ref}/leave/"


@pytest.mark.parametrize("rest", ["q/applicant_name/", "save/", "paper/", "check/"])
def test_every_page_of_a_draft_without_account_shows_the_way_out(stranger, rest):
    stranger.begin()
    stranger.answer_all()
    page = stranger.get(rest).content.decode()
    assert f'<a href="{leave_of(stranger)}">{WORDS}</a>' in page


def test_it_shows_the_code_once_more_before_it_ends(stranger):
    stranger.begin()
    page = stranger.client.get(leave_of(stranger)).content.decode()
    assert Draft.objects.get().code in page
    assert "下書きは消えません。" in page
    assert stranger.get("q/applicant_name/").status_code == 200


def test_this_browser_forgets_the_draft_and_the_code_still_opens_it(stranger):
    stranger.begin()
    stranger.post("applicant_name")
    code = Draft.objects.get().code
    ended = stranger.client.post(leave_of(stranger), follow=True)
    assert "この端末での入力を終わりました。" in ended.content.decode()
    for rest in ("", "q/applicant_name/", "check/", "save/", "leave/"):
        assert stranger.get(rest).url == "/applications/resume/"
    stranger.client.post("/applications/resume/", {"code": code})
    assert "能代 花子" in stranger.get("q/applicant_name/").content.decode()


def test_it_keeps_the_other_draft_that_this_browser_holds(stranger):
    stranger.begin()
    other = Visitor(stranger.client)
    other.begin()
    stranger.client.post(leave_of(stranger))
    assert other.get("q/applicant_name/").status_code == 200
    assert stranger.get("q/applicant_name/").status_code == 302


def test_nothing_is_left_of_what_was_filed_before(stranger):
    stranger.begin()
    stranger.answer_all()
    receipt = stranger.submit().url
    filed = Draft.objects.get()
    stranger.begin()
    assert stranger.client.get(receipt).status_code == 200
    stranger.client.post(leave_of(stranger))
    assert stranger.client.get(receipt).status_code == 302
    assert stranger.client.get(f"/drafts/{filed.ref}/").status_code == 302


def test_whoever_is_logged_in_logs_out_instead(procedure):
    hanako = Visitor(cast.visiting(cast.hanako()))
    hanako.begin()
    assert WORDS not in hanako.get("q/applicant_name/").content.decode()
    assert hanako.client.post(leave_of(hanako)).url == f"/drafts/{hanako.ref}/"
    assert hanako.get("q/applicant_name/").status_code == 200


def test_only_a_button_ends_it(stranger):
    stranger.begin()
    stranger.client.get(leave_of(stranger))
    assert forms.draft_shown(stranger.ref) is not None
    assert stranger.get("save/").status_code == 200
