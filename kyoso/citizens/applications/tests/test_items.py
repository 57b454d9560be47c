"""Children, households, devices: the same questions of each, on web, desk and paper."""

import copy

import pytest

from kyoso.citizens.applications import actions
from kyoso.citizens.applications.tests.conftest import Visitor
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.forms.testing import a_group
from kyoso.kernel.errors import Refusal
from tests import people as cast


@pytest.fixture
def with_children(db):
    cast.section()
    content = casework_testing.content()
    content["form"]["pages"][0]["questions"].append(a_group())
    return casework.load(casework.check(content), by=None)


@pytest.fixture
def parent(with_children):
    visitor = Visitor(cast.visiting())
    visitor.begin()
    return visitor


def add(visitor, name, *, goes_to_school="no"):
    page = visitor.post("children", {"children.add": "1"})
    first = page.url
    page = visitor.client.post(
        first,
        {
            "child_name.name": name,
            "child_name.kana": "のしろ",
            "at_school": goes_to_school,
        },
    )
    return first, page


def typed(visitor):
    return Draft.objects.get(ref=visitor.ref).typed["children"]


def file_all(visitor):
    add(visitor, "能代 一郎")
    add(visitor, "能代 二郎")
    visitor.post("children", {})
    visitor.answer_all()
    page = visitor.submit()
    assert page.status_code == 302, page.content.decode()
    return Case.objects.get()


def test_one_is_added_and_another(parent):
    _first, after = add(parent, "能代 一郎")
    assert after.url == f"/drafts/{parent.ref}/q/children/"
    add(parent, "能代 二郎")
    page = parent.get("q/children/").content.decode()
    assert page.index("能代 一郎") < page.index("能代 二郎")
    assert "お子さんをさらに追加する" in page


def test_a_question_that_hangs_on_another_comes_on_the_next_screen(parent):
    first, after = add(parent, "能代 一郎", goes_to_school="yes")
    assert after.url == first.replace("/1/", "/2/")
    assert "学校の名前" in parent.client.get(after.url).content.decode()
    done = parent.client.post(after.url, {"school": "架空小学校"})
    assert done.url.endswith("/q/children/")


def test_a_wrong_answer_is_kept_and_told_on_its_own_screen(parent):
    page = parent.client.post(
        parent.post("children", {"children.add": "1"}).url,
        {"child_name.name": "能代 一郎", "child_name.kana": "漢字", "at_school": "no"},
    )
    assert page.status_code == 422
    assert typed(parent)[0]["child_name"]["kana"] == "漢字"
    listed = parent.post("children", {})
    assert listed.status_code == 422
    assert "お子さん 1：" in listed.content.decode()


def test_going_on_without_any_is_told(parent):
    assert parent.post("children", {}).status_code == 422


def test_one_is_taken_away_only_after_asking(parent):
    first, _ = add(parent, "能代 一郎")
    add(parent, "能代 二郎")
    item = first.split("/")[-3]
    asked = parent.post("children", {"children.drop": item})
    page = parent.client.get(asked.url)
    assert "お子さん 1を外しますか" in page.content.decode()
    assert len(typed(parent)) == 2
    parent.client.post(asked.url)
    assert [each["child_name"]["name"] for each in typed(parent)] == ["能代 二郎"]
    parent.client.post(asked.url)
    assert len(typed(parent)) == 1


def test_what_another_tab_took_away_comes_back_when_typed_again(parent):
    first, _ = add(parent, "能代 一郎")
    parent.client.post(first.replace("/1/", "/drop/"))
    parent.client.post(
        first,
        {"child_name.name": "能代 一", "child_name.kana": "はじめ", "at_school": "no"},
    )
    assert typed(parent)[0]["child_name"]["name"] == "能代 一"


@pytest.mark.parametrize(
    "rest", ["q/children/x/9/", "q/children/-/1/", "q/bed/abc/1/", "q/children/x/drop/"]
)
def test_forged_addresses_lead_back(parent, rest):
    assert parent.get(rest).status_code == 302
    assert parent.client.post(f"/drafts/{parent.ref}/{rest}", {}).status_code == 302
    assert "children" not in Draft.objects.get(ref=parent.ref).typed


def test_no_more_than_the_form_allows(parent):
    for number in range(4):
        add(parent, f"能代 {number}")
    page = parent.get("q/children/").content.decode()
    assert "追加する" not in page
    late = parent.client.post(
        f"/drafts/{parent.ref}/q/children/zzz/1/",
        {"child_name.name": "能代 五郎", "child_name.kana": "ごろう"},
    )
    assert late.status_code == 422
    assert "能代 五郎" in late.content.decode()
    assert len(typed(parent)) == 4


