"""取組の報告: what a section says about an initiative, each quarter."""

from django.db import models
from django.db.models import Q

from kyoso.engines.people.api import Account
from kyoso.kernel import constraints
from kyoso.kernel.fields import RefField
from kyoso.plan.models.initiatives import Initiative
from kyoso.plan.quarters import Quarter


class InitiativeReport(models.Model):
    """四半期報告: written by the section, published by the planners.

    ``quarter`` 1 is April to June. What is published stays as it is.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "下書き"
        SUBMITTED = "submitted", "提出"
        PUBLISHED = "published", "公表"

    ref = RefField()
    initiative = models.ForeignKey(
        Initiative, on_delete=models.PROTECT, related_name="reports"
    )
    fiscal_year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("四半期")
    done = models.TextField("したこと", max_length=2000)
    problem = models.TextField("課題", blank=True, max_length=2000)
    next = models.TextField("次にすること", blank=True, max_length=2000)
    state = models.CharField("状態", max_length=9, choices=State, default=State.DRAFT)
    sent_back_reason = models.CharField("差し戻しの理由", max_length=300, blank=True)
    written_at = models.DateTimeField("記入日時")
    written_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="記入した職員"
    )
    submitted_at = models.DateTimeField("提出日時", null=True, blank=True)
    submitted_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提出した職員",
    )
    published_at = models.DateTimeField("公表日時", null=True, blank=True)
    published_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="公表した職員",
    )

    class Meta:
        ordering = ["-fiscal_year", "-quarter", "initiative__number"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "fiscal_year", "quarter"],
                name="report_is_one_a_quarter",
                violation_error_message="この四半期の報告は、すでにあります。",
            ),
            models.CheckConstraint(
                name="report_quarter_is_one_to_four",
                condition=Q(quarter__gte=1, quarter__lte=4),
                violation_error_message="四半期は1から4までです。",
            ),
            models.CheckConstraint(
                name="report_written_at_and_by_go_together",
                condition=Q(written_at__isnull=False, written_by__isnull=False),
            ),
            constraints.together(
                "submitted_at",
                "submitted_by",
                name="report_submitted_at_and_by_go_together",
            ),
            models.CheckConstraint(
                name="report_published_at_and_by_go_together",
                condition=Q(published_at=None, published_by=None)
                & ~Q(state="published")
                | Q(
                    state="published",
                    published_at__isnull=False,
                    published_by__isnull=False,
                ),
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "ref",
            "initiative",
            "fiscal_year",
            "quarter",
            "done",
            "problem",
            "next",
            "state",
            "published_at",
        }
        internal = {
            "id",
            "sent_back_reason",
            "written_at",
            "written_by",
            "submitted_at",
            "submitted_by",
            "published_by",
        }

    def __str__(self) -> str:
        return f"{self.initiative_id} {self.fiscal_year}-{self.quarter}"

    @property
    def period(self) -> Quarter:
        return Quarter(self.fiscal_year, self.quarter)
