"""The public process's database role can do what its pages do, and nothing more."""

import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import ProgrammingError, connection, transaction

from kyoso.citizens.kiosk import testing as kiosk_testing
from kyoso.config.roles import office_only_models, public_rights
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.certification import testing as certification_testing
from kyoso.engines.media import testing as media_testing
from kyoso.engines.payments import api as payments
from kyoso.engines.payments import testing as payments_testing
from kyoso.engines.payments.actions import learning
from kyoso.engines.payments.base import Notice, Stage, Statement
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock
from kyoso.plan.tests import telling
from tests import people as cast
from tests.operations.public_role import as_office, refuse

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="SQLite has no roles; see docs."
    ),
]
ANSWERS = {
    "applicant_name": {
        "applicant_name.name": "能代 花子",
        "applicant_name.kana": "のしろ はなこ",
    },
    "applicant_address": {
        "applicant_address.postcode": "016-0000",
        "applicant_address.address": "能代市架空町1番1号",
    },
    "bed": {"bed": "駅前の1番"},
    "has_cost": {"has_cost": "no"},
    "plan": {},
}

WITHDRAWAL = {"reason": "やめます", "sure": "on"}


@pytest.fixture
def city(sato, hanako, planner):
    """A plan with decisions, a procedure, and a case that waits for an answer."""
    cache.clear()
    casework_testing.procedure()
    with clock.at(telling.TODAY):
        telling.held_meeting(telling.noshiro(), planner)
        yield


def answer_all(client, start):
    draft = start.split("/")[2]
    for key, posted in ANSWERS.items():
        assert client.get(f"/drafts/{draft}/q/{key}/").status_code == 200
        client.post(f"/drafts/{draft}/q/{key}/", posted)
    for page in ("save", "paper", "check", "discard"):
        assert client.get(f"/drafts/{draft}/{page}/").status_code == 200
    return draft


def log_in(client, mailoutbox):
    client.post("/login", {"login": "hanako@example.jp"})
    code = re.search(r"は (\d{6}) です", mailoutbox[-1].body)[1]
    answer = client.post("/login/code", {"code": code})
    assert answer.headers["location"] == "/account"


def test_it_shows_everything_public(city, as_public):
    client = cast.visiting()
    for path in (
        "/",
        "/plan",
        "/plan/initiatives/online-applications",
        "/plan/indicators/mynumber-card",
        "/plan/indicators/mynumber-card.csv",
        "/plan/indicators/mynumber-card.atom",
        "/plan/revisions",
        "/plan/decisions",
        "/plan/feed.atom",
        "/api/v1/plan",
        "/api/v1/plan/indicators/mynumber-card",
        "/api/v1/openapi.json",
        "/search?q=花壇",
        "/procedures/",
        "/procedures/hanadan/",
        "/procedures/hanadan/paper/",
        "/applications/resume/",
        "/applications/status/",
        "/login",
        "/signup",
    ):
        assert client.get(path).status_code == 200, path


def test_it_carries_a_stranger_from_the_draft_to_the_receipt(city, as_public):
    client = cast.visiting()
    start = client.post("/procedures/hanadan/start/")
    draft = answer_all(client, start.headers["location"])
    receipt = client.post(f"/drafts/{draft}/submit/").headers["location"]
    case = receipt.split("/")[2]
    for page in ("receipt/", "", "answers/", "withdraw/"):
        assert client.get(f"/applications/{case}/{page}").status_code == 200, page
    client.post(f"/applications/{case}/withdraw/", WITHDRAWAL)
    discarded = client.post("/procedures/hanadan/start/").headers["location"]
    gone = client.post(f"/drafts/{discarded.split('/')[2]}/discard/")
    assert gone.headers["location"] == "/procedures/"


