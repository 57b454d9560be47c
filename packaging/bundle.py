"""Make the offline bundle: everything that a closed network needs to install Kyoso.

``make bundle`` writes ``var/kyoso-<version>-offline.tar``: the source as
committed, every wheel of the lock files, the front-end files and an installer
that asks no package index.
"""

import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOKENS = Path("node_modules/@digital-go-jp/design-tokens")
LOCKS = ("uv.lock", "base.lock")


def make(target: Path) -> Path:
    """Write the bundle to ``target`` and return it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "kyoso"
        home.mkdir()
        _source(home)
        _wheels(home / "wheels")
        shutil.copytree(ROOT / TOKENS, home / TOKENS)
        shutil.copy2(ROOT / "packaging" / "install-offline", home / "install")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tarfile.open(target, "w") as tar:
            tar.add(home, "kyoso")
    return target


def _source(home: Path) -> None:
    archive = home.parent / "source.tar"
    subprocess.run(
        ["git", "archive", "--format=tar", f"--output={archive}", "HEAD"],
        cwd=ROOT,
        check=True,
    )
    with tarfile.open(archive) as tar:
        tar.extractall(home, filter="data")


def _wheels(folder: Path) -> None:
    """Fetch the wheels of the lock files, each checked against its hash."""
    for lock in LOCKS:
        subprocess.run(
            [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--disable-pip-version-check",
                "--require-hashes",
                "--only-binary=:all:",
                "--dest",
                folder,
                "-r",
                ROOT / "requirements" / lock,
            ],
            check=True,
        )


if __name__ == "__main__":
    version = __import__("kyoso").__version__
    made = make(ROOT / "var" / f"kyoso-{version}-offline.tar")
    print(f"{made}（{made.stat().st_size // 1_000_000} MB）")
