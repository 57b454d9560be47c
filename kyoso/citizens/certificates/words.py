"""Words for where a request stands: what residents read, and the colour of the chip."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

STATES: dict[str, tuple[str | Promise, str]] = {
    "examining": (_("確かめています"), "blue"),
    "by_hand": (_("職員が確かめています"), "blue"),
    "to_pay": (_("手数料を払ってください"), "yellow"),
    "paid": (_("発行の準備をしています"), "blue"),
    "issued": (_("発行しました"), "green"),
    "dispatched": (_("郵便で送りました"), "green"),
    "declined": (_("お出しできません"), "red"),
    "withdrawn": (_("取り下げました"), "neutral"),
}
