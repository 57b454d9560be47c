"""What residents read of this part's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label("certification.requested", _("証明書を申請しました。")),
    audit.Label("certification.entered", _("窓口で証明書の申請を入力しました。")),
    audit.Label("certification.examined", _("証明書をお出しできるか確かめました。")),
    audit.Label(
        "certification.approved", _("証明書をお出しできることを確かめました。")
    ),
    audit.Label("certification.declined", _("証明書の申請をお断りしました。")),
    audit.Label("certification.withdrawn", _("証明書の申請を取り下げました。")),
    audit.Label("certification.paid", _("証明書の手数料を受け取りました。")),
    audit.Label("certification.issued", _("証明書を発行しました。")),
    audit.Label(
        "certification.named", _("同じ世帯の人の証明書に、あなたの情報をのせました。")
    ),
    audit.Label("certification.dispatched", _("証明書を送りました。")),
    audit.Label("certification.revoked", _("証明書を失効させました。")),
    audit.Label("certification.superseded", _("証明書を差し替えました。")),
)
