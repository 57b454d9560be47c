"""Hanako's household program hears of her applications; its system is the double."""

from django.conf import settings

from kyoso.connectors.webhooks import actions
from kyoso.connectors.webhooks.sandbox import store
from kyoso.engines.people.api import Account

NAME = "hanako"


def tell(account: Account) -> None:
    """Register the double's address, give it its secret, and send a trial."""
    base = settings.DOORS["sandbox"]["base"]
    endpoint, secret = actions.add_endpoint(
        account, name="家計簿のプログラム", address=f"{base}/notices/{NAME}", by=account
    )
    store.keep_secret(NAME, secret)
    actions.send_trial(endpoint, by=account)
