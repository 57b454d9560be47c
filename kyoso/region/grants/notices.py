"""通知書: what the papers after the decision say, and who may read them."""

from collections.abc import Mapping
from typing import Any

from kyoso.engines.casework import api as casework
from kyoso.engines.documents import api as documents
from kyoso.engines.people.api import Account
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock
from kyoso.kernel.money import yen
from kyoso.region.grants.models import Grant, Motion

TEMPLATE = "/region/grants/papers/notice.typ"
KIND = Motion.Kind
# Slug, what the paper is called, and the verb of its sentence.
PAPERS: Mapping[str, tuple[str, str, str]] = {
    KIND.CHANGE: (
        "grants.change",
        "変更交付決定通知書",
        "次のとおり交付決定の額を変更しましたので通知します。",
    ),
    KIND.REVOKE: (
        "grants.revocation",
        "交付決定取消通知書",
        "次の理由により交付決定を取り消しましたので通知します。",
    ),
    KIND.SETTLE: (
        "grants.settlement",
        "額の確定通知書",
        "実績報告を審査し、次のとおり交付する額を確定しましたので通知します。",
    ),
    KIND.CLAW_BACK: (
        "grants.return",
        "返還命令書",
        "次のとおり補助金の返還を命じます。期限までに返還してください。",
    ),
}


def issue(grant: Grant, motion: Motion, *, by: Account) -> documents.Document:
    """Issue the paper of a confirmed motion, with the number of its section."""
    slug, _title, _verb = PAPERS[motion.kind]
    return documents.issue(
        slug,
        data=data_of(grant, motion),
        section=grant.case.section,
        about=grant.ref,
        by=by,
    )


def data_of(grant: Grant, motion: Motion) -> dict[str, Any]:
    """Return what the paper says (keys of documents/papers/base.typ)."""
    case, definition = grant.case, grant.revision.definition
    title = definition.title["ja"]
    _slug, name, verb = PAPERS[motion.kind]
    assert grant.decided_on is not None
    return {
        "to": {
            "name": case.name,
            "honorific": case.honorific,
            "postcode": case.postcode,
            "address": case.address,
        },
        "sender": {"title": definition.issuer},
        "subject": f"{title}の{_SUBJECTS[motion.kind]}",
        "body": [
            f"{clock.wareki(grant.decided_on)}付けで交付を決定した{title}について、{verb}"
        ],
        "reasons": _reasons(grant, motion),
        "items": [
            {"label": label, "value": [value]} for label, value in _items(grant, motion)
        ],
        "conditions": [],
        "instruction": _paragraphs(case.revision.definition.instruction),
        "note": f"受付番号 {case.receipt_number}（{name}）",
    }


_SUBJECTS: Mapping[str, str] = {
    KIND.CHANGE: "変更交付決定について（通知）",
    KIND.REVOKE: "交付決定の取消しについて（通知）",
    KIND.SETTLE: "額の確定について（通知）",
    KIND.CLAW_BACK: "返還について（命令）",
}


def _items(grant: Grant, motion: Motion) -> list[tuple[str, str]]:
    amount = motion.amount or 0
    if motion.kind == KIND.CHANGE:
        return [
            ("変更前の交付決定額", yen(grant.granted)),
            ("変更後の交付決定額", yen(amount)),
        ]
    if motion.kind == KIND.REVOKE:
        return [("取り消す交付決定額", yen(grant.granted))]
    if motion.kind == KIND.SETTLE:
        return [
            ("交付決定額", yen(grant.granted)),
            ("確定額", yen(amount)),
            ("支払いの方法", "申請書に書かれた口座への振込み"),
        ]
    assert motion.reply_by_on is not None
    return [
        ("支払った額", yen(grant.ordered)),
        ("返還する額", yen(amount)),
        ("返還の期限", clock.wareki(motion.reply_by_on)),
        ("根拠", _rule_title(grant, motion)),
    ]


def _rule_title(grant: Grant, motion: Motion) -> str:
    reasons = grant.revision.definition.clawback.reasons
    return next(one.title for one in reasons if one.key == motion.rule)


def _reasons(grant: Grant, motion: Motion) -> list[str]:
    return [] if motion.kind == KIND.SETTLE else _paragraphs(motion.reason)


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def grant_of(document: documents.Document) -> Grant | None:
    return (
        Grant.objects.filter(ref=document.about)
        .select_related("case__account", "case__section", "case__procedure")
        .first()
    )


def may_read(account: Account, document: documents.Document) -> bool:
    """Tell whether an account may read a paper: as a decision notice of the case."""
    grant = grant_of(document)
    if grant is None or not casework.may_read_case(account, grant.case):
        return False
    return account.kind == Account.Kind.RESIDENT or (
        residents.may_show_address_of(grant.case.named, to=account)
    )


def person_of(document: documents.Document) -> Account | None:
    grant = grant_of(document)
    return grant.case.account if grant else None
