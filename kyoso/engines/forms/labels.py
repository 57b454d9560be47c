"""What residents read of this part's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label("forms.draft_started", _("申請の入力を始めました。")),
    audit.Label("forms.draft_saved", _("申請の入力を保存しました。")),
    audit.Label("forms.draft_handed", _("職員が申請の入力を引き継ぎました。")),
    audit.Label("forms.draft_filed", _("入力した申請を出しました。")),
    audit.Label("forms.draft_discarded", _("途中の申請を消しました。")),
    audit.Label("forms.draft_expired", _("期限が過ぎた途中の申請を消しました。")),
    audit.Label("forms.code_renewed", _("続きから始めるための番号を新しくしました。")),
)
