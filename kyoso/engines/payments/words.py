"""Words for where things stand: what people read, and the colour of the chip."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# State of a due: words and kind of chip.
STATES: dict[str, tuple[str | Promise, str]] = {
    "open": (_("まだ払っていません"), "yellow"),
    "late": (_("納期限を過ぎています"), "red"),
    "partly": (_("一部を受け取りました"), "yellow"),
    "paid": (_("支払い済み"), "green"),
    "overpaid": (_("払いすぎています"), "orange"),
    "cancelled": (_("取り消しました"), "neutral"),
}
FAILED = ("declined", "cancelled", "expired")

# The way of a refund, and how the money comes back.
NOTED = _("お返しの手続を始めました")
CONFIRMED = _("別の職員が金額を確かめます")
REPAID = _("お返しします")
WAYS_BACK: dict[str, str | Promise] = {
    "same": _(
        "支払った方法に返します。カードのときは、明細に出るまで日数がかかります。"
    ),
    "transfer": _("口座に振り込みます。振込先は、担当がお尋ねします。"),
}
