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
