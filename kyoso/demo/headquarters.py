"""The roof's part of the story: monthly counts, and one meeting of headquarters.

The meeting, its decisions and the typed values are fictional and say so in their
own words; the plan's figures are never touched.
"""

import datetime as dt
import io
from decimal import Decimal

from django.core.files.base import ContentFile
from PIL import Image

from kyoso.demo.town import Town, moment
from kyoso.engines.indicators import api as indicators
from kyoso.engines.jobs import api as jobs
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.plan.actions import decisions, meetings, reports, snapshots
from kyoso.plan.actions.decisions import Adoption
from kyoso.plan.models import Attendance, Initiative, Meeting, Plan
from kyoso.plan.packs import make_pack
from kyoso.plan.quarters import Quarter

FICTION = "架空の値（デモのため。市の調査ではありません）"
# An invented KPI with invented yearly values, so that a chart has a line to show:
# no indicator of the plan is given a value that the city did not publish.
COMFORT = "watch-comfort"
COMFORT_VALUES = (("2023-06-30", "61"), ("2024-06-30", "68"), ("2025-06-30", "72"))
TOLERANCE = Decimal("0.05")
GRACE_DAYS = 45


def tell(town: Town) -> None:
    today = clock.today()
    _count_each_month(today)
    plan = Plan.objects.current_on(today)
    assert plan is not None
    with clock.at(moment(today - dt.timedelta(days=50))):
        comfort = _define_comfort(town)
        _enter_values(comfort, town)
        meeting = _hold_meeting(plan, town)
        _adopt(plan, meeting, town)
    with clock.at(moment(today - dt.timedelta(days=45))):
        _report(plan, town)
        snapshots.publish_with_figures(meeting, by=town.officer("takahashi"))
    with clock.at(moment(today - dt.timedelta(days=3))):
        _prepare_the_next(plan, today, town)
    indicators.recompute_all()


def _count_each_month(today: dt.date) -> None:
    for month in range(11, 0, -1):
        day = today - dt.timedelta(days=30 * month)
        with clock.at(moment(day, 5)):
            indicators.recompute_all()


def _define_comfort(town: Town) -> indicators.Indicator:
    """Define a KPI that is fictional to its name, with a fictional way to a target."""
    by = town.officer("takahashi")
    one = indicators.define(
        slug=COMFORT,
        title="見守り機器で安心が増えたと答えた人の割合（架空のKPI）",
        unit="%",
        definition=indicators.Definition(
            name="安心が増えたと答えた人の割合（架空）",
            text="助成を受けた人への年1回のアンケート（架空）で、"
            "「安心が増えた」と答えた人の割合です。計画にない、デモのための指標です。",
            numerator="「安心が増えた」と答えた人",
            denominator="アンケートに答えた人",
            valid_from=dt.date(2023, 4, 1),
            source=FICTION,
        ),
        order=99,
        by=by,
    )
    definition = one.definitions.get()
    indicators.set_baseline(
        definition,
        value=Decimal(55),
        on=dt.date(2022, 6, 30),
        source=FICTION,
        by=by,
    )
    indicators.set_target(
        definition,
        value=Decimal(80),
        due_on=dt.date(2027, 3, 31),
        source=FICTION,
        by=by,
    )
    return one


def _enter_values(one: indicators.Indicator, town: Town) -> None:
    """Let one officer enter and another confirm, as the city would."""
    for day, value in COMFORT_VALUES:
        entered = indicators.enter(
            one,
            as_of=dt.date.fromisoformat(day),
            value=Decimal(value),
            source=FICTION,
            evidence=_evidence(town),
            by=town.officer("takahashi"),
        )
        indicators.confirm(entered, by=town.officer("abe"))


def _hold_meeting(plan: Plan, town: Town) -> Meeting:
    planner = town.officer("takahashi")
    meeting = meetings.plan_meeting(
        plan,
        title="令和8年度第1回 能代市DX推進本部会議（架空）",
        held_on=clock.today(),
        place="市役所 会議室",
        by=planner,
    )
    _seat(meeting, town)
    for kind, title in (
        ("report", "計画の進み具合について"),
        ("decide", "見守り対応機器の助成の担当課とKPIについて"),
        ("decide", "指標の判定の決まりについて"),
    ):
        meetings.add_agenda_item(meeting, kind=kind, title=title, by=planner)
    make_pack(meeting, section=_planners(), by=planner)
    jobs.run_due()
    return meetings.hold(meeting, by=planner)


