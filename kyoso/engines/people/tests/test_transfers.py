"""1 April: posts end and begin, and the open work is handed over."""

import datetime as dt

import pytest

from kyoso.engines.people import api as people
from kyoso.engines.people import errors
from tests import people as cast

pytestmark = pytest.mark.django_db

APRIL = dt.date(2027, 4, 1)
HANDLE = people.Permission.HANDLE_CASES


@pytest.fixture
def open_work():
    def list_work(officer, section):
        if section.slug == cast.CARE and officer.number == "1001":
            yield people.OpenItem("casework.case:abc", "R8-0001", "/cases/abc/", APRIL)
            yield people.OpenItem("casework.case:def", "R8-0002")

    kind = people.OpenWork("tests", "担当している申請", list_work)
    with people.open_work.temporarily(kind):
        yield


@pytest.fixture
def moved(open_work, sato, suzuki, operator, planner):
    post = people.transfer(
        sato.posts.get(),
        section=cast.section(cast.TAX),
        role="clerk",
        on=APRIL,
        successor=suzuki,
        note="電話は午後に。",
        by=operator.account,
    )
    return people.confirm_post(post, by=planner.account)


def fresh(officer):
    return people.Officer.objects.select_related("account").get(pk=officer.pk)


def test_the_old_post_ends_the_day_before_the_new_one_begins(moved, sato, clock_at):
    care, tax = cast.section(cast.CARE), cast.section(cast.TAX)
    clock_at("2027-03-31 23:59")
    assert people.may(fresh(sato), HANDLE, care)
    assert not people.may(fresh(sato), HANDLE, tax)
    clock_at("2027-04-01 00:00")
    assert not people.may(fresh(sato), HANDLE, care)
    assert people.may(fresh(sato), HANDLE, tax)


def test_the_open_work_is_listed_and_signed_by_the_successor(
    moved, sato, suzuki, tanaka
):
    [hand_over] = people.HandOver.objects.all()
    assert [item.title for item in hand_over.items.all()] == ["R8-0001", "R8-0002"]
    page = cast.visiting(suzuki).get(f"/hand-overs/{hand_over.ref}").content.decode()
    assert "担当している申請" in page
    assert "電話は午後に。" in page
    assert "すべて読んで引き継ぐ" in page
    assert cast.visiting(tanaka).get(f"/hand-overs/{hand_over.ref}").status_code == 404
    own = cast.visiting(sato)
    assert (
        "引き継ぐ</button>"
        not in own.get(f"/hand-overs/{hand_over.ref}").content.decode()
    )
    assert own.post(f"/hand-overs/{hand_over.ref}/sign").status_code == 403
    cast.visiting(suzuki).post(f"/hand-overs/{hand_over.ref}/sign")
    hand_over.refresh_from_db()
    assert hand_over.signed_by == suzuki.account
    with pytest.raises(errors.HandOverSigned):
        people.sign_hand_over(hand_over, by=suzuki)


def test_only_the_named_successor_signs(moved, operator):
    with pytest.raises(errors.NotTheSuccessor):
        people.sign_hand_over(people.HandOver.objects.get(), by=operator)


def test_a_post_ends_once_and_not_before_it_began(sato, operator):
    post = sato.posts.get()
    with pytest.raises(errors.PeriodBackwards):
        people.end_post(post, on=dt.date(2000, 1, 1), by=operator.account)
    people.end_post(post, on=APRIL, by=operator.account)
    with pytest.raises(errors.PostEnded):
        people.end_post(post, on=APRIL, by=operator.account)


def test_a_deputy_has_the_role_for_some_days_only(
    suzuki, tanaka, operator, planner, clock_at
):
    care = cast.section(cast.CARE)
    approve = people.Permission.APPROVE_CASES
    post = people.deputise(
        suzuki.posts.get(),
        deputy=tanaka,
        starts_on=dt.date(2026, 12, 1),
        ends_on=dt.date(2026, 12, 5),
        by=operator.account,
    )
    people.confirm_post(post, by=planner.account)
    clock_at("2026-12-05 12:00")
    assert people.may(fresh(tanaka), approve, care)
    clock_at("2026-12-06 12:00")
    assert not people.may(fresh(tanaka), approve, care)


