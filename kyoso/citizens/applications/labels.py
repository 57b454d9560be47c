"""What residents read of this part's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label("applications.draft_read", _("書きかけの申請を見ました。")),
    audit.Label(
        "applications.draft_resumed", _("書きかけの申請を続きから始めました。")
    ),
    audit.Label("applications.draft_taken_up", _("職員が申請の入力を引き継ぎました。")),
    audit.Label(
        "applications.confirmation_asked", _("入力した内容の確認をお願いしました。")
    ),
    audit.Label("applications.confirmed", _("入力した内容を、本人が確かめました。")),
    audit.Label(
        "applications.doubted", _("入力した内容に、ちがうところがありました。")
    ),
    audit.Label("applications.entered", _("職員が代わりに入力して、受け付けました。")),
    audit.Label(
        "applications.sheet_asked", _("紙の様式（PDF）を頼みました。"), is_shown=False
    ),
    audit.Label(
        "applications.household_asked",
        _("申請に入れるために、世帯の方を呼び出しました。"),
    ),
    audit.Label(
        "applications.household_read",
        _("同じ世帯の方の申請に入れるために、氏名、生年月日、続柄を使いました。"),
    ),
    audit.Label(
        "applications.filed_by_program", _("プログラムからの申請を受け付けました。")
    ),
    audit.Label("applications.evidence_taken", _("署名の証拠を保存しました。")),
    audit.Label("applications.receipt_shown", _("申請の控えを見ました。")),
)
