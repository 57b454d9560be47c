"""What residents read of this part's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label(
        "grants.programme_loaded", "補助制度を読み込みました。", is_shown=False
    ),
    audit.Label("grants.opened", _("補助金の申請を受け付けました。")),
    audit.Label("grants.inspected", _("補助金の審査や現地の確認を記録しました。")),
    audit.Label("grants.decided", _("補助金の交付を決定しました。")),
    audit.Label("grants.refused", _("補助金を交付しないことを記録しました。")),
    audit.Label("grants.ended", _("補助金の申請の取下げを記録しました。")),
    audit.Label("grants.changed", _("補助金の交付決定の額を変更しました。")),
    audit.Label("grants.revoked", _("補助金の交付決定を取り消しました。")),
    audit.Label("grants.change_asked", _("補助金の変更や中止の申出を受け付けました。")),
    audit.Label("grants.reported", _("補助金の実績報告を受け付けました。")),
    audit.Label("grants.report_returned", _("補助金の実績報告を差し戻しました。")),
    audit.Label("grants.report_accepted", _("補助金の実績報告を確認しました。")),
    audit.Label("grants.settled", _("補助金の額を確定しました。")),
    audit.Label("grants.ordered", _("補助金の支払いの手続をしました。")),
    audit.Label("grants.paid", _("補助金の支払いを記録しました。")),
    audit.Label("grants.clawed_back", _("補助金の返還を求めました。")),
    audit.Label("grants.taken_back", _("補助金の返還を記録しました。")),
    audit.Label("grants.return_closed", _("補助金の返還が終わりました。")),
    audit.Label("grants.motion_drafted", _("補助金についての案を作りました。")),
    audit.Label("grants.motion_dropped", _("補助金についての案を取りやめました。")),
    audit.Label(
        "grants.household_told_apart",
        _("補助金で、同じ住所の別の世帯であることを記録しました。"),
    ),
    audit.Label(
        "grants.paper_has_no_route",
        _("補助金の通知の送り先がないため、担当課が確かめます。"),
    ),
    audit.Label("grants.read", _("補助金の内容を見ました。")),
    audit.Label("grants.listed", _("補助金の一覧で見ました。")),
    audit.Label("grants.exported", _("補助金の一覧を保存しました。")),
)
