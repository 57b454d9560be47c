"""申請した人への知らせ: by mail where it was chosen; a refusal also by letter."""

from kyoso.engines.certification.errors import DECLINES
from kyoso.engines.certification.models import Order
from kyoso.engines.certification.pages import order_page
from kyoso.engines.certification.states import State
from kyoso.engines.messaging import api as messaging
from kyoso.engines.people.api import Account
from kyoso.kernel.words import pick

CHANGED = "certification.changed"


def tell(order: Order, *, by: Account | None, revoked: bool = False) -> None:
    """Tell the requester where the request stands now, if there is a way.

    Nothing of the register is in it: an address of mail proves nobody.
    """
    if order.channel != "web":
        return
    to = _recipient(order)
    if to is None:
        return
    said = str(DECLINES[order.decline]) if order.decline else ""
    messaging.send(
        CHANGED,
        to=to,
        context={
            "name": order.account.resident.name,
            "title": pick(order.kind.title, order.language),
            "state": "revoked" if revoked else order.state,
            "reason": said,
            "note": order.decline_note,
            "tracking": order.tracking,
            "link": order_page(order),
            "section": order.section.name,
            "phone": order.section.phone,
        },
        about=order.about,
        section=order.section,
        by=by,
    )


def _recipient(order: Order) -> messaging.Recipient | None:
    resident = order.account.resident
    postal = None
    if resident.address:
        postal = messaging.PostalAddress(
            resident.name, resident.postcode, resident.address, resident.kana
        )
    if not resident.wants_electronic and (
        order.state != State.DECLINED or postal is None
    ):
        return None
    return messaging.Recipient(
        account=order.account,
        email=order.account.email or "",
        postal=postal,
        electronic=resident.wants_electronic,
        language=order.language,
    )
