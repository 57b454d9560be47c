"""起案・決裁・決定: who proposes, who approves, and what was decided."""

from django.db import models
from django.db.models import F, Q

from kyoso.engines.casework.models.cases import Case
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField


class Proposal(models.Model):
    """起案: a drafted decision on its way along the approval route."""

    class State(models.TextChoices):
        PENDING = "pending", "決裁中"
        APPROVED = "approved", "決裁済"
        SENT_BACK = "sent_back", "差戻し"
        PULLED_BACK = "pulled_back", "引戻し"
        LAPSED = "lapsed", "取下げにより終了"

    ref = RefField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField("回")
    outcome = models.CharField("案の結果", max_length=30)
    terms = models.JSONField("決定の内容", default=dict)
    reasons = models.TextField("理由", blank=True)
    comment = models.TextField("起案の説明", blank=True)
    state = models.CharField(
        "状態", max_length=12, choices=State, default=State.PENDING
    )
    drafted_at = models.DateTimeField("起案日時", default=clock.now)
    drafted_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="起案者",
    )
    ended_at = models.DateTimeField("終わった日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="終わらせた人",
    )
    end_comment = models.TextField("差戻しの理由", blank=True)

    class Meta:
        verbose_name = "起案"
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="proposal_number_is_unique"
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="pending"),
                name="proposal_one_pending_a_case",
                violation_error_message="この申請は、すでに決裁中です。",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state="approved"),
                name="proposal_one_approved_a_case",
                violation_error_message="この申請は、すでに決定しています。",
            ),
            models.CheckConstraint(
                name="proposal_approver_is_not_drafter",
                condition=~Q(state__in=["approved", "sent_back"])
                | ~Q(ended_by=F("drafted_by")),
                violation_error_message="起案した人は、同じ案を決裁できません。",
            ),
            models.CheckConstraint(
                name="proposal_ended_at_with_ended_by",
                condition=Q(state="pending", ended_at=None, ended_by=None)
                | (~Q(state="pending") & Q(ended_at__isnull=False))
                & (Q(ended_by__isnull=False) | Q(state="lapsed")),
                violation_error_message="終わらせた人を記録してください。",
            ),
        ]

    class Privacy:
        retention = "case"
        # 取り下げ ends a pending one.
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "case",
            "number",
            "outcome",
            "state",
            "drafted_at",
            "drafted_by",
            "ended_at",
            "ended_by",
        }
        personal = {"terms", "reasons", "comment", "end_comment"}

    def __str__(self) -> str:
        return f"{self.case} 起案{self.number}"


class Approval(models.Model):
    """承認: one step of the route, by an officer other than the drafter."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="approvals"
    )
    order = models.PositiveSmallIntegerField("順")
    title = models.CharField("役割", max_length=30)
    # Asked of an officer of this role alone; empty: of whoever approves there.
    role = models.CharField("決裁する役割", max_length=30, blank=True)
    is_added = models.BooleanField("起案者が加えたか", default=False)
    section = models.ForeignKey(
        "people.Section",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="決裁する課",
    )
    # A copy of the drafter, so that the database itself can refuse self-approval.
    drafter = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="起案者",
    )
    approved_at = models.DateTimeField("承認日時", null=True, blank=True)
    approved_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="承認した人",
    )
    # 代決: the post in which whoever approved stood in for its holder.
    deputised = models.ForeignKey(
        "people.Post",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="代決した配置",
    )
    comment = models.TextField("意見", blank=True)

    class Meta:
        verbose_name = "承認"
        ordering = ["proposal", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "order"], name="approval_order_is_unique"
            ),
            models.UniqueConstraint(
                fields=["proposal", "approved_by"],
                name="approval_by_different_officers",
                violation_error_message="同じ人が二つの段階を承認することはできません。",
            ),
            models.CheckConstraint(
                name="approval_approver_is_not_drafter",
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafter")),
                violation_error_message="起案した人は、同じ案を決裁できません。",
            ),
            constraints.together(
                "approved_at",
                "approved_by",
                name="approval_approved_at_with_approved_by",
                sentence="承認した人と日時を記録してください。",
            ),
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {
            "id",
            "proposal",
            "order",
            "title",
            "role",
            "is_added",
            "section",
            "drafter",
            "approved_at",
            "approved_by",
            "deputised",
        }
        personal = {"comment"}

    def __str__(self) -> str:
        return f"{self.proposal} {self.title}"


class Decision(models.Model):
    """決定: one a case, for ever; the notice is made from it."""

    ref = RefField()
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField("結果", max_length=30)
    is_refusal = models.BooleanField("申請を拒むものか")
    needs_reasons = models.BooleanField("理由の提示が必要か")
    reasons = models.TextField("理由", blank=True)
    terms = models.JSONField("決定の内容", default=dict)
    decided_at = models.DateTimeField("決定日時", default=clock.now)
    decided_by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="決裁者",
    )
    notice = models.ForeignKey(
        "documents.Document",
        on_delete=models.PROTECT,
        related_name="decisions",
        null=True,
        blank=True,
        verbose_name="通知書",
    )
    dispatched_on = models.DateField("発送日", null=True, blank=True)

    class Meta:
        verbose_name = "決定"
        constraints = [
            models.CheckConstraint(
                name="decision_refusal_states_its_reasons",
                condition=~Q(is_refusal=True, needs_reasons=True, reasons=""),
                violation_error_message="申請を拒む処分には、理由の提示が必要です。",
            )
        ]

    class Privacy:
        retention = "case"
        public_rights = "read"
        internal = {
            "id",
            "ref",
            "case",
            "proposal",
            "outcome",
            "is_refusal",
            "needs_reasons",
            "decided_at",
            "decided_by",
            "notice",
            "dispatched_on",
        }
        personal = {"reasons", "terms"}

    def __str__(self) -> str:
        return f"{self.case} {self.outcome}"
