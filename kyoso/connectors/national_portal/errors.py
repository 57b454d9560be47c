"""Refusals about what arrived, each a sentence for the officer."""

from kyoso.connectors.national_portal.models import Reason
from kyoso.kernel.errors import Refusal


class ArrivalRefused(Refusal):
    """The common parent: the page catches this one."""

    code = "portal_arrival_refused"


class EndedAlready(ArrivalRefused):
    """It was filed, closed or passed on already."""

    code = "portal_ended_already"
    sentence = "この申請は、もう対応が終わっています。画面を開きなおしてください。"


class NotFetched(ArrivalRefused):
    """Nothing of it is here to be opened."""

    code = "portal_not_fetched"
    sentence = (
        "まだ国のポータルから受け取っていません。次の取込みのあとに開いてください。"
    )


class NeverOpened(ArrivalRefused):
    """Its form carries a 個人番号, or hands files on unopened."""

    code = "portal_never_opened"
    sentence = "個人番号を含む手続のため、この申請はここでは開きません。"


class CannotOpen(ArrivalRefused):
    """The package or its seal is at fault; ``why`` is the reason of waiting."""

    code = "portal_cannot_open"
    sentence = "この申請は開けません（{reason}）。"

    def __init__(self, why: Reason) -> None:
        self.why = why
        super().__init__(reason=str(why.label))


class ProcedureUnknown(ArrivalRefused):
    """No mapping knows its code, and nobody has chosen."""

    code = "portal_procedure_unknown"
    sentence = "どの手続の申請かがわかりません。手続を選んでください。"


class NameMissing(ArrivalRefused):
    """A case needs the applicant's name."""

    code = "portal_name_missing"
    sentence = "申請した方の氏名が読み取れません。氏名を入力してください。"


class StillFaulty(ArrivalRefused):
    """A page would still send it back; an officer may file it as it is."""

    code = "portal_still_faulty"
    sentence = (
        "足りない、または読めない回答が{count}つあります。"
        "読み替えを直すか、足りないまま受け付けてください。"
    )


class Unreadable(ArrivalRefused):
    """A file could not be searched for a 個人番号."""

    code = "portal_unreadable"
    sentence = (
        "文字の読めないファイルがあります。ファイルを開いて確かめてから、"
        "足りないまま受け付けるか、別の方法で対応してください。"
    )


class FormMissing(ArrivalRefused):
    """The file that the mapping names as the form is not in the package."""

    code = "portal_form_missing"
    sentence = (
        "読み替えが申請の内容とするファイルが、届いた包みにありません。"
        "読み替えを直すか、足りないまま受け付けてください。"
    )


class DateUnknown(ArrivalRefused):
    """The portal gives no day of arrival that can be true (到達)."""

    code = "portal_date_unknown"
    sentence = (
        "国のポータルに届いた日時がわかりません。国のポータルで日時を確かめてください。"
        "足りないまま受け付けると、一覧で見つけた日時に届いたことになります。"
    )


class NotNow(ArrivalRefused):
    """The page does not offer this act, or a colleague was quicker."""

    code = "portal_not_now"
    sentence = "いまは、その操作はできません。画面を開きなおしてください。"


class NumberInside(ArrivalRefused):
    """番号法20条: what holds a 個人番号 is let go of."""

    code = "portal_number_inside"
    sentence = (
        "個人番号とみられる数字があるため、受け付けられません。"
        "番号を扱う事務の担当が、国のポータルから直接受け取ってください。"
    )


class NotTaken(ArrivalRefused):
    """What the engine of cases refuses: closed, not offered by this channel."""

    code = "portal_not_taken"
