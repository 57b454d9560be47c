"""Run the whole suite: once on SQLite, once on PostgreSQL.

``make test`` calls this. PostgreSQL is the server of ``DATABASE_URL``, else one
that answers locally, else one that is started for the run. Where there is none
the PostgreSQL half does not run and this says so; in CI that is a failure, and
there (as root) what is missing is installed from Debian's packages first.
"""

import getpass
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]
CI = os.environ.get("CI", "").lower() == "true"
CAN_INSTALL = os.geteuid() == 0 and shutil.which("apt-get") is not None
DEBIAN = {
    "chromium": ["chromium", "fonts-noto-cjk"],
    "pdfinfo": ["poppler-utils"],
    "redis-server": ["redis-server"],
}


def main() -> int:
    for program, packages in DEBIAN.items():
        provide(program, packages)
    if shutil.which("chromium") is None:
        print(
            "ブラウザのテストには Debian の chromium が必要です。"
            "「apt-get install chromium」を実行してから、もう一度お試しください。"
        )
        return 1
    arguments = sys.argv[1:]
    failed = run("SQLite", {"DATABASE_URL": ""}, arguments)
    with ExitStack() as stack:
        url = postgresql(stack)
        if url is None:
            print(
                "PostgreSQL が見つからないため、PostgreSQL でのテストは行っていません。"
            )
            return 1 if CI else failed
        return run("PostgreSQL", {"DATABASE_URL": url}, arguments) or failed


def run(name: str, environment: dict[str, str], arguments: list[str]) -> int:
    """Run every test on one database, in two processes."""
    print(f"\n=== {name} ===", flush=True)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "2",
        "--dist",
        "worksteal",
        "-q",
        "--durations=25",
        *arguments,
    ]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, check=False
    ).returncode


def provide(program: str, packages: list[str]) -> None:
    """Install Debian packages where the program is missing and root may do so."""
    if shutil.which(program) or not CAN_INSTALL:
        return
    print(f"・{program} を入れています", flush=True)
    quiet = {"stdout": subprocess.DEVNULL}
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment, **quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", *packages],
        check=False,
        env=environment,
        **quiet,
    )


def postgresql(stack: ExitStack) -> str | None:
    """Return the address of a server that answers, starting one if need be."""
    if given := os.environ.get("DATABASE_URL"):
        return given
    for user in (getpass.getuser(), "postgres"):
        for database in (user, "postgres"):
            url = f"postgres://{user}@127.0.0.1:5432/{database}"
            if answers(url):
                return url
    if server_folder() is None and CI and CAN_INSTALL:
        provide("pg_ctl", ["postgresql"])
    return start_server(stack)


def answers(url: str) -> bool:
    """Tell whether a server lets this user create the test database."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            found = connection.execute(
                "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
    except psycopg.OperationalError:
        return False
    return bool(found and found[0])


def server_folder() -> Path | None:
    """Return where Debian keeps the newest installed server's programs."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return folders[-1].parent if folders else None


def start_server(stack: ExitStack) -> str | None:
    """Start a server of our own in a temporary folder, stopped at the end."""
    programs = server_folder()
    if programs is None:
        return None
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    data = folder / "data"
    # The server refuses to run as root.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    subprocess.run(
        [*as_user, programs / "initdb", "-D", data, "-A", "trust", "-U", "kyoso"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    options = (
        f"-p 54329 -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    )
    control = [*as_user, programs / "pg_ctl", "-D", data, "-w"]
    subprocess.run(
        [*control, "-o", options, "-l", folder / "log", "start"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    stack.callback(
        subprocess.run,
        [*control, "-m", "immediate", "stop"],
        check=False,
        stdout=subprocess.DEVNULL,
    )
    return "postgres://kyoso@127.0.0.1:54329/postgres"


if __name__ == "__main__":
    sys.exit(main())
