"""One application for the watch-over device, as it is typed on its form.

The procedure of ``cities/noshiro`` is loaded for what it is: whoever changes its
questions changes ``TYPED`` too, and every journey follows.
"""

import io
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from PIL import Image, ImageDraw

from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.kernel import clock
from tests import people as cast

SLUG = "mimamori-kiki-josei"


def load_procedures() -> None:
    """Load the procedure applied for, and the organisation that it names.

    The city's others stay on their shelf: dozens of files would slow every test.
    """
    cast.section()
    file = Path(settings.CITY_FOLDER) / "procedures" / f"{SLUG}.toml"
    call_command("procedures", "load", str(file), stdout=io.StringIO())


def load_plan() -> None:
    """Load the city's plan with its indicators."""
    cast.section()
    plan = Path(settings.CITY_FOLDER) / "plan.toml"
    call_command("plan", "load", str(plan), stdout=io.StringIO())


def typed(**changes: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return what is posted on each screen, in the order of the screens."""
    today = clock.today()
    screens = {
        "for_whom": {"for_whom": "family"},
        "lives_in_city": {"lives_in_city": "yes"},
        "living": {"living": "alone"},
        "watched_name": {
            "watched_name.name": "能代 キク",
            "watched_name.kana": "のしろ きく",
        },
        "watched_born_on": {
            "watched_born_on.era": "showa",
            "watched_born_on.year": "19",
            "watched_born_on.month": "2",
            "watched_born_on.day": "11",
        },
        "watched_address": {
            "watched_address.postcode": "016-0000",
            "watched_address.address": "能代市架空町1番1号",
        },
        "applicant_name": {
            "applicant_name.name": "能代 花子",
            "applicant_name.kana": "ノシロ ハナコ",
        },
        "applicant_address": {
            "applicant_address.postcode": "016-0000",
            "applicant_address.address": "能代市架空町1番1号",
        },
        "applicant_phone": {"applicant_phone": "0185-00-0001"},
        "relation": {"relation": "child"},
        "device_kind": {"device_kind": "sensor"},
        "device_name": {"device_name": "みまもり電機 おたっしゃセンサー M-10"},
        "bought_on": {
            "bought_on.era": "reiwa",
            "bought_on.year": str(today.year - 2018),
            "bought_on.month": str(today.month),
            "bought_on.day": str(today.day),
        },
        "price": {"price": "24,800円"},
        "other_subsidy": {"other_subsidy": "no"},
        "receipt": {},
        "leaflet": {},
        "check_register": {"check_register": "yes"},
        "account": {
            "bank": "架空銀行",
            "branch": "能代支店",
            "account_kind": "ordinary",
            "account_number": "1234567",
            "account_holder": "ノシロ ハナコ",
        },
        "notice_way": {"notice_way": "electronic"},
        "applicant_email": {"applicant_email": "hanako@example.jp"},
        "declaration": {"declaration": "on"},
    }
    return screens | changes


def a_receipt(name: str = "領収書.jpg") -> SimpleUploadedFile:
    """Return a photograph of a paper with words, as an upload."""
    made = io.BytesIO()
    page = Image.new("L", (900, 600), "white")
    ImageDraw.Draw(page).text((40, 40), "RECEIPT 24,800", fill="black", font_size=80)
    page.save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")


def begin(client: Client) -> Draft:
    """Begin an application and return its draft."""
    page = client.post(f"/procedures/{SLUG}/start/")
    assert page.status_code == 302, page.content.decode()
    return Draft.objects.get(ref=page.headers["location"].split("/")[2])


def answer(client: Client, draft: Draft, screen: str, posted: dict[str, object]):
    """Answer one screen; the page that comes back is whatever it is."""
    return client.post(f"/drafts/{draft.ref}/q/{screen}/", posted)


def answer_all(client: Client, draft: Draft, **changes: dict[str, str]) -> None:
    """Answer every screen, with a photograph of the receipt."""
    for screen, posted in typed(**changes).items():
        photo = {"receipt": a_receipt()} if screen == "receipt" else {}
        page = answer(client, draft, screen, {**photo, **posted})
        assert page.status_code == 302, (screen, page.content.decode())


def file(client: Client, **changes: dict[str, str]) -> Case:
    """File a whole application and return its case."""
    draft = begin(client)
    answer_all(client, draft, **changes)
    page = client.post(f"/drafts/{draft.ref}/submit/")
    assert page.status_code == 302, page.content.decode()
    return Case.objects.get(ref=page.headers["location"].split("/")[2])
