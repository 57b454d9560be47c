"""From nothing to a procedure, by two officers without code; then a resident files it."""

import pytest

from kyoso.administration.amendments import actions
from kyoso.engines.casework import testing
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.jobs.testing import drain
from tests.journeys.axe import accessibility_faults, sideways_faults
from tests.journeys.test_one_application import button, fill

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
GROUND = {"privacy": "internal", "ground": "苗木配布要綱第4条"}
ANSWERS = (
    {"applicant_name.name": "能代 花子", "applicant_name.kana": "のしろ はなこ"},
    {
        "applicant_address.postcode": "016-0000",
        "applicant_address.address": "能代市架空町1番1号",
    },
    {"applicant_phone": "0185-00-0001"},
    {"notice_way": "post"},
)


def looked_at(page):
    """Say what is wrong with the page as it stands."""
    return [
        f"{page.url}: {fault}"
        for fault in accessibility_faults(page) + sideways_faults(page)
    ]


def add(page, doors, ref, where, typed, query=""):
    page.goto(doors.office(f"/amendments/{ref}/add/{where}{query}"))
    fill(page, typed)
    button(page, "加える").click()


def collect(page, doors, ref):
    """Say under which heading the fee is collected."""
    page.goto(doors.office(f"/amendments/{ref}/part/procedure@rules"))
    fill(page, {"charge.revenue": "14-02-01-01", "charge.pay_within": "14"})
    button(page, "保存する").click()


def chosen(page, name, value):
    page.locator(f'select[name="{name}"]').select_option(value)


@pytest.fixture
def built(desk, doors, as_person, sato):
    """What the clerk builds on plain pages: facts, two questions, a condition, a fee."""
    page, found = desk, []
    as_person(page, sato)
    page.goto(doors.office("/amendments"))
    page.get_by_role("link", name="新しい手続を作る").click()
    fill(page, {"title": "苗木の配布", "slug": "naegi"})
    button(page, "作りはじめる").click()
    ref = page.url.rsplit("/", 1)[1]
    found += looked_at(page)
    asked = "form.pages.1.questions"
    yes_no = GROUND | {"label:ja": "苗木が要りますか"}
    add(page, doors, ref, asked, yes_no, "?type=yes_no")
    number = GROUND | {"label:ja": "苗木の数", "min": "1", "max": "5"}
    add(page, doors, ref, asked, number, "?type=number")
    page.locator('a[href$=".when"]').click()
    chosen(page, "test0", "is:yes_no_1:true")
    found += looked_at(page)
    button(page, "条件を保存する").click()
    fee = {"label:ja": "苗木", "unit:ja": "本", "source": "苗木配布要綱別表"}
    add(page, doors, ref, "form.fee.lines", fee)
    page.locator('a[href$=".each"]').click()
    fill(page, {"number": "100"})
    found += looked_at(page)
    button(page, "保存する").click()
    page.locator('a[href$=".times"]').click()
    page.get_by_label("計算の種類").select_option("question")
    button(page, "この種類にする").click()
    chosen(page, "question", "number_1")
    button(page, "保存する").click()
    collect(page, doors, ref)
    ground = {"title": "苗木配布要綱", "article": "第4条"}
    page.goto(doors.office(f"/amendments/{ref}/add/procedure.grounds"))
    chosen(page, "kind", "outline")
    fill(page, ground)
    button(page, "加える").click()
    add(page, doors, ref, "procedure.route", {"title": "課長"})
    for title in ("配布決定", "不決定"):
        page.goto(doors.office(f"/amendments/{ref}/add/outcomes"))
        letter = {"title": title, "subject": f"苗木の{title}について", "body": "決定。"}
        fill(page, letter)
        if title == "不決定":
            page.get_by_label("認めない結果").check()
        button(page, "加える").click()
    page.goto(doors.office(f"/amendments/{ref}/part/procedure@running"))
    chosen(page, "state", "live")
    found += looked_at(page)
    button(page, "保存する").click()
    found += looked_at(page)
    assert not found, "\n".join(found)
    return ref


def test_it_is_tried_published_by_a_second_officer_and_filed_on_a_phone(
    built, desk, context, paper, doors, as_person, suzuki
):
    page = desk
    page.get_by_role("link", name="試しに入力する").click()
    found = looked_at(page)
    for typed in ANSWERS:
        fill(page, typed)
        button(page, "次へ進む").click()
    fill(page, {"yes_no_1": "yes"})
    button(page, "次へ進む").click()
    fill(page, {"number_1": "3"})
    button(page, "次へ進む").click()
    text = page.locator("main").inner_text()
    assert "試し入力の結果" in text
    assert "300円" in text
    assert not Case.objects.exists()
    found += looked_at(page)
    page.goto(doors.office(f"/amendments/{built}/changes"))
    found += looked_at(page)
    page.goto(doors.office(f"/amendments/{built}"))
    page.get_by_role("link", name="公開を求める").click()
    fill(page, {"reason": "新しい制度のため"})
    found += looked_at(page)
    button(page, "公開を求める").click()
    assert page.get_by_role("button", name="内容を確かめたので公開する").count() == 0
    head = context(1366, javascript=False).new_page()
    as_person(head, suzuki)
    head.goto(doors.office(f"/amendments/{built}"))
    found += looked_at(head)
    button(head, "内容を確かめたので公開する").click()
    assert Procedure.objects.get(slug="naegi").is_live
    assert not found, "\n".join(found)
    file_on_a_phone(paper, doors)


def file_on_a_phone(paper, doors):
    paper.goto(doors.public("/procedures/naegi/"))
    paper.get_by_role("button", name="申請を始める", exact=True).first.click()
    for typed in (*ANSWERS, {"yes_no_1": "yes"}, {"number_1": "2"}):
        fill(paper, typed)
        button(paper, "次へ進む").click()
    assert "200円" in paper.locator("main").inner_text()
    assert not sideways_faults(paper)
    button(paper, "申請する").click()
    case = Case.objects.get()
    assert case.receipt_number in paper.locator("main").inner_text()
    assert case.submissions.get().answers["number_1"]["value"] == 2
    drain()


def test_on_a_narrow_screen_nothing_is_pushed_aside(
    built, phone, doors, as_person, sato
):
    as_person(phone, sato)
    found = []
    for path in (
        "",
        "/part/form.pages.1.questions.3",
        "/add/form.pages.0.questions",
        "/when/form.pages.1.questions.3.when",
        "/formula/form.fee.lines.0.times",
        "/try/q/applicant_name",
        "/changes",
    ):
        phone.goto(doors.office(f"/amendments/{built}{path}"))
        found += looked_at(phone)
    phone.goto(doors.office("/amendments"))
    found += looked_at(phone)
    assert not found, "\n".join(found)


def test_the_question_beside_its_fields_follows_what_is_typed(
    desktop, doors, as_person, sato
):
    amendment = actions.begin(testing.procedure(), by=sato.account)
    as_person(desktop, sato)
    desktop.goto(
        doors.office(f"/amendments/{amendment.ref}/part/form.pages.1.questions.0")
    )
    beside = desktop.locator("#preview")
    assert beside.get_by_text("使いたい花壇").is_visible()
    desktop.locator('[name="label:ja"]').fill("花壇の番号")
    beside.get_by_text("花壇の番号").wait_for()
    assert not looked_at(desktop)
