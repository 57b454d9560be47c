"""Which account a program acts for: the token of a request to the HTTP API."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja.security import HttpBearer

from kyoso.engines.people.access import may
from kyoso.engines.people.actions.tokens import PREFIX
from kyoso.engines.people.models import Account, ApiToken
from kyoso.engines.people.roles import Permission
from kyoso.engines.people.rules import token_digest
from kyoso.kernel import clock
from kyoso.kernel.errors import Refusal


class ScopeMissing(Refusal):
    """The token is good, but not for this."""

    code = "scope_missing"
    sentence = gettext_noop(
        "このトークンでは、この操作はできません。"
        "わたしのページで、必要な範囲のトークンを作ってください。"
    )


def token_of(request: HttpRequest) -> ApiToken | None:
    """Return the valid token that the request shows as ``Authorization: Bearer``.

    ``None`` for none, a wrong, an expired, a revoked one, and for one whose
    account is closed. Two queries on the first use of a day, then one.
    """
    kind, _, shown = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not shown.startswith(PREFIX):
        return None
    today = clock.today()
    token = (
        ApiToken.objects.select_related("account")
        .filter(
            digest=token_digest(shown.strip()),
            revoked_at=None,
            expires_on__gte=today,
            account__is_active=True,
        )
        .first()
    )
    if token is not None and token.last_used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=today)
    return token


def token_account(request: HttpRequest, scope: str | None = None) -> Account | None:
    """Return the account of the request's token, if it reaches to ``scope``."""
    token = token_of(request)
    if token is None or (scope is not None and scope not in token.scopes):
        return None
    return token.account


class OfficeScopeMissing(ScopeMissing):
    """The same to an officer, whose tokens are made at the office door."""

    sentence = (
        "このトークンでは、この操作はできません。"
        "「プログラムから使うためのトークン」で、新しく作ってください。"
    )


class PermissionMissing(Refusal):
    """The token is good, and its officer has no post that may do this today."""

    code = "permission_missing"
    sentence = "あなたの役割では、この操作はできません。必要なときは、所属長に相談してください。"


class ProgramKey(HttpBearer):
    """``auth=`` of an operation: a resident's token that reaches to ``scope``.

    The operation finds the ``ApiToken`` in ``request.auth``. Without a good token
    the answer is 401; with one that does not reach so far ``ScopeMissing``.
    Officers' tokens open nothing here: the office has its own door.
    """

    kind: str = Account.Kind.RESIDENT
    missing: type[ScopeMissing] = ScopeMissing

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> ApiToken | None:
        token = token_of(request)
        if token is None or token.account.kind != self.kind:
            return None
        if self.scope not in token.scopes:
            raise self.missing
        return token

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Answer as ``__call__`` does, which looks at the whole header."""
        return self(request)


class OfficerKey(ProgramKey):
    """``auth=`` of an operation of the office door: an officer's token.

    What a page asks for with ``people.officer(permission)`` an operation asks for
    with this: the permission in a current post, today. The operation finds the
    ``Officer`` as ``request.officer``, the token in ``request.auth``. Raises
    ``PermissionMissing``. Residents' tokens open nothing here.
    """

    kind = Account.Kind.OFFICER
    missing = OfficeScopeMissing

    def __init__(self, permission: Permission, scope: str = "work") -> None:
        super().__init__(scope)
        self.permission = permission

    def __call__(self, request: HttpRequest) -> ApiToken | None:
        token = super().__call__(request)
        if token is None:
            return None
        officer = token.account.officer
        if not may(officer, self.permission):
            raise PermissionMissing
        request.officer = officer  # type: ignore[attr-defined]
        return token
