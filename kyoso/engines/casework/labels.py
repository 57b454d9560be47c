"""What residents read of this part's events under 「わたしの情報を見た人」."""

from django.utils.translation import gettext_lazy as _

from kyoso.engines.audit import api as audit

LABELS = (
    audit.Label("casework.read", _("申請の内容を見ました。")),
    audit.Label("casework.listed", _("申請の一覧で見ました。")),
    audit.Label("casework.exported", _("申請の一覧を保存しました。")),
    audit.Label("casework.printed", _("申請の内容を印刷しました。")),
    audit.Label("casework.done_to_many", _("いくつかの申請を一度に扱いました。")),
    audit.Label("casework.filed", _("申請を受け付けました。")),
    audit.Label("casework.accepted", _("申請の確認を始めました。")),
    audit.Label("casework.assigned", _("申請の担当者を決めました。")),
    audit.Label(
        "casework.correction_asked", _("直していただくところをお知らせしました。")
    ),
    audit.Label("casework.correction_answered", _("直した内容を受け取りました。")),
    audit.Label(
        "casework.correction_cancelled", _("直していただくお願いを取り消しました。")
    ),
    audit.Label("casework.fee_not_raised", _("手数料の請求を、担当課が確かめます。")),
    audit.Label("casework.extended", _("決定の期限を延ばしました。")),
    audit.Label("casework.proposed", _("決定の案を作りました。")),
    audit.Label("casework.approved", _("決裁しました。")),
    audit.Label("casework.sent_back", _("決定の案を作りなおすことにしました。")),
    audit.Label("casework.pulled_back", _("決定の案を取り下げました。")),
    audit.Label("casework.decided", _("申請を決定しました。")),
    audit.Label("casework.withdrawn", _("申請の取下げを受け付けました。")),
    audit.Label(
        "casework.consultation_answered",
        _("申請について、ほかの課が意見を出しました。"),
    ),
    audit.Label(
        "casework.passing_offered", _("申請をほかの課に引き継ごうとしました。")
    ),
    audit.Label("casework.passing_declined", _("申請の引継ぎを受けませんでした。")),
    audit.Label("casework.passing_taken_back", _("申請の引継ぎを取りやめました。")),
    audit.Label("casework.passed", _("申請の担当の課が変わりました。")),
    audit.Label("casework.linked", _("申請をほかの申請と結び付けました。")),
    audit.Label("casework.unlinked", _("申請の結び付けを外しました。")),
    audit.Label("casework.review_registered", _("審査請求を受け付けました。")),
    audit.Label("casework.review_ended", _("審査請求の結果を記録しました。")),
    audit.Label("casework.signature_verified", _("申請の電子署名を確かめました。")),
    audit.Label("casework.noted", _("申請にメモを付けました。")),
    audit.Label(
        "casework.notice_has_no_route",
        _("結果の通知の送り先がないため、担当課が確かめます。"),
    ),
    audit.Label("casework.notice_dispatched", _("結果の通知を送りました。")),
)
