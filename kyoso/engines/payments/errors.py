"""What stands against paying, told to whoever wants to pay or keeps the books.

Those that residents meet are marked for the catalogues; the view translates.
"""

from django.utils.translation import gettext_noop as _

from kyoso.kernel.errors import Refusal


class PaidAlready(Refusal):
    code = "paid_already"
    sentence = _("この支払いは、もう済んでいます。もう一度払う必要はありません。")


class NothingOwed(Refusal):
    code = "nothing_owed"
    sentence = _("この請求は取り消されました。支払いは必要ありません。")


class AttemptOpen(Refusal):
    code = "attempt_open"
    sentence = _(
        "前の支払いが終わっていません。前の支払いの画面で続けるか、やめてから選んでください。"
    )


class ChannelNotOffered(Refusal):
    code = "channel_not_offered"
    sentence = _("この支払い方法は、いま使えません。別の方法を選んでください。")


class StillPaying(Refusal):
    code = "still_paying"
    sentence = _(
        "支払いの結果を確認しています。結果が分かるまで、もう少しお待ちください。"
    )


class AmountNotWhole(Refusal):
    code = "amount_not_whole"
    sentence = "受け取れるのは、未納の{missing}円ちょうどです。"


class AmountNotAPart(Refusal):
    code = "amount_not_a_part"
    sentence = "受け取れるのは、今回の{asked}円か、未納の全部の{missing}円です。"


class DesignationPeriod(Refusal):
    code = "designation_period"
    sentence = "指定の終わりの日は、始まりの日より後にしてください。"


class DiscrepancySettled(Refusal):
    code = "discrepancy_settled"
    sentence = "この不一致は、もう対応済みです。画面を開きなおしてください。"


class NoteMissing(Refusal):
    code = "note_missing"
    sentence = "どう対応したかを入力してください。"


class FileUnreadable(Refusal):
    code = "reconciliation_file_unreadable"
    sentence = "入金明細を読めません。{what}"
