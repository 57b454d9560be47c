"""Search finds a programme by how much it grants, and says that nobody confirmed it."""

import pytest

from kyoso.engines.catalogue import api as catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(programme):
    source = catalogue.sources.get("grant")
    catalogue.reindex(source)
    return {page.language: page for page in source.pages()}


def test_its_ceiling_and_its_rate_are_found(programme, found):
    amount = programme.definition.amount
    share = f"{amount.denominator}分の{amount.numerator}"
    (page,) = catalogue.search(f"対象の費用の{share} {amount.cap:,}円")
    assert page.path == f"/grants/{programme.slug}"
    (page,) = catalogue.search(f"{amount.cap:,} yen", "en")
    assert page.path == f"/grants/{programme.slug}"


def test_what_is_not_confirmed_says_so(programme, found):
    assert not programme.definition.is_verified
    assert "内容は未確認です。" in found["ja"].body
