"""保存した条件: one's own and the section's, without anybody's name in them."""

import pytest

from kyoso.engines.casework.models import SavedFilter
from tests.people import CARE, TAX, visiting

pytestmark = pytest.mark.django_db


def save(client, **typed):
    return client.post(
        "/cases/filters", {"view": "late", "title": "月曜に見る", **typed}, follow=True
    ).content.decode()


def test_an_own_filter_is_only_mine(procedure, sato, suzuki):
    client = visiting(sato)
    page = save(client, q="能代 花子", due="soon")
    assert "「月曜に見る」を保存しました。" in page
    assert SavedFilter.objects.get().query == "view=late&due=soon"
    assert "月曜に見る" not in visiting(suzuki).get("/cases").content.decode()


def test_a_sections_filter_is_everybodys_of_it(procedure, sato, suzuki, tanaka):
    save(visiting(sato), scope=CARE)
    assert "月曜に見る" in visiting(suzuki).get("/cases").content.decode()
    assert "月曜に見る" not in visiting(tanaka).get("/cases").content.decode()


def test_nobody_saves_for_another_section(procedure, sato):
    save(visiting(sato), scope=TAX)
    assert SavedFilter.objects.get().section is None


def test_the_same_name_twice_is_told(procedure, sato):
    client = visiting(sato)
    save(client)
    assert "という名前の条件が、もうあります。" in save(client)
    assert "30文字まで" in save(client, title="")


def test_only_whoever_saved_it_deletes_it(procedure, sato, suzuki):
    save(visiting(sato), scope=CARE)
    path = f"/cases/filters/{SavedFilter.objects.get().ref}/end"
    assert visiting(suzuki).post(path).status_code == 404
    visiting(sato).post(path)
    assert not SavedFilter.objects.exists()
