"""What the shared conftest promises."""

import datetime as dt
import socket
import time

import pytest
import pytest_socket
from django.db import connection

from kyoso.kernel import clock


def test_it_refuses_the_network():
    with (
        pytest.warns(UserWarning, match="tried to use socket"),
        pytest.raises(pytest_socket.SocketConnectBlockedError),
    ):
        socket.create_connection(("93.184.215.14", 80), timeout=1)


def test_it_lets_a_test_set_the_clock_again_and_again(clock_at):
    clock_at("2026-11-23 10:00")
    assert clock.today() == dt.date(2026, 11, 23)
    clock_at("2026-12-01 09:00")
    assert clock.now() == dt.datetime(2026, 12, 1, 9, tzinfo=clock.CITY)


def test_the_clock_is_right_again():
    assert abs(clock.now().timestamp() - time.time()) < 60


@pytest.mark.django_db
def test_the_database_is_a_file_of_this_run_or_a_test_database():
    name = str(connection.settings_dict["NAME"])
    assert "test" in name
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            assert cursor.fetchone() == ("wal",)
