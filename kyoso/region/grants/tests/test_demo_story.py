"""The demo's grants reach every stage that it tells of, and the books agree."""

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings

from kyoso.engines.casework import api as casework
from kyoso.engines.ledger import api as ledger
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from kyoso.region.grants import demo
from kyoso.region.grants.models import Grant, Round
from tests import people as cast

CITY = Path(settings.CITY_FOLDER)
OFFICERS = {
    "oyama": ("shoko-rodo", "clerk"),
    "nara": ("shoko-rodo", "head"),
    "hatake": ("nogyo-shinko", "clerk"),
    "midorikawa": ("nogyo-shinko", "head"),
}


@pytest.fixture
def town(care_section, ota):
    made = {
        name: people.add_officer(
            name=name,
            number=f"20{number}",
            email=f"{name}@office.example.jp",
            section=people.Section.objects.get(slug=section),
            role=role,
            title="",
            starts_on=dt.date(2020, 4, 1),
            by=None,
        ).account
        for number, (name, (section, role)) in enumerate(OFFICERS.items())
    }
    return SimpleNamespace(
        residents={"taro": cast.taro()},
        officer=(made | {"ota": ota.account}).__getitem__,
    )


@pytest.mark.django_db
def test_the_story_is_told_on_any_day_of_the_year(town, clock_at):
    clock_at("2026-11-26 09:00")
    ledger.load_budget(CITY / "budget.toml", by=None)
    names = ("ict-katsuyo-hojo", "hatasaku-kikai-hojo", "mimamori-kiki-josei")
    files = [CITY / "procedures" / f"{name}.toml" for name in names]
    casework.load_all(casework.read_files(files), by=None)
    demo.tell(town, folder=CITY / "grants")
    stages = sorted(Grant.objects.values_list("stage", flat=True))
    assert stages == ["applied", "applied", "granted", "paid", "returning"]
    for one in Round.objects.select_related("line"):
        assert one.committed == sum(g.bears for g in one.grants.all())
    company = Grant.objects.get(stage="paid")
    assert company.case.account.company.name == "架空食堂株式会社"
    assert company.settled == company.ordered == 295_000
    assert clock.today() == dt.date(2026, 11, 26)
