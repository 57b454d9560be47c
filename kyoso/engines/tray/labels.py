"""What residents read of the tray's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label("tray.put", _("開かずに渡す書類を預かりました。"), is_shown=False),
    audit.Label("tray.discarded", _("開かずに渡す書類を消しました。")),
    audit.Label(
        "tray.taken", _("番号を扱う担当が、開かずに渡した書類を取り出しました。")
    ),
    audit.Label(
        "tray.acknowledged", _("番号を扱う担当が、開かずに渡した書類を受け取りました。")
    ),
)
