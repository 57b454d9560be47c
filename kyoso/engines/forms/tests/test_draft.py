"""A draft keeps every screen, comes back by its code, and is filed once."""

import datetime as dt
from importlib import import_module

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from kyoso.engines.forms import api as forms
from kyoso.engines.forms.codes import digest_of
from kyoso.engines.forms.testing import GOOD, posted, small_form, version
from kyoso.engines.media import api as media
from kyoso.kernel import clock
from kyoso.kernel.operations import VendorSQL

pytestmark = pytest.mark.django_db

PURPOSE = "forms.test"


@pytest.fixture
def purpose():
    with media.purposes.temporarily(
        media.Purpose(PURPOSE, "試験", may_read=lambda account, file: False)
    ):
        yield PURPOSE


def step(draft, slug):
    found = forms.place(
        forms.steps(draft.version.parsed, forms.checked(draft).values), slug
    )
    assert found is not None
    return found.step


def fill(draft, typed=GOOD):
    for key, value in typed.items():
        forms.save_step(draft, step(draft, key), posted=posted({key: value}), by=None)


def reread(draft):
    return forms.Draft.objects.get(pk=draft.pk)


def test_it_keeps_every_screen_right_or_wrong():
    draft = forms.start(version(), by=None)
    forms.save_step(
        draft, step(draft, "price"), posted={"price": ["たくさん"]}, by=None
    )
    assert reread(draft).typed == {"price": "たくさん"}


def test_it_never_keeps_a_character_that_a_database_cannot():
    draft = forms.start(version(), by=None)
    forms.save_step(
        draft, step(draft, "price"), posted={"price": ["1\x00\udc83"]}, by=None
    )
    assert reread(draft).typed == {"price": "1\ufffd\ufffd"}


def test_it_says_so_when_one_name_is_posted_with_two_texts():
    draft = forms.start(version(), by=None)
    forms.save_step(draft, step(draft, "price"), posted={"price": ["1", "2"]}, by=None)
    faults = forms.checked(draft).faults_of("price")
    assert faults[0].sentence == "購入した金額は1つだけ入力してください。"


def test_it_stays_with_its_version_when_the_form_changes():
    draft = forms.start(version(), by=None)
    version(title="別の様式")
    assert str(reread(draft).version.parsed.title) == "見本申請書"
    assert reread(draft).version.number == 1


def test_it_comes_back_by_its_code_however_it_is_typed():
    draft = forms.start(version(), by=None)
    assert len(draft.code) == 14
    assert forms.resume(draft.code).pk == draft.pk
    assert forms.resume(draft.code.lower().replace("-", " ")).pk == draft.pk
    wide = draft.code.translate({ord(c): ord(c) + 0xFEE0 for c in draft.code})
    assert forms.resume(wide).pk == draft.pk


@pytest.mark.parametrize(
    "code", ["", "ABCD", "ABCD-EFGH-JKMN", "\x00" * 12, "Ａ" * 500]
)
def test_it_knows_no_draft_by_a_wrong_code(code):
    forms.start(version(), by=None)
    with pytest.raises(forms.DraftUnknown):
        forms.resume(code)


def test_it_does_not_keep_the_code_itself():
    draft = forms.start(version(), by=None)
    kept = " ".join(str(value) for value in vars(reread(draft)).values())
    assert draft.code not in kept
    assert draft.code.replace("-", "") not in kept


def test_it_keeps_its_code_when_the_key_for_codes_changes(settings):
    draft = forms.start(version(), by=None)
    code = draft.code
    settings.CODE_KEYS = ["another key for this test", *settings.CODE_KEYS]
    assert forms.resume(code).pk == draft.pk
    assert reread(draft).code == code
    assert digest_of(code) != draft.code_digest


def test_it_is_forgotten_thirty_days_after_it_was_last_saved():
    draft = forms.start(version(), by=None)
    code = draft.code
    with clock.at(clock.now() + dt.timedelta(days=31)):
        with pytest.raises(forms.DraftUnknown):
            forms.resume(code)
        with pytest.raises(forms.DraftUnknown):
            forms.save_step(draft, step(draft, "price"), posted={}, by=None)
        assert forms.forget_expired() == 1
    assert not forms.Draft.objects.exists()


def test_it_is_filed_once_and_then_empty():
    draft = forms.start(version(), by=None)
    fill(draft)
    forms.finish(draft, outcome="case-1", by=None)
    assert reread(draft).typed == {}
    assert reread(draft).outcome == "case-1"
    with pytest.raises(forms.DraftFiled):
        forms.finish(draft, outcome="case-2", by=None)
    with pytest.raises(forms.DraftFiled):
        forms.save_step(draft, step(draft, "price"), posted={}, by=None)


