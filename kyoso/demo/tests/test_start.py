"""A start of the demo keeps what is there, and says in one sentence why it cannot begin."""

import json
import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from kyoso.demo import story
from kyoso.demo.management.commands import demo

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def folder(settings, tmp_path):
    settings.DEMO = True
    settings.VAR = tmp_path / "var"
    settings.STATIC_ROOT = tmp_path / "static"
    return settings.VAR


@pytest.fixture
def done(monkeypatch):
    """What a start does beyond looking: commands called, chapters told."""
    did: list[str] = []

    def tell():
        did.append("story")
        (demo.settings.VAR / "demo-told").write_text(story.EDITION)
        yield "物語"

    def command(name, **_options):
        did.append(name)
        if name == "collectstatic":
            collected = Path(demo.settings.STATIC_ROOT)
            collected.mkdir(parents=True, exist_ok=True)
            (collected / "staticfiles.json").write_text("{}")

    monkeypatch.setattr(demo.story, "tell", tell)
    monkeypatch.setattr(demo, "call_command", command)
    return did


def prepare(*options):
    call_command("demo", "--prepare", *options)


def test_the_first_start_collects_and_tells(folder, done):
    prepare()
    assert done == ["collectstatic", "story"]


def test_the_first_start_of_an_empty_database_makes_its_tables(
    folder, done, monkeypatch
):
    monkeypatch.setattr(demo, "database_is_ready", lambda: False)
    prepare()
    assert done == ["migrate", "createcachetable", "collectstatic", "story"]


def test_the_second_start_does_nothing_and_keeps_the_data(folder, done, capsys):
    prepare()
    kept = folder / "kept"
    kept.write_text("what a resident filed")
    done.clear()
    prepare()
    assert done == []
    assert kept.read_text() == "what a resident filed"
    assert "前回のデータを使います" in capsys.readouterr().out


def test_a_start_with_reset_begins_again(folder, done):
    prepare()
    (folder / "kept").write_text("what a resident filed")
    done.clear()
    prepare("--reset")
    assert "story" in done
    assert not (folder / "kept").exists()


@pytest.mark.parametrize("name", ["PUBLIC_PORT", "OFFICE_PORT", "SANDBOX_PORT"])
def test_a_port_that_is_taken_is_named_with_the_way_out(folder, done, settings, name):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        for port in ("PUBLIC_PORT", "OFFICE_PORT", "SANDBOX_PORT"):
            setattr(settings, port, 0)
        taken = other.getsockname()[1]
        setattr(settings, name, taken)
        with pytest.raises(CommandError) as refused:
            call_command("demo")
    (told,) = str(refused.value).splitlines()
    assert f"ポート{taken}はほかのプログラムが使っています。" in told
    assert f"{name}={taken + 100} make demo" in told
    assert done == []
    assert not folder.exists()


@pytest.fixture
def checkout(tmp_path):
    """What ``make`` reads of the house, and a place that holds almost no program."""
    here = tmp_path / "kyoso"
    programs = here / "programs"
    programs.mkdir(parents=True)
    for name in ("Makefile", "package.json", "package-lock.json"):
        shutil.copy(ROOT / name, here / name)
    for name in ("make", "sh", "env"):
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)
    return here


def make(checkout, goal):
    return subprocess.run(
        ["make", "--no-print-directory", goal],
        cwd=checkout,
        env={**os.environ, "PATH": str(checkout / "programs"), "MAKEFLAGS": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_without_python_it_says_so_in_one_line(checkout):
    said = make(checkout, "demo")
    assert said.returncode != 0
    (told,) = said.stdout.splitlines()
    assert told.startswith("Python 3.11 が見つかりません。インストールしてから")
    assert not (checkout / ".venv").exists()


def test_without_npm_it_says_so_in_one_line(checkout):
    said = make(checkout, "node_modules/.installed")
    assert said.returncode != 0
    (told,) = said.stdout.splitlines()
    assert told.startswith("npm が見つかりません。")
    assert "もう一度お試しください。" in told
    assert not (checkout / "node_modules").exists()


def test_before_the_demo_nobody_is_listed(folder):
    with pytest.raises(CommandError, match="make demo"):
        call_command("demo_accounts", "--json")


def test_the_accounts_are_listed_for_people_and_for_programs(folder, capsys):
    folder.mkdir()
    account = {
        "role": "市民",
        "name": "能代 花子",
        "email": "hanako@example.jp",
        "door": "public",
        "log_in": "メールの確認番号",
        "password": "",
        "api_token": "kyoso_x",
    }
    (folder / "demo-accounts.json").write_text(json.dumps([account]), "utf-8")
    call_command("demo_accounts", "--json")
    assert json.loads(capsys.readouterr().out) == [account]
    call_command("demo_accounts")
    told = capsys.readouterr().out
    assert "能代 花子　hanako@example.jp　メールの確認番号" in told
    assert "kyoso_x" not in told
