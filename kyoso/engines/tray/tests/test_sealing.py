"""What is sealed opens with the private key and its own ref, and with nothing else."""

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kyoso.engines.tray.sealing import MAGIC, NotOpened, open_sealed, seal

pytestmark = pytest.mark.once
KEY = X25519PrivateKey.generate()


def sealed(content=b"content", name="番号.pdf", ref="r"):
    return seal(content, name=name, ref=ref, to=KEY.public_key())


@given(st.binary(max_size=2000), st.text(max_size=60))
def test_whatever_goes_in_comes_out(content, name):
    kept = seal(content, name=name, ref="r", to=KEY.public_key())
    assert open_sealed(kept, ref="r", key=KEY) == (name, content)


def test_the_seal_shows_neither_content_nor_name():
    kept = sealed(b"KOJIN-BANGO" * 20)
    assert b"KOJIN" not in kept
    assert "番号".encode() not in kept


def test_two_seals_of_the_same_are_different():
    assert sealed() != sealed()


def test_another_key_does_not_open_it():
    with pytest.raises(NotOpened):
        open_sealed(sealed(), ref="r", key=X25519PrivateKey.generate())


def test_it_is_bound_to_its_ref():
    with pytest.raises(NotOpened):
        open_sealed(sealed(), ref="another", key=KEY)


@pytest.mark.parametrize("at", [0, len(MAGIC), len(MAGIC) + 33, -1])
def test_a_changed_byte_is_noticed(at):
    kept = bytearray(sealed())
    kept[at] ^= 1
    with pytest.raises(NotOpened):
        open_sealed(bytes(kept), ref="r", key=KEY)


@given(st.binary(max_size=200))
def test_no_bytes_break_the_opener(content):
    for given_ in (content, MAGIC + content):
        with pytest.raises(NotOpened):
            open_sealed(given_, ref="r", key=KEY)
