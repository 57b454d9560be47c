"""A resident reads who opened the case, in words and with its receipt number."""

import pytest

from kyoso.engines.casework import testing
from kyoso.engines.people import api as people
from tests import people as cast

pytestmark = pytest.mark.django_db


def test_it_names_the_case_that_gave_the_reason(hanako, sato):
    case = testing.case(account=hanako.account)
    cast.visiting(sato).get(f"/cases/{case.ref}")
    page = cast.visiting(hanako).get("/account/seen").content.decode()
    assert "申請の内容を見ました。" in page
    assert case.receipt_number in page
    assert "佐藤" not in page


def test_a_mandate_may_name_the_procedures(db):
    cast.section()
    procedure = testing.procedure()
    listed = [
        slug for procedures in people.procedure_lists for slug, _ in procedures.list()
    ]
    assert procedure.slug in listed
