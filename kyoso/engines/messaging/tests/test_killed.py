"""A worker killed by SIGKILL while a mail is on its way: a person decides."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings as django_settings
from django.db import connection

from kyoso.engines.jobs import api as jobs
from kyoso.engines.jobs.testing import drain
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.testing import told
from kyoso.engines.messaging.tests.smtp import Server, serving

SCRIPT = """
import sys
import django
django.setup()
from django.conf import settings
from kyoso.engines.jobs.api import run
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[2])
run(int(sys.argv[1]))
"""


def environment():
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        url = f"sqlite:///{name}"
    else:
        base = os.environ["DATABASE_URL"].rpartition("/")[0]
        url = f"{base}/{name}"
    return {
        **os.environ,
        "DATABASE_URL": url,
        "KYOSO_MODE": "test",
        "DJANGO_SETTINGS_MODULE": "kyoso.config.settings",
        "PYTHONPATH": str(django_settings.ROOT),
    }


@pytest.mark.django_db(transaction=True)
def test_a_mail_cut_off_by_a_killed_worker_is_never_resent_silently(settings, section):
    with serving(settings, Server(wait=30)) as server:
        message = told(section=section)
        worker = subprocess.Popen(
            [
                sys.executable,
                "-c",
                SCRIPT,
                str(message.effect_id),
                str(settings.EMAIL_PORT),
            ],
            env=environment(),
        )
        for _ in range(900):
            if server.begun:
                break
            time.sleep(0.1)
        assert server.begun == 1
        worker.send_signal(signal.SIGKILL)
        worker.wait()

        jobs.sweep()
        held = messaging.Message.objects.select_related("effect").get(pk=message.pk)
        assert held.state == messaging.Message.State.UNCERTAIN
        assert held in messaging.Message.objects.for_a_person()
        drain()
        assert server.begun == 1
