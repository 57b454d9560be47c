"""Headquarters' pages: what is late stands first; every act by a form."""

import datetime as dt

import pytest

from kyoso.plan import actions
from kyoso.plan.models import Decision, FollowUp, InitiativeReport, Meeting, Snapshot
from kyoso.plan.tests import telling
from tests import people as cast
from tests.visit import Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(planner):
    return Visitor("office").as_person(planner)


def see(visitor, path):
    """Open a page twice: the first fills what the process keeps."""
    super(Visitor, visitor).get(path)
    answer = visitor.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_mayor_sees_what_is_late_before_what_is_well(plan, mayor):
    telling.value("smartphone-use", dt.date(2026, 3, 31), "85.0")
    telling.value("standardised-systems", dt.date(2026, 3, 31), "95.0")
    page = see(Visitor("office").as_person(mayor), "/headquarters")
    late = page.index("スマートフォンの利用率")
    unknown = page.index("マイナンバーカードの保有率")
    well = page.index("情報システムが標準化")
    assert late < unknown < well


def test_the_dashboard_counts_what_is_not_decided(plan, desk):
    page = see(desk, "/headquarters")
    assert "26<span> / 26" in page
    assert "未採用" in page
    assert "あと128日" in page


def test_all_initiatives_stand_in_one_list(plan, desk):
    page = see(desk, "/headquarters/initiatives")
    for one in plan.initiatives.all():
        assert one.title in page


def test_a_meeting_goes_from_its_plan_to_the_published_record(plan, desk, mayor):
    desk.post(
        "/headquarters/meetings/new",
        {
            "title": "第1回DX推進本部会議",
            "held_on_year": "R8",
            "held_on_month": "10",
            "held_on_day": "20",
            "place": "大会議室",
        },
    )
    meeting = Meeting.objects.get()
    base = f"/headquarters/meetings/{meeting.ref}"
    desk.post(
        f"{base}/attendance",
        {"officer": mayor.pk, "role": "chief", "has_come": "on"},
    )
    desk.post(f"{base}/agenda", {"kind": "decide", "title": "KPI", "text": ""})
    desk.post(f"{base}/hold")
    desk.post(
        f"{base}/decide/kpi",
        {
            "initiative": telling.initiative().pk,
            "indicator": telling.indicator().pk,
            "text": "KPIとする。",
            "agenda_item": "",
        },
    )
    desk.post(
        f"{base}/decide/rule",
        {"tolerance": "10", "grace_days": "30", "text": "案のとおり。"},
    )
    assert "KPIとする。" in see(desk, base)
    assert "取り消せません。" in see(desk, f"{base}/publish")
    desk.post(f"{base}/publish")
    meeting.refresh_from_db()
    assert meeting.state == "published"
    assert Decision.objects.count() == 2
    assert Snapshot.objects.get().meeting == meeting


@pytest.mark.parametrize("kind", Decision.Kind.values)
def test_each_kind_of_decision_has_its_form(meeting, desk, kind):
    page = see(desk, f"/headquarters/meetings/{meeting.ref}/decide/{kind}")
    assert "決定の内容" in page
    assert "会議を公表したときに" in page


def test_an_unknown_kind_is_not_found(meeting, desk):
    path = f"/headquarters/meetings/{meeting.ref}/decide/whim"
    assert desk.get(path).status_code == 404


def test_a_form_keeps_what_was_typed_and_names_the_fault(meeting, desk):
    answer = desk.post(
        f"/headquarters/meetings/{meeting.ref}/decide/section",
        {"initiative": "", "section": "", "text": "書いた言葉"},
    )
    page = answer.content.decode()
    assert "書いた言葉" in page
    assert "担当課を選んでください。" in page


def test_a_refusal_is_told_in_its_sentence(plan, desk, planner):
    meeting = actions.plan_meeting(
        plan, title="次の会議", held_on=dt.date(2026, 12, 1), by=planner.account
    )
    path = f"/headquarters/meetings/{meeting.ref}"
    desk.post(f"{path}/hold")
    assert "開催日（令和8年12月1日）がまだ来ていません。" in see_once(desk, path)


