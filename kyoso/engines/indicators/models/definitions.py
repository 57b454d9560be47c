"""指標と定義: what is counted, as it was defined, and the numbers it is read by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock

# Enough for yen in the trillions and for four decimals of a rate.
DIGITS = {"max_digits": 18, "decimal_places": 4}


class Indicator(models.Model):
    """指標: one thing that is counted again and again."""

    class Direction(models.TextChoices):
        UP = "up", _("増やす")
        DOWN = "down", _("減らす")

    class Frequency(models.TextChoices):
        MONTHLY = "monthly", _("毎月")
        QUARTERLY = "quarterly", _("四半期ごと")
        YEARLY = "yearly", _("毎年度")
        IRREGULAR = "irregular", _("不定期")

    slug = models.SlugField("記号", max_length=60, unique=True)
    title = models.CharField("指標名", max_length=120)
    unit = models.CharField("単位", max_length=20, blank=True)
    direction = models.CharField(
        "めざす向き", max_length=4, choices=Direction, default=Direction.UP
    )
    frequency = models.CharField(
        "集計の間隔", max_length=10, choices=Frequency, default=Frequency.YEARLY
    )
    decimals = models.PositiveSmallIntegerField("小数点以下のけた数", default=0)
    owner = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name="担当課",
    )
    measure = models.CharField("集計方法の記号", max_length=80, blank=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decimals__lte=4),
                name="indicator_has_four_decimals_at_most",
                violation_error_message="小数点以下は4けたまでです。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "slug",
            "title",
            "unit",
            "direction",
            "frequency",
            "decimals",
            "owner",
            "measure",
            "order",
        }

    def __str__(self) -> str:
        return self.title

    @property
    def owner_name(self) -> str:
        """The section in charge, or 未設定."""
        return self.owner.name if self.owner else gettext("未設定")


class DefinitionVersion(models.Model):
    """定義: what exactly is counted, from a day on. Never edited, only succeeded."""

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="definitions"
    )
    number = models.PositiveSmallIntegerField("版")
    name = models.CharField("呼び名", max_length=120)
    text = models.TextField("定義")
    numerator = models.TextField("分子", blank=True)
    denominator = models.TextField("分母", blank=True)
    valid_from = models.DateField("適用日")
    reason = models.TextField("変更の理由", blank=True)
    source = models.CharField("出典", max_length=300)
    adopted_at = models.DateTimeField("採用日時", default=clock.now)
    adopted_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="採用した職員",
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "number"],
                name="definition_number_is_unique_in_its_indicator",
                violation_error_message="この版の定義は、すでにあります。",
            ),
            models.UniqueConstraint(
                fields=["indicator", "valid_from"],
                name="definition_starts_on_its_own_day",
                violation_error_message="この日から適用する定義は、すでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="definition_change_states_its_reason",
                violation_error_message="定義を変える理由を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(adopted_by__isnull=True) | Q(adopted_at__isnull=False),
                name="definition_adopted_at_and_by_go_together",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "indicator",
            "number",
            "name",
            "text",
            "numerator",
            "denominator",
            "valid_from",
            "reason",
            "source",
            "adopted_at",
        }
        internal = {"adopted_by"}

    def __str__(self) -> str:
        return f"{self.name}（第{self.number}版）"


class Mark(models.Model):
    """目盛り: a dated number from a document, beside which the values are read.

    A baseline (基準値), a target (目標値) or a comparison (比較値: prefecture,
    average of its cities, nation). ``said`` is the date as the source writes it
    (``R3``), since a source often names only the fiscal year.
    """

    class Kind(models.TextChoices):
        BASELINE = "baseline", _("基準値")
        TARGET = "target", _("目標値")
        COMPARATOR = "comparator", _("比較値")

    class Area(models.TextChoices):
        CITY = "city", _("本市")
        PREFECTURE = "prefecture", _("県")
        CITIES_AVERAGE = "cities_average", _("県内市平均")
        NATIONAL = "national", _("全国")

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="marks"
    )
    definition = models.ForeignKey(
        DefinitionVersion, on_delete=models.PROTECT, related_name="marks"
    )
    kind = models.CharField("種類", max_length=10, choices=Kind)
    area = models.CharField("地域", max_length=14, choices=Area, default=Area.CITY)
    area_title = models.CharField("地域の名前", max_length=40, blank=True)
    on = models.DateField("時点または期限")
    said = models.CharField("出典の表記", max_length=40, blank=True)
    value = models.DecimalField("値", **DIGITS)  # type: ignore[arg-type]
    source = models.CharField("出典", max_length=300)
    set_at = models.DateTimeField("登録日時", default=clock.now)
    set_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaces",
        verbose_name="置き換えた目標",
    )

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=""),
                name="mark_states_its_source",
                violation_error_message="出典を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(kind="comparator") | Q(area="city"),
                name="mark_of_another_area_is_a_comparison",
            ),
            models.UniqueConstraint(
                fields=["definition", "kind", "area", "on"],
                condition=Q(replaced_by__isnull=True),
                name="mark_is_unique_on_its_day",
                violation_error_message="同じ日の基準値・目標値・比較値が、すでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(set_by__isnull=True) | Q(set_at__isnull=False),
                name="mark_set_at_and_by_go_together",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "indicator",
            "definition",
            "kind",
            "area",
            "area_title",
            "on",
            "said",
            "value",
            "source",
            "set_at",
            "replaced_by",
        }
        internal = {"set_by"}

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"

    @property
    def title(self) -> str:
        """目標, 基準値, or the name of the other area."""
        if self.kind == self.Kind.COMPARATOR:
            return self.area_title or str(self.get_area_display())
        return str(self.get_kind_display())


class StatusRule(models.Model):
    """判定の決まり: the rule behind the status words, as data; a draft until adopted."""

    number = models.PositiveSmallIntegerField("版", unique=True)
    tolerance = models.DecimalField("許す遅れの割合", max_digits=4, decimal_places=3)
    grace_days = models.PositiveSmallIntegerField("値を待つ日数")
    decision = models.CharField("決定", max_length=300)
    adopted_at = models.DateTimeField("採用日時", default=clock.now)
    adopted_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, related_name="+", verbose_name="採用した職員"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(tolerance__gte=0, tolerance__lt=1),
                name="status_rule_tolerance_is_a_share",
                violation_error_message="許す遅れの割合は、0以上1未満で入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=False, adopted_by__isnull=False),
                name="status_rule_adopted_at_and_by_go_together",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "number",
            "tolerance",
            "grace_days",
            "decision",
            "adopted_at",
        }
        internal = {"adopted_by"}

    def __str__(self) -> str:
        return f"判定の決まり（第{self.number}版）"
