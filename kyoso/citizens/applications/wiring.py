"""What applications tell the house: the ways to their pages, and what can be found."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kyoso.citizens.applications import entering, household, sheets, signing
from kyoso.citizens.applications.actions import begin, renew_codes, starting_tries
from kyoso.citizens.applications.findable import SECTION, SOURCE
from kyoso.citizens.applications.labels import LABELS
from kyoso.citizens.applications.programs.files import forget_uploads
from kyoso.engines.audit import api as audit
from kyoso.engines.casework import api as casework
from kyoso.engines.catalogue import api as catalogue
from kyoso.engines.documents import api as documents
from kyoso.engines.forms import api as forms
from kyoso.engines.jobs import api as jobs
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.engines.signatures import api as signatures
from kyoso.kernel import doors
from kyoso.kernel.schedule import Chore, chores
from kyoso.ui import navigation


def page_of_case(case: casework.Case) -> str:
    """Return where the applicant follows a case, for messages."""
    return doors.link(doors.PUBLIC, "applications:case", case.ref)


def begin_elsewhere(
    procedure: casework.Procedure, account: Account, typed: Mapping[str, str]
) -> str:
    """Begin an application from another page, counted like any other."""
    starting_tries.refuse(account.ref)
    draft = begin(procedure, by=account, typed=typed)
    starting_tries.count(account.ref)
    first = forms.steps(draft.version.parsed, {})[0]
    return reverse("applications:question", args=[draft.ref, first.slug])


casework.application_pages.register(
    casework.ApplicationPage("applications", begin_elsewhere)
)


def page_of_procedure(procedure: casework.Procedure) -> str:
    """Return where an application of this procedure begins."""
    return doors.link(doors.PUBLIC, "applications:procedure", procedure.slug)


casework.case_pages.register(
    casework.CasePage("applications", page_of_case, page_of_procedure)
)
catalogue.sources.register(SOURCE)
catalogue.home.register(SECTION)
chores.register(
    Chore(
        "applications.forget_uploads",
        "使われなかった送信済みファイルの消去",
        forget_uploads,
        every=dt.timedelta(hours=1),
    )
)
for entry in (
    navigation.Entry(
        "procedures", _("手続をさがす"), "applications:procedures", order=10
    ),
    navigation.Entry(
        "applications",
        _("わたしの申請"),
        "applications:mine",
        order=20,
        who=navigation.logged_in,
    ),
):
    navigation.header.register(entry)
for entry in (
    navigation.Entry("status", _("申請の状況を見る"), "applications:status", order=10),
    navigation.Entry(
        "resume", _("申請の続きから始める"), "applications:resume", order=20
    ),
):
    navigation.footer.register(entry)
navigation.office.register(
    navigation.Entry(
        "applications",
        "申請を代わりに入力する",
        "applications:desk",
        order=30,
        group="申請",
        who=people.whoever_may(people.Permission.HANDLE_CASES),
    )
)


def _renew_codes(
    sender: type, *, principal: Account, covers: Callable[[str], bool], **told: Any
) -> None:
    """Who may no longer act for another keeps no paper code of theirs."""
    renew_codes(principal, covers=covers, by=told["by"])


people.acting_ended.connect(_renew_codes, dispatch_uid="applications.renew_codes")

documents.papers.register(
    documents.Paper(
        sheets.PAPER,
        "紙の様式",
        template="/citizens/applications/papers/sheet.typ",
        may_read=lambda _account, _document: False,
        numbered=False,
    )
)
# Their pages serve these files to whoever holds the draft, and nothing else does.
media.purposes.register(
    media.Purpose(sheets.PURPOSE, "紙の様式", may_read=lambda _account, _file: False)
)
jobs.effects.register(
    jobs.EffectKind(sheets.EFFECT, "紙の様式（PDF）の作成", act=sheets.make)
)
jobs.effects.register(
    jobs.EffectKind(household.EFFECT, "世帯の方の呼び出し", act=household.answer)
)
for chore in (
    Chore(
        "applications.forget_household",
        "呼び出した世帯の方の消去",
        household.forget_old,
        every=dt.timedelta(minutes=10),
    ),
    Chore(
        "applications.forget_sheets",
        "紙の様式（PDF）の片付け",
        sheets.forget_old,
        daily_at=dt.time(3, 20),
    ),
    Chore(
        "applications.forget_entries",
        "受け付けなかった入力の片付け",
        entering.forget_left,
        daily_at=dt.time(3, 25),
    ),
):
    chores.register(chore)

signatures.purposes.register(
    signatures.Purpose(
        signing.PURPOSE, "申請", conclude=signing.conclude, page=signing.page_of
    )
)
forms.draft_gone.connect(signing.let_go_with, dispatch_uid="applications.signing")
for label in LABELS:
    audit.labels.register(label)
