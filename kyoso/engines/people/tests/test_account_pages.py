"""わたしのページ: details, notices, tokens, and who looked."""

import pytest

from kyoso.engines.audit import api as audit
from kyoso.engines.people import api as people
from tests import people as cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(hanako):
    return cast.visiting(hanako)


DETAILS = {
    "name": "能代　花子",
    "kana": "ノシロ ハナコ",
    "postcode": "０１６−８５０１",
    "address": "能代市架空町2番2号",
    "phone": "0185-00-0009",
}


def test_it_shows_what_is_known(client):
    page = client.get("/account").content.decode()
    assert "能代 花子" in page
    assert "昭和50年5月3日" in page


def test_it_changes_the_details_and_records_which(client, hanako):
    assert client.post("/account/details", DETAILS).status_code == 302
    hanako.refresh_from_db()
    assert (hanako.name, hanako.kana) == ("能代 花子", "のしろ はなこ")
    assert (hanako.postcode, hanako.phone) == ("0168501", "0185000009")
    entry = audit.Entry.objects.get(event="people.details_changed")
    assert entry.details == {"fields": "postcode,address,phone"}
    assert "架空町" not in str(entry.details)


def test_a_name_typed_over_a_proved_one_is_not_proved(client, hanako):
    hanako.level = people.IdentityLevel.CARD
    hanako.save()
    client.post("/account/details", DETAILS)
    hanako.refresh_from_db()
    assert hanako.level == people.IdentityLevel.CARD
    client.post("/account/details", DETAILS | {"name": "白神 一"})
    hanako.refresh_from_db()
    assert (hanako.name, hanako.level) == ("白神 一", people.IdentityLevel.EMAIL)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "氏名を入力してください。"),
        ("name", "花" * 101, "氏名は100文字までで入力してください。"),
        ("name", "花\u202e子", "氏名に使えない文字"),
        ("postcode", "123", "郵便番号は7けたの数字で入力してください。"),
        ("phone", "12345", "電話番号は10けたまたは11けたの数字で入力してください。"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(
    client, hanako, field, typed, sentence
):
    page = client.post("/account/details", DETAILS | {field: typed})
    assert sentence in page.content.decode()
    assert "能代市架空町2番2号" in page.content.decode()
    hanako.refresh_from_db()
    assert hanako.address == "能代市架空町1番1号"


def test_notices_go_by_post_until_chosen_otherwise(client, hanako):
    assert not hanako.wants_electronic
    client.post("/account/notices", {"notices": "electronic"})
    hanako.refresh_from_db()
    assert hanako.wants_electronic
    page = client.post("/account/notices", {"notices": "pigeon"})
    assert "通知の受け取り方を選んでください。" in page.content.decode()


def test_who_has_no_mail_address_is_written_to_by_post(kiku, sato):
    people.choose_notices(kiku, notices=people.Notices.ELECTRONIC, by=sato.account)
    assert not kiku.wants_electronic


def test_it_tells_who_looked_by_section_and_post(client, hanako, suzuki, taro):
    audit.record(
        "tests.opened",
        by=suzuki.account,
        subject="case",
        person=hanako.account,
        reason="case-ref",
    )
    audit.record("tests.opened", by=suzuki.account, subject="x", person=taro.account)
    label = audit.Label("tests.opened", "申請の内容を見ました。")
    named = audit.Reasons("tests", lambda refs: dict.fromkeys(refs, "受付番号 R8-1"))
    with audit.labels.temporarily(label), audit.reasons.temporarily(named):
        page = client.get("/account/seen").content.decode()
    assert "長寿いきがい課 課長" in page
    assert "申請の内容を見ました。" in page
    assert page.count("受付番号 R8-1") == 1
    assert "鈴木" not in page
    # On a telephone each cell stands below the other, with its own heading.
    assert 'data-label="どの手続のために"' in page


def test_it_tells_the_post_that_the_officer_held_then(client, hanako, sato, operator):
    with_post = sato.posts.get()
    people.transfer(
        with_post,
        section=cast.section(cast.TAX),
        role="clerk",
        title="主査",
        on=cast.IN_POST_SINCE.replace(year=2099),
        by=operator.account,
    )
    audit.record("tests.opened", by=sato.account, subject="c", person=hanako.account)
    page = client.get("/account/seen").content.decode()
    assert "長寿いきがい課 職員" in page
    assert "税務課" not in page


@pytest.mark.parametrize(
    "asked", ["", "?page=2", "?page=3", "?page=9999999", "?page=x"]
)
def test_a_long_record_takes_no_more_questions(client, hanako, suzuki, asked):
    for number in range(101):
        audit.record(
            "tests.opened",
            by=suzuki.account,
            subject=f"case-{number}",
            person=hanako.account,
            reason=f"ref-{number}",
        )
    page = client.get(f"/account/seen{asked}").content.decode()
    assert "3ページ中" in page
    assert "全101件" in page


def test_own_acts_are_shown_when_asked_for(client, hanako):
    people.choose_notices(hanako, notices=people.Notices.ELECTRONIC, by=hanako.account)
    sentence = "通知の受け取り方を変えました。"
    assert sentence not in client.get("/account/seen").content.decode()
    assert sentence in client.get("/account/seen?mine=1").content.decode()


def test_a_label_may_keep_an_event_off_the_page(client, hanako, sato):
    audit.record("tests.hidden", by=sato.account, subject="c", person=hanako.account)
    label = audit.Label("tests.hidden", "見えません。", is_shown=False)
    with audit.labels.temporarily(label):
        page = client.get("/account/seen").content.decode()
    assert "見えません。" not in page
    assert "記録はまだありません。" in page


def test_the_account_page_costs_few_queries(client, django_assert_max_num_queries):
    client.get("/account")
    with django_assert_max_num_queries(5):
        client.get("/account")


def test_a_token_is_shown_once_and_can_be_revoked(client, hanako, taro):
    page = client.post("/account/tokens", {"name": "試し", "scopes": ["read"]})
    shown = page.context["shown"]
    assert shown.startswith("kyoso_")
    assert shown in page.content.decode()
    assert shown not in client.get("/account/tokens").content.decode()
    token = hanako.account.tokens.get()
    assert shown not in str(vars(token))
    assert (
        cast.visiting(taro).post(f"/account/tokens/{token.ref}/revoke").status_code
        == 404
    )
    client.post(f"/account/tokens/{token.ref}/revoke")
    token.refresh_from_db()
    assert token.revoked_at is not None


@pytest.mark.parametrize(
    "path",
    ["/account", "/account/details", "/account/seen", "/account/mandates"],
)
def test_a_stranger_is_led_to_the_log_in_and_an_officer_is_refused(sato, path):
    answer = cast.stranger_at(cast.PUBLIC_HOST).get(path)
    assert answer.headers["location"] == f"/login?next={path}"
    officer = cast.stranger_at(cast.PUBLIC_HOST)
    officer.force_login(sato.account)
    assert officer.get(path).status_code == 403
