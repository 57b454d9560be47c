"""支援措置: no surface shows where a protected person lives, or that they are protected.

Each page is drawn twice: with Hanako under 支援措置, and with Hanako for whom an
officer must look for another reason (her date of birth is unknown). Whatever a
requester is sent is the same to the byte.
"""

import re

import pytest

from kyoso.citizens.applications import reading
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.jobs.testing import drain
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging import testing as messaging_testing
from kyoso.engines.people import api as people
from kyoso.engines.residents import api as residents
from kyoso.engines.residents import standings, testing
from kyoso.engines.residents.models import Protection
from kyoso.kernel import clock
from tests import people as cast

pytestmark = pytest.mark.django_db
ADDRESS = "能代市架空町1番1号"
STREET = "架空町1番1号"
CARD = people.IdentityLevel.CARD
TOKENS = re.compile(
    rb'(csrfmiddlewaretoken" value=")[^"]+|(name="csrf[^>]+value=")[^"]+'
)


@pytest.fixture
def joined(hanako, shindo):
    """Hanako, joined to her person of the register, with nothing odd about her."""
    return testing.linked(hanako, testing.a_person(), by=shindo)


@pytest.fixture
def protected(joined):
    return testing.protect(joined)


def unprotected_but_odd(person):
    """Take 支援措置 away and leave another reason for an officer to look."""
    Protection.objects.all().delete()
    person.born_unknown, person.born_words = True, "不詳"
    person.save(update_fields=["born_unknown", "born_words"])
    standings.refresh_all()


def plain(answer):
    return answer.status_code, TOKENS.sub(b"", answer.content)


def mandate_to(taro, hanako):
    given = people.give_mandate(
        hanako,
        procedures=["hanadan"],
        expires_on=clock.today(),
        by=hanako.account,
    )
    return people.accept_mandate(given.code, by=taro)


PUBLIC_PAGES = [
    "/account",
    "/account/details",
    "/account/seen?mine=1",
    "/account/mandates",
    "/account/mandates/give",
]


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_her_own_pages_are_the_same_for_every_reason(path, hanako, protected):
    client = cast.visiting(hanako)
    seen = plain(client.get(path))
    assert seen[0] == 200
    assert STREET.encode() not in seen[1]
    unprotected_but_odd(protected)
    assert plain(client.get(path)) == seen


def test_her_pages_show_her_address_when_nothing_is_held_back(hanako, joined):
    assert STREET in cast.visiting(hanako).get("/account").content.decode()


@pytest.mark.parametrize("path", ["/account", "/account/mandates"])
def test_whoever_acts_for_her_sees_the_same_for_every_reason(
    path, hanako, taro, joined
):
    casework_testing.procedure()
    mandate_to(taro, hanako)
    client = cast.visiting(taro)
    before = plain(client.get(path))
    testing.protect(joined)
    seen = plain(client.get(path))
    assert seen != before
    unprotected_but_odd(joined)
    assert plain(client.get(path)) == seen


def test_nobody_acts_for_her(hanako, taro, joined, sato):
    casework_testing.procedure()
    held = mandate_to(taro, hanako)
    offered = people.give_mandate(
        hanako, procedures=["hanadan"], expires_on=clock.today(), by=hanako.account
    )
    assert people.may_act_for(taro.account, hanako.account, "hanadan")
    client = cast.visiting(taro)
    client.post("/account/act-for", {"ref": held.ref})
    testing.protect(joined)
    assert not people.may_act_for(taro.account, hanako.account, "hanadan")
    assert "代わりに手続中" not in client.get("/account").content.decode()
    assert client.post("/account/act-for", {"ref": held.ref}).status_code == 404
    for act in (
        lambda: people.accept_mandate(offered.code, by=taro),
        lambda: people.give_mandate(
            hanako, procedures=["x"], expires_on=clock.today(), by=hanako.account
        ),
    ):
        with pytest.raises(people.ManualCheck):
            act()


def test_a_mandate_is_refused_in_the_same_words_for_every_reason(hanako, taro, joined):
    casework_testing.procedure()
    offered = people.give_mandate(
        hanako, procedures=["hanadan"], expires_on=clock.today(), by=hanako.account
    )
    testing.protect(joined)
    client = cast.visiting(taro)
    path, typed = "/account/mandates/accept", {"code": offered.code}
    seen = plain(client.post(path, typed))
    assert "職員が確認してから進めます。" in seen[1].decode()
    unprotected_but_odd(joined)
    assert plain(client.post(path, typed)) == seen


def test_her_forms_are_not_filled_with_her_address(hanako, joined):
    assert reading.profile_of(hanako)["address"]["address"] == ADDRESS
    testing.protect(joined)
    seen = reading.profile_of(hanako)
    assert seen["address"] == {"postcode": "", "address": ""}
    unprotected_but_odd(joined)
    assert reading.profile_of(hanako) == seen


