"""A procedure stands on the top page and is found by search, in three languages."""

import pytest
from django.core.management import call_command

from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.catalogue import api as catalogue
from tests import people as cast

pytestmark = pytest.mark.django_db


def test_it_stands_on_the_top_page(procedure):
    page = cast.visiting().get("/").content.decode()
    assert procedure.title in page
    assert "すべての手続を見る" in page


def test_it_is_found_by_a_word_of_its_title(procedure):
    call_command("reindex", verbosity=0)
    for language in ("ja", "en"):
        found = catalogue.search("花壇", language=language)
        assert any("/procedures/" in item.path for item in found)


def test_one_in_preparation_is_not_offered_on_the_top_page(procedure):
    casework_testing.procedure(slug="junbi", state="preparing")
    page = cast.visiting().get("/").content.decode()
    assert "/procedures/junbi" not in page
