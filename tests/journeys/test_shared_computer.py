"""At a computer that many use: end without an account, go on at home by the code."""

from urllib.parse import quote

import pytest

from tests import applying
from tests.journeys.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
WAY_OUT = "この端末での入力を終わる"


@pytest.fixture
def town(clean_media):
    applying.load_procedures()
    applying.load_plan()


def answer_first(page, doors):
    """Begin, answer the first question; return the address of the answer."""
    page.goto(doors.public(f"/procedures/{applying.SLUG}/"))
    page.get_by_role("button", name="申請を始める", exact=True).first.click()
    begun = page.url
    name, value = next(iter(next(iter(applying.typed().values())).items()))
    page.locator(f'[name="{name}"][value="{value}"]').check()
    page.get_by_role("button", name="次へ進む", exact=True).click()
    return begun


def end(page):
    """Take the way out; return the code that it shows."""
    page.get_by_role("link", name=WAY_OUT, exact=True).click()
    assert_no_sideways_scroll(page)
    code = page.locator(".ks-save__code").inner_text()
    page.get_by_role("button", name=WAY_OUT, exact=True).click()
    assert "この端末での入力を終わりました。" in page.locator("main").inner_text()
    return code


def test_a_resident_ends_and_goes_on_by_the_code(doors, paper, context, town):
    begun = answer_first(paper, doors)
    code = end(paper)
    paper.goto(begun)
    assert paper.url.endswith("/applications/resume/")
    paper.go_back()
    assert paper.locator("main").inner_text().count("架空") == 0

    # At home: what the camera read leads to the page with the code in it.
    asked = []
    home = context(320).new_page()
    home.on("request", lambda request: asked.append(request.url))
    home.goto(doors.public(f"/applications/resume/#code={quote(code)}"))
    assert home.locator('[name="code"]').input_value() == code
    assert home.url.endswith("/applications/resume/")
    assert [address for address in asked if code in address.partition("#")[0]] == []
    assert_accessible(home)
    home.get_by_role("button", name="続きから始める", exact=True).click()
    assert "/q/" in home.url


def test_without_javascript_the_printed_code_is_typed(doors, paper, town):
    answer_first(paper, doors)
    code = end(paper)
    paper.goto(doors.public(f"/applications/resume/#code={code}"))
    assert paper.locator('[name="code"]').input_value() == ""
    assert "番号が入らないときは" in paper.locator("main").inner_text()
    paper.locator('[name="code"]').fill(code)
    paper.get_by_role("button", name="続きから始める", exact=True).click()
    assert "/q/" in paper.url


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en"])
def test_the_way_out_is_accessible_and_says_so_in_every_language(
    doors, phone, town, language
):
    answer_first(phone, doors)
    phone.context.add_cookies(
        [{"name": "kyoso_language", "value": language, "url": doors.public()}]
    )
    phone.goto(phone.url.split("/q/")[0] + "/leave/")
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    assert (WAY_OUT in phone.locator("main").inner_text()) == (language == "ja")
    phone.locator("main form .ks-button").first.click()
    assert phone.url.endswith("/procedures/")
    assert_accessible(phone)
