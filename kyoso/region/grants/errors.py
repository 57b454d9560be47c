"""What stands against an act on a grant, told to whoever tried it."""

from django.utils.translation import gettext_noop

from kyoso.kernel.errors import Refusal


class ProgrammeFileWrong(Refusal):
    """The file has faults; ``problems`` holds a line for each of them."""

    code = "programme_file_wrong"

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class OutsideRounds(Refusal):
    code = "outside_rounds"
    sentence = gettext_noop(
        "「{title}」は、いま募集していません。{section}（{phone}）にご相談ください。"
    )


class NoRoundThisYear(Refusal):
    code = "no_round_this_year"
    sentence = (
        "「{title}」には、{year}年度の募集がありません。"
        "補助制度のファイルに募集を足して読み込んでください。"
    )


class RoundShort(Refusal):
    code = "round_short"
    sentence = "募集の予算枠の残りは{remaining}円です。{amount}円は交付できません。"


class AmountAboveRule(Refusal):
    code = "amount_above_rule"
    sentence = "金額は、きまりで計算した{most}円までにしてください。"


class AmountBelowNeeded(Refusal):
    code = "amount_below_needed"
    sentence = "金額は1円以上にしてください。"


class InspectionMissing(Refusal):
    code = "inspection_missing"
    sentence = "審査・現地確認がまだです。補助金の画面で、すべての項目を確認してから決定してください。"


class ChecksUnknown(Refusal):
    code = "checks_unknown"
    sentence = "確認の項目が変わっています。画面を開きなおしてください。"


class QuotaFull(Refusal):
    code = "quota_full"
    sentence = "「{title}」は、もう使われています（{most}件まで）。前の交付：{before}。"


class GrantChanged(Refusal):
    code = "grant_changed"
    sentence = "この補助金は、別の人が先に更新しました。画面を開きなおしてください。"


class ReportMissing(Refusal):
    code = "report_missing"
    sentence = "実績報告を認めてから、額を確定してください。"


class ReportNotOwed(Refusal):
    code = "report_not_owed"
    sentence = gettext_noop("この補助金は、いま実績報告を受け付けていません。")


class FinishedInTheFuture(Refusal):
    code = "finished_in_the_future"
    sentence = gettext_noop("完了した日は、今日までの日付にしてください。")


class TextMissing(Refusal):
    code = "text_missing"
    sentence = gettext_noop("内容を入力してください。")


class ReasonMissing(Refusal):
    code = "reason_missing"
    sentence = "理由を入力してください。"


class RuleUnknown(Refusal):
    code = "rule_unknown"
    sentence = "返還の根拠を、一覧から選んでください。"


class DayPast(Refusal):
    code = "day_past"
    sentence = "返還の期限は、今日より後の日付にしてください。"


class MotionPending(Refusal):
    code = "motion_pending"
    sentence = "決裁待ちの起案があります。先に決裁するか、取りやめてください。"


class MotionEnded(Refusal):
    code = "motion_ended"
    sentence = "この起案は、もう{state}です。画面を開きなおしてください。"


class DrafterCannotConfirm(Refusal):
    code = "drafter_cannot_confirm"
    sentence = "起案した人は、同じ案を決裁できません。別の職員が決裁してください。"


class NotTheDrafter(Refusal):
    code = "not_the_drafter"
    sentence = "取りやめられるのは、起案した人だけです。"


class ReturnTooMuch(Refusal):
    code = "return_too_much"
    sentence = "返還の残りは{most}円です。"


class AlreadyAsked(Refusal):
    code = "already_asked"
    sentence = gettext_noop("前の申出を、市が確認しています。お待ちください。")
