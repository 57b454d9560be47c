"""主な取組: what fulfils them, who is in charge, by what they are judged."""

from django.db import models
from django.db.models import Q

from kyoso.engines.indicators.api import Indicator
from kyoso.engines.people.api import Section
from kyoso.kernel import constraints
from kyoso.kernel.words import Words
from kyoso.plan.models.plan import Pillar, Plan
from kyoso.plan.models.texts import spoken


class Initiative(models.Model):
    """主な取組, with what fulfils it here and, once decided, its section.

    The plan names no section (VI-4「今後」): ``section`` is None, 未設定, until a
    decision of headquarters sets it.
    """

    class State(models.TextChoices):
        NONE = "none", "まだありません"
        PART = "part", "一部を支えています"
        WHOLE = "whole", "支えています"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="initiatives")
    pillar = models.ForeignKey(
        Pillar, on_delete=models.CASCADE, related_name="initiatives"
    )
    number = models.PositiveSmallIntegerField("番号")
    slug = models.SlugField("記号", max_length=60)
    title = models.CharField("名称", max_length=120)
    words = models.JSONField("文", default=dict)
    capability = models.SlugField("支える機能", max_length=60, blank=True)
    procedures = models.JSONField("手続の記号", default=list, blank=True)
    state = models.CharField("状態", max_length=5, choices=State, default=State.NONE)
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="initiatives",
        verbose_name="担当課",
    )
    section_decision = models.ForeignKey(
        "plan.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="担当課を決めた決定",
    )
    is_withdrawn = models.BooleanField("廃止", default=False)

    class Meta:
        ordering = ["pillar__number", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "slug"],
                name="initiative_slug_is_unique_in_its_plan",
                violation_error_message="この記号の取組は、すでにあります。",
            ),
            constraints.together(
                "section",
                "section_decision",
                name="initiative_section_comes_from_a_decision",
                sentence="担当課は、本部の決定で決めます。",
            ),
            models.CheckConstraint(
                name="initiative_state_fits_its_capability",
                condition=Q(state="none", capability="")
                | ~Q(state="none") & ~Q(capability=""),
                violation_error_message="支える機能と状態が合いません。",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "plan",
            "pillar",
            "number",
            "slug",
            "title",
            "words",
            "capability",
            "procedures",
            "state",
            "section",
            "section_decision",
            "is_withdrawn",
        }

    def __str__(self) -> str:
        return self.title

    @property
    def titles(self) -> Words:
        return spoken(self.words, "title", self.title)

    @property
    def state_notes(self) -> Words | None:
        note = self.words.get("state_note")
        return Words(note) if note else None


class InitiativeIndicator(models.Model):
    """取組の指標: a KPI by decision, or a reference number that nobody adopted."""

    class Kind(models.TextChoices):
        KPI = "kpi", "重要業績評価指標（KPI）"
        REFERENCE = "reference", "参考"

    initiative = models.ForeignKey(
        Initiative, on_delete=models.CASCADE, related_name="links"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="initiative_links"
    )
    kind = models.CharField("種類", max_length=9, choices=Kind, default=Kind.REFERENCE)
    decision = models.ForeignKey(
        "plan.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="採用した決定",
    )
    order = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative", "indicator"],
                name="initiative_has_an_indicator_once",
                violation_error_message="この指標は、すでにこの取組にあります。",
            ),
            models.CheckConstraint(
                name="initiative_kpi_comes_from_a_decision",
                condition=Q(kind="kpi", decision__isnull=False)
                | Q(kind="reference", decision=None),
                violation_error_message="KPIは、本部の決定で採用します。",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "initiative", "indicator", "kind", "decision", "order"}

    def __str__(self) -> str:
        return f"{self.initiative_id}:{self.indicator_id}"


class IndicatorWords(models.Model):
    """指標の訳: titles of an indicator and of its definitions in other languages."""

    indicator = models.OneToOneField(
        Indicator, on_delete=models.CASCADE, related_name="plan_words"
    )
    words = models.JSONField("文", default=dict)
    definitions = models.JSONField("定義の名", default=dict, blank=True)
    source = models.CharField("出典", max_length=300, blank=True)

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "indicator", "words", "definitions", "source"}

    def __str__(self) -> str:
        return str(self.indicator_id)
