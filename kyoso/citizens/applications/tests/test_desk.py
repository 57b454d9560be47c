"""A clerk enters the same application from paper, by the group, into the same case."""

import datetime as dt

import pytest

from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.kernel import clock
from tests import people as cast

APPLICANT = {
    "applicant_name.name": "能代 キク",
    "applicant_name.kana": "のしろ きく",
    "applicant_address.postcode": "0160000",
    "applicant_address.address": "能代市架空町1番1号",
}
BED = {"bed": "駅前の1番", "has_cost": "no", "cost": ""}


@pytest.fixture
def desk(procedure):
    return cast.visiting(cast.sato())


def start(desk, channel="paper"):
    return desk.post(
        "/applications/", {"start": "1", "procedure": "hanadan", "channel": channel}
    )


def arrived(day):
    return {
        "arrived_on_year": str(day.year),
        "arrived_on_month": str(day.month),
        "arrived_on_day": str(day.day),
    }


def test_it_enters_a_paper_by_the_group(desk):
    page = start(desk)
    shown = desk.get(page.url).content.decode()
    assert "applicant_name.name" in shown
    assert "applicant_address.postcode" in shown
    page = desk.post(page.url, APPLICANT)
    assert page.url.endswith("/p/flower-bed/")
    page = desk.post(page.url, BED)
    assert page.url.endswith("/check/")
    assert "能代 キク" in desk.get(page.url).content.decode()
    yesterday = clock.today() - dt.timedelta(days=1)
    page = desk.post(page.url.replace("check", "submit"), arrived(yesterday))
    case = Case.objects.get()
    assert page.url == f"/applications/done/{case.ref}/"
    assert (case.channel, case.account, case.filed_by) == (
        "paper",
        None,
        cast.sato().account,
    )
    assert case.arrived_at.astimezone(clock.CITY).date() == yesterday
    assert case.receipt_number in desk.get(page.url).content.decode()


def test_it_files_a_paper_once(desk):
    page = start(desk)
    page = desk.post(desk.post(page.url, APPLICANT).url, BED)
    submit = page.url.replace("check", "submit")
    first = desk.post(submit, arrived(clock.today()))
    second = desk.post(submit, arrived(clock.today()))
    assert first.url == second.url
    assert Case.objects.count() == 1


def test_it_goes_on_with_a_residents_draft_by_its_code(desk, stranger):
    stranger.begin()
    stranger.post("applicant_name")
    code = Draft.objects.get().code
    page = desk.post("/applications/", {"resume": "1", "code": code})
    assert "能代 花子" in desk.get(page.url).content.decode()
    link = f"http://localhost:8000/applications/resume/#code={code}"
    assert desk.post("/applications/", {"resume": "1", "code": link}).url == page.url


def test_it_keeps_what_is_wrong_and_lets_the_clerk_go_on(desk):
    page = start(desk)
    wrong = {**APPLICANT, "applicant_address.postcode": "016"}
    shown = desk.post(page.url, wrong)
    assert shown.status_code == 422
    assert "郵便番号は7けたの数字で入力してください。" in shown.content.decode()
    page = desk.post(page.url, {**wrong, "later": "1"})
    assert page.url.endswith("/p/flower-bed/")


def test_it_refuses_a_day_to_come(desk):
    page = start(desk)
    page = desk.post(desk.post(page.url, APPLICANT).url, BED)
    submit = page.url.replace("check", "submit")
    refused = desk.post(submit, arrived(clock.today() + dt.timedelta(days=3)))
    assert refused.status_code == 422
    assert not Case.objects.exists()


def test_a_numbered_paper_is_a_draft_that_the_clerk_resumes(desk, stranger):
    page = stranger.begin(paper="1")
    draft = Draft.objects.get()
    assert page.url == f"/drafts/{draft.ref}/paper/"
    sheet = stranger.client.get(page.url).content.decode()
    for words in (draft.code, "data:image/svg+xml", "花壇利用申込書", "使いたい花壇"):
        assert words in sheet
    page = desk.post("/applications/", {"resume": "1", "code": draft.code})
    page = desk.post(desk.post(page.url, APPLICANT).url, BED)
    desk.post(page.url.replace("check", "submit"), arrived(clock.today()))
    assert Case.objects.get().channel == "paper"
