"""Production takes no double, no short secret, and keeps nothing without a key."""

import pytest

from kyoso.connectors.national_portal.checks import connector_is_sane

GOOD = {
    "base": "https://portal.example.go.jp/api",
    "client_id": "city",
    "secret": "s" * 32,
    "box_keys": ["k" * 32],
    "wait_days": 3,
}


@pytest.mark.parametrize(
    ("changed", "ids"),
    [
        ({}, []),
        ({"base": ""}, []),
        ({"base": "http://portal.example.go.jp"}, ["E001"]),
        ({"base": "https://sandbox.example.jp/national-portal"}, ["E001"]),
        ({"client_id": ""}, ["E002"]),
        ({"secret": "toy"}, ["E002"]),
        ({"box_keys": []}, ["E003"]),
        ({"box_keys": ["k" * 32, "short"]}, ["E003"]),
    ],
)
def test_what_production_refuses(settings, changed, ids):
    settings.PRODUCTION = True
    settings.NATIONAL_PORTAL = GOOD | changed
    found = [message.id.rpartition(".")[2] for message in connector_is_sane(None)]
    assert found == ids


def test_elsewhere_the_double_is_welcome():
    assert connector_is_sane(None) == []
