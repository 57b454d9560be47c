"""What stands against an entry in the books, told to whoever makes it."""

from kyoso.kernel.errors import Refusal


class BudgetShort(Refusal):
    code = "budget_short"
    sentence = (
        "予算「{line}」の残りは{remaining}円です。{amount}円は割り当てられません。"
    )


class BudgetBelowCommitted(Refusal):
    code = "budget_below_committed"
    sentence = "予算「{line}」は、割り当て済みの{committed}円より少なくできません。"


class BudgetFileUnreadable(Refusal):
    code = "budget_file_unreadable"
    sentence = "予算のファイルを読めません。{where}：{what}"


class WrongSide(Refusal):
    code = "wrong_side"
    sentence = "「{line}」は{side}の科目です。別の科目を選んでください。"


class YearClosed(Refusal):
    code = "year_closed"
    sentence = (
        "{year}年度は{day}に閉鎖しました。この日の後は、新しい年度で処理してください。"
    )


class AmountImpossible(Refusal):
    code = "amount_impossible"
    sentence = "金額は1円以上、{most}円までにしてください。"


class AllotmentSettled(Refusal):
    code = "allotment_settled"
    sentence = "この割当は、もう{state}です。画面を開きなおしてください。"


class AllotmentNotSettled(Refusal):
    code = "allotment_not_settled"
    sentence = "額がまだ確定していません。先に額を確定してください。"


class OrdersTooMuch(Refusal):
    code = "orders_too_much"
    sentence = "支出命令は、確定した額の残り{most}円までにしてください。"


class DueDiffers(Refusal):
    code = "due_differs"
    sentence = "同じ件の請求が、ちがう金額（{amount}円）ですでにあります。前の請求を取り消してから登録してください。"


class DueCancelled(Refusal):
    code = "due_cancelled"
    sentence = "この請求は取り消されています。支払いは必要ありません。"


class DuePaidFor(Refusal):
    code = "due_paid_for"
    sentence = "この請求には支払いがあります。先に還付の手続をしてください。"


class NothingMissing(Refusal):
    code = "nothing_missing"
    sentence = "この請求は、もう全部の納付が済んでいます。"


class NotLater(Refusal):
    code = "not_later"
    sentence = "新しい納期限は、いまの納期限と今日より後の日にしてください。"


class PartImpossible(Refusal):
    code = "part_impossible"
    sentence = "1回の額は、1円から、未納の{missing}円までにしてください。"


class DayPast(Refusal):
    code = "day_past"
    sentence = "最初に払う日は、今日か、今日より後の日にしてください。"


class ReasonMissing(Refusal):
    code = "reason_missing"
    sentence = "理由を入力してください。"


class RefundTooMuch(Refusal):
    code = "refund_too_much"
    sentence = "この収入から還付できるのは、あと{most}円までです。"


class RefundMoved(Refusal):
    code = "refund_moved"
    sentence = "この還付は、もう{state}です。画面を開きなおしてください。"


class SameOfficer(Refusal):
    code = "same_officer"
    sentence = "還付は、登録した職員とは別の職員が確認してください。"


class NothingToExport(Refusal):
    code = "nothing_to_export"
    sentence = "新しく書き出すものはありません。"


class ResultFileUnreadable(Refusal):
    code = "result_file_unreadable"
    sentence = "結果のファイルを読めません。{what}"
