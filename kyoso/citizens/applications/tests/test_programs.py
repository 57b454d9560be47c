"""A program checks, files and follows an application under the rules of the pages."""

import pytest
from django.core.cache import cache
from django.test import Client

from kyoso.citizens.applications import actions
from kyoso.citizens.applications.models import ProgramFiling, Upload
from kyoso.citizens.applications.programs import files
from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import testing
from kyoso.engines.casework.api import Attachment, Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.media.api import File
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from tests import people as cast

KEY = "kakeibo-2026-0001"
ANSWERS = {
    "applicant_name": {"name": "能代 花子", "kana": "ノシロ ハナコ"},
    "applicant_address": {"postcode": "016-0000", "address": "能代市架空町1番1号"},
    "bed": "駅前の1番",
    "has_cost": True,
    "cost": "12,000円",
    "plan": [],
}


class Program:
    """A program with a token of somebody's; it has no session and no cookies."""

    def __init__(self, account, *scopes):
        self.client = Client(headers={"host": cast.PUBLIC_HOST})
        self.headers = {}
        if scopes:
            _token, shown = people.create_token(
                account, name="家計簿", scopes=scopes, days=10, by=account
            )
            self.headers = {"authorization": f"Bearer {shown}"}

    def get(self, path):
        return self.client.get(f"/api/v1{path}", headers=self.headers)

    def post(self, path, sent):
        return self.client.post(
            f"/api/v1{path}", sent, "application/json", headers=self.headers
        )

    def upload(self, file):
        path = "/api/v1/applications/files"
        return self.client.post(path, {"file": file}, headers=self.headers)

    def file(self, key=KEY, procedure="hanadan", **changes):
        sent = {"procedure": procedure, "key": key, "answers": ANSWERS} | changes
        return self.post("/applications", sent)

    def check(self, **changes):
        sent = {"procedure": "hanadan", "answers": ANSWERS} | changes
        return self.post("/applications/check", sent)


@pytest.fixture(autouse=True)
def _fresh(procedure):
    cache.clear()


@pytest.fixture
def hanakos():
    return Program(cast.hanako().account, "read", "apply")


@pytest.fixture
def taros():
    return Program(cast.taro().account, "read", "apply")


def test_a_procedure_tells_its_questions(taros):
    found = taros.get("/procedures/hanadan?language=en").json()
    asked = {q["key"]: q for page in found["form"]["pages"] for q in page["questions"]}
    assert list(asked) == list(ANSWERS)
    assert asked["cost"]["when"] == {"test": "is", "question": "has_cost", "than": True}
    assert asked["applicant_name"]["parts"] == ["name", "kana", "no_kana"]
    assert found["title"] == "Use of a town flower bed"
    assert found["channels"]


def test_a_procedure_that_is_not_there_is_not_found(taros):
    answer = taros.get("/procedures/nothing")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_a_check_files_nothing(hanakos):
    found = hanakos.check(answers=ANSWERS | {"cost": "たくさん", "bed": ""}).json()
    assert found["is_good"] is False
    assert {fault["question"] for fault in found["faults"]} == {"cost", "bed"}
    assert all(fault["sentence"].endswith("。") for fault in found["faults"])
    assert hanakos.check().json()["is_good"] is True
    assert not Case.objects.exists()
    assert not Draft.objects.exists()


def test_an_answer_to_a_question_that_is_not_asked_is_a_fault(hanakos):
    found = hanakos.check(answers=ANSWERS | {"colour": "赤"}).json()
    assert [fault["question"] for fault in found["faults"]] == ["colour"]


def test_it_files_an_application_with_a_receipt(hanakos):
    answer = hanakos.file()
    assert answer.status_code == 201, answer.content.decode()
    case = Case.objects.get()
    told = answer.json()
    assert told["receipt_number"] == case.receipt_number
    assert told["state"] == "received"
    assert told["holder"] == "section"
    assert case.account == cast.hanako().account
    assert case.channel == "web"
    assert case.name == "能代 花子"
    assert Entry.objects.filter(event="applications.filed_by_program").count() == 1


def test_a_replay_is_the_same_application(hanakos):
    first, second = hanakos.file(), hanakos.file()
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json()["ref"] == second.json()["ref"]
    assert Case.objects.count() == 1
    assert ProgramFiling.objects.count() == 1


