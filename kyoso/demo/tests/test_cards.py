"""The toy card of the demo opens the account of the resident whom it names."""

import datetime as dt

import pytest

from kyoso.connectors.digital_auth_app.sandbox import provider
from kyoso.demo import cards
from kyoso.engines.people import api as people

pytestmark = pytest.mark.django_db

NOBODY = people.Attributes(name="", address="", born_on=None, sex="")


@pytest.fixture
def hanako(db):
    """Return the resident of the demo, born on the day of her card."""
    return people.register_resident(
        email="hanako@example.jp",
        name="能代 花子",
        kana="のしろ はなこ",
        born_on=dt.date(1954, 4, 3),
        level=people.IdentityLevel.EMAIL,
        by=None,
    )


def come_with_card(settings, slug):
    """Return the account that a log-in with that card opens."""
    return people.identify(
        issuer=provider.issuer(),
        subject=provider.pairwise_subject(settings.DIGITAL_AUTH_APP["client_id"], slug),
        attributes=NOBODY,
        level=people.IdentityLevel.CARD,
        by=None,
    )


def test_the_card_that_was_shown_opens_the_account(settings, hanako):
    cards.show(hanako, slug="hanako")
    assert come_with_card(settings, "hanako") == hanako.account


def test_the_card_of_another_does_not(settings, hanako):
    cards.show(hanako, slug="hanako")
    assert come_with_card(settings, "taro") != hanako.account


def test_the_card_still_opens_it_on_another_port(settings, hanako):
    cards.show(hanako, slug="hanako")
    sandbox = {**settings.DOORS["sandbox"], "base": "http://localhost:9002"}
    settings.DOORS = {**settings.DOORS, "sandbox": sandbox}
    assert cards.follow_the_port() == 1
    assert come_with_card(settings, "hanako") == hanako.account


def test_on_the_same_port_nothing_moves(settings, hanako):
    cards.show(hanako, slug="hanako")
    assert cards.follow_the_port() == 0
