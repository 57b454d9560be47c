"""At the screen: from the card to the paper, once each; whatever needs a person, away."""

import pytest
from django.test import Client

from kyoso.citizens.kiosk import testing
from kyoso.citizens.kiosk.models import Device, PrintJob, PrintTry
from kyoso.citizens.kiosk.tests.conftest import NOON, screen
from kyoso.engines.certification import api as certification
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import api as ledger
from kyoso.engines.payments import api as payments
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock
from tests import people as cast

ASK = "/kiosk/ask/resident-record"
CHOSEN = {"purpose": "work", "scope": "household", "copies": "2", "token": "t1"}
NEUTRAL = "この端末ではお出しできません。窓口で、受付番号を伝えてください。"


def page(response):
    return response.content.decode()


def main(response):
    return page(response).partition("<main")[2].partition("</main")[0]


def test_the_way_leads_from_the_certificate_to_the_paper(
    at_screen, printer, ota, device
):
    told = page(at_screen.get("/kiosk/choose"))
    assert "住民票の写し" in told
    assert "何に使いますか" in page(at_screen.get(ASK))
    assert "だれの分ですか" in page(at_screen.get(f"{ASK}?purpose=work"))
    checked = page(at_screen.post(ASK, CHOSEN))
    assert "600円" in checked
    assert not PrintJob.objects.exists()
    where = at_screen.post(ASK, CHOSEN | {"send": "1"}).headers["location"]
    assert "確かめています" in page(at_screen.get(where))
    certification_testing.a_revenue_line()
    drain()
    assert "600円を払う" in page(at_screen.get(where))
    job = PrintJob.objects.get()
    certification_testing.paid(job.order, by=ota)
    told = page(at_screen.get(where))
    assert "印刷する" in told
    assert "受け取った手数料" in told
    assert printer.post("/kiosk/printer/next").status_code == 204
    at_screen.post(f"{where}/print")
    assert "印刷しています" in page(at_screen.get(where))
    handed = printer.post("/kiosk/printer/next").json()
    assert handed["copies"] == 2
    got = printer.get(f"/kiosk/printer/tries/{handed['ref']}/paper")
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    printer.post(
        f"/kiosk/printer/tries/{handed['ref']}",
        {"outcome": "printed"},
        content_type="application/json",
    )
    assert "印刷が終わりました。" in page(at_screen.get(where))


def test_asking_twice_makes_one_job(at_screen):
    first = at_screen.post(ASK, CHOSEN | {"send": "1"})
    again = at_screen.post(ASK, CHOSEN | {"send": "1"})
    assert first.headers["location"] == again.headers["location"]
    assert PrintJob.objects.count() == certification.Order.objects.count() == 1


def test_pressing_print_twice_prints_once(at_screen, hanako, device, ota):
    job = testing.waiting(hanako, device, ota=ota)
    for _press in range(3):
        at_screen.post(f"/kiosk/jobs/{job.ref}/print")
    assert PrintTry.objects.count() == 1


def test_a_printed_paper_is_not_printed_again_by_the_person(
    at_screen, hanako, device, ota, printer
):
    job = testing.waiting(hanako, device, ota=ota)
    at_screen.post(f"/kiosk/jobs/{job.ref}/print")
    ref = printer.post("/kiosk/printer/next").json()["ref"]
    for _time in range(2):
        printer.post(
            f"/kiosk/printer/tries/{ref}",
            {"outcome": "printed"},
            content_type="application/json",
        )
    at_screen.post(f"/kiosk/jobs/{job.ref}/print")
    assert PrintTry.objects.count() == 1
    assert printer.post("/kiosk/printer/next").status_code == 204


def test_nothing_is_printed_before_it_is_paid(at_screen, hanako, device):
    job = testing.to_pay(hanako, device)
    told = at_screen.post(f"/kiosk/jobs/{job.ref}/print")
    assert told.status_code == 422
    assert not PrintTry.objects.exists()