def see_once(visitor, path):
    return visitor.get(path).content.decode()


def test_an_agenda_item_with_a_decision_stays(meeting, desk, planner):
    actions.record_decision(telling.adoption(meeting), by=planner.account)
    path = f"/headquarters/meetings/{meeting.ref}"
    desk.post(f"{path}/agenda/1/remove")
    assert "決定のある議題は取り下げられません。" in see_once(desk, path)


def test_an_agenda_item_is_removed(meeting, desk):
    desk.post(f"/headquarters/meetings/{meeting.ref}/agenda/1/remove")
    assert not meeting.agenda.exists()


def test_the_button_makes_the_pack(meeting, desk):
    desk.post(f"/headquarters/meetings/{meeting.ref}/pack")
    assert meeting.packs.count() == 1
    assert "第1版" in see(desk, f"/headquarters/meetings/{meeting.ref}")


def test_a_section_reports_on_its_own_initiative(
    meeting, planner, desk, sato, care_section
):
    actions.adopt_section(
        telling.adoption(meeting),
        initiative=telling.initiative("watch-device-grant"),
        section=care_section,
        by=planner.account,
    )
    actions.publish_meeting(meeting, by=planner.account)
    clerk = Visitor("office").as_person(sato)
    assert "高齢者見守り対応機器の購入費助成" in see(clerk, "/initiative-reports")
    path = "/initiative-reports/watch-device-grant/2026/2"
    see(clerk, path)
    clerk.post(path, {"done": "受け付けた", "problem": "", "next": "", "submit": "1"})
    report = InitiativeReport.objects.get()
    assert report.state == "submitted"
    assert "受け付けた" in see(desk, f"/initiative-reports/{report.ref}/review")
    desk.post(f"/initiative-reports/{report.ref}/review", {"publish": "1"})
    report.refresh_from_db()
    assert report.state == "published"


def test_a_report_is_saved_as_draft_and_handed_in_later(plan, desk):
    desk.post("/initiative-reports/open-data/2026/2", {"done": "途中", "save": "1"})
    report = InitiativeReport.objects.get()
    assert report.state == "draft"
    desk.post(f"/initiative-reports/{report.ref}/submit")
    desk.post(
        f"/initiative-reports/{report.ref}/review",
        {"send_back": "1", "reason": "数字を書く"},
    )
    report.refresh_from_db()
    assert report.sent_back_reason == "数字を書く"
    assert "数字を書く" in see(desk, "/initiative-reports")


@pytest.mark.parametrize(
    "path",
    [
        "/initiative-reports/open-data/2026/5",
        "/initiative-reports/nothing/2026/2",
        "/headquarters/meetings/aaaaaaaaaaaaaaaa",
    ],
)
def test_what_is_not_there_is_not_found(plan, desk, path):
    assert desk.get(path).status_code == 404


def test_a_follow_up_is_finished_by_its_section(meeting, planner, sato, care_section):
    decision = actions.record_decision(telling.adoption(meeting), by=planner.account)
    follow_up = actions.add_follow_up(
        decision,
        section=care_section,
        text="調べる",
        due_on=dt.date(2026, 12, 1),
        by=planner.account,
    )
    clerk = Visitor("office").as_person(sato)
    assert "調べる" in see(clerk, "/initiative-reports")
    clerk.post(f"/headquarters/follow-ups/{follow_up.ref}", {"outcome": "調べた"})
    assert FollowUp.objects.get().outcome == "調べた"


def test_figures_are_published_and_corrected_at_the_desk(plan, desk):
    desk.post("/headquarters/snapshots", {"title": "上半期の数字"})
    snapshot = Snapshot.objects.get()
    path = f"/headquarters/snapshots/{snapshot.ref}"
    desk.post(
        path, {"place": "箇所", "was": "誤り", "is_now": "正しい", "reason": "転記"}
    )
    assert "正しい" in see(desk, path)
    assert "上半期の数字" in see(desk, "/headquarters/snapshots")


