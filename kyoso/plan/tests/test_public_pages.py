"""The plan for everyone: what the pages say, in each language, within five queries."""

import datetime as dt

import pytest
from django.test import Client

from kyoso.engines.catalogue import api as catalogue
from kyoso.kernel import clock
from kyoso.plan import actions
from kyoso.plan.quarters import Quarter
from kyoso.plan.tests import telling
from tests.visit import Visitor

pytestmark = pytest.mark.django_db

APPLICATIONS = catalogue.Capability(
    slug="applications",
    title="申請",
    summary="申請から決定まで",
    audience="市民",
    engines=("casework", "forms"),
)


@pytest.fixture
def visitor():
    return Visitor("public")


@pytest.fixture(autouse=True)
def _applications():
    with catalogue.capabilities.temporarily(APPLICATIONS):
        yield


def see(visitor, path, *, language="ja"):
    """Open a page twice: the first draws it, the second is held to five queries."""
    visitor.cookies["kyoso_language"] = language
    super(Visitor, visitor).get(path)
    answer = visitor.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_overview_shows_every_initiative_and_the_three_targets(plan, visitor):
    page = see(visitor, "/plan")
    for one in plan.initiatives.all():
        assert one.title in page
        assert f'href="/plan/initiatives/{one.slug}"' in page
    for slug in ("mynumber-card", "smartphone-use", "standardised-systems"):
        assert f'href="/plan/indicators/{slug}"' in page
    for number in ("88.2%", "91.9%", "100.0%"):
        assert number in page


def test_the_overview_shows_every_figure_of_chapter_two(plan, visitor):
    page = see(visitor, "/plan")
    for amount in (
        "▲8.7%", "▲6.2%", "▲0.7%", "42.9%", "38.8%", "28.9%", "98.7%", "98.2%",
        "99.3%", "3地域", "12施設", "22施設", "81.1%", "84.4%", "18事務", "24事務",
        "14項目", "91項目", "2事務", "0業務", "40.2%", "45.0%", "47.4%",
    ):  # fmt: skip
        assert amount in page
    assert "R4.6.23" in page
    assert "出典：令和2年国勢調査" in page


def test_what_was_not_counted_is_never_shown_as_good(plan, visitor):
    page = see(visitor, "/plan")
    assert page.count("未集計</span>") == 3
    assert 'data-type="green"' not in page


def test_status_words_are_drafts_until_headquarters_adopts_the_rule(
    plan, visitor, meeting, planner
):
    assert "ks-plan-draft" in see(visitor, "/plan")
    actions.adopt_rule(
        telling.adoption(meeting), tolerance=0, grace_days=60, by=planner.account
    )
    assert "ks-plan-draft" in see(visitor, "/plan")
    actions.publish_meeting(meeting, by=planner.account)
    assert "ks-plan-draft" not in see(visitor, "/plan")


def test_the_card_that_changed_its_definition_says_so_beside_the_numbers(plan, visitor):
    page = see(visitor, "/plan")
    assert "数え方が違うため、比べられません。" in page


def test_a_new_value_is_seen_at_once(plan, visitor):
    assert "88.0" not in see(visitor, "/plan")
    telling.value("smartphone-use", dt.date(2026, 3, 31), "88.0")
    assert "88.0" in see(visitor, "/plan")


def test_tomorrow_is_another_page(plan, visitor):
    assert "令和8年11月23日までに" in see(visitor, "/plan")
    with clock.at(telling.TODAY + dt.timedelta(days=1)):
        assert "令和8年11月24日までに" in see(visitor, "/plan")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Spread of the My Number Card"),
        ("ja-easy", "もつ 人（ひと）を ふやします"),
    ],
)
def test_it_speaks_english_and_easy_japanese_and_says_whose_translation(
    plan, visitor, language, said
):
    page = see(visitor, "/plan", language=language)
    assert said in page
    assert "Kyoso" in page
    assert "ks-plan-note" in page


