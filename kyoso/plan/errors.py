"""Refusals of the plan, each a whole sentence for the officer."""

from kyoso.kernel.errors import Refusal


class RevisionChanged(Refusal):
    code = "revision_changed"
    sentence = (
        "「{title}」の本文が、すでに登録した本文と違います（{lines}か所）。"
        "登録した本文は書き換えません。改訂があったときは、新しい [[revision]] を加えてください。"
    )


class RevisionOlder(Refusal):
    code = "revision_older"
    sentence = (
        "登録済みの改訂（第{known}版）より古い計画（第{given}版）は読み込めません。"
    )


class PredecessorUnknown(Refusal):
    code = "predecessor_unknown"
    sentence = "前の計画「{slug}」がありません。先にその計画を読み込んでください。"


class PredecessorTaken(Refusal):
    code = "predecessor_taken"
    sentence = "「{slug}」には、すでに次の計画「{successor}」があります。"


class IndicatorDiffers(Refusal):
    code = "indicator_differs"
    sentence = (
        "指標「{slug}」の{what}が、登録済みのもの（{known}）と違います（{given}）。"
        "値や定義は書き換えません。新しい定義（[[indicator.definition]]）を加えてください。"
    )


class MeetingNotHeld(Refusal):
    code = "meeting_not_held"
    sentence = (
        "決定は、開催した会議にだけ記録できます。先に「開催した」と記録してください。"
    )


class MeetingAhead(Refusal):
    code = "meeting_ahead"
    sentence = "開催日（{day}）がまだ来ていません。"


class MeetingWithoutChief(Refusal):
    code = "meeting_without_chief"
    sentence = "本部長か副本部長の出席を記録してください。"


class MeetingPublished(Refusal):
    code = "meeting_published"
    sentence = "公表した会議の記録は変更できません。次の会議で改めて決めてください。"


class EarlierMeetingOpen(Refusal):
    code = "earlier_meeting_open"
    sentence = (
        "先に「{title}」の記録を公表してください。決定は、会議の順に効力を持ちます。"
    )


class KpiAdopted(Refusal):
    code = "kpi_adopted"
    sentence = "「{indicator}」は、すでにこの取組のKPIです。"


class KpiNotAdopted(Refusal):
    code = "kpi_not_adopted"
    sentence = "「{indicator}」は、この取組のKPIではありません。"


class SectionAlready(Refusal):
    code = "section_already"
    sentence = "担当課は、すでに{section}です。"


class TextMissing(Refusal):
    code = "text_missing"
    sentence = "{label}を入力してください。"


class DueTooEarly(Refusal):
    code = "due_too_early"
    sentence = "期限は、会議の日（{day}）より後の日付を入力してください。"


class FollowUpDone(Refusal):
    code = "follow_up_done"
    sentence = "この宿題は、すでに完了しています。"


class QuarterAhead(Refusal):
    code = "quarter_ahead"
    sentence = "まだ始まっていない四半期の報告は書けません。"


class QuarterOutsidePlan(Refusal):
    code = "quarter_outside_plan"
    sentence = "この計画の期間の四半期ではありません。"


class ReportPublished(Refusal):
    code = "report_published"
    sentence = "公表した報告は変更できません。次の四半期の報告に書いてください。"


class ReportNotSubmitted(Refusal):
    code = "report_not_submitted"
    sentence = "提出された報告だけを公表、または差し戻しできます。"


class SnapshotTaken(Refusal):
    code = "snapshot_taken"
    sentence = "この会議の公表の控えは、すでにあります。"
