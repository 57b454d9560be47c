"""An application that Hanako signed with her toy card, told through public actions only."""

import datetime as dt

from kyoso.citizens.applications import actions as applications
from kyoso.citizens.applications import signing
from kyoso.connectors.digital_auth_app.sandbox import registration
from kyoso.connectors.digital_auth_app.sandbox import signing as card
from kyoso.demo.town import Town, moment
from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.engines.signatures import api as signatures
from kyoso.kernel import calendar, clock

SLUG = "kojin-joho-kaiji"
_ANSWERS: dict[str, str | dict[str, str]] = {
    "wanted": "令和7年5月に架空課へ出した申請書と、その審査の記録（架空）",
    "way": "copy",
    "applicant_name": {"name": "能代 花子", "kana": "のしろ はなこ"},
    "applicant_address": {"postcode": "016-0000", "address": "能代市上町1番3号"},
    "applicant_phone": "0185-00-0001",
    "notice_way": "post",
}


def tell(town: Town) -> casework.Case:
    """Sign and file one application in the evening; its section begins to look at it."""
    registration.prepare()
    card.trust()
    hanako = town.resident("hanako")
    evening = calendar.city().next_open(clock.today() - dt.timedelta(days=8))
    with clock.at(moment(evening, 20)):
        procedure = casework.Procedure.objects.get(slug=SLUG)
        draft = applications.begin(procedure, by=hanako)
        for key, typed in _ANSWERS.items():
            forms.set_answer(draft, key, typed=typed, by=hanako)
        asked = signing.ask_to_sign(draft, by=hanako)
        signature = card.sign_at_once(asked, "hanako", by=hanako)
        signatures.conclude(signature, by=hanako)
        case = casework.Case.objects.get(submissions__signed__signature=signature)
    morning = calendar.city().add_open_days(evening, 1)
    with clock.at(moment(morning, 10)):
        return casework.accept(case, by=town.officer("kanda"))
