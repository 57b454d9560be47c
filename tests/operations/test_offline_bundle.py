"""The bundle installs on a closed network, without any package index."""

import importlib.util
import os
import subprocess
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.once]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    spec = importlib.util.spec_from_file_location(
        "bundle", ROOT / "packaging/bundle.py"
    )
    bundle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bundle)
    folder = tmp_path_factory.mktemp("bundle")
    with tarfile.open(bundle.make(folder / "bundle.tar")) as tar:
        tar.extractall(folder, filter="data")
    return folder / "kyoso"


def test_it_installs_and_prepares_the_office_without_an_index(home, tmp_path):
    closed = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        # Every way out leads to a closed port.
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    subprocess.run([home / "install"], env=closed, check=True)
    done = subprocess.run(
        [home / ".venv/bin/kyoso", "migrate", "-v0"],
        env=closed
        | {"KYOSO_MODE": "demo", "KYOSO_DOOR": "office", "KYOSO_VAR": tmp_path},
        cwd=home,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "kyoso.sqlite3").exists()
