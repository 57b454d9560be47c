"""The watch over acts sees one that writes and leaves no audit row."""

import pytest

from kyoso.engines.audit import api as audit
from kyoso.engines.jobs.api import Round
from kyoso.kernel import clock
from tests.operations.watch import Watch, acts

pytestmark = pytest.mark.django_db


@pytest.fixture
def watch():
    return Watch()


def write(*, by):
    Round.objects.create(slug="tests.round", next_at=clock.now())


def write_and_tell(*, by):
    write(by=by)
    audit.record("tests.written", by=by, subject="tests")


def look(*, by):
    return Round.objects.count()


def test_an_act_that_writes_without_a_row_is_silent(watch):
    watch.around("write", write)(by=None)
    assert +watch.silent == {"write": 1}


def test_an_act_that_leaves_a_row_is_not(watch):
    watch.around("told", write_and_tell)(by=None)
    assert watch.calls == {"told": 1}
    assert not +watch.silent


def test_an_act_that_writes_nothing_need_not(watch):
    watch.around("look", look)(by=None)
    assert watch.calls == {"look": 1}
    assert not +watch.silent


def test_a_part_of_an_act_is_its_callers(watch):
    part = watch.around("write", write)

    def whole(*, by):
        part(by=by)
        audit.record("tests.written", by=by, subject="tests")

    watch.around("whole", whole)(by=None)
    assert watch.calls == {"whole": 1}
    assert not +watch.silent


def test_every_action_is_an_act():
    found = {name for name, _ in acts()}
    assert "citizens.applications.actions.file" in found
    assert "plan.loading.load" in found
    assert "kernel.clock.now" not in found
