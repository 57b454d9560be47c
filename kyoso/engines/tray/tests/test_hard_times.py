"""A key that is gone, a bundle that is huge, a file that is damaged, a colleague who is quicker."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from kyoso.engines.tray import actions, keys, sealing
from kyoso.engines.tray import api as tray
from kyoso.engines.tray.bundles import bundle
from kyoso.engines.tray.management.commands.tray import _ending
from kyoso.engines.tray.models import Sealed
from tests import people as cast


@pytest.mark.parametrize("content", [None, b"", b"no key"])
def test_a_key_that_cannot_be_read_closes_the_tray(settings, tmp_path, db, content):
    settings.PRODUCTION = True
    path = tmp_path / "key.pem"
    if content is not None:
        path.write_bytes(content)
    settings.TRAY = {"public_key_file": str(path)}
    assert not tray.is_open()
    with pytest.raises(tray.TrayClosed, match="窓口か郵便"):
        tray.put(b"x", name="x", by=None)


def test_a_ref_that_is_not_there_hands_nothing_in(pair, db):
    own = tray.put(b"x", name="x", about="draft", by=None)
    with pytest.raises(tray.NotInTray):
        tray.hand_in(
            [own.ref, "nowhere"], receipt_number="A", section=cast.section(), by=None
        )
    assert Sealed.objects.get().receipt_number == ""


def test_files_of_two_drafts_are_not_one_application_s(pair, db):
    refs = [tray.put(b"x", name="x", about=a, by=None).ref for a in ("one", "two")]
    with pytest.raises(tray.NotInTray):
        tray.hand_in(refs, receipt_number="A", section=cast.section(), by=None)


def test_a_file_of_another_draft_is_not_handed_in(pair, db):
    ref = tray.put(b"x", name="x", about="one", by=None).ref
    with pytest.raises(tray.NotInTray):
        tray.hand_in(
            [ref], receipt_number="A", section=cast.section(), by=None, about="two"
        )


def test_a_mended_answer_names_the_earlier_files_too(put, pair):
    earlier = put(number="A")
    later = tray.put(b"x", name="x", about="mending", by=None)
    told = [earlier.ref, later.ref]
    count = tray.hand_in(told, receipt_number="A", section=cast.section(), by=None)
    assert count == 1


def test_what_is_not_acknowledged_follows_its_case(put, keeper):
    waiting, ended = put(), put()
    actions.take(ended, by=keeper.account)
    actions.acknowledge(ended, by=keeper.account)
    tax = cast.section(cast.TAX)
    assert tray.follow(waiting.receipt_number, section=tax, by=keeper.account) == 1
    waiting.refresh_from_db()
    ended.refresh_from_db()
    assert (waiting.section, ended.section == tax) == (tax, False)


def test_acknowledging_without_the_tick_deletes_nothing(put, keeper):
    client, sealed = cast.visiting(keeper), put()
    actions.take(sealed, by=keeper.account)
    answer = client.post(f"/tray/{sealed.ref}/acknowledge", follow=True)
    assert "確認の欄を選び" in answer.content.decode()
    sealed.refresh_from_db()
    assert (sealed.state, sealed.content is None) == ("taken", False)


def test_a_bundle_holds_one_file_in_memory_at_a_time(put):
    taken = [put(content=b"x" * 50_000) for _ in range(5)]
    pieces = [len(piece) for piece in bundle(taken)]
    assert len(pieces) == 6
    assert max(pieces) < 2 * 50_000


def test_what_is_acknowledged_while_a_bundle_is_made_is_listed_as_gone(put, keeper):
    one = put()
    actions.take(one, by=keeper.account)
    pieces = bundle([one])
    actions.acknowledge(one, by=keeper.account)
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as opened:
        assert opened.namelist() == ["list.csv"]
        assert opened.read("list.csv").decode().rstrip().endswith(",0")


def test_a_colleague_who_was_quicker_costs_no_page(put, keeper, monkeypatch):
    put()

    def quicker(sealed, *, by):
        raise tray.TrayClosed

    monkeypatch.setattr(actions, "take", quicker)
    assert cast.visiting(keeper).post("/tray/take").status_code == 302


def write(tmp_path, private, files):
    """Return a bundle of these contents by name, sealed to the pair of a test."""
    public = keys.read_private(private).public_key()
    path = tmp_path / "tray.zip"
    with zipfile.ZipFile(path, "w") as made:
        for number, (name, content) in enumerate(files):
            ref = f"{number}" * 16
            sealed = sealing.seal(content, name=name, ref=ref, to=public)
            if content == b"damaged":
                sealed = sealed[:-1] + bytes([sealed[-1] ^ 1])
            made.writestr(f"{ref}.sealed", sealed)
    return path


def test_a_damaged_file_is_reported_and_the_others_are_opened(pair, tmp_path):
    files = [("a.pdf", b"1"), ("b.pdf", b"damaged"), ("c.pdf", b"3")]
    path, out = write(tmp_path, pair[1], files), tmp_path / "out"
    with pytest.raises(CommandError, match=r"3件のうち1件.*1111111111111111"):
        call_command(
            "tray", "open", str(path), key=pair[1], to=out, stdout=io.StringIO()
        )
    assert {one.read_bytes() for one in out.iterdir()} == {b"1", b"3"}


def test_nobody_but_the_owner_reads_what_was_opened(pair, tmp_path):
    path, out = write(tmp_path, pair[1], [("a.pdf", b"1")]), tmp_path / "out"
    out.mkdir(mode=0o755)
    (out / f"{'0' * 16}.pdf").write_bytes(b"before")
    (out / f"{'0' * 16}.pdf").chmod(0o644)
    call_command("tray", "open", str(path), key=pair[1], to=out, stdout=io.StringIO())
    (written,) = out.iterdir()
    assert (written.stat().st_mode & 0o777, written.read_bytes()) == (0o600, b"1")


def test_nothing_is_written_through_a_link(pair, tmp_path):
    path, out = write(tmp_path, pair[1], [("a.pdf", b"1")]), tmp_path / "out"
    out.mkdir()
    target = tmp_path / "target"
    (out / f"{'0' * 16}.pdf").symlink_to(target)
    with pytest.raises(CommandError):
        call_command("tray", "open", str(path), key=pair[1], to=out)
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.PDF", ".pdf"),
        ("../../a.jpg", ".jpg"),
        ("a\\b.png", ".png"),
        ("a.exe", ".bin"),
        ("a.pdf.lnk", ".bin"),
        ("a", ".bin"),
        ("a.pdf\x00.exe", ".bin"),
        ("a.ｐｄｆ", ".bin"),
    ],
)
def test_only_the_ending_of_a_paper_is_kept(name, ending):
    assert _ending(name) == ending


def test_a_name_prints_nothing_but_letters(pair, tmp_path):
    path = write(tmp_path, pair[1], [("a\x1b[2Jb\n.pdf", b"1")])
    out = io.StringIO()
    call_command("tray", "open", str(path), key=pair[1], to=tmp_path / "o", stdout=out)
    assert "\x1b" not in out.getvalue()
    assert "a?[2Jb?.pdf" in out.getvalue()


def test_a_seal_with_rubbish_inside_does_not_break_the_opener(pair):
    import secrets

    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    private, own = keys.read_private(pair[1]), X25519PrivateKey.generate()
    point, to = own.public_key().public_bytes_raw(), private.public_key()
    key = sealing._key(own.exchange(to), point, to.public_bytes_raw())
    nonce = secrets.token_bytes(12)
    sealed = AESGCM(key).encrypt(nonce, b"\xff\xff\xff\xffrubbish", b"r")
    with pytest.raises(sealing.NotOpened):
        sealing.open_sealed(
            sealing.MAGIC + point + nonce + sealed, ref="r", key=private
        )
