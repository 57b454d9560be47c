"""A tray with a key of this test alone, and an officer who answers for numbers."""

import pytest

from kyoso.engines.tray import api as tray
from kyoso.engines.tray import keys
from tests import people as cast


@pytest.fixture
def pair(settings, tmp_path):
    public, private = keys.make_pair(tmp_path / "keys")
    settings.TRAY = {"public_key_file": str(public)}
    return public, private


@pytest.fixture
def keeper(watabe):
    return watabe


@pytest.fixture
def put(pair, db):
    """Put a file in for an application that is filed already."""

    def make(content=b"a number", number="2026-7K3M-QW2T", section=None):
        sealed = tray.put(content, name="番号.pdf", about="draft", by=None)
        tray.hand_in(
            [sealed.ref],
            receipt_number=number,
            section=section or cast.section(),
            by=None,
        )
        sealed.refresh_from_db()
        return sealed

    return make