def test_after_a_jam_the_person_is_sent_to_the_counter_and_pays_nothing_more(
    at_screen, hanako, device, ota
):
    job = testing.failed(hanako, device, ota=ota)
    told = page(at_screen.get(f"/kiosk/jobs/{job.ref}"))
    assert "職員の画面に知らせました" in told
    assert job.number in told
    refused = at_screen.post(f"/kiosk/jobs/{job.ref}/print")
    assert refused.status_code == 422
    assert PrintTry.objects.count() == 1
    assert ledger.Receipt.objects.count() == 1


def test_whatever_needs_a_person_reads_alike(
    at_screen, key, hanako, taro, holder, device
):
    residents_testing.protect(holder)
    mine, theirs = (testing.asked(one, device) for one in (hanako, taro))
    certification_testing.a_revenue_line()
    drain()
    shown = main(at_screen.get(f"/kiosk/jobs/{mine.ref}"))
    other = main(screen(key, taro).get(f"/kiosk/jobs/{theirs.ref}"))
    assert NEUTRAL in shown
    assert shown.replace(mine.number, "") == other.replace(theirs.number, "")


def test_anothers_job_does_not_exist(key, hanako, taro, device, holder, ota):
    job = testing.waiting(hanako, device, ota=ota)
    stranger = screen(key, taro)
    assert stranger.get(f"/kiosk/jobs/{job.ref}").status_code == 404
    for verb in ("print", "withdraw"):
        assert stranger.post(f"/kiosk/jobs/{job.ref}/{verb}").status_code == 404
    assert not PrintTry.objects.exists()


def test_elsewhere_nobody_prints(hanako, device, holder, ota):
    job = testing.waiting(hanako, device, ota=ota)
    at_home = cast.visiting(hanako)
    for path in ("/kiosk/choose", ASK):
        assert at_home.get(path).headers["location"] == "/kiosk"
    assert at_home.get(f"/kiosk/jobs/{job.ref}").status_code == 404
    assert at_home.post(f"/kiosk/jobs/{job.ref}/print").status_code == 404
    assert not PrintTry.objects.exists()


def test_a_session_by_mail_gets_nowhere(key, hanako, holder):
    client = screen(key)
    client.force_login(hanako.account)
    assert client.get("/kiosk/choose").headers["location"] == "/kiosk"
    assert client.post(ASK, CHOSEN | {"send": "1"}).headers["location"] == "/kiosk"
    assert not PrintJob.objects.exists()


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (NOON.replace(hour=6, minute=29), False),
        (NOON.replace(hour=6, minute=30), True),
        (NOON.replace(hour=22, minute=59), True),
        (NOON.replace(hour=23, minute=0), False),
        (NOON.replace(month=12, day=29), False),
        (NOON.replace(year=2027, month=1, day=3), False),
        (NOON.replace(year=2027, month=1, day=4), True),
    ],
)
def test_one_begins_within_the_hours_only(at_screen, moment, is_open):
    with clock.at(moment):
        heard(moment)
        told = at_screen.post(ASK, CHOSEN | {"send": "1"})
        assert (told.status_code == 302) is is_open
        assert ("利用時間の外です" in page(at_screen.get("/kiosk"))) is not is_open


def heard(moment):
    """Let the printer have asked just now."""
    Device.objects.update(heard=moment)


def test_what_was_paid_is_printed_after_the_hours_too(at_screen, hanako, device, ota):
    job = testing.waiting(hanako, device, ota=ota)
    with clock.at(NOON.replace(hour=23, minute=1)):
        heard(clock.now())
        assert at_screen.get("/kiosk").status_code == 200
        fresh = screen_again(at_screen, hanako)
        fresh.post(f"/kiosk/jobs/{job.ref}/print")
    assert PrintTry.objects.count() == 1


