"""What an operator can mend is told in a sentence, never in a traceback."""

import os
import re
import subprocess
import sys

import pytest

from tests.operations.processes import ROOT

pytestmark = pytest.mark.once

PROCEDURES = ROOT / "cities" / "noshiro" / "procedures"
ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}")


def run(folder, *arguments, **changes):
    done = subprocess.run(
        [sys.executable, "-m", "kyoso", *arguments],
        cwd=ROOT,
        env={
            **os.environ,
            "KYOSO_MODE": "demo",
            "KYOSO_VAR": str(folder),
            "KYOSO_DOOR": "worker",
            "DATABASE_URL": f"sqlite:///{folder}/empty.sqlite3",
            **changes,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert done.returncode == 1
    assert not ENGLISH.search(done.stderr), done.stderr
    return done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["procedures", "check", str(PROCEDURES)],
        ["jobs"],
        ["audit", "verify"],
        ["reindex"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_an_unmigrated_database_gets_a_sentence(tmp_path, arguments):
    assert "kyoso migrate" in run(tmp_path, *arguments)


def test_a_database_that_is_away_gets_a_sentence(tmp_path):
    away = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    told = run(tmp_path, "procedures", "check", str(PROCEDURES), **away)
    assert "データベースにつながりません。" in told


def test_an_odd_setting_gets_a_sentence(tmp_path):
    assert "KYOSO_SMTP_TLSはtrueかfalse" in run(
        tmp_path, "jobs", KYOSO_SMTP_TLS="maybe"
    )
