"""Whoever can do something about it hears of what waits long, once a day."""

import datetime as dt
import io

import pytest
from django.core.management import call_command

from kyoso.connectors.national_portal import reminding
from kyoso.connectors.national_portal.models import Line
from kyoso.connectors.national_portal.sandbox import store
from kyoso.engines.messaging.api import Message
from kyoso.engines.people import api as people
from kyoso.kernel import clock
from tests import people as cast


def later(**told):
    return clock.at(clock.now() + dt.timedelta(**told))


def mails():
    return sorted(Message.objects.values_list("email", flat=True))


@pytest.fixture
def disaster_clerk(town):
    from kyoso.engines.casework.api import Procedure

    return people.add_officer(
        name="防災 守",
        number="1099",
        email="bosai@office.example.jp",
        section=Procedure.objects.get(slug="risai-shomei").section,
        role="clerk",
        title="",
        starts_on=cast.IN_POST_SINCE,
        by=None,
    )


def test_the_section_hears_of_what_waits_long(town, disaster_clerk, operator, sato):
    town.arrive("lacking")
    town.round()
    assert reminding.remind() == 0
    with later(days=4):
        assert reminding.remind() == 1
    assert mails() == ["bosai@office.example.jp"]
    assert "1件" in Message.objects.get().subject


def test_it_is_told_once_a_day(town, disaster_clerk):
    town.arrive("lacking")
    town.round()
    with later(days=4):
        reminding.remind()
        assert reminding.remind() == 0
    with later(days=5):
        assert reminding.remind() == 1


def test_what_belongs_to_nobody_is_the_operators(town, operator, sato):
    town.arrive("unknown")
    town.round()
    with later(days=4):
        reminding.remind()
    assert mails() == ["operator@office.example.jp"]


def test_a_line_that_is_down_is_told_to_the_operators(town, operator):
    store.set_mood("no_answer", on=True)
    town.round()
    assert reminding.remind() == 0
    with later(hours=2):
        assert reminding.remind() == 1
    assert "受け取れていません" in Message.objects.get().subject


def test_nobody_hears_anything_where_all_is_well(town, operator, disaster_clerk):
    town.arrive()
    town.round()
    with later(days=9):
        assert reminding.remind() == 0
    assert not Line.objects.filter(told_on__isnull=False).exists()


def test_the_command_says_how_things_stand(town):
    town.arrive("unknown")
    town.round()
    out = io.StringIO()
    call_command("portal_intake", "--status", stdout=out)
    assert "職員の確認待ち1件" in out.getvalue()
    with later(days=4), pytest.raises(SystemExit):
        call_command("portal_intake", "--status", stdout=out)


def test_the_command_does_a_round(town):
    town.arrive()
    out = io.StringIO()
    call_command("portal_intake", stdout=out)
    assert "受け付けた1件" in out.getvalue()
    assert town.portal()["acknowledged"] == 1