def test_every_initiative_has_its_page(plan, visitor):
    for one in plan.initiatives.all():
        # Plain: the other tests inspect such pages, and 26 are many.
        answer = Client().get(f"/plan/initiatives/{one.slug}")
        page = answer.content.decode()
        assert one.title in page
        assert page.count("未設定") >= 2


def test_an_initiative_says_which_capability_fulfils_it(plan, visitor):
    page = see(visitor, "/plan/initiatives/watch-device-grant")
    assert "このサービスで使えます" in page
    assert "申請から決定、支払いの手続、返還まで" in page


def test_an_initiative_that_nothing_fulfils_says_so_plainly(plan, visitor):
    page = see(visitor, "/plan/initiatives/rpa")
    assert "まだありません" in page
    assert "まだこのサービスにありません" in page


def test_a_capability_that_is_not_installed_fulfils_nothing(plan, visitor):
    gone = dict(catalogue.capabilities._things)
    catalogue.capabilities._things.pop("applications")
    try:
        page = see(visitor, "/plan/initiatives/online-applications")
    finally:
        catalogue.capabilities._things.update(gone)
    assert "まだこのサービスにありません" in page


def test_an_initiative_shows_published_reports_only(plan, visitor, planner):
    by = planner.account
    one = telling.initiative("open-data")
    report = actions.write_report(
        one, quarter=Quarter(2026, 2), done="公開した一覧", by=by
    )
    assert "公開した一覧" not in see(visitor, "/plan/initiatives/open-data")
    actions.submit_report(report, by=by)
    actions.publish_report(report, by=by)
    page = see(visitor, "/plan/initiatives/open-data")
    assert "公開した一覧" in page
    assert "令和8年度第2四半期" in page


def test_an_adopted_section_is_shown_with_its_telephone(
    plan, visitor, meeting, planner, care_section
):
    actions.adopt_section(
        telling.adoption(meeting),
        initiative=telling.initiative("watch-device-grant"),
        section=care_section,
        by=planner.account,
    )
    assert care_section.name not in see(visitor, "/plan/initiatives/watch-device-grant")
    actions.publish_meeting(meeting, by=planner.account)
    page = see(visitor, "/plan/initiatives/watch-device-grant")
    assert care_section.name in page
    assert care_section.phone in page


def test_an_indicator_shows_chart_table_definition_and_way(plan, visitor):
    page = see(visitor, "/plan/indicators/mynumber-card")
    assert "<svg" in page
    assert "<table" in page
    assert "有効なマイナンバーカードを保有している市民の割合" in page
    assert "死亡や期限切れ等を含む" in page
    assert "途中で数え方（定義）が変わりました。" in page


@pytest.mark.parametrize(
    "slug", ["online-procedures", "cases-completed", "smartphone-use"]
)
def test_every_indicator_has_its_page(plan, visitor, slug):
    assert "この数字の求め方" in see(visitor, f"/plan/indicators/{slug}")


def test_the_same_numbers_come_as_csv(plan, visitor):
    answer = visitor.get("/plan/indicators/smartphone-use.csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert "84.4" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/plan/initiatives/nothing",
        "/plan/indicators/nothing",
        "/plan/indicators/nothing.csv",
        "/plan/plans/nothing",
        "/plan/snapshots/aaaaaaaaaaaaaaaa",
    ],
)
def test_what_is_not_there_is_not_found(plan, visitor, path):
    assert visitor.get(path, queries=60).status_code == 404


def test_without_any_plan_the_page_is_not_found(db, visitor):
    assert visitor.get("/plan").status_code == 404


def test_revisions_say_that_the_first_text_is_missing(plan, visitor):
    page = see(visitor, "/plan/revisions")
    assert "原文未入手" in page
    assert "原文を入手していないため、比べられません。" in page
    assert "令和8年3月 変更" in page


