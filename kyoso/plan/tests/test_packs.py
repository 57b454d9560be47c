"""One button makes the pack of a meeting."""

import datetime as dt
import io
import time

import pytest
from pypdf import PdfReader

from kyoso.engines.documents import api as documents
from kyoso.engines.jobs import testing as jobs_testing
from kyoso.plan import actions, packs
from kyoso.plan.tests import telling
from tests import people as cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(meeting, planner, care_section):
    """A meeting with something to say."""
    telling.value("smartphone-use", dt.date(2025, 3, 31), "86.8")
    telling.value("smartphone-use", dt.date(2026, 3, 31), "88.0")
    decision = actions.adopt_kpi(
        telling.adoption(meeting, "KPIとする。"),
        initiative=telling.initiative(),
        indicator=telling.indicator(),
        by=planner.account,
    )
    actions.add_follow_up(
        decision,
        section=care_section,
        text="調べる",
        due_on=dt.date(2026, 11, 10),
        by=planner.account,
    )
    return meeting


def pages(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_pack_tells_agenda_words_indicators_initiatives_and_follow_ups(told):
    content = packs.pack_content(told)
    assert content["agenda"][0][2] == "KPIと担当課"
    assert [one["word"] for one in content["indicators"]] == [
        "遅れ（案）",
        "未集計（案）",
        "未集計（案）",
    ]
    assert sum(len(pillar["rows"]) for pillar in content["pillars"]) == 26
    assert content["follow_ups"] == [
        ["令和8年11月10日", "長寿いきがい課", "調べる", "期限超過"]
    ]


def test_the_forecast_stands_beside_its_assumption(told):
    telling.value("smartphone-use", dt.date(2024, 3, 31), "85.9")
    first = packs.pack_content(told)["indicators"][0]
    assert "仮定" in first["forecast"]
    assert "必要" in first["pace"]


def test_it_becomes_a_pdf_with_charts_tables_and_wareki(told):
    pdf = documents.render(
        packs.PAPER, {**packs.pack_content(told), "issued_on": "令和8年10月20日"}
    )
    text = "".join(pages(pdf)).replace("\n", "")
    for said in (
        "第1回DX推進本部会議",
        "令和8年10月20日（火曜日）",
        "未設定",
        "調べる",
    ):
        assert said in text


def test_it_takes_less_than_two_seconds(told):
    content = {**packs.pack_content(told), "issued_on": "令和8年10月20日"}
    documents.render(packs.PAPER, content)
    began = time.perf_counter()
    documents.render(packs.PAPER, {**packs.pack_content(told), "issued_on": "x"})
    assert time.perf_counter() - began < 2


def test_an_empty_plan_makes_a_pack_as_well(plan, planner):
    meeting = actions.plan_meeting(
        plan, title="第1回", held_on=dt.date(2026, 12, 1), by=planner.account
    )
    content = packs.pack_content(meeting)
    assert pages(documents.render(packs.PAPER, {**content, "issued_on": "x"}))


def test_the_worker_makes_it_and_headquarters_may_read_it(told, planner, sato):
    pack = packs.make_pack(
        told, section=cast.section(cast.INFORMATION), by=planner.account
    )
    jobs_testing.drain()
    document = documents.Document.objects.get(pk=pack.document_id)
    assert document.file.pages >= 2
    assert documents.may_read(cast.mayor().account, document)
    assert not documents.may_read(sato.account, document)


def test_each_pack_has_its_number(told, planner):
    section = cast.section(cast.INFORMATION)
    made = [packs.make_pack(told, section=section, by=planner.account) for _ in "12"]
    assert [one.number for one in made] == [1, 2]
