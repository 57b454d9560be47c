"""An application whose paper with a 個人番号 goes on unopened; whoever keeps the tray finds it."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from kyoso.citizens.applications import actions as applications
from kyoso.citizens.applications.walking import PURPOSE
from kyoso.demo.town import Town, moment
from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.kernel import calendar, clock

SLUG = "kaigo-hihokenshasho"
PAPER = "number_paper"
_ANSWERS: dict[str, str | dict[str, str]] = {
    "for_whom": "myself",
    "insured_born_on": {"era": "showa", "year": "29", "month": "4", "day": "3"},
    "insured_number": "",
    "why": "lost",
    "applicant_name": {"name": "能代 花子", "kana": "のしろ はなこ"},
    "applicant_address": {"postcode": "016-0000", "address": "能代市架空町1番1号"},
    "applicant_phone": "0185-00-0001",
    "notice_way": "post",
    "declaration": "on",
}


def tell(town: Town) -> casework.Case:
    """Hanako asks for a new insurance card and sends a made-up paper, three days ago."""
    hanako = town.resident("hanako")
    evening = calendar.city().next_open(clock.today() - dt.timedelta(days=5))
    with clock.at(moment(evening, 19)):
        procedure = casework.Procedure.objects.get(slug=SLUG)
        draft = applications.begin(procedure, by=hanako)
        for key, typed in _ANSWERS.items():
            forms.set_answer(draft, key, typed=typed, by=hanako)
        steps = draft.version.parsed.steps()
        forms.save_step(
            draft,
            next(step for step in steps if step.slug == PAPER),
            posted={},
            by=hanako,
            files={PAPER: [_paper()]},
            purpose=PURPOSE,
        )
        return applications.file(draft, by=hanako)


def _paper() -> SimpleUploadedFile:
    """Return a paper without a number: nobody in the demo has one."""
    content = "架空の書類です。個人番号は書いてありません。".encode()
    return SimpleUploadedFile("number.txt", content, "text/plain")
