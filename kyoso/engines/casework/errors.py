"""Why the desk or the door says no: one whole sentence each."""

from collections.abc import Sequence

from django.utils.translation import gettext_noop

from kyoso.kernel.errors import Refusal


class NotOpen(Refusal):
    """The procedure takes no applications today."""

    code = "not_open"
    sentence = (
        "「{title}」は、いま受付をしていません。{section}（{phone}）にご相談ください。"
    )


class ChannelNotOffered(Refusal):
    code = "channel_not_offered"
    sentence = "「{title}」は、この方法では受け付けていません。"


class FormDoesNotFit(Refusal):
    """The answers belong to another form than the procedure's."""

    code = "form_does_not_fit"
    sentence = "「{title}」の様式ではない内容です。手続のはじめから入力してください。"


class SignatureMissing(Refusal):
    """The procedure is filed online with a signature only."""

    code = "signature_missing"
    sentence = gettext_noop(
        "「{title}」をオンラインで申請するには、電子署名が必要です。入力した内容は残っています。"
    )


class SignatureOfOtherAnswers(Refusal):
    """The draft was changed after it was signed."""

    code = "signature_of_other_answers"
    sentence = gettext_noop(
        "署名をしたあとに申請の内容が変わったため、受け付けていません。"
        "内容を確かめて、もう一度署名してください。"
    )


class TokenOfAnother(Refusal):
    """The same idempotency token came with another procedure."""

    code = "token_of_another"
    sentence = "この内容は、別の手続としてすでに受け付けています。"


class ArrivedInTheFuture(Refusal):
    code = "arrived_in_the_future"
    sentence = "到達日は、今日か今日より前の日付を入力してください。"


class CaseChanged(Refusal):
    """Somebody else changed the case since the page was opened (guideline 43)."""

    code = "case_changed"
    sentence = "ほかの職員（{name}）が{time}に更新しました。内容を見て、もう一度保存してください。"


class NotYourSection(Refusal):
    code = "not_your_section"
    sentence = (
        "{name}さんは{section}の事案を担当できません。{section}の職員を選んでください。"
    )


class NothingToMend(Refusal):
    code = "nothing_to_mend"
    sentence = "直してほしい質問を、1つ以上選んでください。"


class UnknownQuestion(Refusal):
    code = "unknown_question"
    sentence = "様式にない質問「{question}」は選べません。"


class CommentMissing(Refusal):
    code = "comment_missing"
    sentence = "「{label}」の、どこをどう直すかを入力してください。"


class ReplyDayTooEarly(Refusal):
    code = "reply_day_too_early"
    sentence = "回答の期限は、今日より後の日付を入力してください。"


class OnlyTheNamedQuestions(Refusal):
    """An answer to a question that the correction did not open."""

    code = "only_the_named_questions"
    sentence = "直せるのは、市がお願いした質問だけです。"


class NothingMended(Refusal):
    code = "nothing_mended"
    sentence = "まだ何も直していません。直してから送ってください。"


class UnknownOutcome(Refusal):
    code = "unknown_outcome"
    sentence = "決定の案を選んでください。"


class TermMissing(Refusal):
    code = "term_missing"
    sentence = "{title}を入力してください。"


class TermNotANumber(Refusal):
    code = "term_not_a_number"
    sentence = "{title}は数字で入力してください。"


class TermTooLarge(Refusal):
    code = "term_too_large"
    sentence = "{title}は{maximum}円までで入力してください。"


class ReasonsMissing(Refusal):
    """A refusal without reasons (理由の提示) would be unlawful."""

    code = "reasons_missing"
    sentence = (
        "「{outcome}」には理由の提示が必要です（{ground}）。理由を入力してください。"
    )


class DrafterCannotApprove(Refusal):
    code = "drafter_cannot_approve"
    sentence = "起案した人は、同じ案を決裁できません。ほかの決裁者に依頼してください。"


class NotYourTurn(Refusal):
    code = "not_your_turn"
    sentence = "いまは「{title}」（{section}）の承認を待っています。"


class ApprovalMissing(Refusal):
    code = "approval_missing"
    sentence = "「{title}」の承認がまだありません。"


class CommentNeeded(Refusal):
    code = "comment_needed"
    sentence = "{what}の理由を入力してください。"


class NotTheDrafter(Refusal):
    code = "not_the_drafter"
    sentence = "引き戻せるのは、起案した人だけです。"


class AlreadyDecided(Refusal):
    code = "already_decided"
    sentence = "この申請は、すでに決定しています。"


class TextTooLong(Refusal):
    code = "text_too_long"
    sentence = "{label}は{maximum}文字までで入力してください。いま{length}文字です。"


class TermNotADay(Refusal):
    code = "term_not_a_day"
    sentence = "{title}は、ある日付を入力してください。例：2026-11-23"


class ProcedureFileWrong(Refusal):
    """A procedure's file breaks a rule; nothing of it was loaded."""

    code = "procedure_file_wrong"

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        # Given whole: a remedy must not be cut.
        super().__init__(
            "\n".join(("手続のファイルに直すところがあります。", *problems))
        )


class ApprovedAlready(Refusal):
    """One person never approves two steps of the same route."""

    code = "approved_already"
    sentence = "この案は、すでに承認しています。次の段階は、ほかの決裁者が承認します。"


