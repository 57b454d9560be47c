"""Verbs of programs: send a file ahead, file an application."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from kyoso.citizens.applications import actions, identity
from kyoso.citizens.applications.models import ProgramFiling, Upload
from kyoso.citizens.applications.programs.files import take_files
from kyoso.citizens.applications.walking import PURPOSE
from kyoso.engines.audit import api as audit
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.forms import api as forms
from kyoso.engines.media import api as media
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account, ApiToken
from kyoso.kernel.errors import Refusal

_HOUR = dt.timedelta(hours=1)
# A token stands for a log-in with a confirmed address, and for no card.
LEVEL = people.IdentityLevel.EMAIL


class CardNeeded(Refusal):
    """A card is shown by a person; a program's token is no card."""

    code = "card_needed"
    sentence = gettext_noop(
        "「{title}」は、マイナンバーカードで本人を確かめてから申請する手続です。"
        "プログラムからは送れないため、画面から申請してください。"
    )


class KeyOfAnother(Refusal):
    """The key was used before, for something else."""

    code = "key_of_another"
    sentence = gettext_noop(
        "この鍵（key）では、別の内容の申請がもう届いています。"
        "新しい申請には、新しい鍵を付けてください。"
    )


class ChecksPaused(Refusal):
    code = "checks_paused"
    sentence = gettext_noop(
        "確認の回数が多いため、しばらく受け付けられません。"
        "1時間ほどたってから、もう一度送ってください。"
    )


checking_tries = forms.Tries(
    "applications.checking", 10 * settings.FILINGS_PER_HOUR, _HOUR, ChecksPaused
)


@transaction.atomic
def send_ahead(upload: media.Upload, *, by: Account) -> media.File:
    """Keep a file for an application to come. Raises ``media.FileRefused``."""
    file = media.store(upload, purpose=PURPOSE, by=by, about=by.ref)
    Upload.objects.create(account=by, file=file)
    return file


def file_by_program(
    procedure: Procedure,
    *,
    answers: Mapping[str, Any],
    key: str,
    token: ApiToken,
    principal: Account | None,
    language: str,
    by: Account,
) -> Case:
    """File an application once under the client's ``key``; a replay returns its case.

    ``answers`` are as typed, of a file question the refs of files sent ahead.
    Raises ``CardNeeded``, ``KeyOfAnother``, and what ``begin`` and ``file`` of the
    pages raise; then nothing has happened, and the files are still there.
    """
    digest = _digest(procedure, answers, principal)
    known = _known(by, key, digest)
    if known is not None:
        return known
    if not identity.may_file(LEVEL, procedure):
        raise CardNeeded(title=procedure.title)
    try:
        with transaction.atomic():
            case = _file(procedure, answers, principal, language, by)
            ProgramFiling.objects.create(account=by, key=key, digest=digest, case=case)
            audit.record(
                "applications.filed_by_program",
                by=by,
                subject=case,
                person=principal or by,
                token=token.ref,
            )
            return case
    except IntegrityError:
        # The same key arrived twice at once: the first one's case is the answer.
        known = _known(by, key, digest)
        if known is None:
            raise
        return known


def case_of(
    procedure: Procedure,
    *,
    answers: Mapping[str, Any],
    key: str,
    principal: Account | None,
    by: Account,
) -> Case | None:
    """Return the case that this key has filed already. Raises ``KeyOfAnother``."""
    return _known(by, key, _digest(procedure, answers, principal))


def _digest(
    procedure: Procedure, answers: Mapping[str, Any], principal: Account | None
) -> str:
    """Return the SHA-256 of what was sent under a key."""
    whose = principal.ref if principal else ""
    sent = [procedure.slug, whose, answers]
    return hashlib.sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()


def _known(account: Account, key: str, digest: str) -> Case | None:
    found = (
        ProgramFiling.objects.select_related("case")
        .filter(account=account, key=key)
        .first()
    )
    if found is None:
        return None
    if found.digest != digest:
        raise KeyOfAnother
    return found.case


def _file(
    procedure: Procedure,
    answers: Mapping[str, Any],
    principal: Account | None,
    language: str,
    by: Account,
) -> Case:
    draft = actions.begin(procedure, by=by, principal=principal)
    taken = take_files(draft.version.parsed, answers, account=by)
    draft.typed = forms.storable(taken.answers)
    draft.save(update_fields=["typed"])
    case = actions.file(draft, by=by, language=language, level=LEVEL)
    Upload.objects.filter(file__ref__in=taken.refs).delete()
    return case
