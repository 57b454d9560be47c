"""Two dogs to be registered: one fee has come, the other is waited for. All fictional."""

import datetime as dt

from kyoso.citizens.applications import actions as applications
from kyoso.demo.town import Town, moment
from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.engines.payments import api as payments
from kyoso.engines.people.api import Account
from kyoso.kernel import calendar, clock

SLUG = "inu-toroku"
ANSWERS: dict[str, str | dict[str, str]] = {
    "in_city": "yes",
    "dog_name": "ハチ（架空）",
    "breed": "秋田犬",
    "colour": "赤",
    "sex": "male",
    "dog_born_on": "2026-03-10",
    "kept_since": "2026-06-20",
    "marks": "",
    "applicant_name": {"name": "能代 花子", "kana": "のしろ はなこ"},
    "applicant_address": {"postcode": "016-0000", "address": "能代市上町1番3号"},
    "applicant_phone": "0185-00-0001",
    "notice_way": "post",
}
_OTHER: dict[str, str | dict[str, str]] = {
    **ANSWERS,
    "dog_name": "ミケ（架空）",
    "breed": "雑種",
    "colour": "白と黒",
    "sex": "female",
    "applicant_name": {"name": "檜山 太郎", "kana": "ひやま たろう"},
    "applicant_address": {"postcode": "016-0000", "address": "能代市檜山字霧山下1番地"},
    "applicant_phone": "0185-00-0002",
}


def tell(town: Town) -> None:
    """File both; the clerk registers the one whose fee came at the counter."""
    days = calendar.city()
    filed_on = days.next_open(clock.today() - dt.timedelta(days=6))
    clerk, head = town.officer("hatakeyama"), town.officer("ishii")
    with clock.at(moment(filed_on, 20)):
        paid = _file(ANSWERS, by=town.resident("hanako"))
    with clock.at(moment(days.add_open_days(filed_on, 1), 10)):
        due = casework.fee_due(paid)
        assert due is not None
        payments.take_at_counter(
            due, amount=due.amount, token=due.ref, by=town.officer("ota")
        )
        paid = casework.accept(paid, by=clerk)
        casework.propose(paid, outcome="grant", terms={"tag": "第26-0001号"}, by=clerk)
    with clock.at(moment(days.add_open_days(filed_on, 2), 11)):
        paid.refresh_from_db()
        casework.approve(paid, by=head)
    with clock.at(moment(days.next_open(clock.today() - dt.timedelta(days=2)), 19)):
        _file(_OTHER, by=town.resident("taro"))


def _file(answers: dict[str, str | dict[str, str]], *, by: Account) -> casework.Case:
    draft = applications.begin(casework.Procedure.objects.get(slug=SLUG), by=by)
    for key, typed in answers.items():
        forms.set_answer(draft, key, typed=typed, by=by)
    return applications.file(draft, by=by)
