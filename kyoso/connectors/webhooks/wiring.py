"""What webhooks tell the engines: the effect, the events they hear, their labels."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kyoso.connectors.webhooks import actions
from kyoso.connectors.webhooks.sending import ATTEMPTS, deliver
from kyoso.engines.audit import api as audit
from kyoso.engines.casework import api as casework
from kyoso.engines.jobs import api as jobs
from kyoso.ui import navigation

jobs.effects.register(
    jobs.EffectKind(
        actions.KIND, "外部システムへのお知らせ", act=deliver, attempts=ATTEMPTS
    )
)
for label in (
    audit.Label("webhooks.endpoint_added", _("お知らせを送るアドレスを登録しました。")),
    audit.Label("webhooks.secret_renewed", _("お知らせの署名の鍵を作りなおしました。")),
    audit.Label(
        "webhooks.endpoint_switched", _("お知らせを送るかどうかを切り替えました。")
    ),
    audit.Label("webhooks.trial_sent", _("試しのお知らせを送りました。")),
    audit.Label("webhooks.endpoint_ended", _("お知らせを送るアドレスをやめました。")),
    audit.Label(
        "webhooks.endpoint_gave_up",
        _("届かないことが続いたため、お知らせを送るのをやめました。"),
    ),
):
    audit.labels.register(label)
navigation.account.register(
    navigation.Entry(
        "webhooks", _("申請の変化を自分のシステムで受け取る"), "webhooks:mine", order=50
    )
)


def _hears(event: str) -> Any:
    """Return the receiver that tells of one event of cases."""

    def receive(sender: type, *, case: casework.Case, **told: Any) -> None:
        actions.tell(case, event=event, by=told["by"])

    return receive


for name, signal in (
    ("filed", casework.case_filed),
    ("correction_asked", casework.correction_asked),
    ("correction_answered", casework.correction_answered),
    ("decided", casework.case_decided),
    ("withdrawn", casework.case_withdrawn),
):
    signal.connect(_hears(name), weak=False, dispatch_uid=f"webhooks.{name}")
