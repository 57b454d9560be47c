"""書かない窓口: the officer asks and types, the resident confirms on another screen."""

import re

import pytest

from kyoso.citizens.applications import entering
from kyoso.citizens.applications.models import Entry
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.kernel import clock
from tests import people as cast

ANSWERS = {
    "applicant_name": {
        "applicant_name.name": "能代 キク",
        "applicant_name.kana": "のしろ きく",
    },
    "applicant_address": {
        "applicant_address.postcode": "0160000",
        "applicant_address.address": "能代市架空町1番1号",
    },
    "bed": {"bed": "駅前の1番"},
    "has_cost": {"has_cost": "no"},
}


@pytest.fixture
def desk(procedure):
    return cast.visiting(cast.sato())


@pytest.fixture
def entered(desk):
    """An application that an officer has asked for, question by question."""
    page = desk.post(
        "/applications/",
        {"start": "1", "procedure": "hanadan", "channel": "counter"},
    )
    for key, posted in ANSWERS.items():
        assert page.url.endswith(f"/p/{key}/")
        page = desk.post(page.url, posted)
    while not page.url.endswith("/check/"):
        page = desk.post(page.url, {})
    return Draft.objects.get()


def at(draft, act):
    return f"/applications/drafts/{draft.ref}/{act}/"


def today():
    day = clock.today()
    return {
        "arrived_on_year": str(day.year),
        "arrived_on_month": str(day.month),
        "arrived_on_day": str(day.day),
    }


def code_from(desk, draft):
    shown = desk.post(at(draft, "confirm")).content.decode()
    return re.search(r"\d{4}-\d{4}", shown)[0]


def opened(code):
    """The screen at the counter, which belongs to nobody."""
    screen = cast.visiting()
    assert screen.post("/counter/", {"code": code}).url == "/counter/answers/"
    return screen


def say_right(screen):
    shown = screen.get("/counter/answers/").content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', shown)[1]
    return screen.post("/counter/answers/", {"digest": digest})


def test_it_is_filed_when_the_person_has_confirmed_every_answer(desk, entered):
    screen = opened(code_from(desk, entered))
    shown = screen.get("/counter/answers/").content.decode()
    assert "能代 キク" in shown
    assert "駅前の1番" in shown
    assert say_right(screen).url == "/counter/right/"
    assert "本人が画面で確かめた" in desk.get(at(entered, "check")).content.decode()
    desk.post(at(entered, "submit"), today())
    entry = Case.objects.get().entry
    assert (entry.entered_by, entry.how) == (cast.sato().account, "screen")
    assert entry.confirmed_at is not None
    assert entry.before == {}


def test_it_is_not_filed_while_nobody_has_confirmed_it(desk, entered):
    refused = desk.post(at(entered, "submit"), today())
    assert refused.status_code == 422
    assert "まだ本人が確かめていません" in refused.content.decode()
    assert not Case.objects.exists()


def test_it_is_filed_when_it_was_read_aloud(desk, entered):
    desk.post(at(entered, "submit"), {**today(), "read_aloud": "on"})
    assert Case.objects.get().entry.how == "read_aloud"


def test_an_answer_that_changed_afterwards_is_confirmed_again(desk, entered):
    assert say_right(opened(code_from(desk, entered))).url == "/counter/right/"
    desk.post(at(entered, "p/bed"), {"bed": "公園の2番"})
    refused = desk.post(at(entered, "submit"), today())
    assert "もう一度確かめてもらってください" in refused.content.decode()
    assert not Case.objects.exists()


def test_the_person_never_confirms_what_they_have_not_seen(desk, entered):
    screen = opened(code_from(desk, entered))
    shown = screen.get("/counter/answers/").content.decode()
    digest = re.search(r'name="digest" value="(\w+)"', shown)[1]
    desk.post(at(entered, "p/bed"), {"bed": "公園の2番"})
    page = screen.post("/counter/answers/", {"digest": digest})
    assert page.status_code == 409
    assert "公園の2番" in page.content.decode()
    assert Entry.objects.get().how == ""


def test_what_the_person_doubts_is_named_to_the_officer(desk, entered):
    screen = opened(code_from(desk, entered))
    page = screen.post("/counter/answers/", {"wrong": "1", "question": ["bed", "no"]})
    assert page.url == "/counter/doubted/"
    assert Entry.objects.get().doubts == ["bed"]
    shown = desk.get(at(entered, "check")).content.decode()
    assert "本人が「ちがう」と答えたところ（1か所）" in shown


def test_the_screen_keeps_nothing_and_a_code_is_used_once(desk, entered):
    code = code_from(desk, entered)
    screen = opened(code)
    say_right(screen)
    assert screen.get("/counter/answers/").url == "/counter/"
    assert cast.visiting().post("/counter/", {"code": code}).status_code == 422


def test_a_new_code_closes_the_old_one(desk, entered):
    first = code_from(desk, entered)
    screen = opened(first)
    code_from(desk, entered)
    assert screen.get("/counter/answers/").url == "/counter/"
    assert cast.visiting().post("/counter/", {"code": first}).status_code == 422


def test_a_code_is_over_after_half_an_hour(desk, entered):
    code = code_from(desk, entered)
    with clock.at(clock.now() + entering.ASKED_FOR * 1.1):
        assert cast.visiting().post("/counter/", {"code": code}).status_code == 422


@pytest.mark.parametrize("code", ["", "1234", "2345-6789", "\x00" * 8, "９" * 300])
def test_a_wrong_code_gets_a_sentence(procedure, code):
    page = cast.visiting().post("/counter/", {"code": code})
    assert page.status_code == 422
    assert "。" in page.content.decode()


def test_guessing_codes_is_stopped(procedure):
    screen = cast.visiting()
    for number in range(25):
        page = screen.post("/counter/", {"code": f"2222-{2222 + number}"})
    assert "分" in page.content.decode()
