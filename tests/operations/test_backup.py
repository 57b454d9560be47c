"""A backup restores to the same city, and nothing is ever overwritten."""

import json
import os
import subprocess
import sys
import tarfile
import uuid
from pathlib import Path

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.django_db]


class Installation:
    """A whole installation of its own: a folder and a database."""

    def __init__(self, folder):
        self.folder = folder
        self.url = ""

    def kyoso(self, *arguments, check=True):
        return subprocess.run(
            [sys.executable, "-m", "kyoso", *map(str, arguments)],
            cwd=ROOT,
            env=os.environ
            | {
                "KYOSO_MODE": "demo",
                "KYOSO_DOOR": "worker",
                "KYOSO_VAR": str(self.folder),
                "DATABASE_URL": self.url,
            },
            check=check,
            capture_output=True,
            text=True,
        )

    def ask(self, code):
        return self.kyoso("shell", "--no-imports", "-v0", "-c", code).stdout.strip()


@pytest.fixture(scope="module")
def new_installation(tmp_path_factory, django_db_setup):
    """Make installations on the database under test."""
    made = []
    given = connection.settings_dict

    def server():
        return psycopg.connect(
            host=given["HOST"] or None,
            port=given["PORT"] or None,
            user=given["USER"] or None,
            password=given["PASSWORD"] or None,
            dbname="postgres",
            autocommit=True,
        )

    def make(name):
        installation = Installation(tmp_path_factory.mktemp(name))
        if connection.vendor == "postgresql":
            database = f"kyoso_{name}_{uuid.uuid4().hex[:8]}"
            with server() as maintenance:
                maintenance.execute(f'CREATE DATABASE "{database}"')
            made.append(database)
            password = f":{given['PASSWORD']}" if given["PASSWORD"] else ""
            installation.url = (
                f"postgres://{given['USER']}{password}@{given['HOST']}:"
                f"{given['PORT'] or 5432}/{database}"
            )
        return installation

    yield make
    for database in made:
        with server() as maintenance:
            maintenance.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


@pytest.fixture(scope="module")
def living(new_installation):
    """An installation with an account, a file and a trusted authority; nothing changes it."""
    city = new_installation("living")
    city.kyoso("migrate", "-v0")
    city.ask(
        "from kyoso.engines.people.api import Account;"
        "Account.objects.create_user('backup@example.jp')"
    )
    (city.folder / "media").mkdir(parents=True)
    (city.folder / "media" / "paper.pdf").write_bytes(b"%PDF-")
    (city.folder / "sandbox" / "anchors").mkdir(parents=True)
    (city.folder / "sandbox" / "anchors" / "old.cer").write_bytes(b"certificate")
    return city


def test_it_restores_rows_and_files(living, new_installation, tmp_path):
    living.kyoso("backup", tmp_path / "a.tar.gz")
    copy = new_installation("copy")
    copy.kyoso("restore", tmp_path / "a.tar.gz")
    found = copy.ask(
        "from kyoso.engines.people.api import Account;"
        "print(Account.objects.get().email)"
    )
    assert found.endswith("backup@example.jp")
    assert (copy.folder / "media" / "paper.pdf").read_bytes() == b"%PDF-"
    anchors = copy.folder / "sandbox" / "anchors"
    assert (anchors / "old.cer").read_bytes() == b"certificate"


def test_it_refuses_to_overwrite_a_living_installation(living, tmp_path):
    living.kyoso("backup", tmp_path / "a.tar.gz")
    refused = living.kyoso("restore", tmp_path / "a.tar.gz", check=False)
    assert refused.returncode != 0
    assert "空ではありません" in refused.stderr


def test_it_refuses_a_damaged_archive(living, new_installation, tmp_path):
    archive = tmp_path / "a.tar.gz"
    living.kyoso("backup", archive)
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path / "open", filter="data")
    database = tmp_path / "open" / "database"
    database.write_bytes(database.read_bytes() + b"x")
    with tarfile.open(archive, "w:gz") as tar:
        for part in (tmp_path / "open").iterdir():
            tar.add(part, part.name)
    refused = new_installation("copy").kyoso("restore", archive, check=False)
    assert refused.returncode != 0
    assert "壊れています" in refused.stderr


def test_the_manifest_says_when_and_of_which_version(living, tmp_path):
    living.kyoso("backup", tmp_path / "a.tar.gz")
    with tarfile.open(tmp_path / "a.tar.gz") as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
    assert set(manifest) == {"made_at", "version", "vendor", "sha256"}
