"""Somebody with a card, a browser and a whole draft that asks for a signature."""

from django.test import Client

from kyoso.connectors.digital_auth_app.tests.test_applying import ANSWERS
from kyoso.connectors.digital_auth_app.tests.test_pages import HOST
from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft

SIGNING = {"pin": "ABC123"}


class Signer:
    def __init__(self, browser, hold_card):
        self.browser, self.hold_card = browser, hold_card
        begun = browser.post("/procedures/hanadan/start/")
        self.ref = begun.url.split("/")[2]
        for key, posted in ANSWERS.items():
            self.answer(key, posted)

    def answer(self, key, posted):
        page = self.browser.post(f"/drafts/{self.ref}/q/{key}/", posted)
        assert page.status_code == 302

    @property
    def page(self):
        return f"/drafts/{self.ref}/sign/"

    def leave(self):
        """Press the button; return the address of the provider."""
        got = self.browser.post(self.page)
        assert got.status_code == 302, got.content.decode()
        return got["Location"]

    def hold(self, address, holder="hanako", **posted):
        """Hold the card; return the parameters of the callback."""
        told = {"holder": holder, **SIGNING, **posted}
        return self.hold_card(address=address, **told)

    def call_back(self, given, browser=None):
        return (browser or self.browser).get("/sign/card/callback", given)

    def another(self):
        """Return a browser of the same session: the same press, sent twice."""
        twin = Client(headers=HOST)
        twin.cookies = self.browser.cookies.copy()
        return twin

    def sign(self, holder="hanako", **posted):
        return self.call_back(self.hold(self.leave(), holder, **posted))

    def read(self, got):
        return self.browser.get(got["Location"]).content.decode()


def is_untouched(who):
    """Say that nothing was filed and every answer is there."""
    draft = Draft.objects.get(ref=who.ref)
    return not Case.objects.exists() and draft.typed["bed"] == "駅前の1番"
