"""Strays: bytes come first and the row last, so a killed process leaves nothing seen."""

import datetime as dt
import os
import subprocess
import sys
import textwrap

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from kyoso.engines.audit.api import Entry
from kyoso.engines.media import actions
from kyoso.engines.media import api as media
from kyoso.engines.media.models import File
from kyoso.engines.media.testing import a_photo
from kyoso.kernel import clock
from kyoso.kernel.schedule import chores

pytestmark = pytest.mark.django_db


def bytes_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_transaction_undone_leaves_bytes_that_the_sweep_takes_away(purpose, folder):
    with pytest.raises(RuntimeError), transaction.atomic():
        media.store(a_photo(), purpose=purpose, by=None)
        raise RuntimeError
    assert not File.objects.exists()
    assert len(bytes_in(folder)) == 1

    assert media.sweep_strays() == 0  # too young: its transaction may still run
    with clock.at(clock.now() + actions.STRAY_AFTER + dt.timedelta(minutes=1)):
        assert media.sweep_strays() == 1
    assert not bytes_in(folder)


def test_the_sweep_leaves_what_has_a_row(purpose, folder):
    file = media.store(a_photo(), purpose=purpose, by=None)
    with clock.at(clock.now() + dt.timedelta(days=400)):
        assert media.sweep_strays() == 0
    assert media.read(file)


def test_the_sweep_is_a_chore_and_runs_on_an_empty_store():
    chores.get("media.sweep_strays").act()


def test_killing_the_process_between_bytes_and_row_shows_nothing(folder):
    """A real process, killed by SIGKILL after the bytes are on disk."""
    script = textwrap.dedent("""
        import os, signal, sys
        import django
        django.setup()
        from django.conf import settings
        from kyoso.engines.media import actions
        key = actions._write(b"content of a killed process")
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    environment = {
        **os.environ,
        "KYOSO_VAR": str(folder),
        "KYOSO_MODE": "test",
        "DJANGO_SETTINGS_MODULE": "kyoso.config.settings",
        "PYTHONPATH": str(django_settings.ROOT),
    }
    ended = subprocess.run([sys.executable, "-c", script], env=environment, check=False)
    assert ended.returncode == -9
    assert len(bytes_in(folder)) == 1
    assert not File.objects.exists()


def test_discarding_takes_the_row_first_and_the_bytes_after_the_commit(
    purpose, folder, sato, django_capture_on_commit_callbacks
):
    file = media.store(a_photo(), purpose=purpose, by=None)
    with django_capture_on_commit_callbacks(execute=True):
        media.discard(file, by=sato.account, reason="case1")
        assert len(bytes_in(folder)) == 1
    assert not bytes_in(folder)
    assert Entry.objects.filter(event="media.discarded").exists()
