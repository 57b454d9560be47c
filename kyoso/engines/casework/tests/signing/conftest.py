"""A procedure that asks for a signature, a card to sign with, and a case so signed."""

import pytest

from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing as casework_testing
from kyoso.engines.media import api as media
from kyoso.engines.media import testing as media_testing
from kyoso.engines.signatures import api as signatures
from kyoso.engines.signatures import testing
from kyoso.kernel import clock
from tests import applying
from tests import people as cast

PURPOSE = "testing"


@pytest.fixture(scope="module")
def authority():
    return testing.Authority()


@pytest.fixture(scope="module")
def card(authority):
    return authority.card()


@pytest.fixture
def clean_media(settings, tmp_path):
    media_testing.keep_in(tmp_path, settings)
    return tmp_path


@pytest.fixture
def procedure(authority, clean_media):
    cast.section()
    purpose = signatures.Purpose(PURPOSE, "試し", lambda _signed: "/", lambda _a: "/")
    with signatures.purposes.temporarily(purpose), testing.serving(authority):
        yield casework_testing.procedure(identity={"level": "signature"})


@pytest.fixture
def hanako():
    return cast.hanako()


@pytest.fixture
def plan(hanako, procedure):
    """A stored file, and the answers that name it."""
    file = media.store(
        applying.a_receipt("花壇.jpg"),
        purpose="casework.attachment",
        by=hanako.account,
        about="draft",
    )
    named = {"ref": file.ref, "name": file.name, "kind": file.kind, "size": file.size}
    return file, casework_testing.answers(plan=[named])


@pytest.fixture
def sign(procedure, card, authority, hanako):
    def made(answers, files=(), *, of=None, mends=None, by=hanako, with_=card):
        of = of or procedure
        told = {"answers": answers, "files": files, "day": clock.today()}
        if mends:
            text = casework.correction_to_sign(mends, **told)
        else:
            text = casework.summary_to_sign(of, version=of.form.latest, **told)
        asked = signatures.ask(
            PURPOSE,
            about="draft",
            summary=text,
            person=signatures.Person("能代 花子", "能代市架空町1番1号", "1975-05-03"),
            by=by.account,
        )
        return testing.signed(asked, with_, authority)

    return made


@pytest.fixture
def file_case(procedure, hanako):
    def filed(
        answers, files=(), *, signature=None, channel="web", by=None, token="t-1"
    ):
        return casework.file(
            procedure,
            version=procedure.form.latest,
            answers=answers,
            files=files,
            applicant=casework_testing.applicant(account=hanako.account),
            channel=channel,
            token=token,
            by=by or hanako.account,
            signature=signature,
        )

    return filed


@pytest.fixture
def signed(plan, sign, file_case):
    file, answers = plan
    return file_case(answers, [file], signature=sign(answers, [file]))
