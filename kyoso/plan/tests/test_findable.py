"""Search finds the plan; the top page shows its targets."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from kyoso.engines.catalogue import api as catalogue
from kyoso.engines.people import api as people
from kyoso.kernel.schedule import chores
from kyoso.plan import actions
from kyoso.plan.tests import telling

pytestmark = pytest.mark.django_db


def test_loading_lets_search_find_initiatives_and_indicators():
    call_command("plan", "load", str(telling.NOSHIRO), stdout=StringIO())
    found = {one.path for one in catalogue.search("電子黒板", "ja")}
    assert "/plan/initiatives/electronic-blackboards" in found
    found = {one.path for one in catalogue.search("smartphone", "en")}
    assert "/plan/indicators/smartphone-use" in found


def test_what_headquarters_published_is_found_within_the_hour(plan, meeting, planner):
    actions.adopt_section(
        telling.adoption(meeting, "公衆無線LANは、総務課があまねく受け持つ。"),
        initiative=telling.initiative("public-wifi"),
        section=people.Section.objects.get(slug="somu"),
        by=planner.account,
    )
    (chore,) = (one for one in chores if one.slug == "catalogue.reindex")

    def found():
        chore.act()
        return [one.path for one in catalogue.search("総務課", "ja")[:2]]

    assert "/plan/decisions" not in found()
    actions.publish_meeting(meeting, by=planner.account)
    assert set(found()) == {"/plan/decisions", "/plan/initiatives/public-wifi"}


def test_the_plan_to_come_is_found_as_well(plan):
    telling.load_text(telling.successor())
    told = list(catalogue.sources.get("plan").pages())
    assert [one.path for one in told if one.title == "次の計画（架空）"] == [
        "/plan/plans/noshiro-dx-2027"
    ]


def test_it_tells_every_initiative_in_every_language(plan):
    told = list(catalogue.sources.get("plan").pages())
    assert sum(page.key.startswith("initiative:") for page in told) == 26 * 3


def test_a_city_without_translations_is_found_in_japanese(db):
    telling.mizuho()
    told = list(catalogue.sources.get("plan").pages())
    assert {page.language for page in told if page.key == "initiative:waste"} == {"ja"}


def test_without_a_plan_nothing_is_told(db):
    assert list(catalogue.sources.get("plan").pages()) == []


def test_the_top_page_shows_the_three_targets(plan):
    page = Client().get("/").content.decode()
    assert page.count('class="ks-plan-card"') == 3
    assert 'href="/plan"' in page


def test_the_top_page_stands_without_a_plan(db):
    assert "ks-plan-card" not in Client().get("/").content.decode()


def paths(query, language="ja"):
    return [one.path for one in catalogue.search(query, language)]


@pytest.mark.parametrize(
    "query",
    ["高齢化率", "42.9%", "秋田県 38.8%", "全国 高齢化率", "携帯電話等の不感地域数"],
)
def test_the_figures_of_chapter_two_are_found_with_their_neighbours(plan, query):
    catalogue.reindex(catalogue.sources.get("plan"))
    (found, *_) = paths(query)
    assert found.startswith("/plan#context-")


def test_a_figure_is_found_in_every_language(plan):
    catalogue.reindex(catalogue.sources.get("plan"))
    assert "/plan#context-population" in paths("elderly Akita", "en")
    assert "/plan#context-population" in paths("65歳", "ja-easy")


def test_the_vision_is_found_and_stands_on_the_page(plan):
    catalogue.reindex(catalogue.sources.get("plan"))
    line = "市の施設等で公衆無線LANが使える。"
    assert paths("目指す将来像")[0] == "/plan#vision"
    assert "/plan#vision" in paths(line)
    page = Client().get("/plan").content.decode()
    assert 'id="vision"' in page
    assert line in page


def test_each_place_that_search_leads_to_is_on_the_page(plan):
    page = Client().get("/plan").content.decode()
    places = {
        one.path.partition("#")[2] for one in catalogue.sources.get("plan").pages()
    } - {""}
    assert len(places) > 3
    assert all(f'id="{place}"' in page for place in places)
