"""The officers' pages of mail and post: who may see them, and what one can do there."""

import io

import pytest
from pypdf import PdfReader

from kyoso.engines.audit.api import Entry
from kyoso.engines.jobs.api import Effect
from kyoso.engines.media import api as media
from kyoso.engines.media.testing import a_pdf
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.testing import by_post, told
from tests import people as cast

pytestmark = pytest.mark.django_db
State = messaging.Message.State


@pytest.fixture(autouse=True)
def now(clock_at):
    clock_at("2026-11-24 10:00")


@pytest.fixture
def letter(section, hanako):
    return told(section=section, to=by_post(hanako.account), subject="決定のお知らせ")


@pytest.fixture
def batch(letter, section, sato):
    return messaging.make_batch([letter], section=section, by=sato.account)


@pytest.fixture
def desk(sato):
    return cast.visiting(sato)


def again(message):
    return messaging.Message.objects.select_related("batch", "effect").get(
        pk=message.pk
    )


def text(answer):
    return answer.content.decode()


def addresses(letter, batch):
    shared = ["/messages", "/messages?decide", "/letters", "/letters/returned"]
    own = [
        f"/messages/{letter.ref}",
        f"/letters/batches/{batch.ref}",
        f"/letters/batches/{batch.ref}/letters",
        f"/letters/batches/{batch.ref}/labels",
        f"/letters/batches/{batch.ref}/files",
    ]
    acts = [
        f"/messages/{letter.ref}/decide",
        f"/messages/{letter.ref}/return",
        f"/messages/{letter.ref}/again",
        f"/letters/batches/{batch.ref}/dispatch",
    ]
    return shared, own, acts


def test_who_may_see_what(letter, batch, sato, suzuki, tanaka, operator, hanako):
    shared, own, acts = addresses(letter, batch)
    for who, page, theirs in (
        (sato, 200, 200),
        (suzuki, 200, 200),
        (tanaka, 200, 404),
        (operator, 403, 403),
    ):
        client = cast.visiting(who)
        for address in shared:
            assert client.get(address).status_code == page, (who, address)
        for address in own:
            expected = 302 if theirs == 200 and address.endswith("files") else theirs
            assert client.get(address).status_code == expected, (who, address)
        if theirs != 200:
            for address in acts:
                assert client.post(address).status_code == theirs, (who, address)
    stranger = cast.stranger_at(cast.OFFICE_HOST)
    public = cast.visiting(hanako)
    for address in shared + own:
        assert stranger.get(address).status_code == 302, address
        assert public.get(address).status_code == 404, address


def test_another_section_sees_none_of_our_mail(letter, tanaka):
    page = text(cast.visiting(tanaka).get("/messages"))
    assert "決定のお知らせ" not in page
    assert "能代 花子" not in page


def test_the_log_costs_few_queries(section, desk, django_assert_max_num_queries):
    for _ in range(30):
        told(section=section)
    with django_assert_max_num_queries(15):
        desk.get("/messages")


def test_reading_a_message_is_written_down(letter, desk, sato, hanako):
    assert "申請を受け付けました。" in text(desk.get(f"/messages/{letter.ref}"))
    entry = Entry.objects.get(event="messaging.message_read")
    assert entry.person == hanako.account.ref
    assert entry.actor.endswith(sato.account.ref)


def test_an_officer_settles_an_uncertain_mail(section, desk):
    message = told(section=section)
    Effect.objects.filter(pk=message.effect_id).update(state="uncertain")
    assert "確認が必要" in text(desk.get("/messages?decide"))
    page = text(desk.get(f"/messages/{message.ref}"))
    assert "自動では送りなおしません" in page
    desk.post(f"/messages/{message.ref}/decide", {"decision": "arrived"})
    assert again(message).state == State.SENT


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("smtp_refused:recipient:550", "使われていないようです。"),
        ("smtp_unreachable:ConnectionRefusedError", "つながりません。"),
        ("interrupted", "途中で止まりました。"),
        ("SMTPServerDisconnected", "接続が切れました。"),
    ],
)
def test_an_officer_reads_what_went_wrong(section, desk, code, words):
    message = told(section=section)
    Effect.objects.filter(pk=message.effect_id).update(
        state="dead", attempts=1, problem=code
    )
    assert words in text(desk.get(f"/messages/{message.ref}"))


def test_a_decision_must_be_chosen(section, desk):
    message = told(section=section)
    Effect.objects.filter(pk=message.effect_id).update(state="uncertain")
    answer = desk.post(f"/messages/{message.ref}/decide", {})
    assert answer.status_code == 422
    assert "どうするかを選んでください。" in text(answer)
    assert again(message).state == State.UNCERTAIN


