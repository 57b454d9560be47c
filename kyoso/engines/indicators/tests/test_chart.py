"""The chart: no line joins two definitions, no word covers another, nothing inline."""

import datetime as dt
import re
from decimal import Decimal
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import drawing, labels, scales, testing

pytestmark = pytest.mark.usefixtures("november")
PLAN = "能代市DX推進計画"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def card(db):
    """34.8 and 40.2 were 交付率; 88.2 is 保有率."""
    one = testing.make_indicator("card", title="交付率")
    first = one.definitions.get()
    indicators.set_baseline(
        first, value=Decimal("34.8"), on=dt.date(2022, 3, 31), source=PLAN, by=None
    )
    indicators.take_over(
        first, as_of=dt.date(2022, 8, 31), value=Decimal("40.2"), source=PLAN
    )
    for area, value in (("prefecture", "45.0"), ("national", "47.4")):
        indicators.add_comparator(
            first,
            area=area,
            value=Decimal(value),
            on=dt.date(2022, 8, 31),
            source=PLAN,
            by=None,
        )
    second = indicators.adopt_definition(
        one,
        definition=indicators.Definition(
            name="保有率",
            text="有効なカードの割合",
            valid_from=dt.date(2026, 3, 1),
            reason="計画の変更",
            source=PLAN,
        ),
        by=None,
    )
    indicators.set_target(
        second, value=Decimal("88.2"), due_on=dt.date(2027, 3, 31), source=PLAN, by=None
    )
    for month, value in ((3, "80.1"), (6, "81.9"), (9, "83.2")):
        indicators.take_over(
            second, as_of=dt.date(2026, month, 30), value=Decimal(value), source=PLAN
        )
    return one


def drawn(one, size="wide"):
    return ElementTree.fromstring(indicators.chart(one, size=size))


@pytest.mark.parametrize("frame", [drawing.WIDE, drawing.NARROW])
def test_no_line_crosses_the_break_between_definitions(card, frame):
    picture = drawing.draw(indicators.reading("card"), frame=frame)
    [where] = picture.breaks
    for line in picture.lines:
        across = [float(pair.split(",")[0]) for pair in line.points.split()]
        assert max(across) <= where or min(across) >= where
    assert {line.slug for line in picture.lines} == {
        "earlier",
        "now",
        "path",
        "forecast",
    }


@pytest.mark.parametrize("frame", [drawing.WIDE, drawing.NARROW])
def test_every_word_stands_free_and_inside(card, frame):
    picture = drawing.draw(indicators.reading("card"), frame=frame)
    boxes = [labels.box_of(label) for label in picture.labels]
    for one, other in combinations(boxes, 2):
        assert not one.covers(other)
    assert all(box.left >= 0 and box.right <= frame.width for box in boxes)
    words = {label.slug for label in picture.labels}
    assert {"latest", "target", "break"} <= words


def test_a_target_without_a_start_is_drawn_within_its_own_definition(db):
    one = testing.make_indicator("card", title="交付率")
    indicators.take_over(
        one.definitions.get(),
        as_of=dt.date(2022, 8, 31),
        value=Decimal("40.2"),
        source=PLAN,
    )
    second = indicators.adopt_definition(
        one,
        definition=indicators.Definition(
            "保有率", "割合", dt.date(2026, 3, 1), PLAN, reason="変更"
        ),
        by=None,
    )
    indicators.set_target(
        second, value=Decimal("88.2"), due_on=dt.date(2027, 3, 31), source=PLAN, by=None
    )
    picture = drawing.draw(indicators.reading("card"))
    [path] = [line for line in picture.lines if line.slug == "path"]
    assert float(path.points.split(",")[0]) == picture.breaks[0]


def test_it_is_one_image_that_names_its_table(card):
    image = drawn(card)
    assert image.get("role") == "img"
    assert indicators.figure(card).caption in image.get("aria-label")
    assert indicators.figure(card).caption in rendered(card)


def rendered(one):
    return render_to_string(
        "indicators/chart_figure.html", {"figure": indicators.figure(one)}
    )


def test_it_needs_no_inline_style_or_script(card):
    page = rendered(card)
    assert not re.search(r"\sstyle=|<style|<script|\son[a-z]+=", page)


