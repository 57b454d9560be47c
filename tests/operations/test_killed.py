"""Whatever is killed, and whenever: nothing accepted is lost, nothing is doubled."""

import http.client
import itertools
import threading
import time
from collections import Counter

import pytest

from kyoso.engines.audit.api import Entry
from kyoso.engines.casework.api import Case
from kyoso.engines.forms import api as forms
from kyoso.engines.jobs import api as jobs
from kyoso.engines.media import testing as media_testing
from kyoso.engines.messaging import api as messaging
from kyoso.engines.messaging.tests.smtp import Server, serving
from tests import applying
from tests import people as cast
from tests.operations import dying
from tests.operations.processes import Processes, session_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
# Seconds after the form was sent: before it is read, in the middle, after it.
WHOLE = (0.0, 0.05)
CHILDREN = (0.0, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2)
# A case, its submission, its attachment, the emptied draft, audit rows, the commit.
FEWEST_STEPS = 8
MAILS = 8
CUT_OFF = 3
# Seconds; a busy machine is not a fault.
PATIENCE = 90
State = messaging.Message.State


@pytest.fixture
def city(tmp_path, settings):
    """The processes, with a folder of their own and the static files they name."""
    media_testing.keep_in(tmp_path / "media", settings)
    applying.load_procedures()
    with Processes(tmp_path) as processes:
        yield processes


def drafts(hanako, number):
    """Return drafts that lack only the last button, all with the same answers."""
    client = cast.visiting(hanako)
    first = applying.begin(client)
    applying.answer_all(client, first)
    first.refresh_from_db()
    return [
        forms.start(
            first.version, by=hanako.account, about=first.about, typed=first.typed
        )
        for _ in range(number)
    ]


def test_no_step_of_filing_loses_or_doubles_anything(settings, tmp_path, hanako):
    media_testing.keep_in(tmp_path / "media", settings)
    applying.load_procedures()
    client = cast.visiting(hanako)
    for step in itertools.count(1):
        [draft] = drafts(hanako, 1)
        path = f"/drafts/{draft.ref}/submit/"
        cases = Case.objects.count()
        if not dying.is_killed(lambda path=path: client.post(path), at=step):
            break
        assert Case.objects.count() - cases in {0, 1}
        first = client.post(path).url
        assert client.post(path).url == first
        assert Case.objects.count() == cases + 1
        case = Case.objects.latest("id")
        assert case.submissions.get().attachments.count() == 1
        about_it = Entry.objects.filter(subject=f"casework.case:{case.ref}")
        assert about_it.filter(event="casework.filed").count() == 1
    assert step > FEWEST_STEPS


class Filing(threading.Thread):
    """Presses the last button once; ``answer`` is where it led, if anybody answered."""

    def __init__(self, city, draft, session):
        super().__init__()
        self.city, self.session = city, session
        self.path = f"/drafts/{draft.ref}/submit/"
        self.answer = ""

    def run(self):
        try:
            self.answer = self.city.post(self.path, self.session)
        except (OSError, http.client.HTTPException):
            self.answer = ""


def test_no_accepted_application_is_lost_or_doubled(city, hanako):
    waiting = drafts(hanako, len(WHOLE) + len(CHILDREN))
    session = session_of(hanako.account)
    city.kyoso("collectstatic", "--no-input", "-v0")
    city.serve_public()
    accepted = {}
    for at, (draft, seconds) in enumerate(zip(waiting, WHOLE + CHILDREN, strict=True)):
        filing = Filing(city, draft, session)
        filing.start()
        time.sleep(seconds)
        if at < len(WHOLE):
            city.kill("public")
            filing.join()
            city.serve_public()
        else:
            city.kill_children("public")
            filing.join()
        accepted[draft.ref] = filing.answer
    for draft in waiting:
        # The resident presses again, twice: the same receipt, and what was
        # promised before the kill is what is found now.
        path = f"/drafts/{draft.ref}/submit/"
        again = [patiently(city, path, session) for _ in range(2)]
        promised = accepted[draft.ref]
        assert len({*again, *([promised] if promised else [])}) == 1
    cases = list(Case.objects.all())
    assert len(cases) == len(waiting)
    assert Counter(case.token for case in cases).most_common(1)[0][1] == 1
    for case in cases:
        assert case.submissions.get().attachments.count() == 1
    filed = Entry.objects.filter(event="casework.filed").count()
    assert filed == len(waiting)


def patiently(city, path, session):
    """Press until somebody answers: gunicorn needs a moment for a new child."""
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        try:
            return city.post(path, session)
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
    raise AssertionError("Nobody answered.")


def test_no_message_is_lost_or_knowingly_sent_twice(city, hanako, settings):
    with serving(settings, Server(hold=CUT_OFF)) as server:
        city.environment["KYOSO_SMTP_PORT"] = str(settings.EMAIL_PORT)
        sent = [told(hanako, number) for number in range(MAILS)]
        for cut_off in range(1, CUT_OFF + 1):
            release()
            city.work()
            until(lambda begun=cut_off: server.begun == begun)
            city.kill("worker")
        release()
        city.work()
        until(lambda: is_settled(sent))
        city.kill("worker")
        taken = Counter(mail["Subject"] for mail in server.mails())
    states = Counter()
    for message in again(sent):
        states[message.state] += 1
        copies = taken[message.subject]
        # What was cut off may or may not have arrived: a person decides.
        expected = {State.SENT: {1}, State.UNCERTAIN: {0, 1}}[message.state]
        assert copies in expected, (message.subject, message.state, copies)
    assert states == {State.UNCERTAIN: CUT_OFF, State.SENT: MAILS - CUT_OFF}
    for_a_person = messaging.Message.objects.for_a_person()
    assert for_a_person.count() == states[State.UNCERTAIN]


def told(hanako, number):
    message = messaging.send(
        "casework.correction",
        to=messaging.Recipient(
            hanako.account,
            email="hanako@example.jp",
            postal=messaging.PostalAddress(
                "能代 花子", "0160000", "能代市架空町1番1号"
            ),
            electronic=True,
        ),
        context={},
        about="",
        section=cast.section(),
        by=None,
    )
    message.subject = f"{number}通目のお知らせ"
    message.save(update_fields=["subject"])
    return message


def release():
    """Let the next worker take at once what a dead one was given."""
    jobs.Effect.objects.filter(state=jobs.Effect.State.WAITING).update(
        handed_out_at=None
    )


def again(messages):
    found = messaging.Message.objects.select_related("effect")
    return found.filter(pk__in=[message.pk for message in messages])


def is_settled(messages):
    return all(
        message.state in {State.SENT, State.UNCERTAIN} for message in again(messages)
    )


def until(true):
    last = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < last, "It took too long."
        time.sleep(0.02)
