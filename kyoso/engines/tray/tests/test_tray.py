"""Waiting, taken, acknowledged: who may take, and what is left."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from kyoso.engines.audit.api import Entry
from kyoso.engines.people import api as people
from kyoso.engines.tray import actions, keys
from kyoso.engines.tray import api as tray
from kyoso.engines.tray.checks import tray_is_sane
from kyoso.engines.tray.errors import NotTaken, NotToTake
from kyoso.engines.tray.models import Sealed
from tests import people as cast
from tests.visit import Visitor

State = Sealed.State


def events():
    return [
        event.removeprefix("tray.")
        for event in Entry.objects.order_by("pk").values_list("event", flat=True)
        if event.startswith("tray.")
    ]


def test_the_way_from_waiting_to_nothing_left(put, keeper):
    client, sealed = cast.visiting(keeper), put()
    assert "2026-7K3M-QW2T" in client.get("/tray").content.decode()
    client.post(f"/tray/{sealed.ref}/take")
    sealed.refresh_from_db()
    assert (sealed.state, sealed.taken_by) == (State.TAKEN, keeper.account)
    client.post(f"/tray/{sealed.ref}/acknowledge", {"sure": "on"})
    sealed.refresh_from_db()
    assert (sealed.state, sealed.content) == (State.ACKNOWLEDGED, None)
    assert events() == ["put", "taken", "acknowledged"]


def test_a_bundle_opens_on_the_machine_of_the_numbered_business(
    put, keeper, pair, tmp_path
):
    for number in ("A-1", "A-2"):
        put(content=number.encode(), number=number)
    answer = cast.visiting(keeper).post("/tray/take")
    bundle = tmp_path / "tray.zip"
    bundle.write_bytes(answer.getvalue())
    with zipfile.ZipFile(bundle) as opened:
        assert "A-1" in opened.read("list.csv").decode("utf-8-sig")
        assert b"A-1" not in b"".join(
            opened.read(n) for n in opened.namelist() if n.endswith(".sealed")
        )
    out = tmp_path / "out"
    call_command("tray", "open", str(bundle), key=pair[1], to=out, stdout=io.StringIO())
    assert {path.read_bytes() for path in out.iterdir()} == {b"A-1", b"A-2"}
    assert {path.suffix for path in out.iterdir()} == {".pdf"}


def test_another_key_opens_nothing_and_says_so(put, keeper, tmp_path):
    put()
    bundle = tmp_path / "tray.zip"
    bundle.write_bytes(cast.visiting(keeper).post("/tray/take").getvalue())
    _public, private = keys.make_pair(tmp_path / "another")
    with pytest.raises(CommandError, match="この鍵では開けません"):
        call_command("tray", "open", str(bundle), key=private, to=tmp_path / "out")


def test_a_bundle_with_a_made_up_name_writes_nothing(pair, tmp_path):
    bundle = tmp_path / "tray.zip"
    with zipfile.ZipFile(bundle, "w") as made:
        made.writestr("../../x.sealed", b"x")
    with pytest.raises(CommandError, match="名前"):
        call_command("tray", "open", str(bundle), key=pair[1], to=tmp_path / "out")


def test_it_can_be_taken_again_until_it_is_acknowledged(put, keeper):
    client, sealed = cast.visiting(keeper), put()
    first, second = (client.post(f"/tray/{sealed.ref}/take") for _ in range(2))
    assert first.getvalue()[:2] == second.getvalue()[:2] == b"PK"
    actions.acknowledge(sealed, by=keeper.account)
    with pytest.raises(NotToTake):
        actions.take(sealed, by=keeper.account)
    assert client.post(f"/tray/{sealed.ref}/take").status_code == 302


def test_what_was_not_taken_cannot_be_acknowledged(put, keeper):
    with pytest.raises(NotTaken):
        actions.acknowledge(put(), by=keeper.account)


def test_acknowledging_twice_changes_nothing(put, keeper):
    sealed = put()
    actions.take(sealed, by=keeper.account)
    first = actions.acknowledge(sealed, by=keeper.account)
    assert actions.acknowledge(sealed, by=keeper.account).acknowledged_at == (
        first.acknowledged_at
    )


def test_no_other_officer_opens_the_page(put, sato, suzuki, operator):
    sealed = put()
    for officer in (sato, suzuki, operator):
        client = cast.visiting(officer)
        assert client.get("/tray").status_code == 403
        assert client.post(f"/tray/{sealed.ref}/take").status_code == 403


def test_what_belongs_to_another_section_does_not_exist(put, keeper):
    sealed = put(section=cast.section(cast.TAX))
    client = cast.visiting(keeper)
    assert sealed.receipt_number not in client.get("/tray").content.decode()
    assert client.post(f"/tray/{sealed.ref}/take").status_code == 404
    assert client.post(f"/tray/{sealed.ref}/acknowledge").status_code == 404


def test_what_was_not_handed_in_waits_unseen(pair, keeper):
    sealed = tray.put(b"x", name="x", about="draft", by=None)
    assert cast.visiting(keeper).post(f"/tray/{sealed.ref}/take").status_code == 404


def test_a_number_once_given_stays(put):
    sealed = put(number="A-1")
    with pytest.raises(tray.NotInTray):
        tray.hand_in(
            [sealed.ref], receipt_number="B-2", section=cast.section(), by=None
        )
    sealed.refresh_from_db()
    assert sealed.receipt_number == "A-1"


def test_a_draft_lets_go_of_its_own_only(put, pair):
    handed_in = put()
    own = tray.put(b"x", name="x", about="draft", by=None)
    another = tray.put(b"x", name="x", about="another", by=None)
    tray.discard([handed_in.ref, own.ref, another.ref], about="draft", by=None)
    assert set(Sealed.objects.values_list("ref", flat=True)) == {
        handed_in.ref,
        another.ref,
    }


def test_a_new_pair_is_made_once(tmp_path):
    out = io.StringIO()
    call_command("tray", "new-key", str(tmp_path), stdout=out)
    assert (tmp_path / keys.PRIVATE).stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="もうあります"):
        call_command("tray", "new-key", str(tmp_path))


def test_production_refuses_a_toy_a_private_and_no_key(settings, tmp_path):
    settings.PRODUCTION = True
    good, private = keys.make_pair(tmp_path / "good")
    toy, _private = keys.make_pair(tmp_path / "toy", mark=keys.MARK)
    for path, refused in (
        (good, False),
        ("", False),
        (toy, True),
        (private, True),
        (tmp_path / "missing.pem", True),
    ):
        settings.TRAY = {"public_key_file": str(path)}
        assert bool(tray_is_sane(None)) is refused, path


def test_the_page_keeps_the_promises_of_every_page(put, keeper):
    sealed = put()
    put(number="A-2")
    actions.take(sealed, by=keeper.account)
    visitor = Visitor("office").as_person(keeper)
    visitor.get("/tray")
    visitor.get("/tray?view=all")


def test_the_role_can_do_nothing_else(keeper):
    assert people.ROLES["number_keeper"].permissions == {people.Permission.TAKE_SEALED}
