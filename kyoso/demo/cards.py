"""Whose toy card opens which account of the demo (マイナンバーカードの練習用)."""

import datetime as dt

from django.conf import settings

from kyoso.connectors.digital_auth_app.sandbox import provider
from kyoso.connectors.digital_auth_app.sandbox.cards import HOLDERS
from kyoso.engines.people import api as people


def show(resident: people.Resident, *, slug: str) -> None:
    """Join a resident to the toy card of that name, as a first log-in with it does."""
    holder = HOLDERS[slug]
    told = people.Attributes(
        name=holder.name,
        address=holder.address,
        born_on=dt.date.fromisoformat(holder.born[1:]),
        sex=holder.sex,
    )
    people.identify(
        issuer=provider.issuer(),
        subject=provider.pairwise_subject(
            settings.DIGITAL_AUTH_APP["client_id"], holder.slug
        ),
        attributes=told,
        level=people.IdentityLevel.CARD,
        by=resident.account,
    )


def follow_the_port() -> int:
    """Keep the cards' owners when the demo starts again on other ports.

    The sandbox's name holds its port, and an identity is known by that name. Returns
    how many identities have moved. The real provider's name does not change.
    """
    told_before = people.ExternalIdentity.objects.filter(
        subject__in=[
            provider.pairwise_subject(settings.DIGITAL_AUTH_APP["client_id"], slug)
            for slug in HOLDERS
        ]
    ).exclude(issuer=provider.issuer())
    return told_before.update(issuer=provider.issuer())
