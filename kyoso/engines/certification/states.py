"""申請の状態: which act leads from which state to which."""

from django.db import models
from django.utils.translation import gettext_noop as _

from kyoso.kernel.errors import Refusal


class State(models.TextChoices):
    """状態: where a request stands. A resident reads the same of every check by hand."""

    EXAMINING = "examining", "確かめています"
    BY_HAND = "by_hand", "職員が確かめています"
    TO_PAY = "to_pay", "支払いを待っています"
    PAID = "paid", "発行の準備をしています"
    ISSUED = "issued", "発行しました"
    DISPATCHED = "dispatched", "送りました"
    DECLINED = "declined", "お出しできません"
    WITHDRAWN = "withdrawn", "取り下げました"


OPEN = (State.EXAMINING, State.BY_HAND, State.TO_PAY, State.PAID)
_AFTER = {
    ("hold", State.EXAMINING): State.BY_HAND,
    ("bill", State.EXAMINING): State.TO_PAY,
    ("bill", State.BY_HAND): State.TO_PAY,
    ("waive", State.EXAMINING): State.PAID,
    ("waive", State.BY_HAND): State.PAID,
    ("examine_again", State.BY_HAND): State.EXAMINING,
    ("pay", State.TO_PAY): State.PAID,
    ("issue", State.PAID): State.ISSUED,
    ("dispatch", State.ISSUED): State.DISPATCHED,
    **{("decline", state): State.DECLINED for state in OPEN},
    **{
        ("withdraw", state): State.WITHDRAWN
        for state in (State.EXAMINING, State.BY_HAND, State.TO_PAY)
    },
}
ACTS = sorted({act for act, _ in _AFTER})


class NotNow(Refusal):
    """The request has moved on, or is not there yet."""

    code = "certificate_not_now"
    sentence = _(
        "この申請は先に進んでいるので、この操作はできません。画面を開きなおしてください。"
    )


def after(act: str, state: str) -> State:
    """Return the state that an act leads to; raises ``NotNow`` where it may not happen."""
    try:
        return _AFTER[act, State(state)]
    except KeyError:
        raise NotNow from None
