"""事案の状態: which act leads from which state to which, as a pure machine.

Every change of a case's state in this engine goes through ``after``; no action
writes a state of its own, so a state that the table does not allow is never
reached, whatever the order of events. Words shown to residents are the labels
of ``State`` (UI guideline 48).
"""

from enum import StrEnum

from django.db import models

from kyoso.kernel.errors import Refusal


class State(models.TextChoices):
    """状態: where a case stands, in the words that the resident reads."""

    RECEIVED = "received", "受付"
    REVIEWING = "reviewing", "確認中"
    CORRECTING = "correcting", "直してください（補正）"
    DECIDING = "deciding", "決裁中"
    COMPLETED = "completed", "完了"
    WITHDRAWN = "withdrawn", "取り下げ"
    REJECTED = "rejected", "お受けできません"


# Officers' short words for the same states, for dense lists.
DESK = {
    State.RECEIVED: "受付",
    State.REVIEWING: "確認中",
    State.CORRECTING: "補正待ち",
    State.DECIDING: "決裁中",
    State.COMPLETED: "完了",
    State.WITHDRAWN: "取下げ",
    State.REJECTED: "却下",
}
OPEN = frozenset({State.RECEIVED, State.REVIEWING, State.CORRECTING, State.DECIDING})
CLOSED = frozenset({State.COMPLETED, State.WITHDRAWN, State.REJECTED})


class Act(StrEnum):
    """What somebody does to a case."""

    ACCEPT = "accept"
    ASSIGN = "assign"
    ASK_CORRECTION = "ask_correction"
    ANSWER_CORRECTION = "answer_correction"
    CANCEL_CORRECTION = "cancel_correction"
    PROPOSE = "propose"
    APPROVE = "approve"
    SEND_BACK = "send_back"
    PULL_BACK = "pull_back"
    COMPLETE = "complete"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    HAND_ON = "hand_on"
    ANSWER_CONSULTATION = "answer_consultation"
    EXTEND = "extend"


S, A = State, Act
TABLE: dict[tuple[State, Act], State] = {
    (S.RECEIVED, A.ACCEPT): S.REVIEWING,
    (S.RECEIVED, A.ASSIGN): S.RECEIVED,
    (S.RECEIVED, A.HAND_ON): S.RECEIVED,
    (S.RECEIVED, A.EXTEND): S.RECEIVED,
    (S.RECEIVED, A.WITHDRAW): S.WITHDRAWN,
    (S.REVIEWING, A.ASSIGN): S.REVIEWING,
    (S.REVIEWING, A.ASK_CORRECTION): S.CORRECTING,
    (S.REVIEWING, A.PROPOSE): S.DECIDING,
    (S.REVIEWING, A.HAND_ON): S.REVIEWING,
    (S.REVIEWING, A.EXTEND): S.REVIEWING,
    (S.REVIEWING, A.WITHDRAW): S.WITHDRAWN,
    (S.CORRECTING, A.ASSIGN): S.CORRECTING,
    (S.CORRECTING, A.ANSWER_CORRECTION): S.REVIEWING,
    (S.CORRECTING, A.CANCEL_CORRECTION): S.REVIEWING,
    (S.CORRECTING, A.HAND_ON): S.CORRECTING,
    (S.CORRECTING, A.EXTEND): S.CORRECTING,
    (S.CORRECTING, A.WITHDRAW): S.WITHDRAWN,
    (S.DECIDING, A.ASSIGN): S.DECIDING,
    (S.DECIDING, A.ANSWER_CONSULTATION): S.DECIDING,
    (S.DECIDING, A.APPROVE): S.DECIDING,
    (S.DECIDING, A.SEND_BACK): S.REVIEWING,
    (S.DECIDING, A.PULL_BACK): S.REVIEWING,
    (S.DECIDING, A.COMPLETE): S.COMPLETED,
    (S.DECIDING, A.REJECT): S.REJECTED,
    (S.DECIDING, A.EXTEND): S.DECIDING,
    (S.DECIDING, A.WITHDRAW): S.WITHDRAWN,
}

TITLES = {
    A.ACCEPT: "確認を始めること",
    A.ASSIGN: "担当者を決めること",
    A.ASK_CORRECTION: "補正を求めること",
    A.ANSWER_CORRECTION: "補正に答えること",
    A.CANCEL_CORRECTION: "補正の求めを取り消すこと",
    A.PROPOSE: "起案すること",
    A.APPROVE: "承認すること",
    A.SEND_BACK: "差し戻すこと",
    A.PULL_BACK: "引き戻すこと",
    A.COMPLETE: "決定すること",
    A.REJECT: "却下すること",
    A.WITHDRAW: "取り下げること",
    A.HAND_ON: "ほかの課に引き継ぐこと",
    A.ANSWER_CONSULTATION: "合議に答えること",
    A.EXTEND: "期限を延長すること",
}


class NotNow(Refusal):
    """The act is not lawful in the state in which the case stands."""

    code = "not_now"
    sentence = "この申請は「{state}」のため、{act}はできません。"


def can(state: str, act: Act) -> bool:
    """Tell whether ``act`` is lawful for a case in ``state``."""
    return (State(state), act) in TABLE


def after(state: str, act: Act) -> State:
    """Return the state to which ``act`` leads; raise ``NotNow`` if unlawful."""
    try:
        return TABLE[State(state), act]
    except KeyError:
        raise NotNow(state=State(state).label, act=TITLES[act]) from None
