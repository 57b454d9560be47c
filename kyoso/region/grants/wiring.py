"""What grants tell the house: the only place of registration."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import api as casework
from kyoso.engines.catalogue import api as catalogue
from kyoso.engines.documents import api as documents
from kyoso.engines.indicators import api as indicators
from kyoso.engines.ledger import api as ledger
from kyoso.engines.media import api as media
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people import api as people
from kyoso.kernel.schedule import Chore, chores
from kyoso.region.grants import hearing, letters, notices, reading
from kyoso.region.grants.actions import reporting
from kyoso.region.grants.findable import SOURCE
from kyoso.region.grants.labels import LABELS
from kyoso.region.grants.measures import MEASURES
from kyoso.region.grants.windows import set_windows
from kyoso.ui import navigation

casework.case_filed.connect(hearing.on_filed, dispatch_uid="grants.filed")
casework.decision_proposed.connect(hearing.on_proposed, dispatch_uid="grants.proposed")
casework.case_decided.connect(hearing.on_decided, dispatch_uid="grants.decided")
casework.case_withdrawn.connect(hearing.on_withdrawn, dispatch_uid="grants.withdrawn")
ledger.order_performed.connect(hearing.on_performed, dispatch_uid="grants.performed")
documents.document_made.connect(hearing.on_made, dispatch_uid="grants.paper")

for slug, title, _verb in notices.PAPERS.values():
    documents.papers.register(
        documents.Paper(
            slug,
            title,
            template=notices.TEMPLATE,
            may_read=notices.may_read,
            person=notices.person_of,
        )
    )
for slug, title, name in (
    (letters.PAPER, "補助金の通知", "paper"),
    (letters.REPORT_RETURNED, "実績報告の差戻し", "report_returned"),
):
    messaging.templates.register(
        messaging.MessageTemplate(
            slug,
            title,
            subject=f"grants/messages/{name}_subject.txt",
            body=f"grants/messages/{name}.txt",
        )
    )
media.purposes.register(
    media.Purpose(
        reporting.PURPOSE,
        "補助金の実績報告の書類",
        may_read=reading.may_read_file,
        person=reading.person_of_file,
        reason=reading.reason_of_file,
    )
)
for measure in MEASURES:
    indicators.measures.register(measure)
# A round that opens or closes at midnight is seen within the hour.
chores.register(
    Chore(
        "grants.set_windows",
        "補助金の募集期間の切りかえ",
        set_windows,
        every=dt.timedelta(hours=1),
    )
)
casework.case_ways.register(
    casework.CaseWay(
        "grants",
        _("この補助金の手続を見る"),
        joined="grant",
        public=reading.page_for_applicant,
        office=reading.page_for_officer,
    )
)
catalogue.sources.register(SOURCE)
for label in LABELS:
    audit.labels.register(label)
audit.receipts.register(audit.Receipts("grants", reading.receipt_numbers))
navigation.header.register(
    navigation.Entry(
        "my-grants",
        _("わたしの補助金"),
        "grants:mine",
        order=27,
        who=navigation.logged_in,
    )
)
navigation.footer.register(
    navigation.Entry("grants", _("補助金・助成金"), "grants:programmes", order=30)
)
navigation.office.register(
    navigation.Entry(
        "grants",
        "補助金",
        "grants:desk",
        order=40,
        group="申請",
        who=people.whoever_may(people.Permission.READ_CASES),
    )
)
