"""``/api/v1/applications``: check, file and follow an application by program.

The token of a resident opens it (``read``, ``apply``); the rules are those of the
pages: channels, windows, identity, rates, files. Another person's application
does not exist.
"""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import translation
from ninja import File, Router, Status
from ninja.files import UploadedFile

from kyoso.citizens.applications import actions, identity, reading, story
from kyoso.citizens.applications.programs import actions as programs
from kyoso.citizens.applications.programs.files import take_files
from kyoso.citizens.applications.programs.shapes import (
    Application,
    Checked,
    Faulty,
    Principal,
    Refused,
    Sent,
    SentOnce,
    Stored,
)
from kyoso.engines.casework import api as casework
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, ApiToken
from kyoso.kernel import clock, doors, words

router = Router(tags=["applications"])
APPLY, READ = people.ProgramKey("apply"), people.ProgramKey("read")
UNKNOWN = "様式に、この質問（key）はありません。様式の質問を確かめてください。"


@router.post(
    "/check",
    response={200: Checked, 401: Refused, 403: Refused, 404: Refused, 429: Refused},
    auth=APPLY,
    summary="申請せずに確かめる",
)
def check(request: HttpRequest, sent: Sent, language: str = "ja") -> Any:
    """Look through answers as filing would, and file nothing."""
    token, spoken = _token(request), _known(language)
    programs.checking_tries.refuse(token.account.ref)
    programs.checking_tries.count(token.account.ref)
    procedure = _procedure(sent.procedure)
    checked = _checked(procedure, sent, token.account, spoken)
    definition = _form(procedure).parsed
    fee = forms.fee_of(definition, checked.values, today=clock.today(), language=spoken)
    return {
        "is_good": checked.is_good and not _strangers(procedure, sent),
        "faults": _faults(checked, _strangers(procedure, sent)),
        "lacking": list(checked.lacking),
        "asked": [question.key for question in forms.asked(definition, checked.values)],
        "notes": [
            forms.told(way, language=spoken)
            for way in forms.exits(definition, checked.values)
        ],
        "fee": fee.yen if fee else None,
        "can_be_filed": identity.may_file(programs.LEVEL, procedure),
    }