def _seat(meeting: Meeting, town: Town) -> None:
    for name, role in (
        ("watanabe", Attendance.Role.CHIEF),
        ("ito", Attendance.Role.DEPUTY),
        ("kudo", Attendance.Role.ADVISER),
        ("narita", Attendance.Role.MEMBER),
    ):
        meetings.attend(
            meeting,
            officer=town.officers[name],
            role=role,
            by=town.officer("takahashi"),
        )


def _adopt(plan: Plan, meeting: Meeting, town: Town) -> None:
    planner = town.officer("takahashi")
    watching = plan.initiatives.get(slug="watch-device-grant")
    care = people.Section.objects.get(slug="choju-ikigai")
    decided = decisions.adopt_section(
        Adoption(
            meeting, "高齢者見守り対応機器の購入費助成は、長寿いきがい課が担当する。"
        ),
        initiative=watching,
        section=care,
        by=planner,
    )
    for slug in ("cases-completed", "within-standard-period", COMFORT):
        indicator = indicators.Indicator.objects.get(slug=slug)
        decisions.adopt_kpi(
            Adoption(
                meeting,
                f"「{indicator.title}」を、この取組のKPIとして見る。",
            ),
            initiative=watching,
            indicator=indicator,
            by=planner,
        )
    decisions.adopt_rule(
        Adoption(meeting, "目標までの道筋から5%を超えて下回ったら「遅れ」とする。"),
        tolerance=TOLERANCE,
        grace_days=GRACE_DAYS,
        by=planner,
    )
    decisions.add_follow_up(
        decided,
        section=care,
        text="領収書の補正が多い。申請の画面と案内の写真を見直す。",
        due_on=clock.today() + dt.timedelta(days=70),
        by=planner,
    )


def _report(plan: Plan, town: Town) -> None:
    watching: Initiative = plan.initiatives.get(slug="watch-device-grant")
    clerk, head, planner = (
        town.officer(name) for name in ("sato", "suzuki", "takahashi")
    )
    day = clock.today()
    # The quarter before the one of the day: reports look back.
    number = (day.month - 4) // 3 % 4 + 1
    fiscal_year = clock.fiscal_year(day)
    quarter = (
        Quarter(fiscal_year, number - 1) if number > 1 else Quarter(fiscal_year - 1, 4)
    )
    report = reports.write_report(
        watching,
        quarter=quarter,
        done="（架空）オンライン申請の受付を続けた。申請の半分あまりがスマートフォンから届いた。",
        problem="（架空）領収書の写真がなく、補正をお願いすることが多い。",
        next_step="（架空）申請の画面に、領収書の写し方の例を載せる。",
        by=clerk,
    )
    reports.submit_report(report, by=head)
    reports.publish_report(report, by=planner)


def _prepare_the_next(plan: Plan, today: dt.date, town: Town) -> None:
    planner = town.officer("takahashi")
    meeting = meetings.plan_meeting(
        plan,
        title="令和8年度第2回 能代市DX推進本部会議（架空）",
        held_on=today + dt.timedelta(days=14),
        place="市役所 会議室",
        by=planner,
    )
    _seat(meeting, town)
    for kind, title in (
        ("report", "令和8年度上半期の進み具合について"),
        ("decide", "次の計画の作り方について"),
    ):
        meetings.add_agenda_item(meeting, kind=kind, title=title, by=planner)
    make_pack(meeting, section=_planners(), by=planner)


def _planners() -> people.Section:
    return people.Section.objects.get(slug="chiiki-joho")


def _evidence(town: Town) -> media.File:
    """Return a drawn page in the place of a survey report."""
    content = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(content, "PNG")
    return media.store(
        ContentFile(content.getvalue(), "chosa.png"),
        purpose=indicators.EVIDENCE,
        by=town.officer("takahashi"),
    )
