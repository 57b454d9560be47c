"""A test run shows residents' pages, keeps what is typed, and files nothing."""

import pytest
from django.urls import reverse

from kyoso.administration.amendments import actions
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft, FormVersion
from tests import people

pytestmark = pytest.mark.django_db
TYPED = {
    "applicant_name": {
        "applicant_name.name": "見本 太郎",
        "applicant_name.kana": "みほん たろう",
    },
    "applicant_address": {
        "applicant_address.postcode": "016-0000",
        "applicant_address.address": "能代市架空町1番1号",
    },
    "bed": {"bed": "駅前の1番"},
    "has_cost": {"has_cost": "no"},
    "plan": {"plan.sample": "on"},
}


def address(name, *args):
    return reverse(f"amendments:{name}", args=args, urlconf="kyoso.config.urls_office")


@pytest.fixture
def clerk(sato):
    return people.visiting(sato)


def answer(client, amendment, typed=TYPED):
    for slug, posted in typed.items():
        page = address("try_screen", amendment.ref, slug)
        assert client.post(page, posted).status_code == 302


def test_the_whole_way_files_nothing_and_shows_what_follows(clerk, amendment):
    versions = FormVersion.objects.count()
    answer(clerk, amendment)
    page = clerk.get(address("try", amendment.ref), follow=True)
    text = page.content.decode()
    assert "試し入力の結果" in text
    assert page.context["route"][-1] == "配置図"
    assert page.context["skipped"] == ["費用"]
    assert "課長" in text
    assert "不承認" in text
    assert not Case.objects.exists()
    assert not Draft.objects.exists()
    assert FormVersion.objects.count() == versions


def test_a_wrong_answer_gets_the_sentence_that_residents_get(clerk, amendment):
    page = address("try_screen", amendment.ref, "applicant_name")
    response = clerk.post(page, {"applicant_name.name": ""})
    assert response.status_code == 422
    assert "氏名" in response.content.decode()


def test_the_screen_is_shown_in_every_language(clerk, amendment):
    page = address("try_screen", amendment.ref, "applicant_name")
    assert "Question 1 of" in clerk.get(page + "?in=en").content.decode()
    assert "問中1問目" in clerk.get(page + "?in=xx").content.decode()


def test_each_officer_tries_alone(clerk, amendment, suzuki):
    answer(clerk, amendment)
    other = people.visiting(suzuki).get(address("try", amendment.ref))
    assert other.headers["location"].endswith("/try/q/applicant_name")


def test_it_begins_anew(clerk, amendment):
    answer(clerk, amendment)
    clerk.post(address("try_forget", amendment.ref))
    page = clerk.get(address("try", amendment.ref))
    assert page.headers["location"].endswith("/try/q/applicant_name")


def test_with_faults_it_says_what_to_mend_first(clerk, amendment, sato):
    def broken(whole):
        del whole["form"]["pages"][1]["questions"][1]
        return whole

    actions.change(
        amendment=amendment, make=broken, edition=amendment.edition, by=sato.account
    )
    text = clerk.get(address("try", amendment.ref)).content.decode()
    assert "まだ試せません" in text


def test_items_of_a_group_are_added_and_taken_away(clerk, amendment, sato):
    child = {
        "key": "child",
        "type": "text",
        "label": "名前",
        "privacy": "personal",
        "ground": "条例",
    }
    group = {
        **child,
        "key": "children",
        "type": "group",
        "label": "お子さん",
        "item": "お子さん",
        "min": 1,
        "questions": [child],
    }

    def with_group(whole):
        whole["form"]["pages"][1]["questions"].append(group)
        return whole

    actions.change(
        amendment=amendment, make=with_group, edition=amendment.edition, by=sato.account
    )
    answer(clerk, amendment)
    screen = address("try_screen", amendment.ref, "children")
    to_item = clerk.post(screen, {"children.add": "1"}).headers["location"]
    assert clerk.post(to_item, {"child": ""}).status_code == 422
    assert clerk.post(to_item, {"child": "花"}).status_code == 302
    end = clerk.get(address("try", amendment.ref), follow=True)
    assert "花" in end.content.decode()
    name = to_item.split("/")[-2]
    clerk.post(screen, {"children.drop": name})
    again = clerk.get(address("try", amendment.ref))
    assert again.headers["location"].endswith("/children")
