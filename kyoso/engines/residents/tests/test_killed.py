"""A load that is killed with -9, wherever it is, goes on and doubles nothing."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

from kyoso.engines.residents.models import Load, Person, StagedRow
from kyoso.engines.residents.testing import FIRST, a_row

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PEOPLE = 400
# Small batches: there is time to be killed in the middle.
CODE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "kyoso.config.settings"
import django
django.setup()
from django.core.management import call_command
from kyoso.engines.residents.actions import loads
loads.BATCH = 5
call_command("residents", "load", sys.argv[1])
"""


def begin(path):
    name = connection.settings_dict["NAME"]
    url = (
        f"sqlite:///{name}"
        if connection.vendor == "sqlite"
        else "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(
            **connection.settings_dict
        )
    )
    return subprocess.Popen(
        [sys.executable, "-c", CODE, str(path)],
        env={**os.environ, "DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def staged():
    opened = Load.objects.first()
    return opened.staged if opened else 0


@pytest.mark.parametrize("until", [1, PEOPLE // 2, PEOPLE])
def test_a_killed_load_goes_on(written, until):
    path = written(*(a_row(FIRST + n) for n in range(PEOPLE)))
    killed = begin(path)
    while staged() < until and killed.poll() is None:
        time.sleep(0.002)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    was = Person.objects.count()
    assert was in {0, PEOPLE}
    again = begin(path)
    _, said = again.communicate(timeout=120)
    assert again.returncode == 0, said.decode()
    assert Person.objects.count() == PEOPLE
    assert Load.objects.get().applied_at is not None
    assert not StagedRow.objects.exists()
