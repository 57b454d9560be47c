"""Atom feeds of the plan and of each indicator."""

import datetime as dt
from xml.etree import ElementTree as ET

import pytest

from kyoso.plan import actions
from kyoso.plan.tests import telling
from tests.visit import Visitor

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(path):
    answer = Visitor("public").get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)
    return [
        (one.findtext(f"{ATOM}id"), one.findtext(f"{ATOM}title"))
        for one in feed.iter(f"{ATOM}entry")
    ]


def test_the_feed_tells_revisions_decisions_and_snapshots(plan, meeting, planner):
    actions.record_decision(telling.adoption(meeting), by=planner.account)
    assert not any("その他の決定" in title for _, title in entries("/plan/feed.atom"))
    actions.publish_meeting(meeting, by=planner.account)
    actions.publish_snapshot(plan, title="上半期の数字", by=planner.account)
    titles = [title for _, title in entries("/plan/feed.atom")]
    assert "上半期の数字" in titles
    assert "令和8年3月 変更" in titles
    assert any("その他の決定" in title for title in titles)


def test_an_entry_keeps_its_name_for_ever(plan):
    assert entries("/plan/feed.atom") == entries("/plan/feed.atom")


def test_an_indicator_tells_its_new_values(plan):
    telling.value("smartphone-use", dt.date(2026, 3, 31), "88.0")
    assert any(
        "88.0%" in title for _, title in entries("/plan/indicators/smartphone-use.atom")
    )


def test_an_unknown_indicator_has_no_feed(plan):
    path = "/plan/indicators/nothing.atom"
    assert Visitor("public").get(path).status_code == 404
