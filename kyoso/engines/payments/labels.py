"""What residents read about their payments."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit.api import Label

LABELS = (
    Label("payments.started", _("支払いを始めました。")),
    Label("payments.left", _("支払いをやめて、別の方法を選びました。")),
    Label("payments.slip_shown", _("納付書を印刷する画面を開きました。")),
    Label("payments.due_read", _("請求と支払いの記録を見ました。")),
    Label("payments.ended", "支払いの試みが終わりました。", is_shown=False),
    Label("payments.refund_told", "還付を知らせました。", is_shown=False),
    Label("payments.discrepancy_found", "不一致を見つけました。", is_shown=False),
    Label("payments.discrepancy_settled", "不一致に対応しました。", is_shown=False),
    Label("payments.designated", "指定納付受託者を登録しました。", is_shown=False),
    Label("payments.designation_ended", "指定の終わりを登録しました。", is_shown=False),
    Label("payments.collected", "受託者の受け取りを記録しました。", is_shown=False),
    Label("payments.reconciled", "入金明細を取り込みました。", is_shown=False),
)
