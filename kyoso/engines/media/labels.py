"""What residents read of this part's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label("media.read", _("添付書類を開きました。")),
    audit.Label("media.stored", _("添付書類を保存しました。"), is_shown=False),
    audit.Label("media.discarded", _("添付書類を消しました。")),
)
