"""Search finds a procedure by what its page says: conditions, amounts, papers."""

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.catalogue import api as catalogue
from tests import applying

pytestmark = pytest.mark.django_db
PAGE = f"/procedures/{applying.SLUG}/"


@pytest.fixture
def definition():
    applying.load_procedures()
    catalogue.reindex(catalogue.sources.get("procedure"))
    return casework.Procedure.objects.get(slug=applying.SLUG).definition


def found(query, language="ja"):
    return {one.path: one for one in catalogue.search(query, language)}


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_each_condition_is_found(definition, language):
    key = language.removeprefix("ja-")
    for condition in definition.conditions:
        assert PAGE in found(condition.text[key], language)


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_each_amount_is_found(definition, language):
    key = language.removeprefix("ja-")
    assert definition.amounts
    for amount in definition.amounts:
        assert PAGE in found(f"{amount.title[key]} {amount.value[key]}", language)


def test_what_to_bring_is_found(definition):
    for paper in definition.documents:
        assert PAGE in found(paper.title["ja"])


def test_what_is_not_confirmed_is_marked(definition):
    """An amount that nobody has confirmed says so wherever it is read."""
    (amount, *_) = (one for one in definition.amounts if not one.fact.verified)
    (entry,) = (
        page
        for page in catalogue.sources.get("procedure").pages()
        if page.key == applying.SLUG and page.language == "ja"
    )
    assert f"{amount.value['ja']}（仮の内容）" in entry.body
