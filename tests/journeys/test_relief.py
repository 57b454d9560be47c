"""Who cannot pay asks from the bill, on a phone without script; the section answers.

The treasurer's page of the due leads to the case, and the bill to what became of it.
"""

from pathlib import Path

import pytest

from kyoso.citizens.bills.models import Relief
from kyoso.engines.casework import api as casework
from kyoso.engines.payments.testing import make_due
from tests import people as cast
from tests.journeys.axe import assert_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def due(settings):
    section = cast.section()
    folder = Path(settings.CITY_FOLDER) / "procedures"
    casework.load(casework.read_file(folder / "nofu-sodan.toml"), by=None)
    return make_due(section, debtor=cast.hanako().account)


def forward(page, name="次へ進む"):
    page.get_by_role("button", name=name, exact=True).click()


def test_from_the_bill_to_the_case_and_to_the_treasurers_page(
    doors, due, paper, desk, phone, as_person, clean_media
):
    as_person(paper, cast.hanako())
    paper.goto(doors.public("/bills"))
    paper.get_by_role("link", name="住民票の写しの手数料").click()
    paper.get_by_role("link", name="納付の相談", exact=True).click()
    assert paper.evaluate("document.documentElement.scrollWidth") <= 320
    paper.get_by_role("button", name="相談の申出を始める").click()
    assert paper.get_by_label("どの請求の相談ですか").input_value() == due.code
    forward(paper)
    paper.get_by_label("何回かに分けて払いたい").check()
    forward(paper)
    paper.get_by_label("毎月いくらなら払えますか").fill("100")
    forward(paper)
    paper.get_by_label("失業や収入の減少").check()
    for _ in range(3):  # the circumstances, and two questions that may stay empty
        forward(paper)
    paper.locator('input[name="applicant_name.name"]').fill("能代 花子")
    paper.locator('input[name="applicant_name.kana"]').fill("のしろ はなこ")
    forward(paper)
    paper.locator('input[name="applicant_address.postcode"]').fill("016-0000")
    paper.locator('input[name="applicant_address.address"]').fill("能代市架空町1番1号")
    forward(paper)
    paper.get_by_label("昼間に話せる電話番号を書いてください").fill("0185-00-0001")
    forward(paper)
    paper.get_by_label("郵便で受け取る").check()
    forward(paper)
    paper.get_by_role("checkbox").check()
    forward(paper)
    paper.get_by_role("button", name="申請する", exact=True).click()
    case = Relief.objects.get(due=due).case

    paper.goto(doors.public(f"/pay/{due.ref}"))
    paper.get_by_role("link", name="納付の相談", exact=True).click()
    assert paper.url.endswith(f"/applications/{case.ref}/")

    as_person(desk, cast.ota())
    desk.goto(doors.office(f"/dues/{due.ref}"))
    assert desk.get_by_text(case.receipt_number).is_visible()
    assert_accessible(desk)

    other = make_due(cast.section(), debtor=cast.hanako().account)
    as_person(phone, cast.hanako())
    phone.goto(doors.public(f"/bills/{other.ref}/relief"))
    assert_accessible(phone)
