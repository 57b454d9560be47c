"""国のポータルから届いたもの at a desk of 1366 px: from the list to a case, and elsewhere."""

import pytest
from django.core.management import call_command

from kyoso.connectors.national_portal.collecting import collect
from kyoso.connectors.national_portal.sandbox import examples
from kyoso.connectors.national_portal.tests.conftest import Wire
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.people import api as people
from kyoso.kernel import outbound
from tests import people as cast
from tests.journeys.axe import assert_accessible

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def portal(doors, monkeypatch, settings, tmp_path, clean_media):
    """The double with one of each kind, after a round of the city."""
    settings.VAR = tmp_path
    settings.DOORS = {
        **settings.DOORS,
        "sandbox": {
            "urlconf": "kyoso.config.urls_sandbox",
            "base": "http://sandbox.testserver",
        },
    }
    monkeypatch.setattr(outbound, "request", Wire().request)
    cast.section()
    folder = cast.ORGANISATION.parent / "procedures"
    for slug in ("risai-shomei", "jido-teate-nintei"):
        call_command("procedures", "load", str(folder / f"{slug}.toml"), verbosity=0)
    for kind in ("whole", "lacking", "unknown"):
        examples.arrive(kind, f"SB-{kind.upper().replace('_', '-')}")
    collect()


@pytest.fixture
def bosai(portal):
    """A clerk of the section that issues 罹災証明."""
    section = Procedure.objects.get(slug="risai-shomei").section
    return people.add_officer(
        name="防災 守",
        number="1099",
        email="bosai@office.example.jp",
        section=section,
        role="clerk",
        title="",
        starts_on=cast.IN_POST_SINCE,
        by=None,
    )


def test_an_officer_sees_what_came_and_files_it(bosai, doors, desk, as_person):
    as_person(desk, bosai)
    desk.goto(doors.office("/portal?view=all"))
    assert desk.get_by_role("link", name="SB-WHOLE", exact=True).is_visible()
    assert_accessible(desk)
    desk.get_by_role("link", name="SB-LACKING").click()
    assert desk.get_by_text("被害を受けた日：").first.is_visible()
    assert desk.get_by_text("犬1匹").is_visible()
    assert_accessible(desk)
    desk.get_by_text("足りないまま受け付ける").first.click()
    desk.get_by_role("button", name="足りないまま受け付ける").click()
    assert desk.get_by_text("受け付けました。").first.is_visible()
    case = Case.objects.latest("pk")
    desk.get_by_role("link", name=case.receipt_number).click()
    assert desk.get_by_text("国のポータル").first.is_visible()
    assert_accessible(desk)
    assert Case.objects.count() == 2


def test_an_officer_takes_on_what_nobody_knows_and_closes_it(
    portal, doors, desk, as_person
):
    as_person(desk, cast.sato())
    desk.goto(doors.office("/portal"))
    desk.get_by_role("link", name="SB-UNKNOWN").click()
    assert not desk.get_by_text("花火").is_visible()
    assert_accessible(desk)
    desk.get_by_label("担当課").select_option(label="長寿いきがい課")
    desk.get_by_role("button", name="担当課を記録する").click()
    assert desk.get_by_text("花火").is_visible()
    desk.get_by_text("別の方法で対応したことを記録する").click()
    desk.get_by_role("button", name="対応が終わったと記録する").click()
    assert_accessible(desk)
    desk.get_by_label("どのように対応したか").fill("電話で案内し、取り下げてもらった。")
    desk.get_by_role("button", name="対応が終わったと記録する").click()
    assert desk.get_by_text("別の方法で対応済み").first.is_visible()
    collect()
    desk.reload()
    assert not desk.get_by_text("次の取込みで知らせます").is_visible()
