"""What stands against a certificate, told to the person who can mend it.

Those that residents meet are marked for the catalogues; the view translates.
"""

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from kyoso.kernel.errors import Refusal


class NotOffered(Refusal):
    code = "certificate_not_offered"
    sentence = _(
        "この証明書は、この方法ではお出ししていません。別の受け取り方を選ぶか、窓口で請求してください。"
    )


class OptionWrong(Refusal):
    code = "certificate_option_wrong"
    sentence = _(
        "証明書にのせる内容を選びなおしてください。選べない内容が入っています。"
    )


class ProxyRefused(Refusal):
    """Said for every reason alike: no mandate, an ended one, whoever is protected."""

    code = "certificate_proxy_refused"
    sentence = _(
        "この人の分は、この画面では申請できません。窓口か電話でご相談ください。"
    )


class PersonNotFound(Refusal):
    code = "certificate_person_not_found"
    sentence = (
        "この宛名番号と生年月日の人が見つかりません。番号と生年月日を確かめてください。"
    )


class AuthorityMissing(Refusal):
    code = "certificate_authority_missing"
    sentence = "代理の権限を示す書類（印鑑登録証明書は印鑑登録証）を確かめて、入力してください。"


class CopiesWrong(Refusal):
    code = "certificate_copies_wrong"
    sentence = _("通数を選びなおしてください。電子の証明書は1通です。")


class TooManyOpen(Refusal):
    code = "certificate_too_many_open"
    sentence = _("途中の申請が多すぎます。先にその申請を終えるか、取り下げてください。")


class ReasonMissing(Refusal):
    code = "certificate_reason_missing"
    sentence = "理由を入力してください。"


class TrackingWrong(Refusal):
    code = "certificate_tracking_wrong"
    sentence = "追跡番号「{typed}」は読めません。引受番号の11桁から13桁の数字を確かめてください。"


class NotValid(Refusal):
    code = "certificate_not_valid"
    sentence = "この証明書は、すでに失効しているか、差し替えられています。画面を開きなおしてください。"


class CannotIssue(Refusal):
    """What the register holds allows no certificate; ``reason`` is a key of ``DECLINES``."""

    code = "certificate_cannot_be_issued"
    sentence = "この証明書はお出しできません。"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(str(DECLINES[reason]))


# Why nothing can be issued, as the person reads it. ``other`` carries the
# officer's own words beside it.
DECLINES = {
    "undeclared": gettext_lazy(
        "この年度の所得の申告がまだありません。市役所の税の窓口で申告してから、もう一度申請してください。"
    ),
    "no_income": gettext_lazy(
        "この年度の所得・課税の記録がこの市にありません。その年の1月1日に住んでいた市区町村に確かめてください。"
    ),
    "no_tax": gettext_lazy(
        "この年度に納める市税の記録がありません。年度を確かめて、もう一度申請してください。"
    ),
    "no_seal": gettext_lazy(
        "印鑑登録がありません。窓口で印鑑を登録してから、もう一度申請してください。"
    ),
    "not_here": gettext_lazy(
        "いまこの市に住民登録がありません。住んでいる市区町村に請求してください。"
    ),
    "other": gettext_lazy(
        "職員が確かめた結果、オンラインではお出しできませんでした。窓口に問い合わせてください。"
    ),
}
