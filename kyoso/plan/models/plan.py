"""計画: period, revisions, pillars and targets, as the plan file says them.

``words`` holds texts in their languages (``{"title": {"ja": …, "en": …}}``);
the Japanese of a title or text is the plan's own, the rest is a translation.
"""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kyoso.engines.indicators.api import Indicator
from kyoso.kernel.words import Words
from kyoso.plan.models.texts import spoken


class PlanQuerySet(models.QuerySet["Plan"]):
    def current_on(self, day: dt.date) -> "Plan | None":
        """Return the plan of a day: the newest that runs, else the last that began.

        Before the first plan begins it is that one. Costs one query.
        """
        plans = list(self.order_by("starts_on", "id"))
        begun = [plan for plan in plans if plan.starts_on <= day]
        running = [plan for plan in begun if day <= plan.ends_on]
        best = running or begun or plans[:1]
        return best[-1] if best else None


class Plan(models.Model):
    """計画: a period, its ideal, its pillars. A successor stands beside it."""

    slug = models.SlugField("記号", max_length=60, unique=True)
    title = models.CharField("計画名", max_length=120)
    words = models.JSONField("文", default=dict)
    starts_on = models.DateField("始まり")
    ends_on = models.DateField("終わり")
    period = models.CharField("計画期間の文", max_length=300, blank=True)
    publisher = models.CharField("発行", max_length=120, blank=True)
    source = models.CharField("出典", max_length=300)
    translator = models.CharField("訳者", max_length=120, blank=True)
    organisation = models.JSONField("推進体制", default=dict, blank=True)
    vision = models.JSONField("目指す将来像", default=list, blank=True)
    follows = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="successor",
        verbose_name="前の計画",
    )
    digest = models.CharField("ファイルの指紋", max_length=64, blank=True)
    edition = models.PositiveIntegerField("公開内容の版", default=1)

    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="plan_ends_after_it_starts",
                condition=Q(ends_on__gt=F("starts_on")),
                violation_error_message="計画の終わりは、始まりより後にしてください。",
            ),
            models.CheckConstraint(
                name="plan_does_not_follow_itself",
                condition=Q(follows=None) | ~Q(follows=F("id")),
                violation_error_message="自分自身の次の計画にはなれません。",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "slug",
            "title",
            "words",
            "starts_on",
            "ends_on",
            "period",
            "publisher",
            "source",
            "translator",
            "organisation",
            "vision",
            "follows",
            "digest",
            "edition",
        }

    def __str__(self) -> str:
        return self.title

    @property
    def titles(self) -> Words:
        return spoken(self.words, "title", self.title)

    @property
    def short_titles(self) -> Words:
        return spoken(self.words, "short_title", self.title)

    @property
    def ideals(self) -> Words:
        return spoken(self.words, "ideal", self.title)

    @property
    def cities(self) -> Words:
        return spoken(self.words, "city", self.publisher or "市")

    @property
    def prefectures(self) -> Words:
        return spoken(self.words, "prefecture", "県")


class Revision(models.Model):
    """改訂: the plan's own words as they stood, or the plain word that they are missing.

    ``text`` is a list of ``[place, line]``. A held text is never edited: another
    text needs another revision.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField("番号")
    published_in = models.DateField("公表した月")
    title = models.CharField("名称", max_length=120)
    note = models.TextField("変更の要点", blank=True)
    is_held = models.BooleanField("原文の有無")
    text = models.JSONField("原文", default=list, blank=True)
    digest = models.CharField("原文の指紋", max_length=64, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "number"],
                name="revision_number_is_unique_in_its_plan",
                violation_error_message="この番号の改訂は、すでにあります。",
            ),
            models.CheckConstraint(
                name="revision_is_held_with_its_digest",
                condition=Q(is_held=True) & ~Q(digest="")
                | Q(is_held=False, digest="", text=[]),
                violation_error_message="原文のある改訂には、その指紋が必要です。",
            ),
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {
            "id",
            "plan",
            "number",
            "published_in",
            "title",
            "note",
            "is_held",
            "text",
            "digest",
        }

    def __str__(self) -> str:
        return self.title


class Pillar(models.Model):
    """施策の柱."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="pillars")
    number = models.PositiveSmallIntegerField("番号")
    slug = models.SlugField("記号", max_length=60)
    title = models.CharField("名称", max_length=120)
    words = models.JSONField("文", default=dict)
    is_withdrawn = models.BooleanField("廃止", default=False)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "slug"],
                name="pillar_slug_is_unique_in_its_plan",
                violation_error_message="この記号の柱は、すでにあります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "plan", "number", "slug", "title", "words", "is_withdrawn"}

    def __str__(self) -> str:
        return self.title

    @property
    def titles(self) -> Words:
        return spoken(self.words, "title", self.title)

    @property
    def texts(self) -> Words:
        return spoken(self.words, "text", self.title)


class Item(models.Model):
    """取組事項: a numbered promise of a pillar, with its paragraph."""

    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField("番号")
    title = models.CharField("名称", max_length=120)
    words = models.JSONField("文", default=dict)
    text = models.TextField("本文")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["pillar", "number"],
                name="item_number_is_unique_in_its_pillar",
                violation_error_message="この番号の取組事項は、すでにあります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "pillar", "number", "title", "words", "text"}

    def __str__(self) -> str:
        return self.title

    @property
    def titles(self) -> Words:
        return spoken(self.words, "title", self.title)


class PillarTarget(models.Model):
    """数値目標: the indicator by which the plan judges a pillar."""

    pillar = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="pillar_targets"
    )
    order = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pillar", "indicator"],
                name="pillar_has_a_target_once",
                violation_error_message="この数値目標は、すでにあります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "pillar", "indicator", "order"}

    def __str__(self) -> str:
        return f"{self.pillar_id}:{self.indicator_id}"
