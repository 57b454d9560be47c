"""現状と課題: chapter II, its figures beside those of prefecture and nation."""

from django.db import models

from kyoso.engines.indicators.api import Indicator
from kyoso.kernel.words import Words
from kyoso.plan.models.plan import Plan
from kyoso.plan.models.texts import spoken


class Context(models.Model):
    """現状と課題: a section of chapter II."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="contexts")
    slug = models.SlugField("記号", max_length=60)
    number = models.CharField("番号", max_length=20)
    title = models.CharField("名称", max_length=120)
    words = models.JSONField("文", default=dict)
    text = models.TextField("本文")
    order = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "slug"],
                name="context_slug_is_unique_in_its_plan",
                violation_error_message="この記号の節は、すでにあります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "plan", "slug", "number", "title", "words", "text", "order"}

    def __str__(self) -> str:
        return self.title

    @property
    def titles(self) -> Words:
        return spoken(self.words, "title", self.title)


class Figure(models.Model):
    """現状の数値: a figure of chapter II, as the plan states it."""

    context = models.ForeignKey(
        Context, on_delete=models.CASCADE, related_name="figures"
    )
    slug = models.SlugField("記号", max_length=60)
    title = models.CharField("名称", max_length=120)
    words = models.JSONField("文", default=dict)
    unit = models.CharField("単位", max_length=20)
    places = models.PositiveSmallIntegerField("小数点以下のけた数", default=0)
    source = models.CharField("出典", max_length=300)
    indicator = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="その後の値を追う指標",
    )
    order = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["context", "slug"],
                name="figure_slug_is_unique_in_its_context",
                violation_error_message="この記号の数値は、すでにあります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "context",
            "slug",
            "title",
            "words",
            "unit",
            "places",
            "source",
            "indicator",
            "order",
        }

    def __str__(self) -> str:
        return self.title

    @property
    def titles(self) -> Words:
        return spoken(self.words, "title", self.title)


class FigureValue(models.Model):
    """本市、県、県内市平均、全国の値, each on its own day."""

    class Area(models.TextChoices):
        CITY = "city", "本市"
        PREFECTURE = "prefecture", "県"
        CITIES_AVERAGE = "cities_average", "県内市平均"
        NATIONAL = "national", "全国"

    figure = models.ForeignKey(Figure, on_delete=models.CASCADE, related_name="values")
    area = models.CharField("地域", max_length=14, choices=Area)
    value = models.DecimalField("値", max_digits=18, decimal_places=4)
    as_of = models.DateField("時点")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["figure", "area"],
                name="figure_has_an_area_once",
                violation_error_message="この地域の値は、すでにあります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "figure", "area", "value", "as_of"}

    def __str__(self) -> str:
        return f"{self.figure_id} {self.area}"
