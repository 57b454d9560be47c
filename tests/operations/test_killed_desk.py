"""The office killed at every step of what its desk does: done whole, or not at all.

Each deed is tried with a kill before every write and around every commit, then the
officer presses again, twice.
"""

import datetime as dt
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from kyoso.citizens.applications.models import Entry as EnteredBy
from kyoso.engines.audit.api import Entry
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.forms.api import Draft
from kyoso.engines.messaging import api as messaging
from kyoso.kernel import clock
from tests import people as cast
from tests.operations import dying

pytestmark = pytest.mark.django_db(transaction=True)
# Whoever presses again is told so kindly, whatever was done before.
TOLD = {302, 404, 409, 422}
BY_LAW = {
    "days": 30,
    "article": "架空法第83条第1項",
    "extension_days": 30,
    "extension_article": "架空法第83条第2項",
}


@dataclass(frozen=True)
class Deed:
    """What an officer does: the thing before it, the press, and whether it is done.

    ``is_done`` fails where it is done by half.
    """

    prepare: Callable[[], Any]
    press: Callable[[Any], Any]
    is_done: Callable[[Any], bool]


def test_no_step_of_it_is_halved_or_doubled(deed):
    found = []
    for step in itertools.count(1):
        thing = deed.prepare()
        was_killed = dying.is_killed(lambda thing=thing: deed.press(thing), at=step)
        found.append(deed.is_done(thing))
        assert was_killed or found[-1], "It came to its end and did nothing."
        for _ in range(2):
            assert deed.press(thing).status_code in TOLD
        assert deed.is_done(thing)
        if not was_killed:
            break
    assert found == sorted(found), "Once it is done, no later step loses it."
    assert found.index(True) < len(found) - 1, "Nobody died after it was done."


@pytest.fixture(params=["correction", "extension", "hand_over", "dispatch", "entry"])
def deed(request, sato, suzuki, tanaka):
    casework_testing.procedure()
    deeds = {
        "correction": ask_for_a_correction,
        "extension": extend_the_period,
        "hand_over": take_a_case_over,
        "dispatch": dispatch_a_notice,
        "entry": enter_a_paper,
    }
    return deeds[request.param]()


def ask_for_a_correction():
    sato = cast.sato()
    desk = cast.visiting(sato)
    by = clock.today() + dt.timedelta(days=14)

    def press(case):
        return desk.post(
            f"/cases/{case.ref}/correction",
            {
                "edition": case.edition,
                "open_bed": "on",
                "comment_bed": "番号も書いてください。",
                "reply_by_year": by.year,
                "reply_by_month": by.month,
                "reply_by_day": by.day,
            },
        )

    def is_done(case):
        case = Case.objects.get(pk=case.pk)
        is_asked = case.state == casework.State.CORRECTING
        counted = [
            case.corrections.count(),
            sum(each.items.count() for each in case.corrections.all()),
            entries(case, "correction_asked"),
            messaging.Message.objects.filter(
                about=case.ref, template="casework.correction"
            ).count(),
            int(case.due_on is None),
        ]
        assert counted == [int(is_asked)] * len(counted)
        return is_asked

    return Deed(
        lambda: casework_testing.reviewing(of=Procedure.objects.get(), by=sato.account),
        press,
        is_done,
    )


def extend_the_period():
    sato = cast.sato()
    desk = cast.visiting(sato)
    content = casework_testing.content(statutory_period=BY_LAW)
    del content["procedure"]["standard_period"]
    procedure = casework.load(casework.check(content), by=None)

    def press(case):
        return desk.post(
            f"/cases/{case.ref}/extension",
            {"edition": case.edition, "days": "10", "reason": "文書が多いため。"},
        )

    def is_done(case):
        before = clock.today() + dt.timedelta(days=30)
        case = Case.objects.get(pk=case.pk)
        is_extended = case.due_on != before
        counted = [
            casework.Extension.objects.filter(case=case).count(),
            entries(case, "extended"),
            messaging.Message.objects.filter(
                about=case.ref, template="casework.extended"
            ).count(),
        ]
        assert counted == [int(is_extended)] * len(counted)
        assert not is_extended or case.due_on == before + dt.timedelta(days=10)
        return is_extended

    return Deed(
        lambda: casework_testing.reviewing(of=procedure, by=sato.account),
        press,
        is_done,
    )