def test_a_key_is_not_used_for_two_different_applications(hanakos):
    hanakos.file()
    answer = hanakos.file(answers=ANSWERS | {"bed": "駅前の2番"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "key_of_another"
    assert Case.objects.count() == 1


def test_two_people_may_use_the_same_key(hanakos, taros):
    assert hanakos.file().status_code == taros.file().status_code == 201
    assert Case.objects.count() == 2


def test_faulty_answers_are_told_question_by_question(hanakos):
    answer = hanakos.file(answers={})
    assert answer.status_code == 422
    told = answer.json()
    assert told["code"] == "answers_faulty"
    assert {"applicant_name", "bed"} <= {fault["question"] for fault in told["faults"]}
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "hostile",
    [
        {"applicant_name": {"name": "\ud800", "kana": "ア"}},
        {"bed": "\x00"},
        {"\ud800": "x"},
        {"cost": float("nan")},
        {"plan": [{"ref": "0123456789abcdef", "name": "a", "kind": "pdf", "size": 1}]},
        {"plan": ["0123456789abcdef"]},
        {"plan": "x"},
        {"bed": [[[[[[[["x"]]]]]]]]},
        {"has_cost": {"a": 1}},
    ],
)
def test_hostile_answers_are_faults_and_never_errors(hanakos, hostile):
    answer = hanakos.file(answers=ANSWERS | hostile)
    assert answer.status_code == 422, answer.content.decode()
    assert answer.json()["faults"]
    assert not Case.objects.exists()


@pytest.mark.parametrize("sent", ["{", "[]", '"x"', "{}", '{"procedure": 1}'])
def test_what_is_no_application_is_told_so(hanakos, sent):
    answer = hanakos.post("/applications", sent)
    assert answer.status_code in {400, 422}
    assert answer.json()["sentence"].endswith("。")


def test_nobody_files_without_a_token(hanakos):
    stranger = Program(None)
    assert stranger.file().status_code == 401
    assert stranger.check().json()["code"] == "token_needed"
    assert stranger.get(f"/applications/{'a' * 16}").status_code == 401


def test_a_log_in_is_no_token(db):
    client = cast.visiting(cast.hanako())
    sent = {"procedure": "hanadan", "key": KEY, "answers": ANSWERS}
    answer = client.post("/api/v1/applications", sent, "application/json")
    assert answer.status_code == 401


def test_a_token_does_what_it_reaches_to(db):
    reader = Program(cast.hanako().account, "read")
    answer = reader.file()
    assert answer.status_code == 403
    assert answer.json()["code"] == "scope_missing"


def test_an_officers_token_opens_nothing_here(db):
    assert Program(cast.sato().account, "work").file().status_code == 401


def test_another_persons_application_does_not_exist(hanakos, taros):
    ref = hanakos.file().json()["ref"]
    assert hanakos.get(f"/applications/{ref}").json()["ref"] == ref
    assert taros.get(f"/applications/{ref}").status_code == 404
    assert taros.get("/applications/nothing").status_code == 404


def test_it_tells_what_is_to_be_mended(hanakos, sato):
    case = testing.correcting(by=sato.account, account=cast.hanako().account)
    told = hanakos.get(f"/applications/{case.ref}").json()
    assert told["holder"] == "applicant"
    assert [item["question"] for item in told["to_mend"]] == ["bed"]


def test_a_file_is_sent_ahead_and_named(hanakos, photo):
    sent = hanakos.upload(photo())
    assert sent.status_code == 201, sent.content.decode()
    ref = sent.json()["ref"]
    assert hanakos.file(answers=ANSWERS | {"plan": [ref]}).status_code == 201
    assert Attachment.objects.get().file.ref == ref
    assert Attachment.objects.get().question == "plan"
    assert not Upload.objects.exists()


def test_another_persons_file_cannot_be_named(hanakos, taros, photo):
    ref = hanakos.upload(photo()).json()["ref"]
    answer = taros.file(answers=ANSWERS | {"plan": [ref]})
    assert answer.status_code == 422
    assert [fault["question"] for fault in answer.json()["faults"]] == ["plan"]


def test_a_file_serves_one_application(hanakos, photo):
    answers = ANSWERS | {"plan": [hanakos.upload(photo()).json()["ref"]]}
    assert hanakos.file(answers=answers).status_code == 201
    assert hanakos.file("another-key", answers=answers).status_code == 422
    assert hanakos.file(answers=answers).status_code == 200


def test_a_file_that_is_none_is_refused_with_a_sentence(hanakos, photo):
    bad = photo()
    bad.file.seek(0)
    bad.file.truncate()
    bad.size = 0
    answer = hanakos.upload(bad)
    assert answer.status_code == 422
    assert answer.json()["sentence"]


def test_what_no_application_takes_is_deleted_after_a_day(hanakos, photo, clock_at):
    hanakos.upload(photo())
    assert files.forget_uploads() == 0
    with clock.at(clock.now() + files.KEPT_FOR * 1.1):
        assert files.forget_uploads() == 1
    assert not Upload.objects.exists()
    assert not File.objects.exists()


def test_where_a_card_is_needed_no_program_files(hanakos):
    testing.procedure(slug="card", identity={"level": "card", "reason": "試験"})
    assert hanakos.check(procedure="card").json()["can_be_filed"] is False
    answer = hanakos.file(procedure="card")
    assert answer.status_code == 403
    assert answer.json()["code"] == "card_needed"


def test_a_closed_procedure_takes_nothing(hanakos):
    testing.procedure(state="closed")
    answer = hanakos.file()
    assert answer.status_code == 409
    assert "受付" in answer.json()["sentence"]


def test_filings_are_counted_as_on_the_pages(hanakos, monkeypatch):
    monkeypatch.setattr(
        "kyoso.citizens.applications.actions.filing_tries",
        actions.forms.Tries("t", 1, actions._HOUR, actions.FilingsPaused),
    )
    assert hanakos.file().status_code == 201
    assert hanakos.file("another-key").status_code == 429
    assert hanakos.file().status_code == 200


def test_she_files_for_her_mother_while_the_mandate_lasts(hanakos):
    given = people.give_mandate(
        cast.kiku(),
        procedures=["hanadan"],
        expires_on=clock.today(),
        by=cast.kiku().account,
    )
    mandate = people.accept_mandate(given.code, by=cast.hanako())
    [principal] = hanakos.get("/applications/principals").json()
    assert principal["kind"] == "mandate"
    ref = hanakos.file(acting_for=principal["ref"]).json()["ref"]
    assert Case.objects.get().account == cast.kiku().account
    assert hanakos.get(f"/applications/{ref}").status_code == 200
    people.revoke_mandate(mandate, by=cast.kiku().account)
    assert hanakos.get(f"/applications/{ref}").status_code == 404
    assert hanakos.file("another-key", acting_for=principal["ref"]).status_code == 404


def test_it_is_described(db):
    document = Program(None).get("/openapi.json").json()
    paths = document["paths"]
    assert {"post"} == set(paths["/api/v1/applications"])
    assert {"get"} == set(paths["/api/v1/applications/{ref}"])
    assert document["components"]["securitySchemes"]
    assert "security" in paths["/api/v1/applications"]["post"]