@router.post(
    "/files",
    response={201: Stored, 401: Refused, 403: Refused, 422: Refused, 429: Refused},
    auth=APPLY,
    summary="添付ファイルを先に送る",
)
def send_file(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Send one file ahead; name its ref in an application within a day."""
    account = _token(request).account
    actions.starting_tries.refuse(account.ref)
    actions.starting_tries.count(account.ref)
    upload: Any = file  # Django's type allows no size at all; the handler gives one
    return Status(201, programs.send_ahead(upload, by=account))


@router.get(
    "/principals",
    response={200: list[Principal], 401: Refused, 403: Refused},
    auth=APPLY,
    summary="だれのために申請できるか",
)
def principals(request: HttpRequest) -> Any:
    """Return the mandates and companies for which the token's person may act today."""
    resident = people.Resident.objects.get(account=_token(request).account)
    return [
        {
            "ref": each.ref,
            "name": each.name,
            "kind": "company" if each.company else "mandate",
        }
        for each in people.standings_of(resident)
    ]


@router.post(
    "",
    response={
        201: Application,
        200: Application,
        401: Refused,
        403: Refused,
        404: Refused,
        409: Refused,
        422: Faulty,
        429: Refused,
    },
    auth=APPLY,
    summary="申請する",
)
def file(request: HttpRequest, sent: SentOnce, language: str = "ja") -> Any:
    """File an application: 201 with its receipt, 200 for a replay of the same key."""
    token, spoken = _token(request), _known(language)
    account = token.account
    procedure = _procedure(sent.procedure)
    principal = _principal(account, procedure, sent.acting_for)
    replayed = programs.case_of(
        procedure, answers=sent.answers, key=sent.key, principal=principal, by=account
    )
    if replayed is not None:
        return Status(200, _told(_shown(account, replayed.ref), spoken))
    actions.filing_tries.refuse(account.ref)
    checked = _checked(procedure, sent, account, spoken)
    strangers = _strangers(procedure, sent)
    if not checked.is_good or strangers:
        faults = _faults(checked, strangers)
        refusal = forms.AnswersFaulty(count=len(faults))
        told = {"code": refusal.code, "sentence": refusal.sentence, "faults": faults}
        return Status(422, told)
    case = programs.file_by_program(
        procedure,
        answers=sent.answers,
        key=sent.key,
        token=token,
        principal=principal,
        language=spoken,
        by=account,
    )
    actions.filing_tries.count(account.ref)
    return Status(201, _told(_shown(account, case.ref), spoken))


@router.get(
    "/{ref}",
    response={200: Application, 401: Refused, 403: Refused, 404: Refused},
    auth=READ,
    summary="申請の状況",
    url_name="application",
)
def application(request: HttpRequest, ref: str, language: str = "ja") -> Any:
    """Return the state of one's own application, or of one that one may act in."""
    return _told(_shown(_token(request).account, ref), _known(language))


def _token(request: HttpRequest) -> ApiToken:
    """Return the token that ``ProgramKey`` has found good."""
    token: ApiToken = request.auth  # type: ignore[attr-defined]
    return token


def _known(language: str) -> str:
    return language if language in words.KEYS else "ja"


def _procedure(slug: str) -> Procedure:
    found = (
        Procedure.objects.public()
        .select_related("section__department", "current", "form")
        .filter(slug=forms.storable(slug))
        .first()
    )
    if found is None or found.form is None:
        raise Http404
    return found


def _form(procedure: Procedure) -> forms.FormVersion:
    assert procedure.form is not None
    return procedure.form.latest


def _principal(account: Account, procedure: Procedure, ref: str) -> Account | None:
    """Return for whom the application is, if for another; ``Http404`` if one may not."""
    if not ref:
        return None
    resident = people.Resident.objects.get(account=account)
    for standing in people.standings_of(resident):
        company = standing.company
        fits = company is None or company.kind in procedure.definition.applicants
        if standing.ref == ref and standing.covers(procedure.slug) and fits:
            return standing.account
    raise Http404


def _checked(
    procedure: Procedure, sent: Sent, account: Account, language: str
) -> forms.Checked:
    definition = _form(procedure).parsed
    taken = take_files(definition, sent.answers, account=account)
    return forms.check(
        definition, taken.answers, today=clock.today(), language=language
    )


def _strangers(procedure: Procedure, sent: Sent) -> list[str]:
    """Return what was answered that the form does not ask: a slip of the program."""
    known = _form(procedure).parsed.places
    return [key for key in forms.storable(sent.answers) if key not in known]


def _faults(checked: forms.Checked, strangers: list[str]) -> list[dict[str, str]]:
    return [
        {
            "question": fault.question,
            "part": fault.part,
            "item": fault.item,
            "within": fault.within.question if fault.within else "",
            "sentence": fault.sentence,
        }
        for fault in checked.errors
    ] + [
        {"question": key, "part": "", "item": "", "within": "", "sentence": UNKNOWN}
        for key in strangers
    ]


def _shown(account: Account, ref: str) -> Case:
    case = reading.case_of(account, forms.storable(ref))
    if case is None:
        raise Http404
    return case


def _told(case: Case, language: str) -> dict[str, Any]:
    with translation.override(language):
        casework.load_story(case)
        turn = casework.turn(case)
        chip = story.chip_of(case)
        correction = story.open_correction(case)
        items = story.items(case, correction, language=language)
        names = [item.question for item in correction.items.all()] if correction else []
    return {
        "ref": case.ref,
        "receipt_number": case.receipt_number,
        "procedure": case.procedure.slug,
        "title": words.pick(case.revision.definition.title, language),
        "state": case.state,
        "state_title": chip.word,
        "holder": turn.holder,
        "clock": turn.clock,
        "arrived_at": case.arrived_at,
        "due_on": turn.due_on,
        "closed_at": case.closed_at,
        "outcome": case.outcome,
        "to_mend": [
            {"question": name, "label": item.label, "comment": item.comment}
            for name, item in zip(names, items, strict=True)
        ],
        "href": doors.link(doors.PUBLIC, "applications:case", case.ref),
    }
