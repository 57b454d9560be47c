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


@pytest.fixture
def city(tmp_path, settings, monkeypatch):
    """An installation whose database is a word, with one trusted authority."""
    settings.VAR = tmp_path / "city"
    anchors = tmp_path / "anchors"
    anchors.mkdir()
    (anchors / "old.cer").write_bytes(b"certificate")
    (anchors / "revocations.toml").write_bytes(b"")
    name_anchors(settings, anchors)
    monkeypatch.setattr(backup, "_dump", lambda copy: copy.write_bytes(b"everyone"))
    monkeypatch.setattr(backup, "_load", lambda _copy: None)
    monkeypatch.setattr(
        backup.connection.introspection, "table_names", lambda *_given: []
    )
    backup.back_up(tmp_path / "city.tar.gz")
    return tmp_path


def name_anchors(settings, folder):
    settings.DIGITAL_AUTH_APP = {
        **settings.DIGITAL_AUTH_APP,
        "anchors_folder": str(folder or ""),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("named", [True, False])
def test_the_trusted_authorities_come_back(city, settings, named):
    settings.VAR = city / "copy"
    name_anchors(settings, city / "elsewhere" if named else None)
    backup.restore(city / "city.tar.gz")
    there = city / "elsewhere" if named else city / "copy" / "trusted-authorities"
    assert (there / "old.cer").read_bytes() == b"certificate"
    assert (there / "revocations.toml").exists()


@pytest.mark.django_db
def test_an_authority_that_is_there_stays_and_another_of_its_name_stops_it(
    city, settings
):
    settings.VAR = city / "copy"
    here = city / "anchors"
    (here / "new.cer").write_bytes(b"newer")
    backup.restore(city / "city.tar.gz")
    assert (here / "new.cer").read_bytes() == b"newer"
    (here / "old.cer").write_bytes(b"another")
    with pytest.raises(backup.BackupProblem, match=r"old\.cer"):
        backup.restore(city / "city.tar.gz")
    assert (here / "old.cer").read_bytes() == b"another"
