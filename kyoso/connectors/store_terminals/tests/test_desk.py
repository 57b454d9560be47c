"""Officers look into papers that did not come out at a store."""

import pytest

from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.connectors.store_terminals.tests.conftest import CARD
from kyoso.engines.certification import api as certification
from kyoso.engines.ledger import api as ledger
from tests import people as cast


@pytest.fixture
def desk(shindo):
    return cast.visiting(shindo)


@pytest.fixture
def jammed(terminal, holder):
    terminal.run(CARD, "resident-record", trouble="jam")
    return StoreRequest.objects.select_related("order").get()


def page(response):
    return response.content.decode()


def act(desk, found, verb, **told):
    return desk.post(f"/store-terminals/{found.ref}/{verb}", told)


def test_a_call_is_listed_and_opened(desk, jammed):
    assert jammed.number in page(desk.get("/store-terminals"))
    told = page(desk.get(f"/store-terminals/{jammed.ref}"))
    assert "紙詰まり" in told
    assert "店舗かセンターに確かめてください" in told


def test_a_refund_needs_a_reason_and_is_proposed_once(desk, jammed):
    assert act(desk, jammed, "refund", why="").status_code == 422
    assert act(desk, jammed, "refund", why="店舗で返していない").status_code == 302
    assert act(desk, jammed, "refund", why="もう一度").status_code == 422
    refund = ledger.Refund.objects.get()
    assert (refund.amount, refund.way) == (200, "transfer")
    assert certification.current(jammed.order) is None


def test_closing_leaves_the_paper_valid(desk, jammed):
    assert act(desk, jammed, "close", why="店舗で出ていた").status_code == 302
    assert certification.current(jammed.order) is not None
    assert "いま、ここに申請はありません。" in page(desk.get("/store-terminals"))
    assert jammed.number in page(desk.get("/store-terminals?view=all"))


def test_what_came_out_is_not_decided_about(desk, terminal, holder):
    terminal.run(CARD, "resident-record")
    found = StoreRequest.objects.get()
    for verb in ("close", "refund"):
        assert act(desk, found, verb, why="x").status_code == 422
    assert not ledger.Refund.objects.exists()


def test_who_issues_no_certificates_sees_none(jammed, sato, tanaka):
    for officer in (sato, tanaka):
        visitor = cast.visiting(officer)
        assert visitor.get("/store-terminals").status_code == 403
        assert act(visitor, jammed, "refund", why="x").status_code == 403


def test_the_list_asks_about_protection_once_however_long_it_is(
    desk, terminal, holder, django_assert_max_num_queries
):
    for _one in range(4):
        terminal.run(CARD, "resident-record", trouble="jam")
    with django_assert_max_num_queries(15):
        desk.get("/store-terminals")


def test_an_unknown_act_is_not_found(desk, jammed):
    assert act(desk, jammed, "burn", why="x").status_code == 404
