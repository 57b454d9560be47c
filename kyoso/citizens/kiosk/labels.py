"""What the audit says of terminals, to the person whose certificate it was."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit.api import Label

LABELS = (
    Label("kiosk.ready", _("端末で印刷する証明書ができました。")),
    Label("kiosk.print_begun", _("端末で証明書の印刷を始めました。")),
    Label("kiosk.taken", _("端末の印刷機が、証明書を受け取りました。")),
    Label("kiosk.printed", _("端末で証明書を印刷しました。")),
    Label("kiosk.print_failed", _("端末で証明書を印刷できませんでした。")),
    Label("kiosk.closed", _("端末での申請を終わりにしました。")),
    Label("kiosk.job_read", _("端末での申請を開きました。")),
    Label("kiosk.device_registered", "証明書交付端末を登録しました。", is_shown=False),
    Label("kiosk.pairing_offered", "端末の登録番号を作りました。", is_shown=False),
    Label("kiosk.device_paired", "端末に鍵を渡しました。", is_shown=False),
    Label("kiosk.device_switched", "端末を切り替えました。", is_shown=False),
    Label("kiosk.device_ended", "端末の登録をやめました。", is_shown=False),
)
