"""A session is read as Django reads it: what was kept, and nothing once it has ended."""

import datetime as dt

import pytest
from django.contrib.sessions.models import Session

from kyoso.engines.people.sessions import SessionStore
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    kept = SessionStore()
    kept["held"] = ["草"]
    kept.save()
    return kept


def test_it_gives_back_what_was_kept(session):
    assert SessionStore(session.session_key)["held"] == ["草"]


def test_one_statement_reads_it(session, django_assert_num_queries):
    with django_assert_num_queries(1):
        SessionStore(session.session_key).load()


def test_an_ended_session_is_empty_and_loses_its_key(session):
    ended = clock.now() - dt.timedelta(seconds=1)
    Session.objects.filter(session_key=session.session_key).update(expire_date=ended)
    found = SessionStore(session.session_key)
    assert found.load() == {}
    assert found.session_key is None


@pytest.mark.parametrize("key", ["x" * 32, "' OR 1=1 --", "か" * 40])
def test_an_unknown_key_opens_nothing(session, key):
    assert SessionStore(key).load() == {}


def test_a_changed_row_opens_nothing(session):
    row = Session.objects.get(session_key=session.session_key)
    row.session_data = row.session_data[:-1] + "?"
    row.save()
    assert SessionStore(session.session_key).load() == {}
