"""The door of the certification engine.

    from kyoso.engines.certification import api as certification

    order = certification.request(certification.kinds()["resident-record"],
                                  level=people.level_of(request), delivery="print",
                                  purpose="work", channel="kiosk", token=…, by=account)
    certification.certificate_ready.connect(print_it, dispatch_uid="kiosk.print")

``request`` belongs to a card's session; the worker then examines the request
(``order.state``, event ``examined``), raises its due (``payments.dues_about(
order.about)``) and issues it when it is paid, or leaves it to an officer. The
events are ``examined``, ``certificate_issued``, ``certificate_ready``; the PDF is
``current(order).document.file``, which whoever prints it serves by itself.
"""

from kyoso.engines.certification.actions.asking import request, withdraw
from kyoso.engines.certification.actions.entering import Seen, enter
from kyoso.engines.certification.actions.issuing import (
    approve,
    decline,
    dispatch,
    examine_again,
    issue,
    reissue,
    revoke,
)
from kyoso.engines.certification.choices import (
    SCOPES,
    SCOPES_OF_OTHERS,
    years_on,
)
from kyoso.engines.certification.errors import (
    DECLINES,
    AuthorityMissing,
    CannotIssue,
    CopiesWrong,
    NotOffered,
    NotValid,
    OptionWrong,
    PersonNotFound,
    ProxyRefused,
    ReasonMissing,
    TooManyOpen,
    TrackingWrong,
)
from kyoso.engines.certification.events import (
    certificate_issued,
    certificate_ready,
    examined,
)
from kyoso.engines.certification.examining import Found, examine
from kyoso.engines.certification.hours import Hours, HoursWrong, read_hours
from kyoso.engines.certification.kinds import Kind, kinds
from kyoso.engines.certification.models import Certificate, CounterEntry, Order
from kyoso.engines.certification.offering import (
    Delivery,
    Offer,
    Purpose,
    Rules,
    Store,
    offer_of,
    rules,
)
from kyoso.engines.certification.pages import OrderPage, order_pages
from kyoso.engines.certification.reading import (
    current,
    hidden_from,
    may_handle,
    may_receive,
    orders_for,
    orders_of,
    pdf_for,
)
from kyoso.engines.certification.states import NotNow, State

__all__ = [
    "DECLINES",
    "SCOPES",
    "SCOPES_OF_OTHERS",
    "AuthorityMissing",
    "CannotIssue",
    "Certificate",
    "CopiesWrong",
    "CounterEntry",
    "Delivery",
    "Found",
    "Hours",
    "HoursWrong",
    "Kind",
    "NotNow",
    "NotOffered",
    "NotValid",
    "Offer",
    "OptionWrong",
    "Order",
    "OrderPage",
    "PersonNotFound",
    "ProxyRefused",
    "Purpose",
    "ReasonMissing",
    "Rules",
    "Seen",
    "State",
    "Store",
    "TooManyOpen",
    "TrackingWrong",
    "approve",
    "certificate_issued",
    "certificate_ready",
    "current",
    "decline",
    "dispatch",
    "enter",
    "examine",
    "examine_again",
    "examined",
    "hidden_from",
    "issue",
    "kinds",
    "may_handle",
    "may_receive",
    "offer_of",
    "order_pages",
    "orders_for",
    "orders_of",
    "pdf_for",
    "read_hours",
    "reissue",
    "request",
    "revoke",
    "rules",
    "withdraw",
    "years_on",
]
