"""What residents read of this part's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label("messaging.message_read", _("お知らせの内容を見ました。")),
    audit.Label("messaging.log_read", _("お知らせの送達の記録を見ました。")),
    audit.Label("messaging.batch_printed", _("お知らせを印刷しました。")),
    audit.Label("messaging.letter_dispatched", _("お知らせを郵便で送りました。")),
    audit.Label("messaging.letter_returned", _("お知らせが郵便で戻ってきました。")),
    audit.Label("messaging.posted", _("お知らせを用意しました。"), is_shown=False),
    audit.Label("messaging.many_posted", _("多くの方へのお知らせを用意しました。")),
    audit.Label("messaging.posted_again", _("お知らせを郵便で送りなおします。")),
    audit.Label("messaging.mailed_again", _("お知らせをメールで送りなおします。")),
    audit.Label("messaging.settled", _("メールが届いたかを確かめました。")),
)