def take_a_case_over():
    sato, tanaka = cast.sato(), cast.tanaka()
    desk = cast.visiting(tanaka)
    target = tanaka.posts.get().section

    def prepare():
        case = casework_testing.reviewing(of=Procedure.objects.get(), by=sato.account)
        casework.offer_case(case, to=target, reason="転入の申請", by=sato.account)
        case.refresh_from_db()
        return case

    def press(case):
        return desk.post(
            f"/cases/{case.ref}/passing/answer",
            {"edition": case.edition, "answer": "accept"},
        )

    def is_done(case):
        case = Case.objects.get(pk=case.pk)
        is_taken = case.section == target
        assert case.passings.get().answer == ("accepted" if is_taken else "")
        assert (case.assignee is None) is is_taken
        assert entries(case, "passed") == int(is_taken)
        return is_taken

    return Deed(prepare, press, is_done)


def dispatch_a_notice():
    sato, suzuki = cast.sato(), cast.suzuki()
    desk = cast.visiting(sato)

    def prepare():
        decision = casework_testing.decided(
            of=Procedure.objects.get(), by=sato.account, approver=suzuki.account
        )
        letter = casework_testing.notice_told(decision)
        batch = messaging.make_batch(
            [letter], section=decision.case.section, by=sato.account
        )
        return batch, decision

    def press(thing):
        batch, _decision = thing
        return desk.post(
            f"/letters/batches/{batch.ref}/dispatch",
            {"on": clock.today().isoformat()},
        )

    def is_done(thing):
        batch, decision = thing
        batch = messaging.PrintBatch.objects.get(pk=batch.pk)
        decision = casework.Decision.objects.get(pk=decision.pk)
        is_sent = batch.dispatched_on is not None
        assert decision.dispatched_on == batch.dispatched_on
        about_it = Entry.objects.filter(subject__endswith=batch.ref)
        sent = about_it.filter(event="messaging.batch_dispatched").count()
        assert sent == entries(decision.case, "notice_dispatched") == int(is_sent)
        return is_sent

    return Deed(prepare, press, is_done)


def enter_a_paper():
    desk = cast.visiting(cast.sato())
    today = clock.today()

    def prepare():
        page = desk.post(
            "/applications/", {"start": "1", "procedure": "hanadan", "channel": "paper"}
        )
        page = desk.post(
            page.url,
            {
                "applicant_name.name": "能代 キク",
                "applicant_name.kana": "のしろ きく",
                "applicant_address.postcode": "0160000",
                "applicant_address.address": "能代市架空町1番1号",
            },
        )
        page = desk.post(page.url, {"bed": "駅前の1番", "has_cost": "no", "cost": ""})
        assert page.url.endswith("/check/")
        draft = Draft.objects.latest("id")
        return draft, page.url.replace("check", "submit")

    def press(thing):
        _draft, address = thing
        return desk.post(
            address,
            {
                "arrived_on_year": today.year,
                "arrived_on_month": today.month,
                "arrived_on_day": today.day,
            },
        )

    def is_done(thing):
        draft, _address = thing
        draft = Draft.objects.get(pk=draft.pk)
        case = Case.objects.filter(token=draft.token).first()
        if case is None:
            assert draft.outcome == ""
            return False
        assert draft.outcome == case.ref
        assert case.submissions.count() == 1
        assert EnteredBy.objects.filter(case=case).count() == 1
        assert entries(case, "filed") == 1
        return True

    return Deed(prepare, press, is_done)


def entries(case, event):
    """Count the audit rows of an event of a case."""
    return Entry.objects.filter(
        event=f"casework.{event}", subject=f"casework.case:{case.ref}"
    ).count()