class StepsTooMany(Refusal):
    code = "steps_too_many"
    sentence = "決裁の順に加えられるのは{most}つまでです。"


class StepIncomplete(Refusal):
    code = "step_incomplete"
    sentence = "加える決裁の役割を、{most}文字までで入力してください。例：副主幹"


class StepUnplaced(Refusal):
    code = "step_unplaced"
    sentence = "加える決裁を、どこに入れるかを選んでください。"


class UnknownSection(Refusal):
    code = "unknown_section"
    sentence = "その課はありません。一覧から選んでください。"


class OwnSectionConsulted(Refusal):
    code = "own_section_consulted"
    sentence = "合議は、{section}のほかの課に求めてください。"


class NobodyToAsk(Refusal):
    """A step or 合議 that nobody could answer would hold the case for ever."""

    code = "nobody_to_ask"
    sentence = "{section}には「{title}」として決裁できる職員がいません。システム管理者に配置を確かめてください。"


class ConsultationsOut(Refusal):
    """The last approval waits for every 合議."""

    code = "consultations_out"
    sentence = (
        "{sections}の合議がまだ終わっていません。答えを待ってから決裁してください。"
    )


class ObjectionUnanswered(Refusal):
    """Deciding over an objection needs the decider's word."""

    code = "objection_unanswered"
    sentence = "{sections}の不同意があります。決裁するときは、どう考えたかを「意見」に入力してください。"


class NotConsulted(Refusal):
    code = "not_consulted"
    sentence = "この案の合議は、あなたの課に求められていません。"


class ConsultationAnswered(Refusal):
    code = "consultation_answered"
    sentence = "この合議は、もう答えが出ています。"


class SameOfficerTwice(Refusal):
    code = "same_officer_twice"
    sentence = "担当と副担当には、別の職員を選んでください。"


class PassedToItself(Refusal):
    code = "passed_to_itself"
    sentence = "この申請は、すでに{section}の担当です。ほかの課を選んでください。"


class PassingPending(Refusal):
    code = "passing_pending"
    sentence = "この申請は、{section}への引継ぎの返事を待っています。"


class NothingPassed(Refusal):
    code = "nothing_passed"
    sentence = "この申請の引継ぎは、もう済んでいます。"


class NotYourCase(Refusal):
    code = "not_your_case"
    sentence = "この申請を扱うことができる課の職員ではありません。"


class TooManyAtOnce(Refusal):
    code = "too_many_at_once"
    sentence = "申請を1件から{most}件まで選んでください。"


class TooManyToExport(Refusal):
    code = "too_many_to_export"
    sentence = "{count}件は多すぎて一度に保存できません。{most}件までになるように絞り込んでください。"


class FilterTitleTaken(Refusal):
    code = "filter_title_taken"
    sentence = "「{title}」という名前の条件が、もうあります。別の名前にしてください。"


class NothingToReview(Refusal):
    code = "nothing_to_review"
    sentence = "まだ決定のない申請です。不作為についての審査請求なら、処分を知った日を空けてください。"


class KnownBeforeDecided(Refusal):
    code = "known_before_decided"
    sentence = "処分を知った日は決定の日（{decided}）から、受け付けた日は処分を知った日から、それぞれ今日までの日付を入力してください。"


class ReviewTooLate(Refusal):
    code = "review_too_late"
    sentence = "審査請求の期限（{due}）を過ぎています。正当な理由があるときは、その理由を入力してください。"


class ReviewOpen(Refusal):
    code = "review_open"
    sentence = "この申請には、まだ終わっていない審査請求があります。"


class ReviewEnded(Refusal):
    code = "review_ended"
    sentence = "この審査請求の結果は、もう登録されています。"


class RuledBeforeReceived(Refusal):
    code = "ruled_before_received"
    sentence = "裁決や取下げの日は、受け付けた日から今日までの日付を入力してください。"


class NobodyOfThatName(Refusal):
    code = "nobody_of_that_name"
    sentence = "「@{name}」という職員は、この申請を見られる職員の中にいません。氏名を確かめてください。"


class NameOfSeveral(Refusal):
    code = "name_of_several"
    sentence = (
        "「@{name}」にあてはまる職員が2人以上います。氏名をすべて書いてください。"
    )


class NoSuchCase(Refusal):
    code = "no_such_case"
    sentence = "受付番号「{number}」の申請は、見ることのできる申請の中にありません。"


class LinkedAlready(Refusal):
    code = "linked_already"
    sentence = "この2つの申請は、もう結び付いています。"


class LinkedToItself(Refusal):
    code = "linked_to_itself"
    sentence = "申請は、ほかの申請とだけ結び付けられます。"


class ExtensionNotAllowed(Refusal):
    """No article of the procedure lets its statutory period be extended."""

    code = "extension_not_allowed"
    sentence = "「{title}」には、決定の期限を延長できる条文が登録されていません。"


class ExtensionTooLong(Refusal):
    code = "extension_too_long"
    sentence = "延長できるのは1日から{most}日までです（{article}）。"


class ExtendedAlready(Refusal):
    code = "extended_already"
    sentence = "この申請の期限は、もう{days}日延長しています。延長は1回だけです。"


class ExtensionTooLate(Refusal):
    code = "extension_too_late"
    sentence = "決定の期限（{due}）を過ぎているため、延長できません。期限を過ぎたことを、申請した方に説明してください。"
