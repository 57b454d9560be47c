"""What is kept is sealed under a key of the installation, for one number each."""

import pytest

from kyoso.connectors.national_portal.models import Reason, State
from kyoso.connectors.national_portal.sealing import SealBroken, seal, unseal


@pytest.fixture
def keys(settings):
    def use(*keys):
        settings.NATIONAL_PORTAL = settings.NATIONAL_PORTAL | {"box_keys": list(keys)}

    return use


def test_what_was_sealed_is_opened():
    assert (
        unseal(seal(b"content", receipt_number="P-1"), receipt_number="P-1")
        == b"content"
    )


def test_it_shows_nothing_and_is_never_the_same_twice():
    first, second = (seal(b"content" * 9, receipt_number="P-1") for _ in range(2))
    assert b"content" not in first
    assert first != second


def test_it_opens_under_its_own_number_only():
    with pytest.raises(SealBroken):
        unseal(seal(b"content", receipt_number="P-1"), receipt_number="P-2")


@pytest.mark.parametrize("at", [0, 9, 25, -1])
def test_a_changed_byte_is_noticed(at):
    sealed = bytearray(seal(b"content", receipt_number="P-1"))
    sealed[at] ^= 1
    with pytest.raises(SealBroken):
        unseal(bytes(sealed), receipt_number="P-1")


def test_an_older_key_still_opens_and_the_first_one_seals(keys):
    keys("old" * 12)
    old = seal(b"content", receipt_number="P-1")
    keys("new" * 12, "old" * 12)
    assert unseal(old, receipt_number="P-1") == b"content"
    new = seal(b"content", receipt_number="P-1")
    keys("old" * 12)
    with pytest.raises(SealBroken):
        unseal(new, receipt_number="P-1")


def test_an_arrival_whose_key_is_lost_waits_and_can_be_fetched_again(town, keys, wire):
    keys("old" * 12)
    town.arrive()
    from kyoso.connectors.national_portal import collecting, fetching
    from kyoso.connectors.national_portal import wire as protocol

    portal, done = protocol.Portal(), collecting.Round()
    collecting._list(portal, done)
    fetching.fetch(portal, done)
    keys("new" * 12)
    town.round()
    found = town.arrival()
    assert (found.state, found.reason) == (State.WAITING, Reason.SEAL)
