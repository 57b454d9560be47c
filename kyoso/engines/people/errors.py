"""What the people engine refuses, each in one sentence.

Those that residents meet are marked for the catalogues; the view translates.
"""

from django.utils.translation import gettext_noop as _

from kyoso.kernel.errors import Refusal


class EmailTaken(Refusal):
    code = "email_taken"
    sentence = _("このメールアドレスは、すでに使われています。")


class NumberTaken(Refusal):
    code = "number_taken"
    sentence = "職員番号「{number}」は、すでに使われています。"


class RoleUnknown(Refusal):
    code = "role_unknown"
    sentence = "役割「{role}」はありません。"


class PeriodBackwards(Refusal):
    code = "period_backwards"
    sentence = _("おわりの日は、はじまりの日より後にしてください。")


class PostEnded(Refusal):
    code = "post_ended"
    sentence = "この配置は、すでに終わっています。"


class OwnAccount(Refusal):
    code = "own_account"
    sentence = "自分の利用者を停止することはできません。ほかの管理者に頼んでください。"


class AccountClosed(Refusal):
    code = "account_closed"
    sentence = _("この利用者は停止されています。")


class PasswordRefused(Refusal):
    """Raised with the validators' own sentences."""

    code = "password_refused"


class HandOverSigned(Refusal):
    code = "hand_over_signed"
    sentence = "この引継ぎは、すでに終わっています。"


class NotTheSuccessor(Refusal):
    code = "not_the_successor"
    sentence = "引き継ぐ人は「{name}」です。本人が確認してください。"


class CompanyNumberWrong(Refusal):
    code = "company_number_wrong"
    sentence = _(
        "法人番号「{number}」に誤りがあります。13けたの数字を確かめてください。"
    )


class AlreadyMember(Refusal):
    code = "already_member"
    sentence = _("この人は、すでに登録されています。")


class NotOwner(Refusal):
    code = "not_owner"
    sentence = _("この操作は、事業者の代表者だけができます。")


class LastOwner(Refusal):
    code = "last_owner"
    sentence = _(
        "代表者が一人もいなくなるため、できません。先に、次の代表者を決めてください。"
    )


class MandateScopeEmpty(Refusal):
    code = "mandate_scope_empty"
    sentence = _("委任する手続を一つ以上選んでください。")


class MandateTooLong(Refusal):
    code = "mandate_too_long"
    sentence = "委任の期間は{years}年までにしてください。"


class MandateToSelf(Refusal):
    code = "mandate_to_self"
    sentence = _("自分に委任することはできません。")


class MandateNotFound(Refusal):
    code = "mandate_not_found"
    sentence = _("この番号の委任は見つかりません。番号と期限を確かめてください。")


class MandateEnded(Refusal):
    code = "mandate_ended"
    sentence = _("この委任は、すでに終わっています。")


class NotYourMandate(Refusal):
    code = "not_your_mandate"
    sentence = _("この委任を変えることはできません。")


class NotAChild(Refusal):
    code = "not_a_child"
    sentence = _("18歳になった人の親権は登録できません。委任を使ってください。")


class IdentityTaken(Refusal):
    code = "identity_taken"
    sentence = _("この本人確認は、ほかの利用者につながっています。")


class IdentityOfAnother(Refusal):
    """Somebody's card, held up where another is still logged in."""

    code = "identity_of_another"
    sentence = _(
        "ログインしている人と、カードの持ち主が違うようです。"
        "ログアウトしてから、もう一度お試しください。"
    )


class ManualCheck(Refusal):
    """Said for every reason alike, so that none of them can be told from it."""

    code = "manual_check"
    sentence = _("職員が確認してから進めます。窓口か電話でご相談ください。")


class TokenScopeUnknown(Refusal):
    code = "token_scope_unknown"
    sentence = "トークンの範囲「{scope}」はありません。"


class TooManyAttempts(Refusal):
    code = "too_many_attempts"
    sentence = _("回数が多すぎます。しばらく待って、もう一度お試しください。")


class OrganisationFileWrong(Refusal):
    """Names the place and the remedy, whole, however long."""

    code = "organisation_file_wrong"

    def __init__(self, *, where: str, remedy: str) -> None:
        super().__init__(f"組織のファイルの「{where}」に誤りがあります。{remedy}")


class CompanyRegistered(Refusal):
    code = "company_registered"
    sentence = _(
        "この法人番号は登録されています。事業者の代表者に招待を頼んでください。"
    )


class CompanyEnded(Refusal):
    code = "company_ended"
    sentence = _("この事業者の登録は、すでに終わっています。")


class MembershipEnded(Refusal):
    code = "membership_ended"
    sentence = _("この人は、すでに外れています。")


class InvitationNotFound(Refusal):
    """One and the same for a wrong, used, old or withdrawn invitation."""

    code = "invitation_not_found"
    sentence = _(
        "この招待は使えません。期限が過ぎたか、すでに使われました。"
        "代表者に、もう一度招待を頼んでください。"
    )


class PaperNeeded(Refusal):
    code = "paper_needed"
    sentence = "示された書類を書いてください。"


class EvidenceNeeded(Refusal):
    code = "evidence_needed"
    sentence = "委任状の写しを付けるか、窓口で何を見て確かめたかを書いてください。"


class PrincipalUnknown(Refusal):
    code = "principal_unknown"
    sentence = (
        "委任する人を、登録したメールアドレスか、氏名・生年月日・住所で書いてください。"
    )


class ProxyUnknown(Refusal):
    code = "proxy_unknown"
    sentence = "委任状に書かれた受任者の氏名を書いてください。"


class NobodyWithMail(Refusal):
    code = "nobody_with_mail"
    sentence = (
        "メールアドレス「{email}」の利用者はいません。つづりを確かめるか、"
        "空けて氏名を書いてください。"
    )


class PostSettled(Refusal):
    code = "post_settled"
    sentence = "この役割は、すでに確認されたか、認められませんでした。"


class SecondPersonNeeded(Refusal):
    code = "second_person_needed"
    sentence = (
        "自分が申し出た役割と、自分の役割は、自分では確認できません。"
        "ほかの人に頼んでください。"
    )


class ReasonNeeded(Refusal):
    code = "reason_needed"
    sentence = "二人目の確認なしに役割を与える理由を書いてください。"


class OperatorKnown(Refusal):
    code = "operator_known"
    sentence = (
        "システム管理者は、すでにいます。職員名簿で加えるか、"
        "急ぐときは kyoso officers grant を使ってください。"
    )


class OfficerUnknown(Refusal):
    code = "officer_unknown"
    sentence = "職員番号「{number}」の職員はいません。"
