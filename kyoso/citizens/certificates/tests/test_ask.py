"""A resident asks: what for, the least, the card, the sum, the request."""

import pytest

from kyoso.engines.certification import api as certification
from kyoso.engines.certification.testing import (
    a_request,
    a_revenue_line,
    an_income,
    examined,
    paid,
)
from kyoso.engines.jobs.testing import drain
from kyoso.engines.residents import testing as residents_testing
from tests import people as cast

CHOSEN = {
    "purpose": "work",
    "scope": "household",
    "delivery": "pdf",
    "copies": "1",
    "token": "t1",
}
NEW = "/certificates/new/resident-record"


def page(response):
    return response.content.decode()


@pytest.mark.django_db
def test_it_says_first_that_no_certificate_may_be_needed():
    told = page(cast.visiting().get("/certificates/for", {"purpose": "passport"}))
    assert told.index("この証明書は要らないかもしれません") < told.index("申請する")
    assert "確認中" in told
    plain = page(cast.visiting().get("/certificates/for", {"purpose": "work"}))
    assert "要らないかも" not in plain
    assert "住民票記載事項証明書" in plain


@pytest.mark.django_db
@pytest.mark.parametrize("asked", [{}, {"purpose": "none"}, {"purpose": "\0"}])
def test_without_a_purpose_it_asks_again(asked):
    response = cast.visiting().get("/certificates/for", asked)
    assert response.status_code in (400, 422)


def test_a_session_by_mail_is_led_to_the_card(by_mail, holder):
    for method in (by_mail.get, by_mail.post):
        told = page(method(NEW, CHOSEN | {"send": "1"}))
        assert "マイナンバーカードで本人確認をしてください" in told
    assert not certification.Order.objects.exists()


def test_the_least_that_the_receiver_needs_is_chosen_already(with_card, holder):
    told = page(with_card.get(f"{NEW}?purpose=licence"))
    assert 'value="domicile" checked' in " ".join(told.split())
    plain = page(with_card.get(f"{NEW}?purpose=other"))
    assert "checked" not in plain.partition("のせること")[2].partition("受け取り方")[0]


def test_the_sum_is_shown_before_anything_is_sent(with_card, holder):
    told = page(with_card.post(NEW, CHOSEN | {"delivery": "tracked", "copies": "2"}))
    assert "1,060円" in told
    assert not certification.Order.objects.exists()


def test_sending_makes_one_request_however_often_it_is_pressed(with_card, holder):
    first = with_card.post(NEW, CHOSEN | {"send": "1"})
    again = with_card.post(NEW, CHOSEN | {"send": "1"})
    assert first.headers["location"] == again.headers["location"]
    assert certification.Order.objects.count() == 1


def test_what_was_chosen_stays_when_one_goes_back(with_card, holder):
    told = page(with_card.post(NEW, CHOSEN | {"items": ["domicile"], "change": "1"}))
    assert 'value="domicile" checked' in " ".join(told.split())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"delivery": ""}, "受け取り方"),
        ({"copies": "2"}, "電子の証明書は1通です。"),
        ({"copies": "x"}, "通数"),
        ({"items": ["individual_number"]}, "のせること"),
        ({"purpose": "none"}, "使い道"),
        ({"scope": "city"}, "だれの分"),
    ],
)
def test_what_no_page_offers_is_answered_with_a_sentence(
    with_card, holder, wrong, sentence
):
    response = with_card.post(NEW, CHOSEN | wrong | {"send": "1"})
    assert response.status_code == 422
    assert sentence in page(response)
    assert not certification.Order.objects.exists()


def test_the_way_leads_from_the_request_to_the_due_and_to_the_paper(
    with_card, holder, ota
):
    where = with_card.post(NEW, CHOSEN | {"send": "1"}).headers["location"]
    assert "確かめています" in page(with_card.get(where))
    a_revenue_line()
    drain()
    assert "300円を払う" in page(with_card.get(where))
    order = paid(certification.Order.objects.get(), by=ota)
    told = page(with_card.get(where))
    assert "証明書（PDF）を受け取る" in told
    assert certification.current(order).code in told
    got = with_card.get(f"{where}/pdf")
    assert got.headers["content-type"] == "application/pdf"
    assert b"".join(got.streaming_content).startswith(b"%PDF")


def test_mail_opens_the_state_and_not_the_paper(by_mail, hanako, holder, ota):
    order = paid(examined(a_request(hanako)), by=ota)
    assert "カードで本人確認をして受け取る" in page(
        by_mail.get(f"/certificates/requests/{order.ref}")
    )
    told = page(by_mail.get(f"/certificates/requests/{order.ref}/pdf"))
    assert "マイナンバーカードで本人確認をしてください" in told


def test_a_protected_persons_page_reads_like_any_check_by_hand(
    with_card, hanako, taro, holder, shindo
):
    residents_testing.protect(holder)
    mine = examined(a_request(hanako))
    theirs = examined(a_request(taro))
    neighbour = cast.visiting(taro)
    told = page(with_card.get(f"/certificates/requests/{mine.ref}"))
    other = page(neighbour.get(f"/certificates/requests/{theirs.ref}"))
    for text in (told, other):
        assert "職員が確かめています。終わると、この画面でお知らせします。" in text
        assert "支援" not in text.partition("<main")[2].partition("</main")[0]


def test_nobody_opens_or_withdraws_what_is_anothers(with_card, hanako, taro, holder):
    order = a_request(hanako)
    stranger = cast.visiting(taro)
    for path in ("", "/pdf"):
        assert (
            stranger.get(f"/certificates/requests/{order.ref}{path}").status_code == 404
        )
    gone = stranger.post(f"/certificates/requests/{order.ref}/withdraw")
    assert gone.status_code == 404
    assert (
        with_card.post(f"/certificates/requests/{order.ref}/withdraw").status_code
        == 302
    )
    late = with_card.post(f"/certificates/requests/{order.ref}/withdraw")
    assert late.status_code == 422
    assert "先に進んでいる" in page(late)


def test_undeclared_income_is_told_on_the_page(with_card, hanako, holder):
    an_income(holder, declared="2")
    order = examined(a_request(hanako, "income", year=_this_year()))
    told = page(with_card.get(f"/certificates/requests/{order.ref}"))
    assert "所得の申告がまだありません" in told


def test_the_list_holds_ones_own_only(with_card, hanako, taro, holder, shindo):
    mine = a_request(hanako)
    theirs = a_request(taro)
    told = page(with_card.get("/certificates/mine"))
    assert mine.ref in told
    assert theirs.ref not in told


@pytest.mark.parametrize("slug", ["none", "x" * 60])
def test_a_certificate_that_is_not_given_is_not_found(with_card, slug):
    assert with_card.get(f"/certificates/new/{slug}").status_code == 404


def _this_year():
    from kyoso.kernel import clock

    return clock.fiscal_year(clock.today())
