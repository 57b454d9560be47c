"""A household on one certificate of damage: chosen from the register, by phone, no script."""

import io
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command

from kyoso.engines.jobs.testing import drain
from kyoso.engines.residents import testing as register
from tests import people as cast
from tests.journeys.axe import assert_accessible, assert_no_sideways_scroll
from tests.journeys.test_certificates import show_card

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
SON = {
    "世帯番号": str(register.FIRST),
    "氏名_優先": "能代　次郎",
    "氏名_フリガナ_優先": "ノシロ　ジロウ",
    "性別": "1",
    "性別表記": "男",
    "生年月日": "2015-04-01",
    "続柄コード1": "04",
    "続柄表記": "子",
}


@pytest.fixture
def hanako(clean_media):
    cast.section()
    file = Path(django_settings.CITY_FOLDER) / "procedures" / "risai-shomei.toml"
    call_command("procedures", "load", str(file), stdout=io.StringIO())
    found = cast.hanako()
    person = register.a_person()
    register.a_person(register.FIRST + 1, **SON)
    register.linked(found, person, by=cast.shindo())
    return found


@pytest.fixture(params=["phone", "paper"])
def telephone(request, as_person, hanako):
    """Hanako's telephone, with script and without."""
    page = request.getfixturevalue(request.param)
    as_person(page, hanako)
    # axe is a script itself.
    page.has_script = request.param == "phone"
    return page


def looks_right(page):
    assert_no_sideways_scroll(page)
    if page.has_script:
        assert_accessible(page)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def test_it_puts_both_on_one_application(doors, telephone):
    telephone.goto(doors.public("/procedures/risai-shomei/"))
    press(telephone, "申請を始める")
    draft = telephone.url.split("/drafts/")[1].split("/")[0]
    telephone.goto(doors.public(f"/drafts/{draft}/q/members/"))
    telephone.get_by_role("link", name="世帯の方から選ぶ").click()
    assert telephone.get_by_text("本人確認が必要です").first.is_visible()
    looks_right(telephone)
    show_card(telephone)
    telephone.reload()
    looks_right(telephone)
    press(telephone, "世帯の方を呼び出す")
    assert telephone.get_by_role("status").is_visible()
    looks_right(telephone)
    drain()
    telephone.get_by_role("link", name="できたか見る").click()
    looks_right(telephone)
    press(telephone, "選んだ方を入れる")
    assert telephone.title().startswith("エラー")
    looks_right(telephone)
    telephone.get_by_label("能代　花子").check()
    telephone.get_by_label("能代　次郎").check()
    press(telephone, "選んだ方を入れる")
    assert telephone.get_by_text("世帯の方を入れました。").is_visible()
    assert telephone.get_by_text("能代　次郎").is_visible()
    looks_right(telephone)
    telephone.get_by_role("link", name="世帯の方から選ぶ").click()
    assert telephone.get_by_text("全員入っています").is_visible()
    looks_right(telephone)


def test_whoever_is_protected_types_and_learns_nothing(doors, telephone, hanako):
    register.protect(hanako.account.register_link.person)
    show_card(telephone)
    telephone.goto(doors.public("/procedures/risai-shomei/"))
    press(telephone, "申請を始める")
    draft = telephone.url.split("/drafts/")[1].split("/")[0]
    telephone.goto(doors.public(f"/drafts/{draft}/household/members/"))
    press(telephone, "世帯の方を呼び出す")
    drain()
    telephone.get_by_role("link", name="できたか見る").click()
    assert telephone.get_by_text("世帯の方を呼び出せませんでした").is_visible()
    looks_right(telephone)