def test_it_keeps_files_and_takes_them_away(purpose, photo):
    draft = forms.start(version(), by=None)
    at = step(draft, "receipt")
    assert not forms.save_step(
        draft, at, posted={}, by=None, files={"receipt": [photo()]}, purpose=purpose
    )
    [kept] = draft.typed["receipt"]
    assert kept["name"] == "領収書.jpg"
    assert media.File.objects.get(ref=kept["ref"]).about == draft.ref
    forms.save_step(
        draft, at, posted={"receipt.remove": [kept["ref"]]}, by=None, purpose=purpose
    )
    assert draft.typed["receipt"] == []
    assert not media.File.objects.exists()


def test_it_never_takes_the_ref_of_a_file_from_the_page(purpose, photo):
    mine = forms.start(version(), by=None)
    at = step(mine, "receipt")
    forms.save_step(
        mine, at, posted={}, by=None, files={"receipt": [photo()]}, purpose=purpose
    )
    ref = mine.typed["receipt"][0]["ref"]
    other = forms.start(version(), by=None)
    forms.save_step(
        other,
        at,
        posted={"receipt": [ref], "receipt.ref": [ref], "receipt.remove": [ref]},
        by=None,
        purpose=purpose,
    )
    assert other.typed["receipt"] == []
    assert media.File.objects.filter(ref=ref).exists()


def test_it_says_why_a_file_is_refused_and_keeps_the_rest(purpose, photo):
    draft = forms.start(version(), by=None)
    at = step(draft, "receipt")
    wrong = SimpleUploadedFile("..\\..\\evil.exe", b"MZ not a photograph")
    refused = forms.save_step(
        draft,
        at,
        posted={},
        by=None,
        files={"receipt": [wrong, photo("../../領収書2.jpg")]},
        purpose=purpose,
    )
    assert refused == {
        "receipt": [
            "「evil.exe」は送れない種類です。写真（JPEG、PNG）かPDFを選んでください。"
        ]
    }
    assert [file["name"] for file in draft.typed["receipt"]] == ["領収書2.jpg"]


def test_it_goes_with_its_files_when_it_is_discarded(purpose, photo):
    draft = forms.start(version(), by=None)
    forms.save_step(
        draft,
        step(draft, "receipt"),
        posted={},
        by=None,
        files={"receipt": [photo()]},
        purpose=purpose,
    )
    forms.discard(draft, by=None)
    assert not media.File.objects.exists()
    assert not forms.Draft.objects.exists()


def test_it_opens_only_the_questions_that_are_to_be_mended():
    draft = forms.start(version(), by=None, typed=GOOD, only=["price"])
    walk = forms.steps(draft.version.parsed, forms.checked(draft).values, draft.only)
    assert [screen.slug for screen in walk] == ["price"]


def test_the_database_refuses_to_change_a_version():
    made = version()
    if connection.vendor == "sqlite":
        # The suite drops this trigger, because real transactions empty tables.
        initial = import_module("kyoso.engines.forms.migrations.0001_initial")
        [laid] = [
            each for each in initial.Migration.operations if isinstance(each, VendorSQL)
        ]
        with connection.cursor() as cursor:
            cursor.execute(laid.sqlite[1])
    for sql in (
        "UPDATE forms_formversion SET number = 7",
        "DELETE FROM forms_formversion",
    ):
        with (
            pytest.raises(DatabaseError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert forms.FormVersion.objects.get(pk=made.pk).definition == made.definition


def test_it_tells_what_is_missing_when_it_is_checked():
    draft = forms.start(forms.load(small_form()), by=None)
    checked = forms.checked(draft)
    with pytest.raises(forms.AnswersFaulty) as caught:
        forms.refuse_faulty(checked)
    assert "か所" in caught.value.sentence


def test_it_stores_no_more_files_than_the_question_takes(purpose, photo):
    draft = forms.start(version(), by=None)
    at = step(draft, "receipt")
    most = at.questions[0].settings["max_files"]
    refused = {}
    for _ in range(3):
        refused = forms.save_step(
            draft,
            at,
            posted={},
            by=None,
            files={"receipt": [photo() for _ in range(most)]},
            purpose=purpose,
        )
    assert media.File.objects.count() == len(draft.typed["receipt"]) == most
    [sentence] = refused["receipt"]
    assert f"{most}件まで" in sentence
