"""The API: the plan as data, each value with its day and its source."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kyoso.plan.tests import telling
from tests.visit import Visitor

pytestmark = pytest.mark.django_db


def ask(path):
    answer = Visitor("public").get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_it_gives_period_pillars_initiatives_and_indicators(plan):
    found = ask("/api/v1/plan")
    assert found["period"] == {"starts_on": "2023-04-01", "ends_on": "2027-03-31"}
    assert [one["slug"] for one in found["pillars"]] == [
        "citizens",
        "region",
        "administration",
    ]
    assert len(found["initiatives"]) == 26
    for one in found["initiatives"]:
        assert {"slug", "title", "pillar", "capability", "state"} <= set(one)
    for one in found["indicators"]:
        assert {"unit", "baseline", "target", "latest", "status"} <= set(one)


def test_every_value_carries_its_day_and_its_source(plan):
    telling.value("smartphone-use", dt.date(2026, 3, 31), "88.0")
    for one in ask("/api/v1/plan")["indicators"]:
        for name in ("baseline", "target", "latest"):
            if one[name] is not None:
                assert one[name]["as_of"]
                assert one[name]["source"]


def test_baseline_and_target_say_of_which_definition_they_are(plan):
    card = next(
        one
        for one in ask("/api/v1/plan")["indicators"]
        if one["slug"] == "mynumber-card"
    )
    assert (card["baseline"]["value"], card["target"]["value"]) == (34.8, 88.2)
    assert card["baseline"]["definition_version"] == 1
    assert card["target"]["definition_version"] == 2
    assert card["latest"] is None
    assert card["status"]["word"] == "未集計"
    assert card["status"]["draft"] is True


def test_an_indicator_gives_all_its_definitions_values_and_comparisons(plan):
    found = ask("/api/v1/plan/indicators/mynumber-card")
    first, second = found["definitions"]
    assert [one["value"] for one in first["values"]] == [40.2]
    assert {one["area"]: one["value"] for one in first["comparators"]} == {
        "prefecture": 45,
        "national": 47.4,
    }
    assert second["values"] == []


def test_the_number_of_queries_does_not_grow_with_the_values(plan):
    def count():
        with CaptureQueriesContext(connection) as captured:
            ask("/api/v1/plan/indicators/smartphone-use")
        return len(captured)

    telling.value("smartphone-use", dt.date(2025, 3, 31), "86.8")
    before = count()
    for year in (2024, 2026):
        telling.value("smartphone-use", dt.date(year, 3, 31), "88.0")
    assert count() == before


def test_an_unknown_indicator_is_not_found(plan):
    answer = Visitor("public").get("/api/v1/plan/indicators/nothing")
    assert answer.status_code == 404
    assert answer.json()["sentence"].startswith("この名前のものはありません。")


def test_both_are_in_the_openapi_document_with_their_schemas(db):
    document = ask("/api/v1/openapi.json")
    assert {"/api/v1/plan", "/api/v1/plan/indicators/{slug}"} <= set(document["paths"])
    assert "as_of" in document["components"]["schemas"]["Value"]["properties"]
