"""A period that a law sets is stopped and extended by its articles alone."""

import datetime as dt

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import errors, testing
from kyoso.engines.casework.models import Case, Extension
from kyoso.engines.messaging.api import Message
from kyoso.kernel import clock
from tests.people import visiting

pytestmark = pytest.mark.django_db
BY_LAW = {"days": 30, "article": "架空法第83条第1項"}
PAUSING = {**BY_LAW, "pause_article": "架空法第83条第1項ただし書"}
EXTENDING = {
    **BY_LAW,
    "extension_days": 30,
    "extension_article": "架空法第83条第2項",
}
ARRIVED = dt.datetime(2026, 11, 2, 10, 0, tzinfo=clock.CITY)


def by_law(table, **changes):
    content = testing.content(statutory_period=table, **changes)
    del content["procedure"]["standard_period"]
    return content


def load(table):
    return casework.load(casework.check(by_law(table)), by=None)


def faults(content):
    return {
        ".".join(map(str, place)): told for place, told in casework.faults_of(content)
    }


def after(days):
    return clock.at(ARRIVED + dt.timedelta(days=days))


def mended(**changes):
    return {key: {"typed": v, "value": v} for key, v in changes.items()}


@pytest.fixture
def extendable(care_section, sato):
    procedure = load(EXTENDING)
    with clock.at(ARRIVED):
        return testing.reviewing(of=procedure, by=sato.account)


def test_every_day_counts_and_the_last_one_does_not_move(care_section):
    with clock.at(ARRIVED):
        case = testing.case(load({**BY_LAW, "days": 5}))
    # 7 November 2026 is a Saturday.
    assert case.due_on == dt.date(2026, 11, 7)
    assert case.procedure.statutory_days == 5
    assert case.procedure.standard_days is None


def test_a_correction_does_not_stop_it_without_an_article(care_section, sato):
    procedure = load(BY_LAW)
    with clock.at(ARRIVED):
        case = testing.correcting(of=procedure, by=sato.account)
        assert case.due_on == dt.date(2026, 12, 2)
    with after(10):
        turn = casework.turn(case)
        assert (turn.holder, turn.clock) == ("applicant", "running")
        assert turn.is_statutory
        assert turn.city_due_on == dt.date(2026, 12, 2)
        casework.answer_correction(case, answers=mended(bed="2番"), files=[], by=None)
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 12, 2)


def test_a_correction_stops_it_by_the_article_that_is_named(care_section, sato):
    procedure = load(PAUSING)
    with clock.at(ARRIVED):
        case = testing.correcting(of=procedure, by=sato.account)
        assert case.due_on is None
    with after(10):
        standing = casework.turn(case).standing
        assert standing.pause.article == "架空法第83条第1項ただし書"
        casework.answer_correction(case, answers=mended(bed="2番"), files=[], by=None)
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 12, 12)


def test_what_is_decided_after_its_day_did_not_keep_it(care_section, sato, suzuki):
    procedure = load(BY_LAW)
    for days, is_kept in ((30, True), (31, False)):
        with clock.at(ARRIVED):
            case = testing.deciding(of=procedure, by=sato.account)
        with after(days):
            casework.approve(case, by=suzuki.account)
        case.refresh_from_db()
        assert case.kept_period is is_kept


def test_an_extension_moves_the_day_and_is_told_with_its_reason(extendable, sato):
    with after(20):
        casework.extend_period(
            extendable, days=14, reason="対象の文書が多いため。", by=sato.account
        )
    extendable.refresh_from_db()
    assert extendable.due_on == dt.date(2026, 12, 16)
    letter = Message.objects.get(template="casework.extended")
    assert "架空法第83条第2項" in letter.text
    assert "対象の文書が多いため。" in letter.text
    assert "令和8年12月16日" in letter.text
    step = extendable.steps.get(event="extended")
    assert step.by == sato.account
    assert extendable.state == casework.State.REVIEWING


def test_a_mail_leaves_the_reason_to_the_page(care_section, sato):
    procedure = load(EXTENDING)
    with clock.at(ARRIVED):
        case = testing.reviewing(
            of=procedure,
            by=sato.account,
            email="hanako@example.jp",
            electronic=True,
        )
        casework.extend_period(case, days=3, reason="文書が多いため。", by=sato.account)
    mail = Message.objects.get(template="casework.extended")
    assert "文書が多いため。" not in mail.text
    assert "架空法第83条第2項" in mail.text


@pytest.mark.parametrize("days", [0, 31, -1])
def test_no_more_days_than_the_article_gives(extendable, sato, days):
    with after(1), pytest.raises(errors.ExtensionTooLong) as refusal:
        casework.extend_period(extendable, days=days, reason="多い", by=sato.account)
    assert "架空法第83条第2項" in refusal.value.sentence
    assert not Extension.objects.exists()


def test_it_is_extended_once_and_with_a_reason(extendable, sato):
    with after(1):
        with pytest.raises(errors.CommentNeeded):
            casework.extend_period(extendable, days=5, reason=" ", by=sato.account)
        casework.extend_period(extendable, days=5, reason="多い", by=sato.account)
        with pytest.raises(errors.ExtendedAlready):
            casework.extend_period(extendable, days=5, reason="多い", by=sato.account)
    assert Extension.objects.get().days == 5


