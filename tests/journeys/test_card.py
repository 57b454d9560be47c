"""Getting in with the card on a phone, by the double of the app and back.

The connector and its double talk over real HTTP: the server of the test opens
both doors, and the browser holds every page to its content security policy.
"""

import pytest

from kyoso.connectors.digital_auth_app.sandbox import registration
from tests.journeys.axe import assert_accessible, assert_no_sideways_scroll

pytestmark = [
    pytest.mark.journey,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def double(doors, settings, tmp_path):
    """Open the sandbox door of the running server, with authorities of this test alone."""
    base = f"http://sandbox.localhost:{doors.port}"
    settings.VAR = tmp_path
    settings.DOORS = {
        **settings.DOORS,
        "sandbox": {"urlconf": "kyoso.config.urls_sandbox", "base": base},
    }
    settings.DIGITAL_AUTH_APP = {
        **settings.DIGITAL_AUTH_APP,
        "issuer": f"{base}/api/realms/main",
        "key_file": str(tmp_path / "client.pem"),
    }
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {**directives, "form-action": ["'self'", base]}
    }
    registration.token_key.cache_clear()
    registration.prepare()
    yield base
    registration.token_key.cache_clear()


def show_card(page, doors, *, pin):
    page.goto(doors.public("/login/card"))
    page.get_by_role("button", name="デジタル認証アプリに進む").click()
    page.locator('[name="holder"][value="hanako"]').check()
    page.locator('[name="pin"]').fill(pin)
    page.get_by_role("button", name="カードを読み取る").click()


def test_a_card_and_its_pin_open_the_account_without_javascript(doors, double, paper):
    show_card(paper, doors, pin="1234")
    assert paper.url.startswith(doors.public())
    paper.goto(doors.public("/account/seen"))
    assert "/login" not in paper.url


def test_a_wrong_pin_gets_a_sentence_and_leads_nowhere(doors, double, phone):
    show_card(phone, doors, pin="9999")
    assert phone.url.startswith(double)
    assert "暗証番号がちがいます" in phone.locator("main").inner_text()
    assert_accessible(phone)
    assert_no_sideways_scroll(phone)
    phone.get_by_role("button", name="やめる").click()
    assert phone.url.startswith(doors.public())