def test_revisions_show_what_changed_in_the_plans_words(plan, visitor):
    telling.load_text(telling.revised("BPRの取組に関する研修の実施", "BPRの研修の実施"))
    page = see(visitor, "/plan/revisions")
    assert "<del>BPRの取組に関する研修の実施</del>" in page
    assert "<ins>BPRの研修の実施</ins>" in page


def test_the_successor_is_announced_and_has_its_own_pages(plan, visitor):
    telling.load_text(telling.successor())
    assert "次の計画（架空）" in see(visitor, "/plan")
    page = see(visitor, "/plan/plans/noshiro-dx-2027")
    assert "いまの計画ではありません" in page
    assert "/plan/plans/noshiro-dx-2027/initiatives/public-wifi" in page
    see(visitor, "/plan/plans/noshiro-dx-2027/initiatives/public-wifi")
    with clock.at(dt.datetime(2027, 4, 2, tzinfo=clock.CITY)):
        assert "次の計画（架空）" in see(visitor, "/plan")


def test_the_small_city_has_its_page(visitor, db):
    telling.mizuho()
    page = see(visitor, "/plan")
    assert "図書館の予約のオンライン化" in page


def test_decisions_are_public_with_their_words(plan, visitor, meeting, planner):
    actions.adopt_kpi(
        telling.adoption(meeting, "この指標をKPIとする。"),
        initiative=telling.initiative(),
        indicator=telling.indicator(),
        by=planner.account,
    )
    seen_before = public_texts(visitor)
    assert not [path for path, text in seen_before.items() if "この指標を" in text]
    actions.publish_meeting(meeting, by=planner.account)
    assert public_texts(visitor) != seen_before
    assert "この指標をKPIとする。" in see(visitor, "/plan/decisions")
    assert "この指標をKPIとする。" in see(visitor, "/plan/initiatives/public-wifi")


PUBLIC = (
    "/plan",
    "/plan/decisions",
    "/plan/initiatives/public-wifi",
    "/plan/indicators/smartphone-use",
    "/plan/feed.atom",
    "/api/v1/plan",
    "/api/v1/plan/indicators/smartphone-use",
    "/search?q=KPI",
)


def public_texts(visitor):
    return {path: visitor.get(path, queries=60).content.decode() for path in PUBLIC}


def test_nothing_public_changes_before_the_meeting_is_published(
    plan, visitor, meeting, planner, care_section
):
    before = public_texts(visitor)
    by, adoption = planner.account, telling.adoption(meeting, "内密の言葉")
    one, two = telling.initiative(), telling.indicator()
    actions.adopt_kpi(adoption, initiative=one, indicator=two, by=by)
    actions.adopt_section(adoption, initiative=one, section=care_section, by=by)
    card = telling.indicator("mynumber-card")
    actions.adopt_owner(adoption, indicator=card, section=care_section, by=by)
    actions.adopt_rule(adoption, tolerance=0, grace_days=9, by=by)
    actions.record_decision(adoption, by=by)
    actions.publish_snapshot(plan, title="数字", by=by)
    frozen = plan.snapshots.get().content
    assert care_section.name not in frozen
    after = public_texts(visitor)
    for path in PUBLIC:
        if path not in {"/plan", "/plan/feed.atom"}:  # the snapshot is news there
            assert after[path] == before[path], path
        assert "内密" not in after[path], path


def test_hostile_words_of_a_plan_are_shown_as_words(visitor, db):
    written = telling.text(telling.MIZUHO).replace(
        'title = "ごみ収集日の案内"', 'title = "<script>alert(1)</script>"'
    )
    telling.load_text(written)
    page = see(visitor, "/plan")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_the_pages_are_light(plan, visitor):
    import gzip

    for path in ("/plan", "/plan/initiatives/rpa", "/plan/indicators/mynumber-card"):
        assert len(gzip.compress(see(visitor, path).encode())) < 15_000
