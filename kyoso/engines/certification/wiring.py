"""What the certification engine tells the others."""

from typing import Any

from kyoso.engines.audit import api as audit
from kyoso.engines.certification import printing
from kyoso.engines.certification.actions.asking import examine_order, note_paid
from kyoso.engines.certification.actions.issuing import issue_by_rule
from kyoso.engines.certification.events import certificate_ready
from kyoso.engines.certification.labels import LABELS
from kyoso.engines.certification.models import Certificate, Order
from kyoso.engines.certification.notices import CHANGED, tell
from kyoso.engines.certification.offering import rules
from kyoso.engines.documents import api as documents
from kyoso.engines.jobs import api as jobs
from kyoso.engines.ledger.api import Due
from kyoso.engines.messaging import api as messaging
from kyoso.engines.payments import api as payments
from kyoso.engines.people import api as people
from kyoso.kernel.words import Words


def _examine(ref: str) -> None:
    examine_order(Order.objects.get(ref=ref), by=None)


def _issue(ref: str) -> None:
    issue_by_rule(Order.objects.get(ref=ref))


def _by_mandate() -> list[tuple[str, Words]]:
    """Return the certificates of the city that one may ask for another by a mandate."""
    kinds = [offer.kind for offer in rules().offers.values()]
    return [(kind.mandate_slug, kind.title) for kind in kinds if kind.proxy.allowed]


def _on_paid(sender: type, *, due: Due, **told: Any) -> None:
    note_paid(due, by=None)


def _on_made(sender: type, *, document: documents.Document, **told: Any) -> None:
    """The PDF of a certificate is there: say so to whoever prints or waits for it."""
    if not document.about.startswith("certification:"):
        return
    made = (
        Certificate.objects.select_related("order__section", "order__requested_by")
        .filter(document=document)
        .first()
    )
    if made is None:
        return
    if made.order.delivery == "pdf":
        tell(made.order, by=None)
    certificate_ready.send(sender=Certificate, certificate=made, order=made.order)


for slug, title, act in (
    ("certification.examine", "証明の申請の確認", _examine),
    ("certification.issue", "証明書の発行", _issue),
):
    jobs.effects.register(
        jobs.EffectKind(slug, title, act=act, interrupted=jobs.Interrupted.AGAIN)
    )
for paper in printing.all_papers():
    documents.papers.register(paper)
messaging.templates.register(
    messaging.MessageTemplate(
        CHANGED,
        "証明書の申請のお知らせ",
        subject="certification/messages/changed_subject.txt",
        body="certification/messages/changed.txt",
    )
)
people.procedure_lists.register(people.ProcedureList("certification", list=_by_mandate))
payments.paid.connect(_on_paid, dispatch_uid="certification.paid")
documents.document_made.connect(_on_made, dispatch_uid="certification.made")
for label in LABELS:
    audit.labels.register(label)
