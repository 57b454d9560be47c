"""Two children, one of them at school: on a telephone without script, and at the desk."""

import pytest

from kyoso.citizens.applications import actions
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.forms.testing import a_group
from tests import people as cast
from tests.journeys.axe import assert_accessible
from tests.journeys.test_one_application import button, fill

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
ICHIRO = {
    "child_name.name": "能代 一郎",
    "child_name.kana": "のしろ いちろう",
    "at_school": "yes",
}
JIRO = ICHIRO | {"child_name.name": "能代 二郎", "at_school": "no"}


@pytest.fixture
def procedure():
    cast.section()
    content = casework_testing.content()
    content["procedure"]["identity"] = {"level": "card"}
    form = content["form"]
    form["pages"][0]["questions"].insert(0, a_group())
    base = {"source": "架空の花壇条例第9条", "verified": True}
    form["computed"] = [
        {
            "key": "beds",
            "type": "number",
            "label": "使える花壇の数",
            "unit": "か所",
            "privacy": "personal",
            "value": {"min": [3, {"count": "children"}]},
        }
    ]
    charge = {"revenue": "14-02-01-01", "pay_within": 14}
    content["procedure"]["charge"] = charge | base
    form["fee"] = {
        "lines": [
            {
                "label": "花壇の利用料",
                "each": 300,
                "times": {"question": "beds"},
                "unit": "か所",
                **base,
            }
        ]
    }
    return casework.load(casework.check(content), by=None)


def test_two_children_are_entered_on_a_telephone_without_script(
    paper, doors, procedure
):
    draft = actions.begin(procedure, by=None)
    paper.goto(doors.public("/applications/resume/"))
    fill(paper, {"code": draft.code})
    button(paper, "続きから始める").click()
    paper.get_by_role("button", name="お子さんを追加する").click()
    fill(paper, ICHIRO)
    button(paper, "保存する").click()
    fill(paper, {"school": "架空小学校"})
    button(paper, "保存する").click()
    paper.get_by_role("button", name="お子さんをさらに追加する").click()
    fill(paper, JIRO)
    button(paper, "保存する").click()
    listed = paper.locator("main").inner_text()
    assert listed.index("能代 一郎") < listed.index("能代 二郎")
    button(paper, "次へ進む").click()
    for answers in (
        {"applicant_name.name": "能代 花子", "applicant_name.kana": "のしろ はなこ"},
        {
            "applicant_address.postcode": "016-0000",
            "applicant_address.address": "能代市架空町1番1号",
        },
        {"bed": "駅前の1番"},
        {"has_cost": "no"},
        {},
    ):
        fill(paper, answers)
        button(paper, "次へ進む").click()
    told = paper.locator("main").inner_text()
    assert "架空小学校" in told
    assert "2か所" in told
    assert "花壇の利用料：300円 × 2か所 = 600円" in told
    paper.get_by_role("link", name="本人確認に進む").click()
    assert draft.code in paper.locator("main").inner_text()


def test_a_clerk_enters_a_child_from_paper(desk, doors, as_person, procedure):
    sato = cast.sato()
    draft = actions.begin(procedure, by=sato.account, channel="paper")
    as_person(desk, sato)
    desk.goto(doors.office(f"/applications/drafts/{draft.ref}/p/applicant/"))
    desk.get_by_role("button", name="お子さんを追加する").click()
    fill(desk, ICHIRO | {"school": "架空小学校"})
    assert_accessible(desk)
    button(desk, "保存する").click()
    assert "能代 一郎" in desk.locator("main").inner_text()
    assert_accessible(desk)
