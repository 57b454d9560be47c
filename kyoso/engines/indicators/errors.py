"""Refusals of the indicators engine, each a whole sentence for the officer."""

from kyoso.kernel.errors import Refusal


class IndicatorExists(Refusal):
    code = "indicator_exists"
    sentence = "「{slug}」という記号の指標は、すでにあります。別の記号にしてください。"


class DefinitionNotLater(Refusal):
    code = "definition_not_later"
    sentence = "新しい定義の適用日は、いまの定義の適用日（{day}）より後にしてください。"


class ReasonMissing(Refusal):
    code = "reason_missing"
    sentence = "理由を入力してください。"


class SourceMissing(Refusal):
    code = "source_missing"
    sentence = "出典を入力してください。"


class EvidenceMissing(Refusal):
    code = "evidence_missing"
    sentence = "値の根拠になる資料（PDF、写真、表など）を選んでください。"


class DayInFuture(Refusal):
    code = "day_in_future"
    sentence = "時点は今日までの日付を入力してください。{day}は、まだ来ていません。"


class DayBeforeDefinition(Refusal):
    code = "day_before_definition"
    sentence = "{day}に有効な「{title}」の定義がありません。時点を確認してください。"


class ValueOutOfRange(Refusal):
    code = "value_out_of_range"
    sentence = "「{title}」の値は{low}から{high}までで入力してください。"


class TooManyDecimals(Refusal):
    code = "too_many_decimals"
    sentence = "「{title}」の値は、小数点以下{decimals}けたまでで入力してください。"


class AlreadyWaiting(Refusal):
    code = "already_waiting"
    sentence = "{day}時点の値は、すでに入力されて確認を待っています。"


class AlreadyPublished(Refusal):
    code = "already_published"
    sentence = "{day}時点の値は、すでに公表されています。直すときは「訂正する」を使ってください。"


class NotWaiting(Refusal):
    code = "not_waiting"
    sentence = "この値は「{state}」のため、この操作はできません。画面を開き直して、いまの状態を確認してください。"


class OwnValue(Refusal):
    code = "own_value"
    sentence = (
        "自分が入力した値は、自分では確認できません。ほかの職員に確認を頼んでください。"
    )


class NotCurrent(Refusal):
    code = "not_current"
    sentence = "訂正できるのは、いま公表している値だけです。この値は「{state}」です。"


class SameValue(Refusal):
    code = "same_value"
    sentence = "訂正する前と同じ値です。直す値を入力してください。"


class NotMeasured(Refusal):
    code = "not_measured"
    sentence = "「{title}」は、業務の記録からは集計していません。値を入力してください。"


class MeasuredValue(Refusal):
    code = "measured_value"
    sentence = (
        "「{title}」は業務の記録から集計します。手で値を入力することはできません。"
    )


class MarkExists(Refusal):
    code = "mark_exists"
    sentence = "{day}の{kind}は、すでにあります。"


class NobodyToAsk(Refusal):
    code = "nobody_to_ask"
    sentence = "「{title}」の値を入力できる職員がいません。担当課を決めてください。"


class ListExists(Refusal):
    code = "list_exists"
    sentence = "{day}時点の「{title}」は、すでに登録されています。"


class ListShort(Refusal):
    code = "list_short"
    sentence = "名称のある件数（{named}件）が、出典の件数（{stated}件）より多くなっています。件数を確認してください。"


class ListFileWrong(Refusal):
    code = "list_file_wrong"
    sentence = "一覧のファイルの「{where}」を直してください。{remedy}"


class RuleImpossible(Refusal):
    code = "rule_impossible"
    sentence = (
        "許す遅れの割合は0以上1未満、値を待つ日数は0日から365日までにしてください。"
    )


class SheetUnreadable(Refusal):
    code = "sheet_unreadable"
    sentence = "「{name}」は表として読めません。見本のCSVに入力し、UTF-8またはShift_JISで保存してから選んでください。"


class SheetEmpty(Refusal):
    code = "sheet_empty"
    sentence = "「{name}」には値の行がありません。2行目から値を入力してください。"


class SheetTooLong(Refusal):
    code = "sheet_too_long"
    sentence = "一度に取り込めるのは{most}行までです。いま{rows}行です。"


class ColumnMissing(Refusal):
    code = "column_missing"
    sentence = (
        "1行目に「{column}」の列がありません。見本のCSVの見出しを使ってください。"
    )


class SheetRefused(Refusal):
    """Rows of the sheet are wrong; ``problems`` has the sentences by line number."""

    code = "sheet_refused"
    sentence = "{count}行に直すところがあるため、1件も取り込んでいません。直してから、もう一度選んでください。"

    def __init__(self, problems: dict[int, str]) -> None:
        self.problems = problems
        super().__init__(count=len(problems))
