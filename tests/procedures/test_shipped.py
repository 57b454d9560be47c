"""Every procedure that the city ships: whole where it is live, honest where it is not.

The live ones are walked to the end twice, by the first and by the last option of
every choice, filed, granted and refused, and their notices are read.
"""

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from kyoso.citizens.applications import actions, themes
from kyoso.citizens.applications.walking import PURPOSE
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import measures
from kyoso.engines.casework.notices import Wording, notice_data
from kyoso.engines.forms import api as forms
from kyoso.engines.jobs.testing import drain
from kyoso.engines.ledger import testing as ledger_testing
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from tests import applying
from tests import people as cast

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.CITY_FOLDER) / "procedures"
TEXTS = {file.stem: file.read_text("utf-8") for file in sorted(FOLDER.glob("*.toml"))}
LIVE = [slug for slug, text in TEXTS.items() if '\nstate = "live"' in text]
# The list of the nation: 15 of childcare, 11 of long-term care, 1 of disasters.
PRIORITISED = {"kosodate": 15, "kaigo": 11, "saigai": 1}
FEWEST_ORDINARY, FEWEST_LIVE, FEWEST_SEALING = 12, 10, 2
FIRST, LAST = 0, -1


@pytest.fixture
def shelf(care_section):
    call_command("procedures", "load", str(FOLDER), stdout=io.StringIO())
    return {each.slug: each for each in casework.Procedure.objects.all()}


@pytest.fixture(params=LIVE)
def live(request, care_section):
    """One live procedure alone, with a clerk and a head of its section."""
    file = casework.read_file(FOLDER / f"{request.param}.toml")
    procedure = casework.load(file, by=None)
    for officer, role in ((cast.sato(), "clerk"), (cast.suzuki(), "head")):
        people.post_officer(
            officer, section=procedure.section, role=role, title="", by=None
        )
    if procedure.definition.charge is not None:
        code = procedure.definition.charge.revenue
        ledger_testing.make_line(procedure.section, code=code, side="revenue")
    return procedure


def answer_of(question, end):
    """Return something lawful to type into a question of any type."""
    kind, own = question.kind, question.settings
    if kind == "choice":
        return question.options[end].key
    if kind == "choices":
        return [option.key for option in question.options][: None if end else 1]
    if kind == "date":
        return _day_for(own["limit"], is_birthday=own["birthday"]).isoformat()
    if kind in {"yen", "number"}:
        return str(own["max"] if end else own["min"])
    if kind == "group":
        items = own["max"] if end else max(own["min"], 1)
        inner = {each.key: answer_of(each, end) for each in question.questions}
        return [inner] * items
    return {
        "name": {"name": "能代 花子", "kana": "のしろ はなこ"},
        "address": {"postcode": "016-0000", "address": "能代市架空町1番1号"},
        "phone": "0185-00-0001",
        "email": "hanako@example.jp",
        "yes_no": "no" if end else "yes",
        "consent": "on",
        "text": "架空の答え"[: own.get("max")],
        "long_text": "架空の答えです。\n二行目です。",
    }[kind]


def _day_for(limit, *, is_birthday):
    days = -20_000 if is_birthday or limit == "past" else {"until_today": -3}.get(limit)
    return clock.today() + dt.timedelta(days=30 if days is None else days)


def filer(procedure):
    """Return who files: nobody known, or the clerk where a signature is needed online."""
    return cast.sato().account if procedure.identity_level == "signature" else None


def walk(procedure, end):
    """Answer every question that is asked, and return the draft.

    What is signed online is filed at the counter here: test_sign signs it.
    """
    is_signed = procedure.identity_level == "signature"
    draft = actions.begin(procedure, by=None, channel="counter" if is_signed else "web")
    for _ in range(100):
        steps = forms.steps(draft.version.parsed, forms.checked(draft).values)
        step = next(
            (s for s in steps if not {q.key for q in s.questions} & set(draft.typed)),
            None,
        )
        if step is None:
            return draft
        for question in step.questions:
            if question.kind == "file":
                sent = {question.key: [applying.a_receipt()]}
                forms.save_step(
                    draft, step, posted={}, by=None, files=sent, purpose=PURPOSE
                )
            else:
                typed = answer_of(question, end)
                forms.set_answer(draft, question.key, typed=typed, by=None)
    raise AssertionError("It never ends.")


def terms_of(outcome):
    """State everything that an outcome asks its drafter for."""
    told = {"yen": 1000, "date": clock.today().isoformat(), "text": "架空の内容"}
    return {term.key: told[term.kind] for term in outcome.terms}


