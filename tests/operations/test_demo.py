"""``kyoso demo`` opens its doors, keeps its data and leaves nothing behind.

Its story is told once here, and watched: it is the longest list of acts that there
is, and each must leave an audit row (``observed``).
"""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.architecture import house
from tests.operations.observed import SEEN
from tests.operations.processes import ROOT, free_port
from tests.operations.visitor import Visitor, ask

pytestmark = [pytest.mark.slow, pytest.mark.once]
READY = "止めるには Ctrl-C を押してください。"
PORTS = ("PUBLIC_PORT", "OFFICE_PORT", "SANDBOX_PORT")
KEPT = "前回のデータを使います"
# What is told of each account; residents have no password.
SAID = {"role", "name", "email", "door", "log_in", "password", "api_token"}
CASES, PRINCIPALS = "/api/v1/cases", "/api/v1/applications/principals"


# What the story cannot be told without: were one unseen, nothing was watched.
TOLD = {
    "citizens.applications.actions.file",
    "engines.casework.actions.deciding.approve",
    "engines.payments.actions.desk.take_at_counter",
    "plan.actions.meetings.hold",
    "plan.loading.load",
}


def surroundings(folder, ports):
    return {
        **{name: kept for name, kept in os.environ.items() if name != "KYOSO_DOOR"},
        **dict(zip(PORTS, ports, strict=True)),
        "KYOSO_MODE": "demo",
        "KYOSO_VAR": str(folder),
        "DATABASE_URL": "",
    }


def start(folder, ports, program="kyoso"):
    """Start the demo and return it with what it said until it was ready."""
    demo = subprocess.Popen(
        [sys.executable, "-m", program, "demo"],
        cwd=ROOT,
        env=surroundings(folder, ports),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    said = []
    for line in demo.stdout:
        said.append(line)
        if READY in line:
            return demo, "".join(said)
    raise AssertionError("".join(said) + demo.stderr.read())


def stop(demo):
    """Press Ctrl-C: it reaches every process of the terminal's group."""
    family = [demo.pid, *children(demo.pid)]
    family += [child for pid in family[1:] for child in children(pid)]
    os.killpg(demo.pid, signal.SIGINT)
    told = demo.communicate(timeout=40)[1]
    assert demo.returncode == 0, told
    assert "Traceback" not in told
    assert '"level": "ERROR"' not in told
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []


def children(pid):
    return Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()


def page(port, path="/"):
    address = f"http://127.0.0.1:{port}{path}"
    with urllib.request.urlopen(address, timeout=20) as answer:
        return answer.url, answer.headers, answer.read().decode()


def judge_acts(folder):
    """Hold each act of the story to the rule of the house: actions are audited."""
    seen = json.loads((folder / SEEN).read_text("utf-8"))
    assert set(seen["calls"]) >= TOLD
    house.judge("unaudited", seen["silent"], "Record it with audit.record.")


def accounts(folder, ports):
    """Return what ``kyoso demo-accounts --json`` says while the demo runs."""
    told = subprocess.run(
        [sys.executable, "-m", "kyoso", "demo-accounts", "--json"],
        cwd=ROOT,
        env=surroundings(folder, ports),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


def judge_accounts(told, public, office):
    """Hold every log-in and every token to what is said of it."""
    assert {account["door"] for account in told} == {"public", "office"}
    for account in told:
        assert set(account) == SAID
        assert all(account[name] for name in SAID - {"password"})
        if account["door"] == "public":
            judge_resident(account, public, office)
        else:
            judge_officer(account, public, office)
    ways = {ask(office, CASES, token=each["api_token"])[0] for each in told}
    assert ways == {200, 401, 403}


def judge_resident(account, public, office):
    """Log in by the code that arrives in the demo's outbox; then use the token."""
    home = Visitor(public)
    at, _page = home.send("/login", login=account["email"])
    outbox = Visitor(office)
    mail = outbox.until(f"/_outbox?to={account['email']}", r'href="(/_outbox/\w+)"')
    code = re.search(r"ログインの番号は (\S+) です", outbox.get(mail)[1])
    assert code is not None
    at, _page = home.send(at, code=code[1])
    assert not at.startswith("/login"), account
    assert account["name"] in home.get("/account")[1]
    status, _told = ask(public, PRINCIPALS, token=account["api_token"])
    assert status == 200
    assert ask(office, CASES, token=account["api_token"])[0] == 401


def judge_officer(account, public, office):
    """Log in by the password; then use the token."""
    desk = Visitor(office)
    at, _page = desk.send(
        "/login", login=account["email"], password=account["password"]
    )
    assert not at.startswith("/login"), account
    status, told = ask(office, CASES, token=account["api_token"])
    may_read = "受付簿" in desk.get("/account")[1]
    assert status == (200 if may_read else 403), (account, told)
    assert ask(public, PRINCIPALS, token=account["api_token"])[0] == 401


def test_it_leaves_an_audit_row_for_each_act_lets_everybody_in_and_stops(tmp_path):
    ports = [str(free_port()) for _ in PORTS]
    demo, said = start(tmp_path, ports, program="tests.operations.observed")
    assert KEPT not in said
    stop(demo)
    judge_acts(tmp_path)
    demo, said = start(tmp_path, ports)
    assert KEPT in said
    public, office, _ = ports
    _, headers, _ = page(public, "/login")
    assert "kyoso_public_csrf=" in headers["Set-Cookie"]
    url, headers, _ = page(office)
    assert url.startswith(f"http://127.0.0.1:{office}/login")
    assert "kyoso_office_csrf=" in headers["Set-Cookie"]
    judge_accounts(accounts(tmp_path, ports), public, office)
    stop(demo)