def test_an_officer_posts_a_mail_that_nobody_takes(section, desk):
    message = told(section=section)
    Effect.objects.filter(pk=message.effect_id).update(state="dead")
    answer = desk.post(
        f"/messages/{message.ref}/decide", {"decision": "post"}, follow=True
    )
    assert "印刷待ち" in text(answer)
    assert messaging.Message.objects.to_print().count() == 1


def test_an_officer_prints_a_batch_and_records_its_dispatch(letter, section, desk):
    answer = desk.post(
        "/letters/batches",
        {"section": section.slug, "letter": [letter.ref]},
        follow=True,
    )
    batch = messaging.PrintBatch.objects.get()
    assert answer.redirect_chain[-1][0] == f"/letters/batches/{batch.ref}"
    for typed in ("R8.11.24", "令和8年11月24日", "2026-11-24"):
        batch.refresh_from_db()
        if batch.dispatched_on is None:
            desk.post(f"/letters/batches/{batch.ref}/dispatch", {"on": typed})
    assert again(letter).state == State.DISPATCHED


@pytest.mark.parametrize(
    "typed", ["", "きのう", "R8.13.99", "R8.11.25", "R8.11.23", "\0"]
)
def test_a_wrong_day_gets_a_sentence_and_is_kept(batch, desk, typed):
    answer = desk.post(f"/letters/batches/{batch.ref}/dispatch", {"on": typed})
    assert answer.status_code == 422
    page = text(answer)
    assert "入力してください。" in page or "使えない文字" in page
    batch.refresh_from_db()
    assert batch.dispatched_on is None


@pytest.mark.parametrize("ref", ["", "\0", "x" * 16, "'; DROP TABLE"])
def test_forged_letters_are_not_printed(letter, section, desk, ref):
    desk.post("/letters/batches", {"section": section.slug, "letter": [ref]})
    assert desk.post("/letters/batches", {"section": ref}).status_code == 404
    assert not messaging.PrintBatch.objects.exists()


def test_an_officer_records_a_return_and_sends_again(batch, letter, desk, sato):
    desk.post(f"/letters/batches/{batch.ref}/dispatch", {"on": "R8.11.24"})
    desk.post(
        f"/messages/{letter.ref}/return", {"on": "R8.11.24", "reason": "incomplete"}
    )
    assert "あて名不完全" in text(desk.get("/letters/returned"))
    desk.post(
        f"/messages/{letter.ref}/again",
        {"name": "葛󠄀城 花子", "postcode": "０１６-8501", "address": "能代市上町1番3号"},
    )
    new = messaging.Message.objects.get(again_of=letter)
    assert (new.name, new.postcode) == ("葛󠄀城 花子", "0168501")
    assert "能代 花子" not in text(desk.get("/letters/returned"))


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "宛名を入力してください。"),
        ("address", "", "住所を入力してください。"),
        (
            "address",
            "あ" * 301,
            "住所は300文字までで入力してください。いま301文字です。",
        ),
        ("postcode", "123", "郵便番号は7けたの数字で入力してください。"),
    ],
)
def test_a_wrong_address_gets_a_sentence(
    batch, letter, desk, sato, field, typed, sentence
):
    messaging.dispatch(batch, by=sato.account, on=batch.made_at.date())
    messaging.take_back(
        again(letter), by=sato.account, on=batch.made_at.date(), reason="moved"
    )
    posted = {"name": "能代", "postcode": "", "address": "能代市", field: typed}
    answer = desk.post(f"/messages/{letter.ref}/again", posted)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_labels_and_letters_print_with_names_of_every_writing(section, desk, sato):
    home = messaging.PostalAddress("辻󠄀 <花子>", "0160000", "能代市架空町1番1号")
    letter = told(section=section, to=messaging.Recipient(None, postal=home))
    batch = messaging.make_batch([letter], section=section, by=sato.account)
    for page in ("labels", "letters"):
        shown = text(desk.get(f"/letters/batches/{batch.ref}/{page}"))
        assert "辻󠄀 &lt;花子&gt;　様" in shown
        assert "〒016-0000" in shown
    assert Entry.objects.filter(event="messaging.labels_printed").count() == 1


def test_enclosures_of_a_batch_come_as_one_pdf(section, desk, sato, purpose):
    for pages in (1, 2):
        notice = media.store(a_pdf(pages=pages), purpose=purpose, by=None)
        with_notice = messaging.send(
            "testing.notice",
            to=by_post(),
            context={"subject": "a", "body": "b"},
            about="",
            section=section,
            by=None,
            files=[notice],
        )
        assert with_notice.state == State.TO_PRINT
    waiting = list(messaging.Message.objects.to_print())
    batch = messaging.make_batch(waiting, section=section, by=sato.account)
    answer = desk.get(f"/letters/batches/{batch.ref}/files")
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 3
    assert answer["Content-Disposition"].startswith("attachment;")
