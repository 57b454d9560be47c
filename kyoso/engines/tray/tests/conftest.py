"""A tray with a key of this test alone, and an officer who answers for numbers."""

import pytest

from kyoso.engines.people import api as people
from kyoso.engines.tray import api as tray
from kyoso.engines.tray import keys
from tests import people as cast


@pytest.fixture
def pair(settings, tmp_path):
    public, private = keys.make_pair(tmp_path / "keys")
    settings.TRAY = {"public_key_file": str(public)}
    return public, private


@pytest.fixture
def keeper(db):
    """渡部: 番号担当 of 長寿いきがい課."""
    return people.add_officer(
        name="渡部 番子",
        number="1077",
        email="number@office.example.jp",
        section=cast.section(),
        role="number_keeper",
        title="",
        starts_on=cast.IN_POST_SINCE,
        by=None,
    )


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
