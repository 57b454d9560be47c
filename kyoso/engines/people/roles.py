"""Roles by section, written so that a person of the law can read them."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What an officer may do, in the section of the post that carries the role."""

    READ_CASES = "read_cases"
    HANDLE_CASES = "handle_cases"
    APPROVE_CASES = "approve_cases"
    EDIT_PROCEDURES = "edit_procedures"
    PUBLISH_PROCEDURES = "publish_procedures"
    ENTER_VALUES = "enter_values"
    CONFIRM_VALUES = "confirm_values"
    REPORT_INITIATIVES = "report_initiatives"
    MANAGE_PLAN = "manage_plan"
    ATTEND_HEADQUARTERS = "attend_headquarters"
    DISPATCH_MAIL = "dispatch_mail"
    KEEP_LEDGER = "keep_ledger"
    READ_REGISTER = "read_register"
    ISSUE_CERTIFICATES = "issue_certificates"
    TAKE_SEALED = "take_sealed"
    OPERATE = "operate"
    CONFIRM_ROLES = "confirm_roles"


@dataclass(frozen=True)
class Role:
    """A role (役割): what the holder of a post may do in its section."""

    slug: str
    title: str
    description: str
    permissions: frozenset[Permission]
    everywhere: bool = False
    # In every section of the department (部) of the post's section.
    over_department: bool = False


P = Permission
ROLES = {
    role.slug: role
    for role in (
        Role(
            "clerk",
            "担当者",
            "自分の課の申請を受け付け、審査し、手続の改正案を作り、指標の値を入力します。",
            frozenset(
                {
                    P.READ_CASES,
                    P.HANDLE_CASES,
                    P.EDIT_PROCEDURES,
                    P.ENTER_VALUES,
                    P.REPORT_INITIATIVES,
                    P.DISPATCH_MAIL,
                }
            ),
        ),
        Role(
            "head",
            "課長",
            "自分の課の申請を決裁し、手続の改正案を公開し、指標の値を確認します。",
            frozenset(
                {
                    P.READ_CASES,
                    P.HANDLE_CASES,
                    P.APPROVE_CASES,
                    P.EDIT_PROCEDURES,
                    P.PUBLISH_PROCEDURES,
                    P.ENTER_VALUES,
                    P.CONFIRM_VALUES,
                    P.REPORT_INITIATIVES,
                    P.DISPATCH_MAIL,
                }
            ),
        ),
        Role(
            "director",
            "部長",
            "自分の部のすべての課の申請を見て、部長の決裁が要るものを決裁します。",
            frozenset({P.READ_CASES, P.APPROVE_CASES}),
            over_department=True,
        ),
        Role(
            "registrar",
            "住民記録担当",
            "自分の課の申請を受け付け、住民情報の写しを見て、カードの本人確認を照合し、証明書を発行します。",
            frozenset(
                {
                    P.READ_CASES,
                    P.HANDLE_CASES,
                    P.DISPATCH_MAIL,
                    P.READ_REGISTER,
                    P.ISSUE_CERTIFICATES,
                }
            ),
        ),
        Role(
            "certifier",
            "証明担当",
            "自分の課の申請を受け付け、所得や納税の証明書を発行します。",
            frozenset(
                {
                    P.READ_CASES,
                    P.HANDLE_CASES,
                    P.DISPATCH_MAIL,
                    P.ISSUE_CERTIFICATES,
                }
            ),
        ),
        Role(
            "number_keeper",
            "番号担当",
            "自分の課に届いた個人番号の書類を、番号の受け皿から開かずに取り出します。",
            frozenset({P.TAKE_SEALED}),
        ),
        Role(
            "planner",
            "計画担当",
            "計画と指標を管理し、本部会議の資料を作ります。",
            frozenset(
                {
                    P.MANAGE_PLAN,
                    P.ENTER_VALUES,
                    P.CONFIRM_VALUES,
                    P.REPORT_INITIATIVES,
                    P.ATTEND_HEADQUARTERS,
                }
            ),
            everywhere=True,
        ),
        Role(
            "headquarters",
            "本部員",
            "DX推進本部の会議に出席し、計画の進み具合を見ます。",
            frozenset({P.ATTEND_HEADQUARTERS}),
            everywhere=True,
        ),
        Role(
            "treasurer",
            "出納担当",
            "請求と納付、還付、予算の割当を見て、財務会計と受け渡します。",
            frozenset({P.KEEP_LEDGER}),
            everywhere=True,
        ),
        Role(
            "operator",
            "システム管理者",
            "利用者、処理の状況、操作記録を管理します。",
            frozenset({P.OPERATE, P.CONFIRM_ROLES}),
            everywhere=True,
        ),
        Role(
            "role_confirmer",
            "役割の確認者",
            "システム管理者が申し出た職員の役割を、二人目として確認します。",
            frozenset({P.CONFIRM_ROLES}),
            everywhere=True,
        ),
    )
}