PATHS = {
    # path: who may see it among sato (clerk), tanaka (clerk of another section), mayor, planner
    "/headquarters": {"mayor", "planner"},
    "/headquarters/initiatives": {"mayor", "planner"},
    "/headquarters/meetings": {"mayor", "planner"},
    "/headquarters/meetings/new": {"planner"},
    "/headquarters/meetings/{ref}": {"mayor", "planner"},
    "/headquarters/meetings/{ref}/attendance": {"planner"},
    "/headquarters/meetings/{ref}/agenda": {"planner"},
    "/headquarters/meetings/{ref}/decide/kpi": {"planner"},
    "/headquarters/meetings/{ref}/publish": {"planner"},
    "/headquarters/snapshots": {"planner"},
    "/initiative-reports": {"sato", "tanaka", "planner"},
}


@pytest.mark.parametrize("path", PATHS)
def test_it_opens_to_whom_the_table_says(path, meeting, sato, tanaka, mayor, planner):
    people = {"sato": sato, "tanaka": tanaka, "mayor": mayor, "planner": planner}
    for name, officer in people.items():
        answer = cast.visiting(officer).get(path.format(ref=meeting.ref))
        expected = 200 if name in PATHS[path] else 403
        assert answer.status_code == expected, (name, path)
    stranger = cast.stranger_at(cast.OFFICE_HOST).get(path.format(ref=meeting.ref))
    assert stranger.status_code == 302


@pytest.mark.parametrize("act", ["hold", "pack", "publish", "agenda/1/remove"])
def test_acts_are_for_the_planners_only(act, meeting, mayor, sato):
    for officer in (mayor, sato):
        path = f"/headquarters/meetings/{meeting.ref}/{act}"
        assert cast.visiting(officer).post(path).status_code == 403


def test_another_sections_initiative_is_not_found(
    meeting, planner, tanaka, care_section
):
    actions.adopt_section(
        telling.adoption(meeting),
        initiative=telling.initiative("watch-device-grant"),
        section=care_section,
        by=planner.account,
    )
    actions.publish_meeting(meeting, by=planner.account)
    path = "/initiative-reports/watch-device-grant/2026/2"
    assert cast.visiting(tanaka).get(path).status_code == 404
    assert cast.visiting(tanaka).post(path, {"done": "x"}).status_code == 404


def test_an_initiative_without_a_section_is_the_planners_only(plan, sato):
    path = "/initiative-reports/public-wifi/2026/2"
    assert cast.visiting(sato).get(path).status_code == 404


def test_another_sections_follow_up_is_not_found(
    meeting, planner, tanaka, care_section
):
    decision = actions.record_decision(telling.adoption(meeting), by=planner.account)
    follow_up = actions.add_follow_up(
        decision,
        section=care_section,
        text="調べる",
        due_on=dt.date(2026, 12, 1),
        by=planner.account,
    )
    path = f"/headquarters/follow-ups/{follow_up.ref}"
    assert cast.visiting(tanaka).post(path, {"outcome": "x"}).status_code == 404


def test_the_office_pages_do_not_exist_at_the_public_door(plan):
    assert cast.visiting().get("/headquarters").status_code == 404


@pytest.mark.parametrize(
    "quarter", ["0/1", "9999/1", "99999/4", f"{10**30}/2", "2019/1", "2026/4", "2026/5"]
)
def test_a_quarter_outside_the_plan_or_ahead_has_no_report(plan, planner, quarter):
    client = cast.visiting(planner)
    path = f"/initiative-reports/open-data/{quarter}"
    assert client.get(path).status_code == 404
    assert client.post(path, {"done": "した", "save": "1"}).status_code == 404