def test_saving_her_details_keeps_the_address_that_is_not_shown(hanako, protected):
    client = cast.visiting(hanako)
    typed = {"name": "能代 花子", "kana": "", "phone": "0185000009"}
    client.post("/account/details", typed | {"postcode": "", "address": ""})
    hanako.refresh_from_db()
    assert (hanako.address, hanako.phone) == (ADDRESS, "0185000009")


def test_her_access_log_does_not_name_the_section(hanako, protected, sato):
    case = casework_testing.case(account=hanako.account)
    cast.visiting(sato).get(f"/cases/{case.ref}")
    page = cast.visiting(hanako).get("/account/seen").content.decode()
    assert "市の職員" in page
    assert "長寿いきがい課" not in page


def test_a_household_with_her_in_it_fills_no_form(hanako, taro, shindo):
    wife = testing.a_row(世帯番号="77", 続柄コード1="01")
    husband = testing.a_row(
        testing.FIRST + 1, 世帯番号="77", 氏名="隣野　太郎", 続柄コード1="02", 性別="1"
    )
    testing.loaded(wife, husband)
    hers = residents.Person.objects.get(number=wife["宛名番号"])
    his = residents.Person.objects.get(number=husband["宛名番号"])
    testing.linked(taro, his, by=shindo)
    filled = residents.household_for_prefill(taro.account, level=CARD)
    assert [member.name for member in filled] == ["能代　花子"] * 2
    testing.protect(hers)
    with pytest.raises(people.ManualCheck) as for_protection:
        residents.household_for_prefill(taro.account, level=CARD)
    assert not residents.may_issue_automatically(his)
    unprotected_but_odd(hers)
    with pytest.raises(people.ManualCheck) as for_birth:
        residents.household_for_prefill(taro.account, level=CARD)
    assert for_birth.value.sentence == for_protection.value.sentence


@pytest.fixture
def batch(hanako, sato, care_section):
    letter = messaging_testing.told(
        section=care_section, to=messaging_testing.by_post(hanako.account)
    )
    return messaging.make_batch([letter], section=care_section, by=sato.account)


@pytest.mark.parametrize("page", ["labels", "letters"])
def test_no_label_and_no_letter_of_hers_is_printed(page, batch, sato, joined):
    client = cast.visiting(sato)
    path = f"/letters/batches/{batch.ref}/{page}"
    assert STREET in client.get(path).content.decode()
    testing.protect(joined)
    printed = client.get(path).content.decode()
    assert STREET not in printed
    assert "住民記録の担当に渡して" in printed


def test_the_record_of_a_letter_hides_where_it_went(batch, sato, protected):
    letter = batch.letters.get()
    with messaging_testing.a_template():
        page = cast.visiting(sato).get(f"/messages/{letter.ref}").content.decode()
    assert STREET not in page
    assert residents.HIDDEN in page


def test_the_desk_shows_no_address_of_hers(hanako, sato, joined):
    case = casework_testing.reviewing(by=sato.account, account=hanako.account)
    client = cast.visiting(sato)
    assert STREET in client.get(f"/cases/{case.ref}").content.decode()
    testing.protect(joined)
    page = client.get(f"/cases/{case.ref}").content.decode()
    assert STREET not in page
    assert page.count(residents.HIDDEN) == 2


def test_the_draft_of_a_notice_shows_no_address_of_hers(
    hanako, sato, suzuki, protected
):
    case = casework_testing.deciding(by=sato.account, account=hanako.account)
    client = cast.visiting(suzuki)
    page = client.get(f"/cases/{case.ref}/approval").content.decode()
    assert "通知書" in page
    assert STREET not in page


def test_the_list_as_csv_has_no_address_of_hers(hanako, sato, protected):
    casework_testing.reviewing(by=sato.account, account=hanako.account)
    sheet = cast.visiting(sato).get("/cases/export.csv").content.decode()
    assert "能代 花子" in sheet
    assert STREET not in sheet


def test_her_notice_is_neither_opened_nor_bundled_by_the_section(
    hanako, sato, suzuki, protected, care_section
):
    casework_testing.decided(
        by=sato.account, approver=suzuki.account, account=hanako.account
    )
    drain()
    letters = messaging.Message.objects.to_print().exclude(files=None)
    assert letters
    case = casework.Case.objects.get()
    file = letters.get().files.get()
    client = cast.visiting(sato)
    assert client.get(f"/files/{file.ref}").status_code == 404
    opened = client.get(f"/cases/{case.ref}/notice.pdf")
    assert opened.headers["location"] == f"/cases/{case.ref}"
    batch = messaging.make_batch(letters, section=care_section, by=sato.account)
    answer = cast.visiting(sato).get(f"/letters/batches/{batch.ref}/files")
    assert answer.status_code == 302


def test_the_officer_of_the_register_sees_the_address_with_the_warning(
    shindo, protected
):
    client = cast.visiting(shindo)
    client.post("/register", {"purpose": "identity", "name": "能代花子"})
    page = client.get(f"/register/people/{protected.ref}").content.decode()
    assert STREET in page
    assert "支援措置の対象者です" in page