def test_it_carries_a_resident_through_account_and_correction(
    city, sato, as_public, mailoutbox
):
    client = cast.visiting()
    log_in(client, mailoutbox)
    start = client.post("/procedures/hanadan/start/")
    draft = answer_all(client, start.headers["location"])
    ref = client.post(f"/drafts/{draft}/submit/").headers["location"].split("/")[2]

    def ask():
        case = casework.Case.objects.get(ref=ref)
        casework.accept(case, by=sato.account)
        casework.ask_correction(case, items=[("bed", "番号を")], by=sato.account)

    as_office(ask)
    mending = client.post(f"/applications/{ref}/mend/").headers["location"]
    mended = mending.split("/")[2]
    client.post(f"/drafts/{mended}/q/bed/", {"bed": "川ぞいの2番"})
    client.post(f"/drafts/{mended}/submit/")
    assert as_office(lambda: casework.open_correction(case_of(ref))) is None
    for path in (
        "/applications/",
        f"/applications/{ref}/",
        "/account",
        "/account/details",
        "/account/seen",
        "/account/notices",
        "/account/mandates",
        "/account/passkeys",
        "/account/tokens",
    ):
        assert client.get(path).status_code == 200, path
    assert client.post("/logout").status_code == 302


def test_it_shows_a_case_on_its_way_to_the_decision(
    city, sato, suzuki, hanako, as_public
):
    def proposed():
        return casework_testing.deciding(by=sato.account, account=hanako.account)

    case = as_office(proposed)
    client = cast.visiting(hanako)
    assert client.get(f"/applications/{case.ref}/").status_code == 200
    as_office(lambda: casework.approve(case, by=suzuki.account))
    assert client.get(f"/applications/{case.ref}/").status_code == 200
    assert client.get(f"/applications/{case.ref}/notice/").status_code != 500
    withdrawn = as_office(proposed)
    answer = client.post(f"/applications/{withdrawn.ref}/withdraw/", WITHDRAWAL)
    assert answer.status_code == 302
    assert case_of(withdrawn.ref).state == "withdrawn"


def test_it_carries_a_resident_through_every_turn_of_paying(due, as_public):
    client = cast.visiting(cast.hanako())
    page = f"/pay/{due.ref}"
    with payments_testing.a_provider() as company:
        for path in ("/bills", page):
            assert client.get(path).status_code == 200, path
        first = begun(client, page, "card")
        company.becomes(first.ref, Stage.DECLINED)
        client.get(f"/pay/attempts/{first.ref}/back")
        second = begun(client, page, "bank")
        client.post(f"/pay/attempts/{second.ref}/leave")
        third = begun(client, page, "card")
        for paid in (third, first):
            said = company.pays(paid.ref, 300)
            learning.hear(Notice(paid.ref, said), provider=company.slug, by=None)
        assert client.get(page).status_code == 200
        stranger = Statement("none", Stage.PAID, paid_amount=300)
        learning.hear(Notice("e", stranger), provider=company.slug, by=None)
        assert client.post(f"{page}/proof").status_code == 302
    kinds = payments.Discrepancy.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["twice", "unknown"]
    assert payments.Due.objects.get(pk=due.pk).overpaid == 300


@pytest.fixture
def due(hanako):
    payments_testing.a_designation()
    return payments_testing.make_due(cast.section(), debtor=hanako.account)


def begun(client, page, channel):
    client.post(f"{page}/start", {"channel": channel})
    attempt = payments.Attempt.objects.first()
    assert attempt.state == "open"
    assert client.get(f"/pay/attempts/{attempt.ref}").status_code == 200
    return attempt


def case_of(ref):
    return casework.Case.objects.get(ref=ref)


