"""The top page and the search page."""

import pytest

from kyoso.engines.catalogue import api as catalogue
from tests.visit import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def notice():
    source = catalogue.Source("notice", "お知らせ", list)
    catalogue.publish(
        kind="notice", key="a", title="松原の散歩道", body="架空の道です。", path="/a"
    )
    with catalogue.sources.temporarily(source):
        yield


def test_the_top_page_invites_to_search():
    page = Visitor().get("/")
    assert 'action="/search"' in page.content.decode()


def test_the_top_page_shows_sections_in_order():
    early = catalogue.HomeSection(
        "early", "ui/chip.html", 1, lambda _: {"label": "先の章"}
    )
    late = catalogue.HomeSection(
        "late", "ui/chip.html", 999, lambda _: {"label": "後の章"}
    )
    with catalogue.home.temporarily(late), catalogue.home.temporarily(early):
        page = Visitor().get("/").content.decode()
    assert page.index("先の章") < page.index("後の章")


def test_the_top_page_leaves_out_a_section_with_nothing_to_show():
    empty = catalogue.HomeSection("empty", "ui/chip.html", 1, lambda _: None)
    with catalogue.home.temporarily(empty):
        assert "ks-chip" not in Visitor().get("/").content.decode()


def test_the_top_page_keeps_a_section_that_is_the_same_for_all():
    asked = []
    section = catalogue.HomeSection(
        "kept", "ui/chip.html", 1, lambda _: asked.append(1) or {"label": "章"}, keep=60
    )
    with catalogue.home.temporarily(section):
        Visitor().get("/")
        Visitor().get("/")
    assert len(asked) == 1


def test_the_search_page_asks_for_words():
    page = Visitor().get("/search")
    assert page.status_code == 200


def test_the_search_page_leads_to_what_it_found(notice):
    page = Visitor().get("/search?q=松原").content.decode()
    assert 'href="/a"' in page
    assert "1件見つかりました。" in page


def test_the_search_page_says_what_to_do_when_nothing_is_found(notice):
    page = Visitor().get("/search?q=駱駝").content.decode()
    assert "見つかりませんでした。" in page


@pytest.mark.parametrize(
    "query", ["q=" + "あ" * 5000, "q=%FF%FE", "page=x&q=松原", "kind=x&q=松原"]
)
def test_the_search_page_answers_odd_questions(notice, query):
    assert Visitor().get(f"/search?{query}").status_code == 200


def test_the_office_door_has_no_top_page_of_the_public():
    assert Visitor("office").get("/search").status_code == 404


def test_the_top_page_lists_what_the_house_can_do():
    capability = catalogue.Capability(
        "sample", "見本のしごと", "見本です。", "市民", (), home="catalogue:search"
    )
    with catalogue.capabilities.temporarily(capability):
        page = Visitor().get("/").content.decode()
    assert "見本のしごと" in page
    assert 'href="/search"' in page


def test_a_capability_is_found_by_search():
    capability = catalogue.Capability(
        "sample", "凧揚げの受付", "見本です。", "市民", (), home="catalogue:search"
    )
    with catalogue.capabilities.temporarily(capability):
        catalogue.reindex(catalogue.sources.get("capability"))
    assert catalogue.search("たこあげ")[0].path == "/search"
