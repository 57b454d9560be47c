"""An application that costs something: a dog, its heading of the budget, its answers."""

import io
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from kyoso.citizens.applications import actions
from kyoso.demo.dogs import ANSWERS, SLUG
from kyoso.engines.casework import api as casework
from kyoso.engines.forms import api as forms
from kyoso.engines.ledger import testing as ledger_testing
from kyoso.engines.people import api as people
from tests import people as cast


def load_procedure() -> casework.Procedure:
    """Load the procedure with its section and the heading of its fee."""
    cast.section()
    file = Path(settings.CITY_FOLDER) / "procedures" / f"{SLUG}.toml"
    call_command("procedures", "load", str(file), stdout=io.StringIO())
    procedure = casework.Procedure.objects.get(slug=SLUG)
    charge = procedure.definition.charge
    assert charge is not None
    ledger_testing.make_line(procedure.section, code=charge.revenue, side="revenue")
    return procedure


def a_draft(resident: people.Resident) -> forms.Draft:
    """Return an application of which only the last button is left."""
    procedure = casework.Procedure.objects.get(slug=SLUG)
    draft = actions.begin(procedure, by=resident.account)
    for key, typed in ANSWERS.items():
        forms.set_answer(draft, key, typed=typed, by=resident.account)
    return draft
