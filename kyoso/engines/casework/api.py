"""The door of the casework engine.

    from kyoso.engines.casework import api as casework

    case = casework.file(procedure, version=version, answers=checked.answers,
                         files=files, applicant=casework.Applicant(name=…, …),
                         channel="web", token=draft.ref, by=account)
    casework.turn(case).who          # whose turn it is
    casework.answer_correction(case, answers=…, files=…, by=account)

``Procedure.objects.live()`` are those that take applications and are counted;
``procedure.definition`` is all that its file says. Actions raise
``kernel.errors.Refusal`` with a whole sentence.
"""

from kyoso.engines.casework import errors
from kyoso.engines.casework.actions.asking import answer_consultation
from kyoso.engines.casework.actions.bulk import carry_out
from kyoso.engines.casework.actions.corrections import (
    Mend,
    answer_correction,
    ask_correction,
    cancel_correction,
)
from kyoso.engines.casework.actions.deciding import (
    approve,
    decide,
    propose,
    pull_back,
    record_dispatch,
    send_back,
)
from kyoso.engines.casework.actions.extending import extend_period
from kyoso.engines.casework.actions.filing import file
from kyoso.engines.casework.actions.handling import accept, assign, note, withdraw
from kyoso.engines.casework.actions.linking import link_cases
from kyoso.engines.casework.actions.opening import open_between
from kyoso.engines.casework.actions.passing import (
    decline_case,
    offer_case,
    take_case_over,
    take_offer_back,
)
from kyoso.engines.casework.actions.reviews import end_review, register_review
from kyoso.engines.casework.addresses import (
    ApplicationPage,
    CasePage,
    CaseWay,
    application_pages,
    begin_application,
    case_pages,
    case_ways,
    procedure_path,
    public_link,
    ways_on,
    with_ways,
)
from kyoso.engines.casework.applicants import (
    Applicant,
    ApplicantKind,
    applicant_of,
)
from kyoso.engines.casework.definition import Definition
from kyoso.engines.casework.events import (
    case_decided,
    case_filed,
    case_withdrawn,
    correction_answered,
    correction_asked,
    decision_proposed,
)
from kyoso.engines.casework.fees import Standing as FeeStanding
from kyoso.engines.casework.fees import due_of as fee_due
from kyoso.engines.casework.fees import standing_of as fee_standing
from kyoso.engines.casework.mending import asked_items, open_correction, opened_by
from kyoso.engines.casework.models import (
    Attachment,
    Case,
    CaseQuerySet,
    Correction,
    CorrectionItem,
    Decision,
    Extension,
    Procedure,
    ProcedureRevision,
    Proposal,
    SavedFilter,
    SignedSubmission,
    Step,
    Submission,
)
from kyoso.engines.casework.periods import (
    FEWEST_FOR_A_MEDIAN,
    city_day,
    extension_of,
    median_open_days,
)
from kyoso.engines.casework.procedures import (
    ProcedureFile,
    check,
    doubts,
    export,
    faults_of,
    load,
    load_all,
    plain,
    read_file,
    read_files,
    read_text,
    toml,
)
from kyoso.engines.casework.reading import may_read_case
from kyoso.engines.casework.remembering import load_story
from kyoso.engines.casework.route import AddedStep
from kyoso.engines.casework.signing import (
    correction_to_sign,
    is_signed,
    summary_to_sign,
    with_signed,
)
from kyoso.engines.casework.states import CLOSED, OPEN, Act, NotNow, State, can
from kyoso.engines.casework.turns import Turn, turn
from kyoso.engines.casework.verification import checks_of, signed_submissions

__all__ = [
    "CLOSED",
    "FEWEST_FOR_A_MEDIAN",
    "OPEN",
    "Act",
    "AddedStep",
    "Applicant",
    "ApplicantKind",
    "ApplicationPage",
    "Attachment",
    "Case",
    "CasePage",
    "CaseQuerySet",
    "CaseWay",
    "Correction",
    "CorrectionItem",
    "Decision",
    "Definition",
    "Extension",
    "FeeStanding",
    "Mend",
    "NotNow",
    "Procedure",
    "ProcedureFile",
    "ProcedureRevision",
    "Proposal",
    "SavedFilter",
    "SignedSubmission",
    "State",
    "Step",
    "Submission",
    "Turn",
    "accept",
    "answer_consultation",
    "answer_correction",
    "applicant_of",
    "application_pages",
    "approve",
    "ask_correction",
    "asked_items",
    "assign",
    "begin_application",
    "can",
    "cancel_correction",
    "carry_out",
    "case_decided",
    "case_filed",
    "case_pages",
    "case_ways",
    "case_withdrawn",
    "check",
    "checks_of",
    "city_day",
    "correction_answered",
    "correction_asked",
    "correction_to_sign",
    "decide",
    "decision_proposed",
    "decline_case",
    "doubts",
    "end_review",
    "errors",
    "export",
    "extend_period",
    "extension_of",
    "faults_of",
    "fee_due",
    "fee_standing",
    "file",
    "is_signed",
    "link_cases",
    "load",
    "load_all",
    "load_story",
    "may_read_case",
    "median_open_days",
    "note",
    "offer_case",
    "open_between",
    "open_correction",
    "opened_by",
    "plain",
    "procedure_path",
    "propose",
    "public_link",
    "pull_back",
    "read_file",
    "read_files",
    "read_text",
    "record_dispatch",
    "register_review",
    "send_back",
    "signed_submissions",
    "summary_to_sign",
    "take_case_over",
    "take_offer_back",
    "toml",
    "turn",
    "ways_on",
    "with_signed",
    "with_ways",
    "withdraw",
]
