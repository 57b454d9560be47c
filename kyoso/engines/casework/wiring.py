"""What the casework engine tells the others: the only place of registration."""

from kyoso.engines.audit import api as audit
from kyoso.engines.casework import (
    fees_shown,
    letters,
    measures,
    reading,
    sending,
)
from kyoso.engines.casework.labels import LABELS
from kyoso.engines.casework.notices import PAPERS
from kyoso.engines.documents import api as documents
from kyoso.engines.indicators import api as indicators
from kyoso.engines.media import api as media
from kyoso.engines.messaging import api as messaging
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.ui import navigation

for seal, slug in PAPERS.items():
    documents.papers.register(
        documents.Paper(
            slug,
            "決定通知書",
            template="/engines/casework/papers/notice.typ",
            seal=documents.Seal(seal),
            may_read=reading.may_read_notice,
            person=reading.person_of_notice,
        )
    )

for slug, title in (
    (letters.RECEIVED, "受付のお知らせ"),
    (letters.CORRECTION, "補正のお願い"),
    (letters.EXTENDED, "期限の延長のお知らせ"),
    (letters.DECIDED, "結果のお知らせ"),
):
    name = slug.split(".")[1]
    messaging.templates.register(
        messaging.MessageTemplate(
            slug,
            title,
            subject=f"casework/messages/{name}_subject.txt",
            body=f"casework/messages/{name}.txt",
        )
    )

media.purposes.register(
    media.Purpose(
        reading.PURPOSE,
        "申請の添付書類",
        may_read=reading.may_read_attachment,
        person=reading.person_of_attachment,
        reason=reading.case_of_attachment,
    )
)

people.open_work.register(
    people.OpenWork("cases", "担当している申請", list=reading.open_cases_of)
)

payments.asides.register(
    payments.Aside("case", way=fees_shown.way, desk=fees_shown.on_the_desk)
)

for measure in measures.MEASURES:
    indicators.measures.register(measure)

documents.document_made.connect(sending.send_notice, dispatch_uid="casework.notice")
messaging.letter_dispatched.connect(
    sending.note_dispatch, dispatch_uid="casework.dispatch"
)

navigation.office.register(
    navigation.Entry(
        "cases",
        "受付簿",
        "casework:queue",
        order=10,
        group="申請",
        who=people.whoever_may(people.Permission.READ_CASES),
    )
)

for label in LABELS:
    audit.labels.register(label)
audit.receipts.register(audit.Receipts("cases", reading.receipt_numbers))
people.procedure_lists.register(
    people.ProcedureList("procedures", list=reading.procedures_to_act_in)
)