def pay(due):
    """Take the fee at the counter, where there is one."""
    if due is not None:
        payments.take_at_counter(
            due, amount=due.amount, token=due.ref, by=cast.ota().account
        )


def decide(case, outcome):
    """Carry a case to its decision by this outcome."""
    reasons = ""
    if outcome.is_refusal:
        reasons = case.revision.definition.refusal_reasons[0].text
    sato, suzuki = cast.sato().account, cast.suzuki().account
    case = casework.accept(case, by=sato)
    pay(casework.fee_due(case))
    terms = terms_of(outcome)
    casework.propose(case, outcome=outcome.key, terms=terms, reasons=reasons, by=sato)
    case.refresh_from_db()
    return casework.approve(case, by=suzuki)


def test_every_one_of_the_nations_list_is_on_the_shelf(shelf):
    named = [each for each in shelf.values() if each.definition.title_fact.source]
    themes_of = [each.definition.theme for each in named]
    assert {theme: themes_of.count(theme) for theme in PRIORITISED} == PRIORITISED
    assert len(named) == sum(PRIORITISED.values())
    assert len(shelf) - len(named) >= FEWEST_ORDINARY


def test_ten_and_more_are_live_and_only_they_take_applications(shelf):
    live = [slug for slug, each in shelf.items() if each.is_live]
    assert sorted(live) == sorted(LIVE)
    assert len(live) >= FEWEST_LIVE
    for slug, each in shelf.items():
        if slug not in live:
            assert each.state == "preparing", slug
            with pytest.raises(actions.NotTakingApplications):
                actions.begin(each, by=None)


def test_what_is_in_preparation_is_not_counted(shelf):
    counted = {one.slug for one in measures.live_online(clock.today())}
    assert counted == set(LIVE)


def test_each_stands_under_a_heading_of_the_city(shelf):
    known = {theme.slug for theme in themes.themes()}
    assert {each.definition.theme for each in shelf.values()} == known


def test_each_speaks_three_languages(shelf):
    for slug, each in shelf.items():
        for text in (each.definition.title, each.definition.summary):
            assert {"ja", "easy", "en"} <= set(text), slug


def test_an_individual_number_is_asked_for_on_a_sealed_paper_alone(shelf):
    for slug in LIVE:
        for _page, question in shelf[slug].form.latest.parsed.questions():
            if question.settings.get("tray"):
                continue
            assert "個人番号" not in str(question.label), slug
            assert "マイナンバー" not in str(question.label), slug


def test_two_and_more_of_the_nations_list_pass_such_a_paper_on(shelf):
    sealing = [
        each
        for slug, each in shelf.items()
        if slug in LIVE and each.form.latest.parsed.has_tray
    ]
    assert len(sealing) >= FEWEST_SEALING
    for each in sealing:
        assert each.definition.theme in PRIORITISED
        law = next(one for one in each.definition.grounds if "番号" in one.title)
        assert "未確認" in law.fact.source
        assert not law.fact.verified


def test_it_goes_from_the_first_question_to_the_notice_that_grants(live):
    definition = live.definition
    case = actions.file(walk(live, FIRST), by=filer(live))
    assert case.name == "能代 花子"
    grant = next(each for each in definition.outcomes if not each.is_refusal)
    notice = decide(case, grant).notice
    assert_told(notice.content, grant, definition)
    drain()
    notice.refresh_from_db()
    assert notice.file is not None, notice.state


def test_it_goes_the_other_way_round_to_every_refusal(live):
    definition = live.definition
    case = actions.file(walk(live, LAST), by=filer(live))
    refusals = [each for each in definition.outcomes if each.is_refusal]
    for outcome in refusals:
        wording = Wording(outcome.key, terms_of(outcome), "架空の理由です。")
        assert_told(notice_data(case, wording), outcome, definition)
    case = decide(case, refusals[0]).case
    case.refresh_from_db()
    assert not case.is_open


def assert_told(said, outcome, definition):
    """A notice names what it is about, refuses with reasons, teaches after a 処分."""
    assert said["subject"] == outcome.subject
    assert not re.search(r"[{}]", "".join([said["subject"], *said["body"]]))
    assert bool(said["reasons"]) == outcome.is_refusal
    told = "".join(said["instruction"])
    for period in ("3か月以内", "6か月以内"):
        assert (period in told) is definition.disposition.is_disposition
