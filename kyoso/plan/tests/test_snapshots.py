"""What was published is frozen; what was wrong with it is told beside it."""

import datetime as dt
import hashlib
import json

import pytest
from django.db import DatabaseError, transaction

from kyoso.plan import actions, errors
from kyoso.plan.models import Snapshot
from kyoso.plan.tests import telling
from tests.visit import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def snapshot(plan, planner):
    return actions.publish_snapshot(plan, title="上半期の数字", by=planner.account)


def test_it_holds_the_figures_of_the_day_with_their_fingerprint(snapshot):
    assert hashlib.sha256(snapshot.content.encode()).hexdigest() == snapshot.digest
    found = json.loads(snapshot.content)
    assert found["as_of"] == "2026-11-23"
    assert len(found["initiatives"]) == 26


def test_later_values_do_not_change_it(snapshot):
    telling.value("smartphone-use", dt.date(2026, 3, 31), "88.0")
    assert "88" not in {
        str(one["latest"]) for one in json.loads(snapshot.content)["indicators"]
    }
    again = Snapshot.objects.get(pk=snapshot.pk)
    assert again.digest == snapshot.digest


def test_the_database_refuses_to_change_it(snapshot):
    with pytest.raises(DatabaseError), transaction.atomic():
        Snapshot.objects.filter(pk=snapshot.pk).update(content="{}")


def test_the_same_figures_have_the_same_fingerprint(plan, snapshot, planner):
    actions.publish_snapshot(plan, title="もう一度", by=planner.account)
    first, second = Snapshot.objects.order_by("number")
    assert first.digest == second.digest


def test_corrections_are_listed_on_its_page(snapshot, planner):
    actions.note_correction(
        snapshot,
        place="スマートフォンの利用率",
        was="84.4%",
        is_now="84.5%",
        reason="転記の誤り",
        by=planner.account,
    )
    answer = Visitor("public").get(f"/plan/snapshots/{snapshot.ref}")
    page = answer.content.decode()
    assert "<del>84.4%</del>" in page
    assert snapshot.digest in page


def test_a_correction_says_everything(snapshot, planner):
    with pytest.raises(errors.TextMissing, match="理由"):
        actions.note_correction(
            snapshot, place="箇所", was="誤", is_now="正", reason="", by=planner.account
        )


def test_anyone_can_check_the_fingerprint(snapshot):
    answer = Visitor("public").get(f"/plan/snapshots/{snapshot.ref}.json")
    assert hashlib.sha256(answer.content).hexdigest() == snapshot.digest


def test_a_meeting_is_published_with_its_figures_once(meeting, planner):
    snapshot = actions.publish_with_figures(meeting, by=planner.account)
    assert snapshot.meeting == meeting
    with pytest.raises(errors.SnapshotTaken):
        actions.publish_snapshot(
            meeting.plan, title="また", meeting=meeting, by=planner.account
        )