def test_what_was_typed_when_the_session_ended_waits(parent):
    address = parent.post("children", {"children.add": "1"}).url
    code = Draft.objects.get(ref=parent.ref).code
    stranger = cast.visiting()
    stranger.post(address, {"child_name.name": "能代 三郎"})
    stranger.post("/applications/resume/", {"code": code})
    landed = stranger.get(f"/drafts/{parent.ref}/")
    assert landed.url == address
    assert "能代 三郎" in stranger.get(address).content.decode()


def test_the_check_and_the_case_tell_each_one(parent):
    case = file_all(parent)
    page = parent.client.get(f"/applications/{case.ref}/answers/").content.decode()
    assert "お子さん 2" in page
    assert "能代 二郎（のしろ）" in page
    desk = cast.visiting(cast.sato()).get(f"/cases/{case.ref}").content.decode()
    assert "能代 一郎（のしろ）" in desk


def test_a_correction_opens_one_and_no_other(parent):
    case = file_all(parent)
    answer = case.submissions.get().answers["children"]
    first, second = (entry["#"] for entry in answer["typed"])
    casework.accept(case, by=cast.sato().account)
    casework.ask_correction(
        case, items=[(f"children#{second}", "漢字で")], by=cast.sato().account
    )
    page = parent.client.get(f"/applications/{case.ref}/").content.decode()
    assert "お子さん 2" in page
    mending = parent.client.post(f"/applications/{case.ref}/mend/").url
    ref = mending.split("/")[2]
    listed = parent.client.get(mending).content.decode()
    assert f'value="{second}"' in listed
    assert f'value="{first}"' not in listed
    assert "children.add" not in listed
    assert "children.drop" not in listed
    good = {"child_name.kana": "じろう", "at_school": "no"}
    closed = f"/drafts/{ref}/q/children/{first}/1/"
    parent.client.post(closed, good | {"child_name.name": "能代 別人"})
    parent.client.post(
        f"/drafts/{ref}/q/children/{second}/1/", good | {"child_name.name": "能代 次郎"}
    )
    sent = parent.client.post(f"/drafts/{ref}/submit/")
    assert sent.status_code == 302, sent.content.decode()
    names = [
        item["child_name"]["name"]
        for item in case.submissions.latest("number").answers["children"]["value"]
    ]
    assert names == ["能代 一郎", "能代 次郎"]


def test_a_correction_of_one_does_not_let_another_change(parent):
    case = file_all(parent)
    answers = copy.deepcopy(case.submissions.get().answers)
    _first, second = (entry["#"] for entry in answers["children"]["typed"])
    casework.accept(case, by=cast.sato().account)
    casework.ask_correction(
        case, items=[(f"children#{second}", "漢字で")], by=cast.sato().account
    )
    answers["children"]["typed"][0]["child_name"]["name"] = "別の人"
    with pytest.raises(Refusal) as refused:
        casework.answer_correction(case, answers=answers, files=[], by=None)
    assert refused.value.code == "only_the_named_questions"


def test_the_desk_offers_each_one_for_correction(parent):
    case = file_all(parent)
    casework.accept(case, by=cast.sato().account)
    desk = cast.visiting(cast.sato())
    page = desk.get(f"/cases/{case.ref}/correction")
    assert "お子さん（お子さん 2）" in page.content.decode()


def test_a_clerk_enters_items_from_paper(with_children):
    desk = cast.visiting(cast.sato())
    draft = actions.begin(with_children, by=cast.sato().account, channel="paper")
    page = desk.post(
        f"/applications/drafts/{draft.ref}/p/applicant/",
        {
            "applicant_name.name": "能代 花子",
            "applicant_name.kana": "はなこ",
            "children.add": "1",
        },
    )
    shown = desk.get(page.url).content.decode()
    assert "学校の名前" in shown
    done = desk.post(
        page.url,
        {
            "child_name.name": "能代 一郎",
            "child_name.kana": "いちろう",
            "at_school": "yes",
            "school": "架空小学校",
        },
    )
    assert done.url.endswith("/p/applicant/")
    draft.refresh_from_db()
    assert draft.typed["applicant_name"]["name"] == "能代 花子"
    assert draft.typed["children"][0]["school"] == "架空小学校"
    drop = f"/applications/drafts/{draft.ref}/p/children/{draft.typed['children'][0]['#']}/drop/"
    assert "能代 一郎" in desk.get(drop).content.decode()
    desk.post(drop)
    draft.refresh_from_db()
    assert draft.typed["children"] == []


def test_paper_has_room_for_some(parent):
    page = parent.get("paper/").content.decode()
    assert "お子さん 4" in page
    assert "もう1枚" in page
