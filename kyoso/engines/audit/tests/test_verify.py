"""Whoever changes, removes or reorders rows is found, triggers or not."""

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyoso.engines.audit import api as audit
from kyoso.engines.audit import testing
from kyoso.engines.audit.chain import GENESIS, digest, seal_of
from kyoso.engines.audit.models import ChainHead, Entry
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


def write(count, start=0):
    for number in range(start, start + count):
        audit.record("tests.happened", by=None, subject=f"thing {number}", n=number)


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def kinds(report):
    return {finding.kind for finding in report.findings}


def places(report, kind):
    return {finding.place for finding in report.findings if finding.kind == kind}


def test_it_finds_nothing_in_an_untouched_chain():
    write(7)
    assert audit.seal() == 7
    assert audit.seal() == 0
    report = audit.verify()
    assert report.is_whole
    assert (report.sealed, report.unsealed, report.sequence) == (7, 0, 7)


def test_it_finds_nothing_in_an_empty_record():
    assert audit.verify().is_whole


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event", "tests.other"),
        ("actor", "people.account:someone"),
        ("subject", "thing 9"),
        ("person", "someone"),
        ("reason", "a reason"),
        ("details", '{"n": 99}'),
        ("at", "2001-01-01 00:00:00+00:00"),
    ],
)
def test_it_finds_an_altered_row(column, value):
    write(6)
    audit.seal()
    with testing.unguarded():
        run(f"UPDATE audit_entry SET {column} = %s WHERE sequence = 4", value)
    report = audit.verify()
    assert [(f.kind, f.place) for f in report.findings] == [("altered", "4")]


@pytest.mark.parametrize("gone", [1, 3, 6])
def test_it_finds_a_missing_row(gone):
    write(6)
    audit.seal()
    run("DELETE FROM audit_entry WHERE sequence = %s", gone)
    report = audit.verify()
    assert [(f.kind, f.place) for f in report.findings] == [("missing", str(gone))]


def test_it_finds_a_missing_tail_and_a_missing_whole():
    write(6)
    audit.seal()
    run("DELETE FROM audit_entry WHERE sequence > 4")
    assert places(audit.verify(), "missing") == {"5-6"}
    run("DELETE FROM audit_entry")
    assert places(audit.verify(), "missing") == {"1-6"}


def test_it_finds_two_rows_that_changed_places():
    write(6)
    audit.seal()
    with testing.unguarded():
        run("UPDATE audit_entry SET sequence = 99 WHERE sequence = 2")
        run("UPDATE audit_entry SET sequence = 2 WHERE sequence = 5")
        run("UPDATE audit_entry SET sequence = 5 WHERE sequence = 99")
    report = audit.verify()
    assert {"2", "5"} <= places(report, "reordered")


def test_it_finds_a_row_that_closed_the_gap_of_another():
    write(6)
    audit.seal()
    with testing.unguarded():
        run("DELETE FROM audit_entry WHERE sequence = 3")
        run("UPDATE audit_entry SET sequence = 3 WHERE sequence = 6")
    assert not audit.verify().is_whole


def test_it_finds_a_row_put_at_the_end_by_hand():
    write(3)
    audit.seal()
    write(1)
    with testing.unguarded():
        run("UPDATE audit_entry SET sequence = 4, seal = 'f' WHERE sequence IS NULL")
    assert kinds(audit.verify()) == {"altered", "head"}


def test_it_finds_a_row_that_the_sealer_left_behind():
    with clock.at(clock.now() - dt.timedelta(hours=1)):
        write(1)
    write(1)
    report = audit.verify()
    assert kinds(report) == {"unsealed"}
    assert len(report.findings) == 1
    assert report.unsealed == 2
    audit.seal()
    assert audit.verify().is_whole


def test_a_chain_forged_from_the_start_is_found_by_a_published_head():
    write(5)
    audit.seal()
    told = audit.verify()
    with testing.unguarded():
        run("UPDATE audit_entry SET actor = 'innocent' WHERE sequence = 2")
        before = GENESIS
        for entry in Entry.objects.order_by("sequence"):
            before = seal_of(before, entry.sequence, digest(entry))
            run("UPDATE audit_entry SET seal = %s WHERE id = %s", before, entry.pk)
        run("DELETE FROM audit_chainhead")
        ChainHead.objects.create(pk=1, sequence=5, seal=before)
    assert audit.verify().is_whole
    assert kinds(audit.verify(published={5: told.head})) == {"head"}


def test_a_published_head_beyond_the_end_is_missing():
    write(2)
    audit.seal()
    assert kinds(audit.verify(published={9: "x"})) == {"missing"}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    count=st.integers(2, 8),
    column=st.sampled_from(["event", "actor", "subject", "person", "reason"]),
    value=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30
    ),
    data=st.data(),
)
def test_no_change_of_any_column_goes_unseen(db, count, column, value, data):
    with testing.unguarded():
        run("DELETE FROM audit_entry")
        run("DELETE FROM audit_chainhead")
        write(count)
        audit.seal()
        assert audit.verify().is_whole
        place = data.draw(st.integers(1, count))
        before = getattr(Entry.objects.get(sequence=place), column)
        run(f"UPDATE audit_entry SET {column} = %s WHERE sequence = %s", value, place)
        assert audit.verify().is_whole == (before == value)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=st.permutations(range(1, 7)), gone=st.sets(st.integers(1, 6)))
def test_no_reordering_and_no_removal_goes_unseen(db, order, gone):
    with testing.unguarded():
        run("DELETE FROM audit_entry")
        run("DELETE FROM audit_chainhead")
        write(6)
        audit.seal()
        for old, new in enumerate(order, 1):
            run(
                "UPDATE audit_entry SET sequence = %s WHERE sequence = %s",
                new + 100,
                old,
            )
        run("UPDATE audit_entry SET sequence = sequence - 100")
        for place in gone:
            run("DELETE FROM audit_entry WHERE sequence = %s", place)
        untouched = order == [1, 2, 3, 4, 5, 6] and not gone
        assert audit.verify().is_whole == untouched


def test_the_command_tells_by_its_exit_code(capsys):
    write(3)
    call_command("audit", "seal")
    call_command("audit", "verify")
    call_command("audit", "verify", "--json")
    assert '"whole": true' in capsys.readouterr().out
    call_command("audit", "head", "--json")
    head = json.loads(capsys.readouterr().out)
    published = f"{head['sequence']}:{head['seal']}"
    call_command("audit", "verify", "--published", published)
    with testing.unguarded():
        run("UPDATE audit_entry SET reason = 'x' WHERE sequence = 1")
    capsys.readouterr()
    with pytest.raises(SystemExit) as stopped:
        call_command("audit", "verify", "--json")
    assert stopped.value.code == 1
    assert json.loads(capsys.readouterr().out)["findings"][0]["kind"] == "altered"