def screen_again(client, who):
    return screen(client.cookies["kyoso_kiosk"].value, who)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"copies": "99"}, "通数"),
        ({"purpose": "none"}, "使い道を選びなおしてください。"),
        ({"items": ["individual_number"]}, "のせること"),
        ({"scope": "city"}, "だれの分"),
        ({"token": "\0"}, ""),
    ],
)
def test_what_no_screen_offers_is_answered_with_a_sentence(at_screen, wrong, sentence):
    told = at_screen.post(ASK, CHOSEN | wrong | {"send": "1"})
    assert told.status_code == 422
    assert sentence in page(told)
    assert not PrintJob.objects.exists()


def test_what_only_an_officer_issues_is_not_offered_here(at_screen):
    assert at_screen.get("/kiosk/ask/seal").status_code == 404
    assert "印鑑登録証明書は、窓口で" in page(at_screen.get("/kiosk/choose"))


@pytest.mark.parametrize(
    "told", [{"is_on": False}, {"trouble": "jam"}, {"heard": None}]
)
def test_a_device_that_is_not_ready_takes_nothing(at_screen, device, told):
    Device.objects.update(**told)
    told = at_screen.post(ASK, CHOSEN | {"send": "1"})
    assert "いま使えません" in page(told)
    assert "いま使えません" in page(at_screen.get("/kiosk"))
    assert not PrintJob.objects.exists()


def test_taking_it_back_ends_request_and_due(at_screen, hanako, device):
    job = testing.to_pay(hanako, device)
    at_screen.post(f"/kiosk/jobs/{job.ref}/withdraw")
    job = testing.fresh(job)
    assert (job.state, job.order.state) == ("closed", "withdrawn")
    assert not payments.dues_about(job.order.about).filter(cancelled_at=None)


def test_once_paid_it_is_not_taken_back(at_screen, hanako, device, ota):
    job = testing.waiting(hanako, device, ota=ota)
    assert at_screen.post(f"/kiosk/jobs/{job.ref}/withdraw").status_code == 422


def test_the_paid_due_leads_back_to_the_paper(at_screen, hanako, device, ota):
    job = testing.to_pay(hanako, device)
    due = payments.dues_about(job.order.about).get()
    assert at_screen.get(f"/pay/{due.ref}").status_code == 200
    certification_testing.paid(job.order, by=ota)
    back = at_screen.get(f"/pay/{due.ref}")
    assert back.headers["location"] == f"/kiosk/jobs/{job.ref}"


def test_a_press_without_its_token_is_refused(key, hanako, holder, device, ota):
    job = testing.waiting(hanako, device, ota=ota)
    strict = Client(enforce_csrf_checks=True, headers={"host": cast.PUBLIC_HOST})
    strict.force_login(hanako.account)
    strict.cookies["kyoso_kiosk"] = key
    assert strict.post(f"/kiosk/jobs/{job.ref}/print").status_code == 403
    assert not PrintTry.objects.exists()


def test_strangers_read_where_the_devices_stand(device, client):
    told = page(cast.visiting().get("/kiosk"))
    assert "市役所1階" in told
    assert "6:30から23:00まで" in told
    assert "12/29–1/3は休みです。" in told
    assert "まだ行っていません" in told


def test_the_page_about_the_terminals_says_when_the_stores_were_looked_up(db):
    told = page(cast.visiting().get("/kiosk"))
    assert "令和8年11月27日に調べた内容です。" in told


def test_a_token_of_the_web_prints_nothing_here(at_screen, hanako):
    certification_testing.a_request(hanako, token="t1")
    told = at_screen.post(ASK, CHOSEN | {"send": "1"})
    assert told.status_code == 422
    assert not PrintJob.objects.exists()


def test_anothers_token_makes_nothing(at_screen, key, taro, device):
    testing.asked(taro, device, token="t1")
    told = at_screen.post(ASK, CHOSEN | {"send": "1"})
    assert told.status_code == 422
    assert PrintJob.objects.count() == 1
