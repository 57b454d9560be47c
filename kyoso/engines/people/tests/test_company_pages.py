"""The company's pages: registered, joined by mail, led, left; closed to others."""

import re

import pytest
from django.core import mail
from django.core.cache import cache

from kyoso.engines.people import api as people
from kyoso.engines.people.models import Company, Membership
from tests import people as cast
from tests.visit import Visitor

pytestmark = pytest.mark.django_db

SAID = {
    "kind": "corporation",
    "number": "７０００-0120-50002",
    "name": "架空商店株式会社",
    "kana": "",
    "postcode": "016-0000",
    "address": "能代市架空町2番2号",
}


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def company(hanako):
    return people.register_company(
        number="7000012050002", name="架空商店株式会社", by=hanako
    )


def invited(client, company, email="taro@example.jp", role="member"):
    answer = client.post(
        f"/account/companies/{company.ref}/invite", {"email": email, "role": role}
    )
    assert answer.status_code == 302
    return re.search(r"http://\S+?(/account\S+)", mail.outbox[-1].body)[1]


def test_a_resident_registers_a_company(hanako):
    client = cast.visiting(hanako)
    answer = client.post("/account/companies/register", SAID)
    company = Company.objects.get()
    assert answer.headers["location"] == f"/account/companies/{company.ref}"
    assert company.number == "7000012050002"
    page = client.get(answer.headers["location"]).content.decode()
    assert "能代 花子" in page
    assert "まだ確認していません" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": ""}, "法人番号を入力してください。"),
        ({"number": "7000012050003"}, "13けたの数字を確かめてください。"),
        ({"kind": "sole"}, "個人事業主には法人番号がありません。"),
        ({"kind": ""}, "種別を選んでください。"),
        ({"address": ""}, "所在地を入力してください。"),
        ({"postcode": "12"}, "郵便番号は7けたの数字で入力してください。"),
        ({"name": "架空\x07"}, "使えない文字"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_nothing_is_made(hanako, wrong, sentence):
    page = cast.visiting(hanako).post("/account/companies/register", SAID | wrong)
    assert sentence in page.content.decode()
    assert not Company.objects.exists()


def test_an_invitation_by_mail_is_accepted_once(company, hanako, taro):
    path = invited(cast.visiting(hanako), company)
    assert mail.outbox[-1].to == ["taro@example.jp"]
    assert cast.visiting().get(path).status_code == 302
    his = cast.visiting(taro)
    assert "架空商店株式会社として" in his.get(path).content.decode()
    his.post(path)
    assert people.companies_of(taro) == [company]
    assert his.get(path).status_code == 404


def test_an_invitation_taken_back_opens_nothing(company, hanako, taro):
    owner = cast.visiting(hanako)
    path = invited(owner, company)
    invitation = company.invitations.get()
    his = cast.visiting(taro)
    assert (
        his.post(f"/account/invitations/{invitation.ref}/withdraw").status_code == 404
    )
    owner.post(f"/account/invitations/{invitation.ref}/withdraw")
    assert his.get(path).status_code == 404


def test_a_member_may_leave_but_neither_invite_nor_remove(company, hanako, taro):
    his = cast.visiting(taro)
    his.post(invited(cast.visiting(hanako), company))
    home = f"/account/companies/{company.ref}"
    mine = Membership.objects.get(resident=taro)
    hers = Membership.objects.get(resident=hanako)
    assert his.get(f"{home}/invite").status_code == 404
    assert his.post(f"/account/members/{hers.pk}/end").status_code == 404
    assert his.post(f"/account/members/{mine.pk}/role").status_code == 404
    assert "人を招待する" not in his.get(home).content.decode()
    his.post(f"/account/members/{mine.pk}/end")
    assert people.companies_of(taro) == []
    assert his.get(home).status_code == 404


def test_the_last_representative_hears_what_to_do_first(company, hanako, taro):
    owner = cast.visiting(hanako)
    home = f"/account/companies/{company.ref}"
    hers = company.memberships.get()
    page = owner.post(f"/account/members/{hers.pk}/end", follow=True).content.decode()
    assert "先に、次の代表者を決めてください。" in page
    cast.visiting(taro).post(invited(owner, company))
    his = company.memberships.get(resident=taro)
    owner.post(f"/account/members/{his.pk}/role")
    owner.post(f"/account/members/{hers.pk}/end")
    assert owner.get(home).status_code == 404
    assert people.companies_of(taro) == [company]


def test_members_of_other_companies_and_strangers_find_nothing(company, taro):
    people.register_company(kind="sole", name="隣屋", by=taro)
    his = cast.visiting(taro)
    member = company.memberships.get().pk
    home = f"/account/companies/{company.ref}"
    end = f"/account/members/{member}/end"
    for path in (home, f"{home}/seen", f"{home}/invite", end):
        assert his.get(path).status_code == 404
        assert cast.visiting().get(path).status_code == 302


def test_the_header_says_for_whom_one_acts(company, hanako):
    client = cast.visiting(hanako)
    assert "代わりに手続中" not in client.get("/account").content.decode()
    client.post("/account/act-for", {"company": company.ref})
    page = client.get("/account").content.decode()
    assert "代わりに手続中" in page
    assert "いま、架空商店株式会社として手続をしています。" in page


def test_an_officer_confirms_a_company_and_the_members_see_who_looked(
    company, hanako, sato, mayor
):
    desk = cast.visiting(sato)
    assert "架空商店株式会社" in desk.get("/companies").content.decode()
    found = desk.get("/companies", {"q": "7000012050002"}).content.decode()
    assert "架空商店株式会社" in found
    path = f"/companies/{company.ref}"
    assert desk.post(path, {"shown": ""}).status_code == 422
    desk.post(path, {"shown": "登記事項証明書"})
    company.refresh_from_db()
    assert company.confirmed_by == sato.account
    assert "登記事項証明書" in desk.get(path).content.decode()
    visitor = Visitor("public").as_person(hanako)
    seen = visitor.get(f"/account{path}/seen").content.decode()
    assert "事業者の登録の内容を見ました。" in seen
    assert "架空商店株式会社の情報を見た人" in seen
    assert "事業者の本人確認をしました。" in seen
    assert "長寿いきがい課" in seen
    assert cast.visiting(mayor).get(path).status_code == 403


def test_an_officer_ends_a_registration(company, hanako, sato):
    cast.visiting(sato).post(f"/companies/{company.ref}/end")
    assert people.companies_of(hanako) == []
    assert (
        cast.visiting(hanako).get(f"/account/companies/{company.ref}").status_code
        == 404
    )
