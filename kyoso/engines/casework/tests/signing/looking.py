"""Looking at a signed case: by the command, at the desk, and asking to mend it."""

import io

from django.core.management import CommandError, call_command

from kyoso.engines.casework import api as casework
from tests import people as cast


def only_signed(case):
    found = casework.signed_submissions(case)
    assert len(found) < 2
    return found[0] if found else None


def verify(case):
    told = io.StringIO()
    try:
        call_command("verify_signature", case.receipt_number, stdout=told)
    except CommandError as failed:
        return told.getvalue(), str(failed)
    return told.getvalue(), ""


def page_of(case, officer=None):
    return cast.visiting(officer or cast.sato()).get(f"/cases/{case.ref}/signature")


def page_of_case(case):
    return cast.visiting(cast.sato()).get(f"/cases/{case.ref}").content.decode()


def asked_to_mend(case):
    """Ask for a correction; return it and the mended answers."""
    sato = cast.sato().account
    casework.accept(case, by=sato)
    casework.ask_correction(case, items=[("bed", "番号を書いてください。")], by=sato)
    answers = case.submissions.get().answers | {
        "bed": {"typed": "駅前の3番", "value": "駅前の3番"}
    }
    return case.corrections.get(), answers