def test_what_is_over_is_not_extended_any_more(extendable, sato):
    with after(31), pytest.raises(errors.ExtensionTooLate):
        casework.extend_period(extendable, days=5, reason="多い", by=sato.account)
    with after(30):
        casework.extend_period(extendable, days=5, reason="多い", by=sato.account)


@pytest.mark.parametrize("table", [BY_LAW, None])
def test_without_an_article_nobody_extends_it(care_section, sato, table):
    procedure = load(table) if table else testing.procedure()
    case = testing.reviewing(of=procedure, by=sato.account)
    with pytest.raises(errors.ExtensionNotAllowed):
        casework.extend_period(case, days=5, reason="多い", by=sato.account)


def test_a_case_that_has_ended_is_not_extended(care_section, sato, suzuki):
    procedure = load(EXTENDING)
    case = testing.deciding(of=procedure, by=sato.account)
    casework.approve(case, by=suzuki.account)
    with pytest.raises(casework.NotNow):
        casework.extend_period(case, days=5, reason="多い", by=sato.account)


def test_the_case_page_shows_the_article_and_the_extension(extendable, sato):
    with after(1):
        shown = visiting(sato).get(f"/cases/{extendable.ref}").text
        assert "法定期間　30日" in shown
        assert "架空法第83条第1項" in shown
        assert f"/cases/{extendable.ref}/extension" in shown
        page = visiting(sato).post(
            f"/cases/{extendable.ref}/extension",
            {"days": "10", "reason": "文書が多い", "edition": extendable.edition},
        )
        assert page.status_code == 302
        shown = visiting(sato).get(f"/cases/{extendable.ref}").text
    assert "法定期間　40日" in shown
    assert "10日延長しました（架空法第83条第2項）。理由：文書が多い" in shown
    assert f"/cases/{extendable.ref}/extension" not in shown


def test_the_page_of_the_extension_names_what_is_wrong(extendable, sato):
    with after(1):
        page = visiting(sato).post(
            f"/cases/{extendable.ref}/extension",
            {"days": "31", "reason": "", "edition": extendable.edition},
        )
    assert page.status_code == 422
    assert "延長する日数は、1から30までの数で入力してください。" in page.text
    extendable.refresh_from_db()
    assert extendable.due_on == dt.date(2026, 12, 2)


def test_no_page_extends_what_no_article_lets_extend(care_section, sato):
    with clock.at(ARRIVED):
        case = testing.reviewing(of=load(BY_LAW), by=sato.account)
        shown = visiting(sato).get(f"/cases/{case.ref}").text
        page = visiting(sato).get(f"/cases/{case.ref}/extension", follow=True)
    assert "期限を延長する" not in shown
    assert "この申請の期限は延長できません。" in page.text


def test_the_list_marks_it_and_lets_it_run_through_a_correction(care_section, sato):
    with clock.at(ARRIVED):
        testing.correcting(of=load(BY_LAW), by=sato.account)
    with after(27):
        shown = visiting(sato).get("/cases").text
    assert "法定期間" in shown
    assert "あと3日" in shown
    assert "期限は止まっています" not in shown


def test_asking_for_a_correction_says_whether_the_clock_stops(care_section, sato):
    for table, said in (
        (BY_LAW, "は、補正を求めても止まりません。"),
        (PAUSING, "今日から答えが届くまで止まります（架空法第83条第1項ただし書）"),
    ):
        case = testing.reviewing(of=load(table), by=sato.account)
        assert said in visiting(sato).get(f"/cases/{case.ref}/correction").text


def test_a_file_goes_out_as_it_came_in(care_section):
    table = {**EXTENDING, "source": "架空法", "verified": True}
    procedure = load(table)
    back = casework.read_text(casework.export(procedure).encode(), name="x.toml")
    assert back.content == by_law(table)
    assert procedure.definition.statutory_period.fact.verified


@pytest.mark.parametrize(
    ("wrong", "place", "said"),
    [
        ({"article": None}, "article", "「article」を書いてください。"),
        ({"days": 0}, "days", "1から3660までの整数"),
        ({"extension_days": 30}, "extension_article", "延長を認める条文"),
        ({"extension_article": "第2項"}, "extension_days", "延長できる日数"),
        ({"verified": True}, "source", "出典が必要です。"),
    ],
)
def test_a_wrong_file_names_the_field(care_section, wrong, place, said):
    table = {**BY_LAW, **wrong}
    content = by_law({name: v for name, v in table.items() if v is not None})
    assert said in faults(content)[f"procedure.statutory_period.{place}"]


def test_a_procedure_has_one_clock(care_section):
    content = testing.content(statutory_period=BY_LAW)
    assert "標準処理期間を書かないで" in faults(content)["procedure.standard_period"]


def test_a_case_keeps_the_clock_of_the_version_it_was_filed_under(care_section, sato):
    with clock.at(ARRIVED):
        case = testing.reviewing(of=load(EXTENDING), by=sato.account)
    load({**BY_LAW, "days": 3})
    case = Case.objects.get(pk=case.pk)
    with after(5):
        casework.extend_period(case, days=1, reason="多い", by=sato.account)
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 12, 3)
