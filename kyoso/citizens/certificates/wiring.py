"""What certificates tell the house: ways, search, figures, the page of a request."""

from django.utils.translation import gettext_lazy as _

from kyoso.citizens.certificates.findable import SOURCE
from kyoso.citizens.certificates.measures import HOURS, ONLINE
from kyoso.engines.audit import api as audit
from kyoso.engines.catalogue import api as catalogue
from kyoso.engines.certification import api as certification
from kyoso.engines.indicators import api as indicators
from kyoso.engines.people import api as people
from kyoso.kernel import doors
from kyoso.ui import navigation


def page_of_order(order: certification.Order) -> str:
    """Return where the requester follows a request, for messages."""
    return doors.link(doors.PUBLIC, "certificates:order", order.ref)


certification.order_pages.register(
    certification.OrderPage("certificates", page_of_order)
)
catalogue.sources.register(SOURCE)
indicators.measures.register(ONLINE)
indicators.measures.register(HOURS)
navigation.header.register(
    navigation.Entry("certificates", _("証明書"), "certificates:list", order=15)
)
navigation.footer.register(
    navigation.Entry("verify", _("証明書を確かめる"), "certification:verify", order=30)
)
navigation.office.register(
    navigation.Entry(
        "certificates",
        "証明書の発行",
        "certificates:desk",
        order=40,
        group="申請",
        who=people.whoever_may(people.Permission.ISSUE_CERTIFICATES),
    )
)
audit.labels.register(
    audit.Label("certificates.order_read", _("証明書の申請を開きました。"))
)
