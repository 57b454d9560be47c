"""What the city answers a centre that asks for what cannot be; codes are for machines."""

from kyoso.kernel.errors import Refusal


class NotIntroduced(Refusal):
    code = "store_not_introduced"
    sentence = "この市では、コンビニ交付を行っていません。"


class Closed(Refusal):
    code = "store_closed"
    sentence = "利用時間の外です。"


class KindNotGiven(Refusal):
    code = "store_kind_not_given"
    sentence = "この証明書は、コンビニではお出ししていません。"


class IdUsed(Refusal):
    """The same number with another content: a mistake of the centre, or an attack."""

    code = "store_id_used"
    sentence = "この受付番号は、別の内容の申請に使われています。"


class NotNow(Refusal):
    code = "store_not_now"
    sentence = "この申請は、いまその段階ではありません。"


class AmountWrong(Refusal):
    code = "store_amount_wrong"
    sentence = "手数料の額が違います。"


class PaidOnWrong(Refusal):
    """A day before the request or after today: a slip, or money of another matter."""

    code = "store_paid_on_wrong"
    sentence = "支払いの日が、申請の日から今日までの間にありません。"


class ReasonMissing(Refusal):
    code = "store_reason_missing"
    sentence = "理由を入力してください。"
