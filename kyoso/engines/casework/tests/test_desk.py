"""The desk: the list, the case, the acts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.casework.desk import queue
from kyoso.engines.casework.models import Case, DeskOrder, Note
from kyoso.engines.jobs import testing as jobs_testing
from tests.people import visiting

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return re.sub(r"<[^>]+>", "", response.content.decode())


def test_it_lists_the_cases_of_my_section_only(procedure, sato, tanaka):
    case = testing.case(procedure)
    assert case.receipt_number in text_of(visiting(sato).get("/cases"))
    assert case.receipt_number not in text_of(visiting(tanaka).get("/cases"))


def test_it_writes_down_who_looked_at_the_list(procedure, sato):
    testing.case(procedure)
    visiting(sato).get("/cases")
    assert Entry.objects.get(event="casework.listed").details == {"shown": 1}


@pytest.mark.parametrize(
    "word", ["花子", "能代花子", "のしろ", "ノシロ", "0185000001", "０１８５"]
)
def test_it_finds_a_case_however_the_name_is_typed(procedure, sato, word):
    case = testing.case(procedure)
    testing.case(procedure, name="架空 太郎", kana="かくう たろう", phone="0185009999")
    page = text_of(visiting(sato).get("/cases", {"q": word, "view": "all"}))
    assert case.receipt_number in page
    if not word.startswith("０"):
        assert "架空 太郎" not in page


@pytest.mark.parametrize("word", ["マイケル・じょん", "まいける・", "ﾏｲｹﾙ･ｼﾞｮﾝ"])
def test_it_finds_a_reading_that_is_parted_by_a_middle_dot(procedure, sato, word):
    case = testing.case(procedure, name="MICHAEL JOHN", kana="まいける・じょん")
    page = text_of(visiting(sato).get("/cases", {"q": word, "view": "all"}))
    assert case.receipt_number in page


def test_it_finds_a_case_by_a_piece_of_its_number(procedure, sato):
    case = testing.case(procedure)
    page = visiting(sato).get("/cases", {"q": case.receipt_number[5:9].lower()})
    assert case.receipt_number in text_of(page)


@pytest.mark.parametrize("sort", ["due", "-due", "name", "-state", "nonsense", "-"])
def test_it_sorts_by_any_head_and_survives_any_word(procedure, sato, sort):
    testing.case(procedure)
    assert visiting(sato).get("/cases", {"sort": sort}).status_code == 200


@pytest.mark.parametrize(
    "query", ["page=99", "page=x", "state=none", "view=none", "procedure='", "q=%00"]
)
def test_it_survives_any_filter(procedure, sato, query):
    testing.case(procedure)
    assert visiting(sato).get(f"/cases?{query}").status_code in {200, 400}


def test_it_shows_so_many_and_says_that_there_are_more(procedure, sato, monkeypatch):
    monkeypatch.setattr(queue, "MOST", 2)
    first, second, third = (testing.case(procedure) for _ in range(3))
    page = text_of(visiting(sato).get("/cases?view=all&sort=arrived"))
    assert "2件より多くあります。先頭の2件を表示しています" in page
    assert first.receipt_number in page
    assert second.receipt_number in page
    assert third.receipt_number not in page


def test_it_remembers_the_order(procedure, sato):
    testing.case(procedure)
    client = visiting(sato)
    client.post("/cases/order", {"view": "mine", "sort": "-arrived"})
    assert DeskOrder.objects.get().query == "view=mine&sort=-arrived"
    assert "保存した並びで開いています" in text_of(client.get("/cases"))
    client.post("/cases/order", {"forget": "1"})
    assert not DeskOrder.objects.exists()


def test_the_list_costs_at_most_fifteen_queries(procedure, sato):
    for number in range(6):
        testing.case(procedure, name=f"架空 {number}")
    client = visiting(sato)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get("/cases")
    assert len(queries) <= 15


def test_a_case_with_everything_costs_at_most_fifteen_queries(procedure, sato, suzuki):
    case = testing.correcting(by=sato.account)
    casework.answer_correction(
        case, answers={"bed": {"typed": "2", "value": "2番"}}, files=[], by=None
    )
    casework.propose(case, outcome="grant", terms={"amount": 5}, by=sato.account)
    casework.note(case, text="電話で確認した。", by=sato.account)
    casework.approve(case, by=suzuki.account)
    jobs_testing.drain()
    client = visiting(sato)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/cases/{case.ref}").status_code == 200
    assert len(queries) <= 15, "\n".join(q["sql"][:90] for q in queries)


def test_it_writes_down_who_read_a_case(procedure, sato, hanako):
    case = testing.case(procedure, account=hanako.account)
    visiting(sato).get(f"/cases/{case.ref}")
    entry = Entry.objects.get(event="casework.read")
    assert (entry.person, entry.reason) == (hanako.account.ref, case.ref)


def test_it_shows_the_old_answer_beside_the_new(procedure, sato):
    case = testing.correcting(by=sato.account)
    casework.answer_correction(
        case, answers={"bed": {"typed": "2", "value": "2番"}}, files=[], by=None
    )
    page = visiting(sato).get(f"/cases/{case.ref}").content.decode()
    assert "<del>駅前の1番</del>" in page
    assert re.search(r"<ins[^>]*>2番</ins>", page)


def test_it_accepts_by_a_button(procedure, sato):
    case = testing.case(procedure)
    client = visiting(sato)
    client.post(f"/cases/{case.ref}/accept", {"edition": "1"})
    case.refresh_from_db()
    assert case.state == casework.State.REVIEWING
    assert case.assignee == sato


@pytest.mark.parametrize("edition", ["", "7", "abc", "²", "-1"])
def test_an_old_page_gets_the_conflict_sentence(procedure, sato, edition):
    case = testing.case(procedure)
    response = visiting(sato).post(
        f"/cases/{case.ref}/accept", {"edition": edition}, follow=True
    )
    assert "もう一度保存してください" in text_of(response)
    case.refresh_from_db()
    assert case.state == casework.State.RECEIVED


def test_it_asks_for_a_correction_with_a_usual_text(procedure, sato):
    case = testing.reviewing(by=sato.account)
    client = visiting(sato)
    page = client.get(f"/cases/{case.ref}/correction").content.decode()
    year, month, day = re.findall(r'name="reply_by_\w+" value="(\d+)"', page)
    response = client.post(
        f"/cases/{case.ref}/correction",
        {
            "edition": str(case.edition),
            "open_plan": "on",
            "reason_plan": "unclear",
            "open_bed": "on",
            "comment_bed": "番号も書いてください。",
            "reply_by_year": year,
            "reply_by_month": month,
            "reply_by_day": day,
        },
        follow=True,
    )
    assert "補正を求めました" in text_of(response)
    items = casework.open_correction(case).items
    assert items.get(question="plan").comment.startswith("文字が読み取れません")
    assert items.get(question="bed").comment == "番号も書いてください。"


def test_it_names_the_question_whose_comment_is_missing(procedure, sato):
    case = testing.reviewing(by=sato.account)
    response = visiting(sato).post(
        f"/cases/{case.ref}/correction",
        {"edition": str(case.edition), "open_bed": "on"},
    )
    assert response.status_code == 422
    assert "「使いたい花壇」の、どこをどう直すかを入力してください。" in text_of(
        response
    )


def test_it_drafts_after_showing_the_notice(procedure, sato):
    case = testing.reviewing(by=sato.account)
    client = visiting(sato)
    typed = {
        "edition": case.edition,
        "outcome": "grant",
        "term_amount": "１２，０００円",
    }
    preview = client.post(f"/cases/{case.ref}/proposal", typed)
    assert "見本" in text_of(preview)
    assert "12,000円" in text_of(preview)
    assert Case.objects.get(pk=case.pk).state == casework.State.REVIEWING
    client.post(f"/cases/{case.ref}/proposal", {**typed, "step": "propose"})
    assert Case.objects.get(pk=case.pk).state == casework.State.DECIDING


def test_a_refusal_without_reasons_is_not_drafted(procedure, sato):
    case = testing.reviewing(by=sato.account)
    response = visiting(sato).post(
        f"/cases/{case.ref}/proposal",
        {"edition": case.edition, "outcome": "refuse", "step": "propose"},
    )
    assert response.status_code == 422
    assert "理由を入力してください。" in text_of(response)


def test_the_head_approves_and_the_clerk_opens_the_notice(procedure, sato, suzuki):
    case = testing.deciding(by=sato.account)
    head = visiting(suzuki)
    assert "見本" in text_of(head.get(f"/cases/{case.ref}/approval"))
    head.post(f"/cases/{case.ref}/approval", {"edition": case.edition})
    jobs_testing.drain()
    response = visiting(sato).get(f"/cases/{case.ref}/notice.pdf")
    assert b"".join(response.streaming_content).startswith(b"%PDF")


def test_it_shows_no_approval_to_the_drafter(procedure, suzuki):
    case = testing.deciding(by=suzuki.account)
    page = text_of(visiting(suzuki).get(f"/cases/{case.ref}"))
    assert "案を見て決裁する" not in page
    assert "引き戻す" in page


def test_it_keeps_a_note(procedure, sato):
    case = testing.case(procedure)
    visiting(sato).post(f"/cases/{case.ref}/notes", {"text": "電話した。"})
    assert Note.objects.get().text == "電話した。"


def test_a_past_act_says_so(procedure, sato):
    case = testing.case(procedure)
    response = visiting(sato).get(f"/cases/{case.ref}/proposal", follow=True)
    assert "「受付」のため" in text_of(response)


def test_it_escapes_what_residents_write(procedure, sato):
    case = testing.case(
        procedure,
        name="<script>alert(1)</script>",
        given=testing.answers(bed="<img src=x onerror=alert(1)>"),
    )
    client = visiting(sato)
    for path in ("/cases", f"/cases/{case.ref}"):
        page = client.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page


@pytest.mark.parametrize("edition", ["9" * 5000, "-1", "１", "", "1e3"])
def test_an_edition_that_is_no_number_is_told_like_an_old_one(procedure, sato, edition):
    case = testing.case(procedure)
    answer = visiting(sato).post(f"/cases/{case.ref}/accept", {"edition": edition})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == "received"
