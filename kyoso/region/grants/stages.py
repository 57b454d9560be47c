"""交付の段階: which act leads from which stage to which, as a pure machine.

Every change of a grant's stage goes through ``after``. What a stage must carry
(a promise of the ledger, a settled amount) is a constraint of the table.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from kyoso.kernel.errors import Refusal


class Stage(models.TextChoices):
    """段階: where a grant stands, in the words that the applicant reads."""

    APPLIED = "applied", _("申請")
    GRANTED = "granted", _("交付決定")
    REPORTED = "reported", _("実績報告")
    SETTLED = "settled", _("額の確定")
    ORDERED = "ordered", _("支払いの手続中")
    PAID = "paid", _("支払い済み")
    RETURNING = "returning", _("返還を求めています")
    RETURNED = "returned", _("返還済み")
    REVOKED = "revoked", _("交付決定の取消し")
    REFUSED = "refused", _("不交付")
    ENDED = "ended", _("取下げ")


# Stages in which the city owes or owed something: these carry a promise.
PROMISED = (
    Stage.GRANTED,
    Stage.REPORTED,
    Stage.SETTLED,
    Stage.ORDERED,
    Stage.PAID,
    Stage.RETURNING,
    Stage.RETURNED,
)
FIXED = (
    Stage.SETTLED,
    Stage.ORDERED,
    Stage.PAID,
    Stage.RETURNING,
    Stage.RETURNED,
)


class Act(StrEnum):
    """What somebody does to a grant."""

    OPEN = "open"
    INSPECT = "inspect"
    DECIDE = "decide"
    REFUSE = "refuse"
    END = "end"
    CHANGE = "change"
    REVOKE = "revoke"
    ASK = "ask"
    REPORT = "report"
    SEND_BACK = "send_back"
    ACCEPT = "accept"
    SETTLE = "settle"
    ORDER = "order"
    PAY = "pay"
    CLAW_BACK = "claw_back"
    TAKE_BACK = "take_back"
    CLOSE_RETURN = "close_return"


S, A = Stage, Act
TABLE: dict[tuple[Stage, Act], Stage] = {
    (S.APPLIED, A.INSPECT): S.APPLIED,
    (S.APPLIED, A.DECIDE): S.GRANTED,
    (S.APPLIED, A.REFUSE): S.REFUSED,
    (S.APPLIED, A.END): S.ENDED,
    (S.GRANTED, A.CHANGE): S.GRANTED,
    (S.GRANTED, A.REVOKE): S.REVOKED,
    (S.GRANTED, A.ASK): S.GRANTED,
    (S.GRANTED, A.REPORT): S.REPORTED,
    # Only where the programme asks for no report.
    (S.GRANTED, A.SETTLE): S.SETTLED,
    (S.REPORTED, A.INSPECT): S.REPORTED,
    (S.REPORTED, A.ASK): S.REPORTED,
    (S.REPORTED, A.SEND_BACK): S.GRANTED,
    (S.REPORTED, A.ACCEPT): S.REPORTED,
    (S.REPORTED, A.REVOKE): S.REVOKED,
    (S.REPORTED, A.SETTLE): S.SETTLED,
    (S.SETTLED, A.ORDER): S.ORDERED,
    (S.ORDERED, A.PAY): S.PAID,
    (S.PAID, A.CLAW_BACK): S.RETURNING,
    (S.RETURNING, A.TAKE_BACK): S.RETURNING,
    (S.RETURNING, A.CLOSE_RETURN): S.RETURNED,
}

# What an officer reads in the history, and in a refusal.
TITLES = {
    A.OPEN: "申請を受け付けること",
    A.INSPECT: "審査・現地確認を記録すること",
    A.DECIDE: "交付を決定すること",
    A.REFUSE: "不交付とすること",
    A.END: "申請を終えること",
    A.CHANGE: "交付決定額を変更すること",
    A.REVOKE: "交付決定を取り消すこと",
    A.ASK: "変更や中止の申出をすること",
    A.REPORT: "実績を報告すること",
    A.SEND_BACK: "実績報告を差し戻すこと",
    A.ACCEPT: "実績報告を認めること",
    A.SETTLE: "額を確定すること",
    A.ORDER: "支出命令を出すこと",
    A.PAY: "支払いを記録すること",
    A.CLAW_BACK: "返還を命じること",
    A.TAKE_BACK: "返還を記録すること",
    A.CLOSE_RETURN: "返還を終えること",
}


class StageForbids(Refusal):
    """The act is not lawful in the stage in which the grant stands."""

    code = "stage_forbids"
    sentence = "この補助金は「{stage}」の段階のため、{act}はできません。"


def can(stage: str, act: Act) -> bool:
    """Tell whether ``act`` is lawful for a grant in ``stage``."""
    return (Stage(stage), act) in TABLE


def after(stage: str, act: Act) -> Stage:
    """Return the stage to which ``act`` leads; raise ``StageForbids`` if unlawful."""
    try:
        return TABLE[Stage(stage), act]
    except KeyError:
        raise StageForbids(stage=str(Stage(stage).label), act=TITLES[act]) from None
