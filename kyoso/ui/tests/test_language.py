"""A person chooses the language once, by a plain link."""

import pytest

from tests.visit import Visitor

pytestmark = pytest.mark.django_db


def test_it_remembers_the_language_and_goes_back():
    visitor = Visitor()
    answer = visitor.get("/language?to=en&next=/_styleguide/text")
    assert answer.headers["Location"] == "/_styleguide/text"
    page = visitor.get("/_styleguide/text").content.decode()
    assert '<html lang="en"' in page
    assert "Skip to main content" in page


def test_easy_japanese_is_japanese():
    visitor = Visitor()
    visitor.get("/language?to=ja-easy")
    page = visitor.get("/_styleguide/text").content.decode()
    assert '<html lang="ja" data-easy' in page
    assert "本文（ほんぶん）へ 行（い）く" in page


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "\\\\evil"]
)
def test_it_never_leads_to_another_site(back):
    answer = Visitor().get("/language", {"to": "en", "next": back})
    assert answer.headers["Location"] == "/"


def test_it_passes_over_a_language_that_does_not_exist():
    answer = Visitor().get("/language?to=tlh&next=/")
    assert "kyoso_language" not in answer.cookies


def test_every_page_links_to_all_three_languages():
    page = Visitor().get("/_styleguide/text").content.decode()
    for name in ("日本語", "やさしい日本語", "English"):
        assert name in page
