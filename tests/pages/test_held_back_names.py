"""支援措置 of whoever has no account here: paper, telephone, lists, another system.

A case, a letter or a line of a list has a name and perhaps a reading. Whoever bears
the name or the reading of a protected person is held back like them.
"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.documents.models import NoticeRun
from kyoso.engines.forms import testing as forms_testing
from kyoso.engines.jobs.testing import drain
from kyoso.engines.media import api as media
from kyoso.engines.messaging import api as messaging
from kyoso.engines.residents import api as residents
from kyoso.engines.residents import testing
from tests import people as cast

pytestmark = pytest.mark.django_db
STREET = "架空町1番1号"
AS_WRITTEN = [
    {"name": "能代 花子", "kana": ""},
    {"name": "能代花子", "kana": "のしろ はなこ"},
    {"name": "能城 華子", "kana": "ノシロハナコ"},
]


@pytest.fixture
def person(db):
    """Somebody of the register who has no account here."""
    return testing.a_person()


def page(who, path):
    return cast.visiting(who).get(path).content.decode()


@pytest.mark.parametrize("written", AS_WRITTEN, ids=str)
def test_the_desk_shows_no_address_of_hers(sato, person, written):
    case = casework_testing.reviewing(by=sato.account, **written)
    assert STREET in page(sato, f"/cases/{case.ref}")
    testing.protect(person)
    shown = page(sato, f"/cases/{case.ref}")
    assert STREET not in shown
    assert residents.HIDDEN in shown


@pytest.mark.parametrize("written", AS_WRITTEN, ids=str)
def test_neither_the_list_nor_the_sheets_have_it(sato, person, written):
    testing.protect(person)
    case = casework_testing.reviewing(by=sato.account, **written)
    for path in ("/cases/export.csv", f"/cases/print?case={case.ref}"):
        shown = page(sato, path)
        assert written["name"] in shown
        assert STREET not in shown


def test_whoever_has_another_name_is_shown_as_before(sato, person):
    testing.protect(person)
    case = casework_testing.reviewing(
        by=sato.account, name="能代 桃子", kana="のしろ ももこ"
    )
    assert STREET in page(sato, f"/cases/{case.ref}")


def test_another_of_her_name_whom_the_register_knows_is_shown(sato, hanako, shindo):
    protected = testing.a_person(testing.FIRST + 1)
    testing.protect(protected)
    testing.linked(hanako, testing.a_person(), by=shindo)
    case = casework_testing.reviewing(by=sato.account, account=hanako.account)
    assert STREET in page(sato, f"/cases/{case.ref}")


def test_whoever_applies_for_her_shows_no_address_of_hers(sato, taro, shindo, person):
    son = testing.a_person(
        testing.FIRST + 1, 氏名="隣野　太郎", 氏名_優先="隣野　太郎",
        氏名_フリガナ="トナリノ　タロウ", 氏名_フリガナ_優先="トナリノ　タロウ",
    )  # fmt: skip
    testing.linked(taro, son, by=shindo)
    testing.protect(person)
    case = casework_testing.reviewing(by=sato.account, account=taro.account)
    assert STREET not in page(sato, f"/cases/{case.ref}")


def test_the_officers_of_the_register_see_it(shindo, sato, person):
    testing.protect(person)
    named = residents.Named(None, "能代 花子")
    assert not residents.may_show_address_of(named, to=sato.account)
    assert residents.may_show_address_of(named, to=shindo.account)


def test_nobody_without_a_name_is_taken_for_her(sato, person):
    testing.protect(person)
    assert residents.may_show_address_of(residents.Named(None), to=sato.account)


def test_her_letter_is_printed_by_the_register_only(
    sato, suzuki, shindo, person, care_section
):
    testing.protect(person)
    casework_testing.decided(by=sato.account, approver=suzuki.account)
    drain()
    letters = messaging.Message.objects.to_print().exclude(files=None)
    batch = messaging.make_batch(letters, section=care_section, by=sato.account)
    labels = f"/letters/batches/{batch.ref}/labels"
    assert "住民記録の担当に渡して" in page(sato, labels)
    for path in (labels, f"/messages/{batch.letters.get().ref}"):
        assert STREET not in page(sato, path)


def test_a_letter_is_known_by_the_reading_of_its_case(sato, suzuki, person):
    testing.protect(person)
    casework_testing.decided(by=sato.account, approver=suzuki.account, name="能城 華子")
    drain()
    letter = messaging.Message.objects.to_print().exclude(files=None).get()
    assert STREET not in page(sato, f"/messages/{letter.ref}")


@pytest.fixture
def run(sato, care_section):
    """Order three notices, one of them to somebody of her name."""
    lines = (
        "氏名,フリガナ,郵便番号,住所\n"
        "能代 花子,,016-0000,能代市架空町1番1号\n"
        "能城 華子,ノシロ ハナコ,016-0000,能代市架空町1番1号\n"
        "架空 太郎,カクウ タロウ,016-0000,能代市架空町2番2号\n"
    )

    def order():
        cast.visiting(sato).post(
            "/documents/notices",
            {
                "section": care_section.slug,
                "subject": "お知らせ",
                "text": "{氏名}様へのお知らせです。",
                "token": "t1",
                "file": SimpleUploadedFile("atesaki.csv", lines.encode()),
            },
        )
        drain()
        return NoticeRun.objects.get()

    return order


def printed_of(run):
    content = PdfReader(io.BytesIO(media.read(run.sheets.get().file)))
    return "".join(sheet.extract_text() for sheet in content.pages).replace("\n", "")


def test_a_notice_to_many_leaves_her_to_the_register(run, sato, person):
    testing.protect(person)
    made = run()
    assert STREET not in printed_of(made)
    assert "架空町2番2号" in printed_of(made)
    shown = page(sato, f"/documents/notices/{made.ref}")
    assert shown.count("職員が確認します") == 2
    assert messaging.Message.objects.count() == 3


def test_a_bundle_made_before_is_opened_by_the_register_only(run, sato, shindo, person):
    made = run()
    path = f"/documents/notices/{made.ref}/1.pdf"
    opened = cast.visiting(sato).get(path)
    assert b"".join(opened.streaming_content).startswith(b"%PDF")
    testing.protect(person)
    refused = cast.visiting(sato).get(path, follow=True).content.decode()
    assert "住民記録の担当に、この束を開いてもらってください。" in refused


@pytest.fixture
def with_keepers(care_section):
    """A procedure that asks for the address of everybody who looks after the bed."""
    content = casework_testing.content()
    content["form"]["pages"][-1]["questions"].append(
        forms_testing.question(
            "keepers",
            "group",
            label="世話をする方",
            item="世話をする方",
            max=3,
            questions=[
                forms_testing.question("keeper_address", "address", label="住所"),
                forms_testing.question("keeper_days", "text", label="曜日", max=20),
            ],
        )
    )
    return casework.load(casework.check(content), by=None)


def test_an_address_inside_a_repeated_group_is_not_shown_either(
    with_keepers, sato, person
):
    keeper = {
        "#": "k1",
        "keeper_address": {"postcode": "0160000", "address": "能代市架空町1番1号"},
        "keeper_days": "月曜日",
    }
    given = casework_testing.answers(keepers=[keeper])
    case = casework_testing.case(with_keepers, given=given)
    case = casework.accept(case, by=sato.account)
    assert page(sato, f"/cases/{case.ref}").count(STREET) == 3
    testing.protect(person)
    shown = page(sato, f"/cases/{case.ref}")
    assert "月曜日" in shown
    assert STREET not in shown
