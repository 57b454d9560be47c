"""個人情報ファイル簿 is read from the classes of all fields, and lags behind none."""

import csv
import io

import pytest
from django.apps import apps
from django.core.management import call_command

from kyoso.config.personal_files import HEAD, PERSONAL, as_csv, personal_files, told
from kyoso.config.privacy import privacy_of
from tests import people as cast


def test_every_part_with_personal_fields_has_its_entry_and_no_other():
    with_some = {
        model._meta.app_label
        for model in apps.get_models()
        if any(getattr(privacy_of(model), kind, ()) for kind in PERSONAL)
    }
    assert set(told()) == with_some == {one.slug for one in personal_files()}


def test_every_personal_field_is_named_in_it():
    files = {one.slug: one for one in personal_files()}
    for model in apps.get_models():
        privacy = privacy_of(model)
        for kind in PERSONAL:
            for name in getattr(privacy, kind, ()):
                field = model._meta.get_field(name)
                assert str(field.verbose_name) in files[model._meta.app_label].items


def test_a_new_field_is_in_it_at_once(monkeypatch):
    standing = apps.get_model("residents", "Standing")
    before = next(one for one in personal_files() if one.slug == "residents")
    monkeypatch.setattr(standing.Privacy, "special", {"is_by_hand"}, raising=False)
    after = next(one for one in personal_files() if one.slug == "residents")
    assert set(after.items) - set(before.items) == {"職員が確かめる"}


def test_care_is_said_where_care_is_due():
    assert {one.slug for one in personal_files() if one.has_special} >= {"residents"}


def test_it_is_written_for_publication(tmp_path):
    path = tmp_path / "files.csv"
    call_command("privacy", "register", "--to", str(path), verbosity=0)
    written = path.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(written)))
    assert tuple(rows[0]) == HEAD
    assert len(rows) == len(personal_files()) + 1
    assert as_csv().startswith("\ufeff")


@pytest.mark.django_db
def test_officers_read_it_and_see_what_is_unverified(sato):
    page = cast.visiting(sato).get("/privacy/files").content.decode()
    assert "住民情報の写し" in page
    assert "市で確かめていない項目があります。" in page
