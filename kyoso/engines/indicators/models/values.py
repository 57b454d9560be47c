"""値: every number with its day, its definition and its source."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kyoso.engines.indicators.models.definitions import (
    DIGITS,
    DefinitionVersion,
    Indicator,
)
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField

# A part that may be in the value already: without it the value is what surely counts.
UNSURE = "unsure"


class ValueQuerySet(models.QuerySet["Value"]):
    def published(self) -> "ValueQuerySet":
        """Confirmed (or computed) values, corrected ones too."""
        return self.filter(confirmed_at__isnull=False)

    def current(self) -> "ValueQuerySet":
        """What stands today: published and not replaced."""
        return self.published().filter(superseded_by__isnull=True)

    def waiting(self) -> "ValueQuerySet":
        """Entered, and neither confirmed nor sent back."""
        return self.filter(confirmed_at__isnull=True, sent_back_at__isnull=True)


class Value(models.Model):
    """値: one number on one day under one definition, and where it comes from.

    Rows that no person entered (computed, or taken over from a published
    document by the loader) have neither ``entered_by`` nor ``confirmed_by``;
    what one officer entered, another one confirms.
    """

    class Kind(models.TextChoices):
        MEASURED = "measured", _("業務の記録から集計")
        IMPORTED = "imported", _("資料から取り込み")
        TYPED = "typed", _("職員が入力")

    ref = RefField()
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="values"
    )
    definition = models.ForeignKey(
        DefinitionVersion, on_delete=models.PROTECT, related_name="values"
    )
    as_of = models.DateField("時点")
    said = models.CharField("出典の表記", max_length=40, blank=True)
    value = models.DecimalField("値", **DIGITS)  # type: ignore[arg-type]
    kind = models.CharField("求め方", max_length=10, choices=Kind)
    rows = models.PositiveIntegerField("数えた記録の件数", null=True, blank=True)
    parts = models.JSONField("内訳", default=dict, blank=True)
    measure = models.CharField("集計方法の記号", max_length=80, blank=True)
    source = models.CharField("出典", max_length=300)
    evidence = models.ForeignKey(
        File,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="根拠の資料",
    )
    note = models.TextField("備考", blank=True)
    entered_at = models.DateTimeField("入力日時", default=clock.now)
    entered_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="入力した職員",
    )
    confirmed_at = models.DateTimeField("確認日時", null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="確認した職員",
    )
    sent_back_at = models.DateTimeField("差し戻し日時", null=True, blank=True)
    sent_back_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="差し戻した職員",
    )
    sent_back_reason = models.CharField("差し戻しの理由", max_length=300, blank=True)
    corrects = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrections",
        verbose_name="訂正する値",
    )
    correction_reason = models.CharField("訂正の理由", max_length=300, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name="置き換えた値",
    )

    objects = ValueQuerySet.as_manager()

    class Meta:
        ordering = ["as_of", "id"]
        indexes = [
            models.Index(
                fields=["indicator", "as_of"],
                name="indicators_value_current",
                condition=Q(confirmed_at__isnull=False, superseded_by__isnull=True),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["definition", "as_of"],
                condition=Q(confirmed_at__isnull=False, superseded_by__isnull=True),
                name="value_published_is_one_a_day",
                violation_error_message="この時点の値は、すでに公表されています。",
            ),
            models.UniqueConstraint(
                fields=["definition", "as_of"],
                condition=Q(confirmed_at__isnull=True, sent_back_at__isnull=True),
                name="value_waiting_is_one_a_day",
                violation_error_message="この時点の値は、すでに確認を待っています。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | ~Q(confirmed_by=F("entered_by")),
                name="value_is_confirmed_by_a_second_officer",
                violation_error_message="自分が入力した値は、自分では確認できません。",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(
                    confirmed_at__isnull=False,
                    entered_by__isnull=True,
                    confirmed_by__isnull=True,
                )
                | Q(
                    confirmed_at__isnull=False,
                    entered_by__isnull=False,
                    confirmed_by__isnull=False,
                ),
                name="value_confirmed_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=~Q(kind="typed") | Q(entered_by__isnull=False),
                name="value_entered_at_and_by_go_together_when_typed",
            ),
            models.CheckConstraint(
                condition=Q(
                    sent_back_at__isnull=True,
                    sent_back_by__isnull=True,
                    sent_back_reason="",
                )
                | (
                    Q(
                        sent_back_at__isnull=False,
                        sent_back_by__isnull=False,
                        confirmed_at__isnull=True,
                    )
                    & ~Q(sent_back_reason="")
                ),
                name="value_sent_back_at_and_by_go_together",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(correction_reason=""),
                name="value_correction_states_its_reason",
                violation_error_message="訂正の理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True) | Q(evidence__isnull=False),
                name="value_entered_by_a_person_has_evidence",
                violation_error_message="値の根拠になる資料を選んでください。",
            ),
            models.CheckConstraint(
                condition=~Q(source=""),
                name="value_states_its_source",
                violation_error_message="出典を入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="measured") | Q(rows__isnull=False),
                name="value_measured_counts_its_rows",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "ref",
            "indicator",
            "definition",
            "as_of",
            "said",
            "value",
            "kind",
            "rows",
            "parts",
            "measure",
            "source",
            "entered_at",
            "confirmed_at",
            "corrects",
            "correction_reason",
            "superseded_by",
        }
        internal = {
            "id",
            "evidence",
            "note",
            "entered_by",
            "confirmed_by",
            "sent_back_at",
            "sent_back_by",
            "sent_back_reason",
        }

    def __str__(self) -> str:
        return f"{self.indicator_id}:{self.as_of}={self.value}"

    @property
    def at_most(self) -> Decimal:
        """The most that it can be: more than ``value`` where an overlap is unknown."""
        return self.value + int(self.parts.get(UNSURE, 0))

    @property
    def is_published(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_at is None and self.sent_back_at is None

    @property
    def is_current(self) -> bool:
        return self.is_published and self.superseded_by_id is None

    @property
    def state_title(self) -> str:
        """The state in the words of the office."""
        if self.sent_back_at is not None:
            return "差し戻し"
        if self.confirmed_at is None:
            return "確認待ち"
        if self.superseded_by_id is not None:
            return "置き換え済み"
        return "公表"


class ValueRequest(models.Model):
    """値の照会: a section was asked for a value that was due."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="requests"
    )
    period_end = models.DateField("求める時点")
    asked_at = models.DateTimeField("照会日時", default=clock.now)
    asked_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="照会した職員",
    )
    asked = models.PositiveSmallIntegerField("照会した人数", default=0)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | Q(asked_at__isnull=False),
                name="value_request_asked_at_and_by_go_together",
            )
        ]

    class Privacy:
        retention = "delivery"
        office_only = True
        internal = {"id", "indicator", "period_end", "asked_at", "asked_by", "asked"}

    def __str__(self) -> str:
        return f"{self.indicator_id}:{self.period_end}"
