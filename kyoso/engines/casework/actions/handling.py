"""The desk's daily acts: accept, assign, hand over, note; and the withdrawal."""

from django.db import transaction

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import events
from kyoso.engines.casework.actions.charging import release
from kyoso.engines.casework.calls import call
from kyoso.engines.casework.errors import (
    CommentNeeded,
    NotYourSection,
    SameOfficerTwice,
    TextTooLong,
)
from kyoso.engines.casework.models import Case, Note, Passing, Proposal
from kyoso.engines.casework.moves import (
    Mover,
    applicant,
    locked,
    move,
    office,
)
from kyoso.engines.casework.states import Act
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, Officer
from kyoso.kernel import clock

# A successor reads notes in April; longer texts belong into a document.
NOTE_LENGTH = 2000


@transaction.atomic
def accept(case: Case, *, by: Account, edition: int | None = None) -> Case:
    """Begin the review; who accepts a case that nobody has, takes it."""
    case = locked(case, edition=edition)
    if case.assignee is None:
        case.assignee = Officer.objects.filter(account=by).first()
        case.deputy = None
    move(case, Act.ACCEPT, by=office(by), event="accepted")
    return case


@transaction.atomic
def assign(
    case: Case,
    *,
    to: Officer,
    by: Account,
    deputy: Officer | None = None,
    edition: int | None = None,
) -> Case:
    """Give the case to an officer of its section, and a deputy (副担当) who stands in.

    Without ``deputy`` there is none afterwards. Raises ``NotYourSection`` for an
    officer without a post that handles cases there today, ``SameOfficerTwice``.
    """
    case = locked(case, edition=edition)
    for officer in filter(None, (to, deputy)):
        if not people.may(officer, people.Permission.HANDLE_CASES, case.section):
            raise NotYourSection(name=officer.name, section=case.section.name)
    if deputy is not None and deputy.pk == to.pk:
        raise SameOfficerTwice
    case.assignee = to
    case.deputy = deputy
    move(
        case,
        Act.ASSIGN,
        by=office(by),
        event="assigned",
        text=f"{to.name}（副担当：{deputy.name}）" if deputy else to.name,
        officer=to.number,
        deputy=deputy.number if deputy else None,
    )
    return case


@transaction.atomic
def note(case: Case, *, text: str, by: Account) -> Note:
    """Leave a note for colleagues; it changes nothing and is never edited.

    Who is called by 「@名前」 finds the case among what waits for them. Raises
    ``NobodyOfThatName``, ``NameOfSeveral``.
    """
    text = text.strip()
    if not text:
        raise CommentNeeded("メモを入力してください。")
    if len(text) > NOTE_LENGTH:
        raise TextTooLong(label="メモ", maximum=NOTE_LENGTH, length=len(text))
    audit.record(
        "casework.noted", by=by, subject=case, person=case.account, reason=case.ref
    )
    written = Note.objects.create(case=case, text=text, written_by=by)
    call(written, case)
    return written


@transaction.atomic
def withdraw(
    case: Case,
    *,
    by: Account | None,
    reason: str = "",
    on_behalf: bool = False,
    edition: int | None = None,
) -> Case:
    """End the case by the applicant's own wish, before a decision.

    ``on_behalf`` means that an officer records a withdrawal told at the counter
    or by post; then ``reason`` says how it was told. Open corrections and
    proposals end with the case.
    """
    case = locked(case, edition=edition)
    if on_behalf and not reason.strip():
        raise CommentNeeded(what="取下げ")
    mover: Mover = office(by) if on_behalf and by is not None else applicant(by)
    move(case, Act.WITHDRAW, by=mover, event="withdrawn", text=reason.strip())
    case.corrections.filter(ended_at=None).update(
        ended_at=clock.now(), ended_by=by, is_lapsed=True
    )
    case.proposals.filter(state=Proposal.State.PENDING).update(
        state=Proposal.State.LAPSED, ended_at=clock.now(), ended_by=by
    )
    case.passings.filter(answer="").update(
        answer=Passing.Answer.LAPSED, answered_at=clock.now(), answered_by=by
    )
    release(case, by=by)
    events.case_withdrawn.send(Case, case=case, by=by)
    return case
