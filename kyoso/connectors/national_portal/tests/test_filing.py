"""What arrives whole becomes one case, and the portal is told only after that."""

import datetime as dt

import pytest

from kyoso.connectors.national_portal.models import Arrival, State
from kyoso.connectors.national_portal.sandbox import examples
from kyoso.engines.casework.api import Case
from kyoso.kernel import clock


def test_a_whole_application_becomes_a_case(town):
    town.arrive()
    done = town.round()
    case = town.arrival().case
    assert (done.listed, done.fetched, done.filed, done.acknowledged) == (1, 1, 1, 1)
    assert (case.channel, case.name, case.kana) == (
        "portal",
        "架空 太郎",
        "かくう たろう",
    )
    assert case.procedure.slug == "risai-shomei"
    assert case.section == case.procedure.section


def test_its_answers_are_what_a_page_would_have_kept(town):
    town.arrive()
    town.round()
    values = {
        key: answer["value"]
        for key, answer in town.arrival().case.submissions.get().answers.items()
    }
    assert values["cause"] == "rain"
    assert values["happened_on"] == "2026-09-20"
    assert values["parts"] == ["roof", "walls"]
    assert values["applicant_address"] == {
        "postcode": "0160000",
        "address": "能代市架空町2番3号",
    }
    assert values["photos"] is None, "Photographs may follow later: it is lawful."


def test_the_receipt_number_stands_in_the_first_line_of_the_case(town):
    town.arrive()
    town.round()
    assert "P-1" in town.arrival().case.steps.first().text


def test_it_arrived_when_the_portal_took_it(town):
    moment = clock.now() - dt.timedelta(days=2)
    town.arrive(arrived_at=moment.isoformat())
    town.round()
    assert town.arrival().case.arrived_at == moment


def test_a_moment_just_ahead_of_our_clock_counts_as_now(town):
    town.arrive(arrived_at=(clock.now() + dt.timedelta(minutes=9)).isoformat())
    town.round()
    assert town.arrival().case.arrived_at <= clock.now()


def test_csv_in_shift_jis_is_read_like_xml(town):
    town.arrive("csv")
    town.round()
    assert town.arrival().case.name == "架空 太郎"


def test_many_rounds_file_it_once(town):
    town.arrive()
    town.round(3)
    assert Case.objects.count() == 1
    assert town.portal()["acknowledged"] == 1


def test_the_list_may_repeat_itself_and_come_in_any_order(town):
    for number in range(8):
        town.arrive(number=f"P-{number}")
    done = town.round()
    assert (done.listed, done.filed) == (8, 8)
    assert Case.objects.count() == Arrival.objects.count() == 8


def test_nothing_is_acknowledged_that_is_not_filed(town):
    town.arrive("unknown")
    town.arrive("lacking", "P-2")
    town.round(2)
    assert town.portal("P-1")["acknowledged"] == 0
    assert town.portal("P-2")["acknowledged"] == 0


def test_what_was_filed_and_not_acknowledged_is_told_later(town, wire, monkeypatch):
    town.arrive()
    plainly = wire.request

    def deaf(method, url, **options):
        if url.endswith("/acknowledge"):
            wire.is_cut = True
        try:
            return plainly(method, url, **options)
        finally:
            wire.is_cut = False

    monkeypatch.setattr("kyoso.kernel.outbound.request", deaf)
    assert town.round().acknowledged == 0
    assert town.arrival().state == State.FILED
    monkeypatch.setattr("kyoso.kernel.outbound.request", plainly)
    assert town.round().acknowledged == 1
    assert Case.objects.count() == 1


def test_a_photograph_answers_its_question_and_others_go_along(town, picture):
    files = {
        "申請書.xml": examples.xml(examples.HOUSE),
        "被害の写真1.jpg": picture,
        "見取図.jpg": picture,
    }
    town.bring(files)
    town.round()
    submission = town.arrival().case.submissions.get()
    told = {one.file.name: one.question for one in submission.attachments.all()}
    assert told == {"被害の写真1.jpg": "photos", "見取図.jpg": ""}


def test_a_file_that_the_house_refuses_stays_in_the_package(town):
    town.bring({"申請書.xml": examples.xml(examples.HOUSE), "写真.exe": b"MZ" * 100})
    town.round()
    case = town.arrival().case
    assert case.submissions.get().attachments.count() == 0


def test_what_was_fetched_is_kept_sealed(town):
    town.arrive("unknown")
    town.round()
    sealed = bytes(town.arrival().sealed)
    assert "架空 次郎".encode() not in sealed
    assert not sealed.startswith(b"PK")


@pytest.fixture
def picture():
    import io

    from PIL import Image, ImageDraw

    made = io.BytesIO()
    page = Image.new("L", (900, 600), "white")
    ImageDraw.Draw(page).text((40, 40), "ROOF", fill="black", font_size=90)
    page.save(made, "JPEG")
    return made.getvalue()
