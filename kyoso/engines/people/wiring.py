"""What the people engine tells the others: labels, ways, scopes."""

import datetime as dt

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit
from kyoso.engines.people.access import whoever_may
from kyoso.engines.people.acting import is_acting
from kyoso.engines.people.actions.mandates import end_run_out
from kyoso.engines.people.models import Account
from kyoso.engines.people.roles import Permission
from kyoso.engines.people.scopes import TokenScope, token_scopes
from kyoso.kernel.schedule import Chore, chores
from kyoso.ui import navigation

for label in (
    audit.Label("people.resident_registered", _("利用者として登録しました。")),
    audit.Label("people.details_changed", _("登録した内容を変えました。")),
    audit.Label("people.notices_chosen", _("通知の受け取り方を変えました。")),
    audit.Label("people.account_closed", _("利用者を停止しました。")),
    audit.Label("people.identity_linked", _("本人確認をつなぎました。")),
    audit.Label("people.mandate_given", _("委任をしました。")),
    audit.Label("people.mandate_accepted", _("委任を引き受けました。")),
    audit.Label("people.mandate_revoked", _("委任を取り消しました。")),
    audit.Label("people.guardianship_declared", _("親権・後見を届け出ました。")),
    audit.Label("people.guardianship_confirmed", _("親権・後見を確認しました。")),
    audit.Label("people.mandate_seen", _("委任の内容を見ました。")),
    audit.Label("people.token_created", _("トークンを作りました。")),
    audit.Label("people.token_revoked", _("トークンを取り消しました。")),
    audit.Label("people.company_registered", _("事業者を登録しました。")),
    audit.Label("people.member_joined", _("事業者の手続をする人になりました。")),
    audit.Label("people.member_role_changed", _("事業者での役割を変えました。")),
    audit.Label("people.membership_ended", _("事業者の手続をする人から外しました。")),
    audit.Label("people.company_seen", _("事業者の登録の内容を見ました。")),
    audit.Label("people.company_confirmed", _("事業者の本人確認をしました。")),
    audit.Label("people.company_ended", _("事業者の登録を終えました。")),
    audit.Label("people.mandate_entered", _("委任状を入力しました。")),
    audit.Label("people.mandate_ran_out", _("委任の期限が過ぎました。")),
    audit.Label("people.logged_in", _("ログインしました。")),
    audit.Label("people.logged_out", _("ログアウトしました。")),
):
    audit.labels.register(label)

chores.register(
    Chore(
        "people.end_run_out",
        "期限の過ぎた委任を終える",
        end_run_out,
        daily_at=dt.time(0, 5),
    )
)

for scope in (
    TokenScope("read", _("自分の情報を読む")),
    TokenScope("apply", _("申請する")),
    TokenScope("work", "受付簿と申請を読む", is_for_officers=True),
):
    token_scopes.register(scope)


def _is_resident(request: HttpRequest) -> bool:
    account = getattr(request, "user", None)
    return isinstance(account, Account) and account.kind == Account.Kind.RESIDENT


def _is_acting(request: HttpRequest) -> bool:
    return _is_resident(request) and is_acting(request)


def _is_officer(request: HttpRequest) -> bool:
    account = getattr(request, "user", None)
    return isinstance(account, Account) and account.kind == Account.Kind.OFFICER


navigation.header.register(
    navigation.Entry(
        "login", _("ログイン"), "account_login", order=90, who=navigation.stranger
    )
)
navigation.header.register(
    navigation.Entry(
        "acting", _("代わりに手続中"), "people:account", order=75, who=_is_acting
    )
)
navigation.header.register(
    navigation.Entry(
        "account", _("わたしのページ"), "people:account", order=80, who=_is_resident
    )
)
navigation.header.register(
    navigation.Entry(
        "logout",
        _("ログアウト"),
        "account_logout",
        order=90,
        who=navigation.logged_in,
        post=True,
    )
)
navigation.office_header.register(
    navigation.Entry(
        "security", "ログインの設定", "mfa_index", order=80, who=_is_officer
    )
)
navigation.office_header.register(
    navigation.Entry(
        "logout",
        "ログアウト",
        "account_logout",
        order=90,
        who=navigation.logged_in,
        post=True,
    )
)
navigation.office.register(
    navigation.Entry(
        "hand_overs",
        "引継ぎ",
        "people:hand_overs",
        order=700,
        group="職員",
        who=_is_officer,
    )
)
navigation.office.register(
    navigation.Entry(
        "mandates",
        "委任と親権",
        "people:mandates",
        order=710,
        group="職員",
        who=whoever_may(Permission.HANDLE_CASES),
    )
)
navigation.office.register(
    navigation.Entry(
        "companies",
        "事業者",
        "people:companies",
        order=715,
        group="職員",
        who=whoever_may(Permission.HANDLE_CASES),
    )
)
navigation.office.register(
    navigation.Entry(
        "roles",
        "役割",
        "people:roles",
        order=730,
        group="職員",
        who=whoever_may(Permission.CONFIRM_ROLES),
    )
)
navigation.office.register(
    navigation.Entry(
        "staff", "職員名簿", "people:staff", order=720, group="職員", who=_is_officer
    )
)
