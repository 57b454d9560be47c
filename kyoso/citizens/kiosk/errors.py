"""What a terminal and its desk refuse, each in one sentence.

Those that residents meet are marked for the catalogues; the view translates.
"""

from django.utils.translation import gettext_noop as _

from kyoso.kernel.errors import Refusal


class Closed(Refusal):
    code = "kiosk_closed"
    sentence = _("いまは利用時間の外です。利用時間に、もう一度おこしください。")


class DeviceOff(Refusal):
    code = "kiosk_device_off"
    sentence = _("この端末は、いま使えません。窓口で請求してください。")


class NotNow(Refusal):
    """The job has moved on, or is not there yet."""

    code = "kiosk_not_now"
    sentence = _(
        "この操作は、いまはできません。画面を開きなおして、いまの状態を確かめてください。"
    )


class PairingWrong(Refusal):
    code = "kiosk_pairing_wrong"
    sentence = "登録番号が違うか、期限が切れています。職員の画面で、番号を作りなおしてください。"


class ReasonMissing(Refusal):
    code = "kiosk_reason_missing"
    sentence = "理由を入力してください。"


class DeviceEnded(Refusal):
    code = "kiosk_device_ended"
    sentence = "この端末は、登録をやめています。新しく登録してください。"