def test_it_carries_a_person_at_a_terminal_to_the_paper(
    holder_at_a_terminal, hanako, ota, as_public
):
    _device, keys = holder_at_a_terminal
    with clock.at(kiosk_testing.an_open_moment()):
        client = cast.visiting(hanako)
        client.cookies["kyoso_kiosk"] = keys.screen
        session = client.session
        session["people_identity_level"] = int(people.IdentityLevel.CARD)
        session.save()
        printer = cast.visiting()
        printer.defaults["HTTP_AUTHORIZATION"] = f"Kiosk {keys.printer}"
        assert printer.post("/kiosk/printer/next").status_code == 204
        assert client.get("/kiosk").status_code == 200
        chosen = {"purpose": "work", "scope": "household", "copies": "1", "token": "t"}
        asked = client.post("/kiosk/ask/resident-record", chosen | {"send": "1"})
        where = asked.headers["location"]
        job = kiosk_testing.PrintJob.objects.get()
        as_office(lambda: certification_testing.examined(job.order))
        assert client.get(where).status_code == 200
        as_office(lambda: certification_testing.paid(job.order, by=ota))
        assert client.post(f"{where}/print").status_code == 302
        ref = printer.post("/kiosk/printer/next").json()["ref"]
        paper = printer.get(f"/kiosk/printer/tries/{ref}/paper")
        assert b"".join(paper.streaming_content).startswith(b"%PDF")
        told = f"/kiosk/printer/tries/{ref}", '{"outcome": "printed"}'
        heard = printer.post(*told, content_type="application/json")
        assert heard.json() == {"state": "printed"}
        assert client.get("/kiosk/left").headers["location"] == "/kiosk"


@pytest.fixture
def holder_at_a_terminal(hanako, shindo, settings, tmp_path):
    """Hanako's card is compared; a device stands ready; papers are made here."""
    cache.clear()
    media_testing.keep_in(tmp_path, settings)
    settings.CITY_SIGNATURE = {
        "certificate_file": str(tmp_path / "city.pem"),
        "key_file": str(tmp_path / "city-key.pem"),
    }
    certification_testing.a_holder(hanako, by=shindo)
    certification_testing.a_revenue_line()
    return kiosk_testing.a_device(shindo)


def test_it_lets_a_new_resident_sign_up(as_public, mailoutbox):
    cache.clear()
    client = cast.visiting()
    client.post("/signup", {"email": "new@example.jp"})
    code = re.search(r"は (\d{6}) です", mailoutbox[-1].body)[1]
    client.post("/signup/code", {"code": code})
    assert people.Resident.objects.filter(account__email="new@example.jp").exists()


def test_of_the_register_it_reads_whom_an_officer_must_look_at_and_no_more():
    rights = {
        model.__name__: public_rights(model)
        for model in apps.get_app_config("residents").get_models()
        if public_rights(model)
    }
    assert rights == {"Standing": "SELECT", "CardProof": "SELECT, INSERT"}


def test_it_notes_a_card_and_holds_back_without_reading_the_register(
    hanako, shindo, as_public
):
    def joined():
        person = residents_testing.linked(
            hanako, residents_testing.a_person(), by=shindo
        )
        residents_testing.protect(person)

    as_office(joined)
    assert people.is_held_back(hanako.account)
    told = people.Attributes(name="能代 花子", address="架空町2番")
    people.identity_proved.send(
        sender=None,
        account=hanako.account,
        attributes=told,
        level=people.IdentityLevel.CARD,
        by=None,
    )
    assert "職員が確認します" in cast.visiting(hanako).get("/account").content.decode()
    with pytest.raises(ProgrammingError), transaction.atomic():
        residents.person_of(hanako.account, level=people.IdentityLevel.CARD)


@pytest.mark.parametrize("model", office_only_models(), ids=lambda m: m.__name__)
def test_it_cannot_read_an_office_only_table(as_public, model):
    refuse(as_public, f"SELECT * FROM {table_of(model)} LIMIT 1")


@pytest.mark.parametrize(
    "model",
    [m for m in apps.get_models() if public_rights(m) == "SELECT"],
    ids=lambda m: m._meta.label,
)
def test_it_cannot_write_what_it_only_reads(as_public, model):
    refuse(as_public, f"INSERT INTO {table_of(model)} DEFAULT VALUES")
    refuse(as_public, f"DELETE FROM {table_of(model)}")


def test_it_adds_to_the_audit_log_and_changes_nothing_in_it(as_public):
    refuse(as_public, "UPDATE audit_entry SET event = 'x'")
    refuse(as_public, "DELETE FROM audit_entry")
    refuse(as_public, "TRUNCATE audit_entry")


def table_of(model):
    return connection.ops.quote_name(model._meta.db_table)
