"""One toy authority for these tests, and a text that Hanako is asked to sign."""

import pytest

from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import testing
from kyoso.engines.signatures.purposes import Purpose, purposes

PURPOSE = "testing"
HANAKO = signatures.Person("能代 花子", "能代市架空町1番1号", "1975-05-03")


@pytest.fixture(scope="session")
def authority():
    return testing.Authority()


@pytest.fixture(scope="session")
def card(authority):
    return authority.card()


class Concluding:
    """What is signed for: it notes each call, and may refuse or have a fault."""

    def __init__(self):
        self.calls, self.refusal, self.failing = [], None, set()

    def __call__(self, signature):
        self.calls.append(signature.ref)
        if self.refusal:
            raise self.refusal
        if signature.ref in self.failing:
            raise RuntimeError("A fault of ours.")
        return f"/done/{signature.request.about}"


@pytest.fixture
def concluding(authority):
    told = Concluding()
    purpose = Purpose(PURPOSE, "試し", told, lambda asked: f"/again/{asked.about}")
    with purposes.temporarily(purpose), testing.serving(authority):
        yield told


@pytest.fixture
def ask(concluding, hanako):
    def made(text="要約です。\n", by=hanako):
        return signatures.ask(
            PURPOSE, about="draft-1", summary=text, person=HANAKO, by=by.account
        )

    return made
