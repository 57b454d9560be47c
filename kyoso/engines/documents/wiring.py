"""What the documents engine tells the others."""

import datetime as dt

from kyoso.engines.audit import api as audit
from kyoso.engines.documents import actions, notice_making, signing
from kyoso.engines.documents.kinds import Paper, Signer, papers, signers
from kyoso.engines.documents.labels import LABELS
from kyoso.engines.documents.models import Document, NoticeSheet
from kyoso.engines.documents.navigation import ENTRIES
from kyoso.engines.jobs import api as jobs
from kyoso.engines.media import api as media
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people import api as people
from kyoso.engines.people.api import Account
from kyoso.ui import navigation


def _may_read(account: Account, file: media.File) -> bool:
    document = Document.objects.filter(file=file).first()
    return document is not None and actions.may_read(account, document)


def _person(file: media.File) -> Account | None:
    document = Document.objects.filter(file=file).first()
    return papers.get(document.paper).person(document) if document else None


def _may_read_notices(account: Account, file: media.File) -> bool:
    """Officers who dispatch the mail of the section that ordered the run."""
    sheet = NoticeSheet.objects.filter(file=file).select_related("run__section").first()
    officer = people.Officer.objects.filter(account=account).first()
    return (
        sheet is not None
        and officer is not None
        and people.may(officer, people.Permission.DISPATCH_MAIL, sheet.run.section)
    )


media.purposes.register(
    media.Purpose(actions.PURPOSE, "発行した文書", may_read=_may_read, person=_person)
)
jobs.effects.register(
    jobs.EffectKind(
        "documents.make",
        "文書（PDF）の作成",
        act=actions.make,
        interrupted=jobs.Interrupted.AGAIN,
        lease=dt.timedelta(minutes=5),
    )
)
signers.register(
    Signer("documents.pades", sign=signing.sign, is_ready=signing.is_ready)
)
papers.register(
    Paper(
        notice_making.PAPER,
        "一斉の通知",
        template="/engines/documents/papers/notices.typ",
        may_read=lambda _account, _document: False,
        numbered=False,
    )
)
messaging.templates.register(
    messaging.MessageTemplate(
        notice_making.TEMPLATE,
        "一斉の通知",
        subject="documents/messages/notices_subject.txt",
        body="documents/messages/notices.txt",
    )
)
media.purposes.register(
    media.Purpose(notice_making.PURPOSE, "一斉の通知", may_read=_may_read_notices)
)
jobs.effects.register(
    jobs.EffectKind(
        "documents.notices",
        "一斉の通知の作成",
        act=notice_making.make_sheet,
        interrupted=jobs.Interrupted.AGAIN,
        lease=dt.timedelta(minutes=10),
    )
)
for entry in ENTRIES:
    navigation.office.register(entry)

for label in LABELS:
    audit.labels.register(label)
