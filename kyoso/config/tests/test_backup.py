"""A backup holds the whole city: nobody else on the machine may read it."""

import os
import tarfile

import pytest

from kyoso.config import backup


@pytest.mark.django_db
def test_only_its_owner_may_read_it(tmp_path, settings, monkeypatch):
    settings.VAR = tmp_path
    monkeypatch.setattr(backup, "_dump", lambda copy: copy.write_bytes(b"everyone"))
    archive = tmp_path / "city.tar.gz"
    unfinished = tmp_path / "city.tar.gz.part"
    unfinished.write_bytes(b"left by a killed process, open to all")
    unfinished.chmod(0o666)
    before = os.umask(0)
    try:
        backup.back_up(archive)
    finally:
        os.umask(before)
    assert archive.stat().st_mode & 0o777 == 0o600
    with tarfile.open(archive) as tar:
        assert {"manifest.json", "database"} <= set(tar.getnames())
