"""The office pages: who may open what, and what is typed is kept."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import testing
from kyoso.engines.media import api as media
from kyoso.engines.media import testing as media_testing
from tests import people as cast
from tests.visit import Visitor

pytestmark = pytest.mark.usefixtures("november")
OFFICE = "kyoso.config.urls_office"


def address(name, **where):
    return reverse(f"indicators:{name}", urlconf=OFFICE, kwargs=where)


def answers(**changes):
    return {
        "as_of_year": "令和8",
        "as_of_month": "9",
        "as_of_day": "30",
        "value": "54.2",
        "source": "市民意識調査",
        "note": "",
    } | changes


@pytest.fixture
def waiting(rate, sato):
    return testing.enter_value(rate, sato)


# What each person gets: the section's clerk and head, an officer of another
# section, the planner, the CIO, a stranger.
WHO = ("sato", "suzuki", "tanaka", "planner", "cio")
GET = {
    "mine": (200, 200, 200, 200, 403),
    "import": (200, 200, 200, 200, 403),
    "sheet": (200, 200, 200, 200, 403),
    "lists": (403, 403, 403, 200, 403),
    "new_list": (403, 403, 403, 200, 403),
    "indicator": (200, 200, 404, 200, 403),
    "enter": (200, 200, 404, 200, 403),
    "value": (200, 200, 404, 200, 403),
    "send_back": (403, 200, 403, 200, 403),
    "correct": (200, 200, 404, 200, 403),
}
POST = {
    "confirm": (403, 302, 403, 302, 403),
    "recompute": (302, 302, 404, 302, 403),
    "ask": (403, 403, 403, 302, 403),
}
OF_VALUES = {"value", "send_back", "correct", "confirm"}
OF_INDICATORS = {"indicator", "enter", "recompute", "ask"}


def place(name, value):
    if name in OF_VALUES:
        return address(name, ref=value.ref)
    if name in OF_INDICATORS:
        return address(name, slug=value.indicator.slug)
    return address(name)


@pytest.mark.parametrize("name", [*GET, *POST])
@pytest.mark.parametrize("who", WHO)
def test_it_lets_in_whom_the_table_says(name, who, waiting, request):
    client = cast.visiting(request.getfixturevalue(who))
    ask = client.get if name in GET else client.post
    expected = (GET | POST)[name][WHO.index(who)]
    assert ask(place(name, waiting)).status_code == expected


@pytest.mark.parametrize("name", [*GET, *POST])
def test_it_sends_a_stranger_to_the_log_in(name, waiting):
    client = cast.stranger_at(cast.OFFICE_HOST)
    ask = client.get if name in GET else client.post
    answer = ask(place(name, waiting))
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_an_unowned_indicator_is_the_planners_alone(sato, planner):
    testing.make_indicator("nobodys")
    where = address("indicator", slug="nobodys")
    assert cast.visiting(sato).get(where).status_code == 404
    assert cast.visiting(planner).get(where).status_code == 200


def test_a_value_goes_from_the_clerk_to_the_head_to_the_public(rate, sato, suzuki):
    entered = cast.visiting(sato).post(
        address("enter", slug=rate.slug),
        answers(evidence=media_testing.a_pdf()),
        follow=True,
    )
    assert "確認を待っています" in entered.text
    value = rate.values.get()
    head = cast.visiting(suzuki)
    assert value.indicator.title in head.get(address("mine")).text
    confirmed = head.post(address("confirm", ref=value.ref), follow=True)
    assert "値を公表しました" in confirmed.text
    assert indicators.latest(rate) == value


def test_nobody_is_offered_to_confirm_their_own_value(rate, suzuki):
    value = testing.enter_value(rate, suzuki)
    client = cast.visiting(suzuki)
    assert "確認して公表する" not in client.get(address("value", ref=value.ref)).text
    refused = client.post(address("confirm", ref=value.ref), follow=True)
    assert "自分では確認できません" in refused.text


def test_what_was_typed_and_sent_survives_an_error(rate, sato):
    client = cast.visiting(sato)
    where = address("enter", slug=rate.slug)
    wrong = client.post(
        where, answers(value="多い", evidence=media_testing.a_pdf("調査票.pdf"))
    )
    assert wrong.status_code == 422
    assert "値は数字で入力してください。" in wrong.text
    assert "調査票.pdf" in wrong.text
    assert "多い" in wrong.text
    kept = wrong.context["form"].kept_file.ref
    right = client.post(where, answers(kept=kept))
    assert right.status_code == 302
    assert rate.values.get().evidence.ref == kept


def test_a_document_kept_by_another_is_not_taken(rate, sato, tanaka):
    foreign = testing.make_evidence(tanaka.account)
    answer = cast.visiting(sato).post(
        address("enter", slug=rate.slug), answers(kept=foreign.ref)
    )
    assert answer.status_code == 422
    assert not rate.values.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "根拠の資料の写真またはファイルを選んでください。"),
        ({"as_of_year": "令和9"}, "時点は今日より前の日付を入力してください。"),
        ({"as_of_day": "31"}, "時点は、ある日付を入力してください。"),
        ({"value": "100.1"}, "までで入力してください。"),
        ({"value": "54.25"}, "小数点以下1けたまで"),
        ({"source": ""}, "出典を入力してください。"),
        ({"source": "あ" * 301}, "300文字までで入力してください。"),
    ],
)
def test_bad_input_gets_a_sentence(rate, sato, changes, sentence):
    given = answers(**changes)
    if changes:
        given["evidence"] = media_testing.a_pdf()
    answer = cast.visiting(sato).post(address("enter", slug=rate.slug), given)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not rate.values.exists()


def test_it_sends_back_with_a_reason(waiting, suzuki):
    client = cast.visiting(suzuki)
    where = address("send_back", ref=waiting.ref)
    assert "差し戻しの理由を入力" in client.post(where, {"reason": ""}).text
    sent = client.post(where, {"reason": "時点を確かめてください。"}, follow=True)
    assert "時点を確かめてください。" in sent.text


def test_a_published_value_is_corrected(waiting, sato, suzuki):
    indicators.confirm(waiting, by=suzuki.account)
    answer = cast.visiting(sato).post(
        address("correct", ref=waiting.ref),
        {
            "value": "55.1",
            "reason": "集計の誤り",
            "source": "再集計",
            "evidence": media_testing.a_pdf(),
        },
        follow=True,
    )
    assert "確認されるまで、元の値を公表します" in answer.text


def test_a_sheet_is_imported_or_each_wrong_line_told(rate, sato):
    client = cast.visiting(sato)

    def post(text):
        sheet = SimpleUploadedFile("値.csv", text.encode())
        return client.post(
            address("import"),
            {"sheet": sheet, "evidence": media_testing.a_pdf()},
            follow=True,
        )

    wrong = post("記号,時点,値,出典\ncard-rate,R8.9.30,多い,調査\n")
    assert "2行目" in wrong.text
    assert "値は数字で入力してください。" in wrong.text
    right = post("記号,時点,値,出典\ncard-rate,R8.9.30,54.2,調査\n")
    assert "1件を取り込みました" in right.text


def test_the_sample_sheet_names_the_officers_own_indicators(rate, sato):
    testing.make_indicator("nobodys")
    sheet = cast.visiting(sato).get(address("sheet")).content.decode()
    assert sheet.startswith("\ufeff記号,時点,値,出典,備考")
    assert "card-rate" in sheet
    assert "nobodys" not in sheet


def test_the_evidence_is_read_by_those_who_see_the_indicator(
    waiting, sato, suzuki, tanaka, planner, hanako
):
    file = waiting.evidence
    for who in (sato, suzuki, planner):
        assert media.may_read(who.account, file)
    for who in (tanaka, hanako):
        assert not media.may_read(who.account, file)


def test_an_empty_post_is_answered_with_sentences(rate, sato):
    answer = cast.visiting(sato).post(address("enter", slug=rate.slug), {})
    assert answer.status_code == 422
    assert "値を入力してください。" in answer.text


def test_a_list_of_other_systems_is_recorded(planner):
    answer = cast.visiting(planner).post(
        address("new_list"),
        {
            "as_of_year": "令和8",
            "as_of_month": "4",
            "as_of_day": "1",
            "stated_count": "3",
            "items": "水道の使用開始、電子申請\n犬の登録,電子申請\n",
            "source": "地域情報課調べ",
            "evidence": media_testing.a_pdf(),
        },
        follow=True,
    )
    assert "一覧を登録しました" in answer.text
    found = indicators.newest_list("online-procedures", dt.date(2026, 11, 23))
    assert [item.system for item in found.items.all()] == ["電子申請", "電子申請"]


def test_it_counts_on_demand(care_section, sato):
    with indicators.measures.temporarily(testing.counting("sheep", 7, white=7)):
        testing.make_indicator(
            "sheep", unit="頭", measure="sheep", owner=care_section, decimals=0
        )
        answer = cast.visiting(sato).post(
            address("recompute", slug="sheep"), follow=True
        )
    assert "7頭です" in answer.text


def test_every_page_keeps_the_promises_of_a_page(waiting, suzuki, planner):
    """One h1, labelled fields, nothing inline, fifteen queries at most."""
    for number in range(5):
        testing.make_indicator(f"more-{number}", owner=waiting.indicator.owner)
    head = Visitor("office").as_person(suzuki)
    for name in ("mine", "import", "indicator", "enter", "value", "send_back"):
        assert head.get(place(name, waiting)).status_code == 200
    assert head.post(place("enter", waiting), {}).status_code == 422
    indicators.confirm(waiting, by=suzuki.account)
    assert head.get(place("correct", waiting)).status_code == 200
    at_plan = Visitor("office").as_person(planner)
    for name in ("mine", "lists", "new_list", "indicator"):
        assert at_plan.get(place(name, waiting)).status_code == 200
