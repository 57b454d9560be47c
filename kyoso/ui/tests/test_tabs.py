"""The ways to look at one list: which is on, how many are behind it, what is late."""

import html5lib
import pytest
from django.template.loader import render_to_string
from django.utils import translation

WAYS = [
    {"title": "処理中", "href": "?view=open", "is_current": True, "count": 1200},
    {"title": "期限切れ", "href": "?view=late", "count": 0, "is_late": True},
    {"title": "すべて", "href": "?view=all"},
]


def links(ways):
    page = render_to_string("ui/tabs.html", {"label": "分け方", "ways": ways})
    parsed = html5lib.parseFragment(page, namespaceHTMLElements=False)
    assert parsed.find("nav").get("aria-label") == "分け方"
    return list(parsed.iter("a"))


def words(link):
    return "".join(link.itertext())


def test_one_is_on_and_says_so():
    assert [link.get("aria-current") for link in links(WAYS)] == ["true", None, None]


def test_it_counts_where_it_is_told_how_many():
    assert list(map(words, links(WAYS))) == ["処理中 1,200件", "期限切れ 0件", "すべて"]


def test_what_is_late_is_marked():
    assert [link.get("data-state") for link in links(WAYS)] == [None, "late", None]


def test_a_view_is_told_by_its_name():
    (link,) = links([("open", "届いたもの", True)])
    assert (link.get("href"), words(link)) == ("?view=open", "届いたもの")


@pytest.mark.parametrize("language", ["en", "ja-easy"])
def test_the_count_is_said_in_other_languages(language):
    with translation.override(language):
        assert "件" not in words(links(WAYS)[0])
