"""What residents read about entries in the books that concern them."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit.api import Label

LABELS = (
    Label("ledger.raised", _("請求を登録しました。")),
    Label("ledger.due_cancelled", _("請求を取り消しました。")),
    Label("ledger.due_postponed", _("納期限を延ばしました。")),
    Label("ledger.instalments_agreed", _("分けて払う約束を記録しました。")),
    Label("ledger.booked", _("支払いを記録しました。")),
    Label("ledger.refund_proposed", _("お返しする手続を始めました。")),
    Label("ledger.refund_confirmed", _("お返しすることを確認しました。")),
    Label("ledger.repaid", _("お金をお返ししました。")),
    Label("ledger.cleared", "収入を消し込みました。", is_shown=False),
    Label("ledger.el_number_linked", "eL番号を記録しました。", is_shown=False),
    Label("ledger.refund_withdrawn", "還付を取りやめました。", is_shown=False),
    Label("ledger.refund_turned", "還付を口座振込に切り替えました。", is_shown=False),
    Label("ledger.budget_loaded", "予算を読み込みました。", is_shown=False),
    Label("ledger.reserved", "予算を割り当てました。", is_shown=False),
    Label("ledger.released", "予算の割当を取り消しました。", is_shown=False),
    Label("ledger.settled", "額を確定しました。", is_shown=False),
    Label("ledger.ordered", "支出命令を登録しました。", is_shown=False),
    Label("ledger.clawed_back", "返還を記録しました。", is_shown=False),
    Label("ledger.exported", "財務会計に渡すファイルを作りました。", is_shown=False),
    Label("ledger.export_read", "財務会計に渡すファイルを開きました。", is_shown=False),
    Label("ledger.results_taken", "財務会計の結果を取り込みました。", is_shown=False),
)
