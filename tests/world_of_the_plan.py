"""The part of the small world that headquarters see: indicators, meetings, reports."""

import datetime as dt

from kyoso.engines.indicators import api as indicators
from kyoso.engines.indicators import testing as indicators_testing
from kyoso.engines.jobs.testing import drain
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.plan import actions as plan
from kyoso.plan.models import Initiative, Meeting, Plan
from kyoso.plan.packs import make_pack
from kyoso.plan.quarters import quarter_of
from tests import people as cast


class HeadquartersOfTheWorld:
    """What the plan's addresses lead to; the world brings its people."""

    section: people.Section
    sato: people.Officer
    planner: people.Officer
    mayor: people.Officer

    def figures(self) -> None:
        """An indicator of the section with a value that waits for the head."""
        self.indicator = indicators_testing.make_indicator(
            "sleep-well", title="安心して眠れる人の割合", owner=self.section
        )
        self.value = indicators_testing.enter_value(self.indicator, self.sato)
        indicators.record_external_list(
            slug="other-systems",
            title="ほかのシステムで受け付けている手続",
            as_of=dt.date(2026, 3, 31),
            stated_count=18,
            source="試験用の出典",
            by=None,
        )
        indicators.recompute_all()

    def headquarters(self) -> None:
        """A meeting that was held, one that comes, a decision, a follow-up."""
        self.plan = Plan.objects.get()
        self.initiative = Initiative.objects.order_by("pk").first()
        by = self.planner.account
        past = self._meeting("第1回DX推進本部会議")
        plan.hold(past, by=by)
        plan.adopt_section(
            plan.Adoption(past, "担当課を長寿いきがい課とする。", None),
            initiative=self.initiative,
            section=self.section,
            by=by,
        )
        plan.adopt_kpi(
            plan.Adoption(past, "KPIとする。", None),
            initiative=self.initiative,
            indicator=self.indicator,
            by=by,
        )
        plan.publish_meeting(past, by=by)
        self.meeting = self._meeting("第2回DX推進本部会議")
        self.item = plan.add_agenda_item(
            self.meeting, kind="decide", title="宿題の決定", by=by
        )
        plan.add_agenda_item(self.meeting, kind="report", title="進み具合", by=by)
        plan.hold(self.meeting, by=by)
        self.meeting.refresh_from_db()
        self.taken = plan.record_decision(
            plan.Adoption(self.meeting, "進み具合を調べる。", self.item), by=by
        )
        self.follow_up = plan.add_follow_up(
            self.taken,
            section=self.section,
            text="次の会議で報告する。",
            due_on=clock.today() + dt.timedelta(days=30),
            by=by,
        )
        self.initiative.refresh_from_db()
        make_pack(self.meeting, section=cast.section(cast.INFORMATION), by=by)
        drain()
        self.quarter = quarter_of(clock.today())
        self.report = plan.write_report(
            self.initiative,
            quarter=self.quarter,
            done="受付を始めました。",
            by=self.sato.account,
        )
        plan.submit_report(self.report, by=self.sato.account)
        self.snapshot = plan.publish_snapshot(self.plan, title="11月の数字", by=by)

    def _meeting(self, title: str) -> Meeting:
        by = self.planner.account
        meeting = plan.plan_meeting(
            self.plan, title=title, held_on=clock.today(), by=by
        )
        plan.attend(meeting, officer=self.mayor, role="chief", by=by)
        return meeting
