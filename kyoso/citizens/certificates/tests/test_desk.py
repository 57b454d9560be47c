"""Officers check, issue with one click, send, replace and revoke."""

import pytest

from kyoso.engines.certification import api as certification
from kyoso.engines.certification.testing import a_request, examined, paid
from kyoso.engines.jobs.testing import drain
from kyoso.engines.residents import testing as residents_testing
from tests import people as cast

State = certification.State


@pytest.fixture
def desk(shindo):
    return cast.visiting(shindo)


@pytest.fixture
def posted(hanako, holder, ota):
    return paid(examined(a_request(hanako, delivery="tracked")), by=ota)


def page(response):
    return response.content.decode()


def act(desk, order, verb, **told):
    return desk.post(f"/certificates/{order.ref}/{verb}", told)


def test_one_click_issues_and_the_paper_can_be_printed(desk, posted):
    assert posted.ref in page(desk.get("/certificates"))
    assert act(desk, posted, "issue").status_code == 302
    drain()
    told = page(desk.get(f"/certificates/{posted.ref}"))
    assert "作成済み" in told
    got = desk.get(f"/certificates/{posted.ref}/paper")
    assert b"".join(got.streaming_content).startswith(b"%PDF")
    label = page(desk.get(f"/certificates/{posted.ref}/label"))
    assert "架空県架空市架空町1番1号" in label
    wrong = act(desk, posted, "dispatch", tracking="1")
    assert wrong.status_code == 422
    assert "追跡番号" in page(wrong)
    assert act(desk, posted, "dispatch", tracking="12345678901").status_code == 302
    posted.refresh_from_db()
    assert (posted.state, posted.tracking) == (State.DISPATCHED, "12345678901")


def test_pressing_twice_issues_once(desk, posted):
    act(desk, posted, "issue")
    again = desk.post(f"/certificates/{posted.ref}/issue", follow=True)
    assert "先に進んでいる" in page(again)
    assert posted.certificates.count() == 1


def test_what_is_checked_by_hand_shows_officers_of_the_register_why(
    desk, hanako, holder
):
    residents_testing.protect(holder)
    order = examined(a_request(hanako))
    assert "支援措置" in page(desk.get(f"/certificates/{order.ref}"))
    assert act(desk, order, "approve").status_code == 302
    order.refresh_from_db()
    assert order.state == State.TO_PAY


def test_declining_needs_a_reason_and_ends_the_request(desk, hanako, holder):
    order = examined(a_request(hanako, purpose="pension"))
    assert act(desk, order, "decline").status_code == 422
    assert act(desk, order, "decline", reason="other").status_code == 422
    done = act(desk, order, "decline", reason="other", note="窓口でご相談ください。")
    assert done.status_code == 302
    order.refresh_from_db()
    assert order.state == State.DECLINED


def test_replacing_and_revoking_need_a_reason(desk, posted):
    act(desk, posted, "issue")
    for verb in ("reissue", "revoke"):
        assert act(desk, posted, verb, reason="").status_code == 422
    first = certification.current(posted)
    assert act(desk, posted, "reissue", reason="印刷の汚れ").status_code == 302
    second = certification.current(posted)
    assert second.replaces == first
    assert act(desk, posted, "revoke", reason="書き誤り").status_code == 302
    assert certification.current(posted) is None
    assert act(desk, posted, "revoke", reason="もう一度").status_code in (302, 422)


def test_the_electronic_one_is_the_requesters_alone(desk, hanako, holder, ota):
    order = paid(examined(a_request(hanako)), by=ota)
    assert desk.get(f"/certificates/{order.ref}/paper").status_code == 404
    assert desk.get(f"/certificates/{order.ref}/label").status_code == 404


def test_who_issues_no_certificates_sees_none(posted, sato, tanaka):
    for officer in (sato, tanaka):
        visitor = cast.visiting(officer)
        assert visitor.get("/certificates").status_code == 403
        assert visitor.get(f"/certificates/{posted.ref}").status_code == 403
        assert act(visitor, posted, "issue").status_code == 403


def test_an_unknown_act_is_not_found(desk, posted):
    assert act(desk, posted, "burn").status_code == 404


@pytest.mark.parametrize("view", ["waiting", "open", "all", "none"])
def test_the_list_opens_in_each_way(desk, posted, view):
    assert desk.get("/certificates", {"view": view}).status_code == 200