def test_the_operator_transfers_on_the_page(open_work, sato, operator, mayor):
    post = sato.posts.get()
    path = f"/staff/{sato.ref}/{post.pk}/transfer"
    assert cast.visiting(mayor).get(path).status_code == 403
    client = cast.visiting(operator)
    assert client.get(path).status_code == 200
    page = client.post(path, {"on": "", "role": "king"})
    assert "異動の日を入力してください。" in page.content.decode()
    assert "役割を選んでください。" in page.content.decode()
    said = {"on": "2027-04-01", "section": cast.section(cast.TAX).pk, "role": "head"}
    assert client.post(path, said).headers["location"] == f"/staff/{sato.ref}"
    assert sato.posts.count() == 2
    again = client.post(path, said)
    assert "この配置は、すでに終わっています。" in again.content.decode()
    assert sato.posts.count() == 2
    assert "R9.4.1" in client.get(f"/staff/{sato.ref}").content.decode()


def test_the_operator_ends_adds_deputises_and_closes(sato, suzuki, operator):
    client = cast.visiting(operator)
    post = sato.posts.get()
    for path in ("end", "deputy"):
        assert client.get(f"/staff/{sato.ref}/{post.pk}/{path}").status_code == 200
    client.post(
        f"/staff/{sato.ref}/{post.pk}/deputy",
        {"deputy": suzuki.pk, "starts_on": "2027-01-04", "ends_on": "2027-01-08"},
    )
    assert suzuki.posts.filter(deputises=post).exists()
    client.post(f"/staff/{sato.ref}/{post.pk}/end", {"on": "2027-03-31"})
    assert people.HandOver.objects.filter(post=post).exists()
    assert client.get(f"/staff/{sato.ref}/post").status_code == 200
    client.post(
        f"/staff/{sato.ref}/post",
        {"section": post.section_id, "role": "clerk", "starts_on": "2027-04-01"},
    )
    assert sato.posts.count() == 2
    assert client.get(f"/staff/{sato.ref}/close").status_code == 200
    client.post(f"/staff/{sato.ref}/close")
    sato.account.refresh_from_db()
    assert not sato.account.is_active
    with pytest.raises(errors.OwnAccount):
        people.close_account(operator.account, by=operator.account)


def test_the_staff_list_is_by_section_and_cheap(
    sato, suzuki, tanaka, planner, django_assert_max_num_queries
):
    client = cast.visiting(tanaka)
    page = client.get("/staff").content.decode()
    assert page.index("企画部") < page.index("市民福祉部") < page.index("佐藤 一郎")
    assert "職員を加える" not in page
    with django_assert_max_num_queries(15):
        client.get("/staff")


def test_a_number_or_an_address_is_used_once(sato, operator, care_section):
    said = {
        "name": "二人目",
        "section": care_section,
        "role": "clerk",
        "by": operator.account,
    }
    with pytest.raises(errors.NumberTaken):
        people.add_officer(number="1001", email="x@example.jp", **said)
    with pytest.raises(errors.EmailTaken):
        people.add_officer(number="9", email="SATO@office.example.jp", **said)
    with pytest.raises(errors.RoleUnknown):
        people.add_officer(
            number="9", email="x@example.jp", **(said | {"role": "king"})
        )


@pytest.mark.parametrize(
    "day", ["0645-07-17", "0001-01-01", "1872-12-31", "9999-12-31"]
)
def test_a_day_of_another_age_gets_a_sentence(operator, sato, care_section, day):
    client = cast.visiting(operator)
    page = client.post(
        f"/staff/{sato.ref}/post",
        {"section": care_section.pk, "role": "clerk", "title": "", "starts_on": day},
    )
    assert "までで入力してください" in page.content.decode()
    assert client.get(f"/staff/{sato.ref}").status_code == 200
