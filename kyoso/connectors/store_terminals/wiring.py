"""What the connector tells the engines: labels, the chore, the officers' way."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from kyoso.connectors.store_terminals.actions import end_left, give_up
from kyoso.connectors.store_terminals.models import StoreRequest
from kyoso.connectors.store_terminals.nonces import forget_nonces
from kyoso.engines.audit import api as audit
from kyoso.engines.certification import api as certification
from kyoso.engines.people import api as people
from kyoso.kernel.schedule import Chore, chores
from kyoso.ui import navigation

LABELS = (
    audit.Label("store_terminals.asked", _("コンビニの端末で証明書が申請されました。")),
    audit.Label("store_terminals.paid", _("コンビニで手数料が払われました。")),
    audit.Label("store_terminals.fetched", _("コンビニの端末に証明書を渡しました。")),
    audit.Label("store_terminals.printed", _("コンビニの端末で証明書を印刷しました。")),
    audit.Label(
        "store_terminals.not_printed",
        _("コンビニの端末で証明書を印刷できませんでした。"),
    ),
    audit.Label("store_terminals.cancelled", _("コンビニでの申請をやめました。")),
    audit.Label("store_terminals.closed", _("コンビニでの申請を終わりにしました。")),
)


def call_for_unheard() -> None:
    """Give up paid papers that were not made, or of which no terminal says anything."""
    for request in StoreRequest.objects.unheard():
        give_up(request, by=None)


def end_unpaid() -> None:
    """Take back what nobody at a store paid in time."""
    for request in StoreRequest.objects.unpaid():
        end_left(request, by=None)


def _is_introduced() -> bool:
    return certification.rules().store.is_introduced


_may_issue = people.whoever_may(people.Permission.ISSUE_CERTIFICATES)
for label in LABELS:
    audit.labels.register(label)
for slug, title, act, minutes in (
    (
        "store_terminals.call_for_unheard",
        "返事のないコンビニ交付を職員に知らせる",
        call_for_unheard,
        1,
    ),
    (
        "store_terminals.end_unpaid",
        "コンビニで払われなかった申請を取り下げる",
        end_unpaid,
        5,
    ),
    (
        "store_terminals.forget_nonces",
        "コンビニ交付の古い電文の名前を消す",
        forget_nonces,
        60,
    ),
):
    chores.register(Chore(slug, title, act, dt.timedelta(minutes=minutes)))
navigation.office.register(
    navigation.Entry(
        "store-terminals",
        "コンビニ交付",
        "store_terminals:desk",
        order=46,
        group="申請",
        who=lambda request: _is_introduced() and _may_issue(request),
    )
)
