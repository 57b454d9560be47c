"""Refusals about webhooks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kyoso.kernel.errors import Refusal


class WebhookRefused(Refusal):
    """The common parent, said in the reader's language: a form catches this one."""

    code = "webhook_refused"

    def __init__(self, **params: object) -> None:
        super().__init__(_(self.sentence), **params)


class NotHttps(WebhookRefused):
    code = "not_https"
    sentence = gettext_noop("https:// で始まるアドレスを入力してください。")


class AddressOddlyWritten(WebhookRefused):
    code = "address_oddly_written"
    sentence = gettext_noop(
        "アドレスには、利用者名・パスワード・「#」を入れないでください。"
    )


class AddressPrivate(WebhookRefused):
    code = "address_private"
    sentence = gettext_noop(
        "このアドレスには送れません。インターネットから届くアドレスを入力してください。"
    )


class AddressUnknown(WebhookRefused):
    code = "address_unknown"
    sentence = gettext_noop(
        "このアドレスの相手が見つかりません。つづりを確かめてください。"
    )


class AddressKnown(WebhookRefused):
    code = "address_known"
    sentence = gettext_noop("このアドレスは、もう登録されています。")


class TooManyEndpoints(WebhookRefused):
    code = "too_many_endpoints"
    sentence = gettext_noop(
        "通知先は{most}つまで登録できます。使わないものをやめてから登録してください。"
    )


class TrialsPaused(WebhookRefused):
    code = "trials_paused"
    sentence = gettext_noop(
        "試しに送った回数が多いため、しばらく送れません。10分ほどたってから試してください。"
    )
