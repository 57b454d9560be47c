"""The list of procedures stands under the city's headings, and claims nothing unknown."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from kyoso.citizens.applications import themes
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from tests import people as cast

pytestmark = pytest.mark.django_db
THEMES = """
[[theme]]
slug = "garden"
title = { ja = "庭", easy = "にわ", en = "Gardens" }

[[theme]]
slug = "sea"
title = "海"
"""


@pytest.fixture
def city(settings, tmp_path, care_section):
    """Let the city have the headings 庭 and 海, in this order."""
    town = (settings.CITY_FOLDER / "city.toml").read_text("utf-8")
    (tmp_path / "city.toml").write_text(town, "utf-8")
    (tmp_path / "themes.toml").write_text(THEMES, "utf-8")
    settings.CITY_FOLDER = tmp_path
    return tmp_path


@pytest.fixture
def care_section(db):
    return cast.section()


def put(slug, theme="", **changes):
    return casework_testing.procedure(slug=slug, title=slug, theme=theme, **changes)


def listed(query=""):
    page = cast.visiting().get(f"/procedures/{query}").content.decode()
    return re.sub(r"\s+", " ", page)


def test_the_headings_stand_in_the_order_of_the_city(city):
    put("fune", "sea")
    put("ki", "garden")
    put("nanika", "unknown")
    page = listed()
    places = [page.index(f"<h2>{title}</h2>") for title in ("庭", "海", "そのほか")]
    assert places == sorted(places)
    garden = page[places[0] : places[1]]
    assert "/procedures/ki/" in garden
    assert "/procedures/fune/" not in garden
    assert 'href="#theme-sea"' in page


def test_what_is_in_preparation_is_folded_away_and_still_found(city):
    put("fune", "sea")
    put("ami", "sea", state="preparing")
    page = listed()
    folded = page[page.index("<details") : page.index("</details>")]
    assert "いま申請できない手続（1件）" in folded
    assert "/procedures/ami/" in folded
    assert "/procedures/fune/" not in folded
    assert "準備中" in listed("?q=ami")


def test_an_empty_heading_is_left_out(city):
    put("fune", "sea")
    assert "庭" not in listed()


def test_a_city_without_headings_has_one_list(city):
    (city / "themes.toml").unlink()
    themes._read.cache_clear()
    put("fune", "sea")
    page = listed()
    assert "<h2>手続の一覧</h2>" in page
    assert "分野からさがす" not in page


@pytest.mark.parametrize("content", ["theme = 3", "[[theme]]", "not toml"])
def test_it_says_which_file_is_wrong(settings, tmp_path, content):
    (tmp_path / "themes.toml").write_text(content, "utf-8")
    settings.CITY_FOLDER = tmp_path
    with pytest.raises(ImproperlyConfigured, match=r"themes\.toml"):
        themes.themes()


@pytest.mark.parametrize(("is_verified", "is_told"), [(False, True), (True, False)])
def test_a_name_that_nobody_compared_is_marked(care_section, is_verified, is_told):
    casework_testing.procedure(
        slug="kuni", title_source="国の一覧", title_verified=is_verified
    )
    page = cast.visiting().get("/procedures/kuni/").content.decode()
    assert ("名称は未確認です。" in page) is is_told


def test_one_in_preparation_claims_no_fee_papers_or_days(care_section):
    content = casework_testing.content(slug="junbi", state="preparing")
    for table in ("form", "documents", "outcomes"):
        content.pop(table)
    casework.load(casework.check(content), by=None)
    page = cast.visiting().get("/procedures/junbi/").content.decode()
    assert "この手続は準備中です" in page
    for claim in ("添える書類はありません", "かかりません", "標準処理期間"):
        assert claim not in page


@pytest.mark.parametrize(("is_verified", "is_told"), [(False, True), (True, False)])
def test_a_condition_that_nobody_compared_is_marked(care_section, is_verified, is_told):
    condition = {"text": "花が好き", "source": "架空の条例", "verified": is_verified}
    casework_testing.procedure(slug="hana", conditions=[condition])
    page = cast.visiting().get("/procedures/hana/").content.decode()
    item = page[page.index("<li>花が好き") :]
    assert ("（仮の内容）" in item[: item.index("</li>")]) is is_told
