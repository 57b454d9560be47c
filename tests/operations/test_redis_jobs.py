"""Jobs and counted tries on Redis: the same promises as on the database."""

import datetime as dt
import os
import shutil
import socket
import subprocess
import threading
import time

import pytest
import redis
from django.core.cache.backends.redis import RedisCache

from kyoso.engines.forms import tries
from kyoso.engines.jobs.actions import FORGOTTEN
from kyoso.engines.jobs.api import Effect
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.tests.smtp import Server, serving
from kyoso.kernel import clock
from tests import people as cast
from tests.operations.processes import Processes, free_port

SERVER = shutil.which("redis-server")
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
State = messaging.Message.State
PATIENCE = 60
POSTING = """
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people.api import Account, Section
messaging.send(
    "casework.correction",
    to=messaging.Recipient(
        Account.objects.get(ref="{ref}"),
        email="hanako@example.jp",
        postal=messaging.PostalAddress("能代 花子", "0160000", "能代市架空町1番1号"),
        electronic=True,
    ),
    context={{}},
    about="",
    section=Section.objects.get(slug="choju-ikigai"),
    by=None,
)
"""


@pytest.fixture
def redis_url(tmp_path):
    """A Redis of its own, which keeps nothing."""
    if SERVER is None:
        told = "redis-server is missing (apt-get install redis-server)."
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(told)
        pytest.skip(f"{told} Jobs on Redis were not tested.")
    port = free_port()
    server = subprocess.Popen(
        [SERVER, "--port", str(port), "--bind", "127.0.0.1", "--save", ""],
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
    )
    wait_until(lambda: answers(port))
    yield f"redis://127.0.0.1:{port}/0"
    server.kill()
    server.wait()


@pytest.fixture
def smtp():
    return Server()


@pytest.fixture
def city(tmp_path, settings, redis_url, smtp):
    cast.section()
    with (
        serving(settings, smtp),
        Processes(tmp_path, smtp_port=settings.EMAIL_PORT) as processes,
    ):
        processes.environment |= {"KYOSO_JOBS": "redis", "REDIS_URL": redis_url}
        yield processes


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def wait_until(holds):
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until, "It did not happen."
        time.sleep(0.1)


def post(city):
    """Let another process post a mail to Hanako, as the office door would."""
    account = cast.hanako().account
    city.kyoso("shell", "--no-imports", "-c", POSTING.format(ref=account.ref))
    return messaging.Message.objects.latest("pk")


def is_sent(message):
    message.refresh_from_db()
    return message.state == State.SENT


def waits_for_a_person(message):
    message.refresh_from_db()
    return message.state == State.UNCERTAIN


def test_a_worker_does_what_another_process_posted(city, smtp):
    city.work()
    message = post(city)
    wait_until(lambda: is_sent(message))
    assert len(smtp.taken) == 1


def test_nothing_is_lost_when_the_worker_is_killed(city, smtp):
    city.work()
    first = post(city)
    wait_until(lambda: is_sent(first))
    city.kill("worker")
    second = post(city)
    city.work()
    wait_until(lambda: is_sent(second))
    assert len(smtp.taken) == 2


def test_the_sweeper_hands_out_again_what_redis_forgot(city, smtp, redis_url):
    message = post(city)
    empty(redis_url)
    Effect.objects.update(handed_out_at=clock.now() - FORGOTTEN * 2)
    city.work()
    wait_until(lambda: is_sent(message))
    assert len(smtp.taken) == 1


def test_a_mail_cut_off_by_a_killed_worker_waits_for_a_person(city, smtp):
    smtp.wait = 60
    city.work()
    message = post(city)
    wait_until(lambda: smtp.begun == 1)
    city.kill("worker")
    smtp.wait = 0
    # Redis knows of nothing, or hands the same job out again: neither sends it.
    city.work()
    following = post(city)
    wait_until(lambda: is_sent(following))
    wait_until(lambda: waits_for_a_person(message))
    assert message in messaging.Message.objects.for_a_person()
    assert smtp.begun == 2


def empty(redis_url):
    """Lose everything that Redis held, as a restart without a disk does."""
    redis.Redis.from_url(redis_url).flushall()


def test_tries_at_one_moment_are_all_counted(redis_url, monkeypatch):
    made = {"OPTIONS": {"serializer": "kyoso.config.plain.Plain"}}
    monkeypatch.setattr(tries, "cache", RedisCache(redis_url, made))
    counted = tries.Tries("test.many", most=50, within=dt.timedelta(minutes=1))

    def try_often():
        for _ in range(5):
            counted.count("a")

    threads = [threading.Thread(target=try_often) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counted.refuse("a")
    for _ in range(10):
        counted.count("a")
    with pytest.raises(tries.TooManyTries):
        counted.refuse("a")
