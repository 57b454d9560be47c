"""What residents read of this part's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label("documents.document_read", _("文書を開きました。")),
    audit.Label("documents.issued", _("文書に番号を付けました。"), is_shown=False),
    audit.Label("documents.made", _("文書を作りました。")),
    audit.Label("documents.stamped", _("文書に公印を押しました。")),
    audit.Label(
        "documents.seals_exported", _("公印使用簿を保存しました。"), is_shown=False
    ),
    audit.Label("documents.notices_ordered", _("一斉の通知を作りました。")),
    audit.Label("documents.notices_made", _("一斉の通知の束を作りました。")),
    audit.Label("documents.glyphs_replaced", _("文書の文字を確かめました。")),
)
