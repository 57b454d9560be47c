"""What an officer may do to a grant: the form of each act and what it does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.region.grants import forms, letters, views
from kyoso.region.grants.actions import deciding, motions, paying, reporting
from kyoso.region.grants.errors import MotionEnded
from kyoso.region.grants.models import Grant, Motion
from kyoso.ui import forms as speaking

P = people.Permission
Kind = Motion.Kind


@dataclass(frozen=True)
class DeskAct:
    """One act: who may, its form (grant, posted, files), what it does, what is said.

    ``do`` returns whether it was done; where not, the form holds the sentence.
    """

    title: str
    permission: people.Permission
    form: Callable[[Grant, Any, Any], speaking.Form]
    do: Callable[[Grant, Any, Account], bool]
    done: str


def _plain(made: type[forms.EditionForm]) -> Callable[[Grant, Any, Any], speaking.Form]:
    def form(grant: Grant, posted: Any = None, files: Any = None) -> speaking.Form:
        return made(posted, initial={"edition": grant.edition}, auto_id=_ids(made))

    return form


def _of_grant(made: Any) -> Callable[[Grant, Any, Any], speaking.Form]:
    def form(grant: Grant, posted: Any = None, files: Any = None) -> speaking.Form:
        found: speaking.Form = made(
            grant,
            posted,
            initial={"edition": grant.edition},
            auto_id=_ids(made),
        )
        return found

    return form


def _ids(made: Any) -> str:
    """Keep the ids of several forms on one page apart."""
    return f"id_{made.__name__.lower()}_%s"


def _report_form(grant: Grant, posted: Any = None, files: Any = None) -> speaking.Form:
    rule = grant.revision.definition.report
    return forms.ReportForm(rule, posted, files, auto_id="id_reportform_%s")


def _inspect(grant: Grant, form: Any, by: Account) -> bool:
    asked = form.cleaned_data
    deciding.inspect(
        grant,
        kind=form.kind,
        met=asked["met"],
        seen_on=asked["seen_on"],
        note=asked["note"],
        by=by,
        edition=asked["edition"],
    )
    return True


def _apart(grant: Grant, form: Any, by: Account) -> bool:
    asked = form.cleaned_data
    deciding.tell_apart(grant, mark=asked["mark"], by=by, edition=asked["edition"])
    return True


def _report(grant: Grant, form: Any, by: Account) -> bool:
    return views.send_report(grant, form, by)


def _accept(grant: Grant, form: Any, by: Account) -> bool:
    asked = form.cleaned_data
    reporting.accept(
        grant,
        eligible=asked["eligible"],
        met=asked.get("met", []),
        comment=asked["comment"],
        by=by,
        edition=asked["edition"],
    )
    return True


def _send_back(grant: Grant, form: Any, by: Account) -> bool:
    asked = form.cleaned_data
    letters.return_report(
        grant, comment=asked["comment"], by=by, edition=asked["edition"]
    )
    return True


def _draft(kind: str) -> Callable[[Grant, Any, Account], bool]:
    def do(grant: Grant, form: Any, by: Account) -> bool:
        asked = dict(form.cleaned_data)
        motions.draft(grant, kind=kind, by=by, **asked)
        return True

    return do


def _pending(grant: Grant) -> Motion:
    found = grant.motions.filter(state=Motion.State.PENDING).first()
    if found is None:
        raise MotionEnded(state="終わっています")
    return found


def _confirm(grant: Grant, form: Any, by: Account) -> bool:
    motions.confirm(_pending(grant), by=by)
    return True


def _drop(grant: Grant, form: Any, by: Account) -> bool:
    motions.drop(_pending(grant), by=by)
    return True


def _order(grant: Grant, form: Any, by: Account) -> bool:
    paying.order(grant, by=by, edition=form.cleaned_data["edition"])
    return True


def _take_back(grant: Grant, form: Any, by: Account) -> bool:
    asked = form.cleaned_data
    paying.take_back(
        grant,
        amount=asked["amount"],
        on=asked["on"],
        by=by,
        edition=asked["edition"],
    )
    return True


ACTS = {
    "inspect": DeskAct(
        "審査・現地確認を記録する",
        P.HANDLE_CASES,
        _of_grant(forms.InspectForm),
        _inspect,
        "審査・現地確認を記録しました。",
    ),
    "apart": DeskAct(
        "同じ住所の別の世帯と区別する",
        P.HANDLE_CASES,
        _plain(forms.ApartForm),
        _apart,
        "世帯を区別しました。",
    ),
    "report": DeskAct(
        "実績報告を代わりに入力する",
        P.HANDLE_CASES,
        _report_form,
        _report,
        "実績報告を受け付けました。",
    ),
    "accept": DeskAct(
        "実績報告を認める",
        P.HANDLE_CASES,
        _of_grant(forms.AcceptForm),
        _accept,
        "実績報告を認めました。",
    ),
    "send-back": DeskAct(
        "実績報告を差し戻す",
        P.HANDLE_CASES,
        _plain(forms.SendBackForm),
        _send_back,
        "実績報告を差し戻しました。",
    ),
    "settle": DeskAct(
        "額の確定を起案する",
        P.HANDLE_CASES,
        _plain(forms.EditionForm),
        _draft(Kind.SETTLE),
        "額の確定を起案しました。",
    ),
    "change": DeskAct(
        "交付決定の変更を起案する",
        P.HANDLE_CASES,
        _plain(forms.ChangeAmountForm),
        _draft(Kind.CHANGE),
        "変更を起案しました。",
    ),
    "revoke": DeskAct(
        "交付決定の取消しを起案する",
        P.HANDLE_CASES,
        _plain(forms.RevokeForm),
        _draft(Kind.REVOKE),
        "取消しを起案しました。",
    ),
    "claw-back": DeskAct(
        "返還命令を起案する",
        P.HANDLE_CASES,
        _of_grant(forms.ClawBackForm),
        _draft(Kind.CLAW_BACK),
        "返還命令を起案しました。",
    ),
    "confirm": DeskAct(
        "この起案を決裁する",
        P.APPROVE_CASES,
        _plain(forms.EditionForm),
        _confirm,
        "決裁しました。",
    ),
    "drop": DeskAct(
        "起案を取りやめる",
        P.HANDLE_CASES,
        _plain(forms.EditionForm),
        _drop,
        "起案を取りやめました。",
    ),
    "order": DeskAct(
        "支出命令を出す",
        P.HANDLE_CASES,
        _plain(forms.EditionForm),
        _order,
        "支出命令を出しました。財務会計に書き出されます。",
    ),
    "take-back": DeskAct(
        "返還を記録する",
        P.HANDLE_CASES,
        _plain(forms.TakeBackForm),
        _take_back,
        "返還を記録しました。",
    ),
}
