"""What residents read of this part's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label("signatures.asked", _("電子署名を始めました。")),
    audit.Label("signatures.accepted", _("電子署名を確かめて受け取りました。")),
    audit.Label("signatures.refused", _("電子署名を確かめられませんでした。")),
    audit.Label("signatures.given_up", _("電子署名をせずに戻りました。")),
    audit.Label(
        "signatures.unused", _("電子署名をした申請を、受け付けられませんでした。")
    ),
)
