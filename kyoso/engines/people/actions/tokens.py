"""Verbs about API tokens."""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.people.errors import TokenScopeUnknown
from kyoso.engines.people.models import Account, ApiToken
from kyoso.engines.people.rules import token_digest
from kyoso.engines.people.scopes import scopes_for
from kyoso.kernel import clock

PREFIX = "kyoso_"


@transaction.atomic
def create_token(
    account: Account, *, name: str, scopes: Sequence[str], days: int, by: Account
) -> tuple[ApiToken, str]:
    """Make a token for some days; return it and its text, which is shown once.

    A resident's token reaches to other things than an officer's. Raises
    ``TokenScopeUnknown`` for a scope that is not for this account.
    """
    possible = {scope.slug for scope in scopes_for(account)}
    for scope in scopes:
        if scope not in possible:
            raise TokenScopeUnknown(scope=scope)
    shown = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account=account,
        name=name.strip(),
        digest=token_digest(shown),
        scopes=sorted(set(scopes)),
        expires_on=clock.today() + dt.timedelta(days=days),
        created_by=by,
    )
    audit.record(
        "people.token_created",
        by=by,
        subject=token,
        person=account,
        scopes=",".join(token.scopes),
    )
    return token, shown


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Account) -> ApiToken:
    """Revoke a token at once; revoking twice changes nothing."""
    token = (
        ApiToken.objects.select_for_update(of=("self",))
        .select_related("account")
        .get(pk=token.pk)
    )
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.revoked_by = by
        token.save(update_fields=["revoked_at", "revoked_by"])
        audit.record("people.token_revoked", by=by, subject=token, person=token.account)
    return token