def test_its_ids_are_unique_on_the_page(card):
    ids = re.findall(r'\sid="([^"]+)"', rendered(card))
    assert len(ids) == len(set(ids))


def test_its_text_is_escaped(db):
    one = testing.make_indicator("evil", title='<script>"&', unit="<b>")
    indicators.take_over(
        one.definitions.get(),
        as_of=dt.date(2026, 3, 31),
        value=Decimal(5),
        source="<img>",
    )
    assert "<script>" not in rendered(one)
    assert "<img>" not in rendered(one)
    drawn(one)


def test_without_any_number_there_is_no_drawing(db):
    one = testing.make_indicator()
    assert indicators.chart(one) == ""
    assert "まだ値がありません" in rendered(one)


def test_the_table_has_every_number_with_its_source(card):
    found = indicators.rows(card)
    assert [row.amount for row in found] == [
        "34.8%", "40.2%", "45.0%", "47.4%", "80.1%", "81.9%", "83.2%", "88.2%",
    ]  # fmt: skip
    assert all(row.source == PLAN for row in found)


def test_it_says_in_a_sentence_what_it_shows(card):
    assert indicators.finding(card) == (
        "令和8年9月30日時点で83.2%です。"
        "目標の88.2%（令和9年3月31日まで）まで、あと5.0ポイントです。"
    )


def test_an_axis_that_starts_above_nought_says_so(db):
    one = testing.make_indicator()
    for year, value in ((2024, 86), (2025, 89)):
        indicators.take_over(
            one.definitions.get(),
            as_of=dt.date(year, 6, 20),
            value=Decimal(value),
            source=PLAN,
        )
    assert "0から始まっていません" in indicators.figure(one).note


@pytest.mark.parametrize("language", ["ja", "en", "ja-easy"])
def test_it_is_drawn_in_every_language(card, language):
    with translation.override(language):
        assert drawn(card, "narrow").findall(f".//{SVG}text")


def test_long_gaps_are_not_joined(db):
    one = testing.make_indicator(frequency="monthly", unit="件", decimals=0)
    for day in (dt.date(2022, 8, 31), dt.date(2026, 9, 30), dt.date(2026, 10, 31)):
        indicators.take_over(
            one.definitions.get(), as_of=day, value=Decimal(18), source=PLAN
        )
    picture = drawing.draw(indicators.reading(one.slug))
    assert [len(line.points.split()) for line in picture.lines] == [2]


def test_the_csv_opens_in_a_spreadsheet_and_runs_nothing(db):
    one = testing.make_indicator(title="=HYPERLINK(1)")
    indicators.take_over(
        one.definitions.get(),
        as_of=dt.date(2026, 3, 31),
        value=Decimal("5.5"),
        source="+cmd",
    )
    sheet = indicators.csv(one)
    assert sheet.startswith("\ufeff指標,記号,時点")
    assert "'=HYPERLINK(1)" in sheet
    assert "'+cmd" in sheet
    assert "2026-03-31,令和8年3月31日" in sheet


@given(
    st.lists(st.floats(0, 1e9, allow_nan=False), min_size=1, max_size=20),
    st.booleans(),
)
@example([5e-324], True)
@example([0.0], False)
def test_the_axis_holds_every_value(values, is_share):
    if is_share:
        values = [value % 100 for value in values]
    up = scales.heights(values, is_share=is_share, top=40, bottom=340)
    assert up.low >= 0
    assert all(up.low <= value <= up.high * 1.000001 for value in values)
    assert all(one < other for one, other in pairwise(up.ticks))
    assert len(up.ticks) <= 9


@given(
    st.lists(
        st.builds(
            labels.Wish,
            st.text("目標基準値0123.%", min_size=1, max_size=12),
            st.floats(0, 700),
            st.floats(0, 300),
            st.just(13),
            st.just("latest"),
        ),
        max_size=12,
    )
)
def test_placed_words_never_cover_one_another(wishes):
    within = labels.Box(0, 0, 760, 380)
    placed = [labels.box_of(one) for one in labels.place(wishes, within=within)]
    assert not any(one.covers(other) for one, other in combinations(placed, 2))
    assert all(within.holds(box) for box in placed)
