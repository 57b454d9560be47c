"""Whoever takes over the public process is no officer: keys, sessions and rows."""

from contextlib import contextmanager

import pytest
from django.contrib.sessions.backends.db import SessionStore as PublicSessions
from django.core.exceptions import ImproperlyConfigured
from django.db import ProgrammingError, connection, transaction
from django.test.client import ClientHandler

from kyoso.config import keys, office_sessions
from kyoso.config.models import DoorKey, OfficeSession
from kyoso.config.plain import Plain
from kyoso.config.wiring import forget_ended_sessions
from kyoso.engines.forms import api as forms
from kyoso.engines.forms.testing import version
from kyoso.engines.people import api as people
from kyoso.engines.people.testing import password_link
from kyoso.kernel import clock
from tests import people as cast
from tests.operations.public_role import refuse

pytestmark = pytest.mark.django_db
OTHER_KEY = "the key of the other door, fifty characters or more of it"
on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no roles; see docs."
)


@pytest.fixture
def office(settings):
    """The office door's own sessions, as its process has them."""
    settings.SESSION_ENGINE = "kyoso.config.office_sessions"


def test_an_officers_session_lies_in_a_table_of_its_own(office, sato):
    client = cast.visiting(sato)
    assert client.get("/cases").status_code == 200
    assert OfficeSession.objects.count() == 1
    assert PublicSessions.get_model_class().objects.count() == 0


def test_a_session_of_the_public_door_is_none_of_the_office(sato, settings):
    client = cast.visiting(sato)
    assert client.get("/cases").status_code == 200
    settings.SESSION_ENGINE = "kyoso.config.office_sessions"
    client.handler = ClientHandler()
    assert client.get("/cases").status_code == 302


def test_what_one_key_signed_the_other_does_not_believe(sato, settings):
    client = cast.visiting()
    link = password_link(sato.account).removeprefix("http://office.localhost:8001")
    own = client.get(link, headers={"host": "office.testserver"}, follow=True)
    settings.SECRET_KEY = OTHER_KEY
    other = client.get(link, headers={"host": "office.testserver"}, follow=True)
    assert 'type="password"' in own.content.decode()
    assert 'type="password"' not in other.content.decode()


def test_a_paper_code_is_good_at_both_doors(settings):
    draft = forms.start(version(), by=None)
    code = draft.code
    settings.SECRET_KEY = OTHER_KEY
    assert forms.resume(code).pk == draft.pk
    assert forms.resume(code).code == code


def test_a_door_refuses_the_key_of_the_other(settings):
    keys.refuse_shared_key("office")
    with pytest.raises(ImproperlyConfigured, match="別々の値"):
        keys.refuse_shared_key("public")
    settings.SECRET_KEY = OTHER_KEY
    keys.refuse_shared_key("public")
    keys.refuse_shared_key("public")
    assert DoorKey.objects.count() == 2
    kept = " ".join(DoorKey.objects.values_list("fingerprint", flat=True))
    assert OTHER_KEY not in kept


def test_ended_sessions_of_both_doors_are_forgotten():
    for store in (PublicSessions, office_sessions.SessionStore):
        for days in (-1, 1):
            session = store()
            session["a"] = 1
            session.set_expiry(clock.now() + clock.dt.timedelta(days=days))
            session.save()
    forget_ended_sessions()
    assert OfficeSession.objects.count() == 1
    assert PublicSessions.get_model_class().objects.count() == 1


@pytest.mark.parametrize("value", [0, 7, True, None, 1.5, "字", [1.25, 2], {"a": 1}])
def test_a_cache_on_redis_keeps_plain_values_only(value):
    written = Plain().dumps(value)
    kept = str(written).encode() if type(written) is int else written
    assert Plain().loads(kept) == value


def test_a_cache_on_redis_runs_nothing_that_it_reads():
    with pytest.raises(ValueError, match="Expecting value"):
        Plain().loads(b"cos\nsystem\n(S'true'\ntR.")


@on_postgresql
def test_the_public_role_touches_no_session_and_no_cache_of_the_office(as_public):
    for table in ("config_officesession", "kyoso_cache"):
        refuse(as_public, f"SELECT * FROM {table}")
        refuse(as_public, f"DELETE FROM {table}")
    refuse(as_public, "INSERT INTO config_officesession VALUES ('a', 'b', now())")
    as_public.execute("SELECT * FROM kyoso_public_cache")


@on_postgresql
def test_the_public_role_changes_no_officers_account(sato, hanako, as_public):
    accounts = people.Account.objects
    assert accounts.filter(pk=sato.account.pk).update(password="!") == 0
    assert accounts.filter(pk=hanako.account.pk).update(is_active=True) == 1
    refuse_row("UPDATE people_account SET kind = 'officer' WHERE kind = 'resident'")
    with refused_row():
        accounts.create_user("forged@example.jp", kind="officer")


@on_postgresql
def test_the_public_role_knows_no_officers_second_factor(sato, as_public):
    as_public.execute("RESET ROLE")
    as_public.execute(
        "INSERT INTO mfa_authenticator (user_id, type, data, created_at)"
        " VALUES (%s, 'totp', '{}', now())",
        [sato.account.pk],
    )
    as_public.execute("SELECT count(*) FROM mfa_authenticator")
    assert as_public.fetchone() == (1,)
    as_public.execute("SET ROLE kyoso_public_for_tests")
    as_public.execute("SELECT count(*) FROM mfa_authenticator")
    assert as_public.fetchone() == (0,)
    as_public.execute("DELETE FROM mfa_authenticator")
    assert as_public.rowcount == 0
    refuse_row(
        "INSERT INTO mfa_authenticator (user_id, type, data, created_at)"
        f" VALUES ({sato.account.pk}, 'recovery_codes', '{{}}', now())"
    )


@on_postgresql
def test_the_public_role_notes_no_key_for_the_office(as_public):
    keys.refuse_shared_key("public")
    with refused_row():
        keys.refuse_shared_key("office")


@contextmanager
def refused_row():
    with (
        pytest.raises(ProgrammingError, match="row-level security"),
        transaction.atomic(),
    ):
        yield


def refuse_row(statement):
    with refused_row(), connection.cursor() as cursor:
        cursor.execute(statement)
