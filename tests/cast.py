"""The cast as fixtures: ask for ``hanako`` or ``sato`` by name (see ``tests.people``)."""

import pytest

from kyoso.engines.people import api as people
from tests import people as cast


@pytest.fixture
def hanako(db: None) -> people.Resident:
    return cast.hanako()


@pytest.fixture
def taro(db: None) -> people.Resident:
    return cast.taro()


@pytest.fixture
def kiku(db: None) -> people.Resident:
    return cast.kiku()


@pytest.fixture
def sato(db: None) -> people.Officer:
    return cast.sato()


@pytest.fixture
def suzuki(db: None) -> people.Officer:
    return cast.suzuki()


@pytest.fixture
def tanaka(db: None) -> people.Officer:
    return cast.tanaka()


@pytest.fixture
def goto(db: None) -> people.Officer:
    return cast.goto()


@pytest.fixture
def kudo(db: None) -> people.Officer:
    return cast.kudo()


@pytest.fixture
def shindo(db: None) -> people.Officer:
    return cast.shindo()


@pytest.fixture
def watabe(db: None) -> people.Officer:
    return cast.watabe()


@pytest.fixture
def planner(db: None) -> people.Officer:
    return cast.planner()


@pytest.fixture
def cio(db: None) -> people.Officer:
    return cast.cio()


@pytest.fixture
def mayor(db: None) -> people.Officer:
    return cast.mayor()


@pytest.fixture
def operator(db: None) -> people.Officer:
    return cast.operator()


@pytest.fixture
def ota(db: None) -> people.Officer:
    return cast.ota()


@pytest.fixture
def mori(db: None) -> people.Officer:
    return cast.mori()


@pytest.fixture
def care_section(db: None) -> people.Section:
    return cast.section(cast.CARE)
