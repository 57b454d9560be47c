"""交付: one grant, what it may cost the city now, and everything that happened."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from kyoso.engines.people.api import Section
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField
from kyoso.region.grants.models.programmes import Programme, ProgrammeRevision, Round
from kyoso.region.grants.stages import FIXED, PROMISED, Stage


class GrantQuerySet(models.QuerySet["Grant"]):
    def standing(self) -> "GrantQuerySet":
        """Grants that were decided and not revoked."""
        return self.filter(stage__in=PROMISED)

    def of_sections(self, sections: "list[Section]") -> "GrantQuerySet":
        return self.filter(case__section__in=sections)


class Grant(models.Model):
    """交付: from the application to the last yen. Amounts are whole yen.

    ``asked`` is what the rule would give for the application, ``granted`` the
    decided amount, ``settled`` the fixed one, ``ordered`` what 支出命令 asked for,
    ``to_return`` and ``returned`` what was ordered back and came. ``bears`` is
    what its round bears now: a trigger adds it to the round.
    """

    ref = RefField()
    case = models.OneToOneField(
        "casework.Case",
        on_delete=models.PROTECT,
        related_name="grant",
        verbose_name="申請",
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="grants"
    )
    revision = models.ForeignKey(
        ProgrammeRevision, on_delete=models.PROTECT, related_name="grants"
    )
    round = models.ForeignKey(
        Round, on_delete=models.PROTECT, related_name="grants", verbose_name="募集"
    )
    stage = models.CharField("段階", max_length=9, choices=Stage, default=Stage.APPLIED)
    edition = models.PositiveIntegerField("更新番号", default=0)
    asked = models.PositiveBigIntegerField("申請額", null=True)
    granted = models.PositiveBigIntegerField("交付決定額", default=0)
    settled = models.PositiveBigIntegerField("確定額", null=True)
    ordered = models.PositiveBigIntegerField("支出命令額", default=0)
    to_return = models.PositiveBigIntegerField("返還を命じた額", default=0)
    returned = models.PositiveBigIntegerField("返還された額", default=0)
    bears = models.PositiveBigIntegerField("予算枠の負担額", default=0, editable=False)
    allotment = models.OneToOneField(
        "ledger.Allotment",
        on_delete=models.PROTECT,
        related_name="grant",
        null=True,
        verbose_name="支出負担行為",
    )
    decided_on = models.DateField("交付決定日", null=True)
    report_due_on = models.DateField("実績報告の期限", null=True)
    apart = models.CharField("同じ住所の別の世帯の印", max_length=40, blank=True)

    objects: ClassVar = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "交付"
        ordering: ClassVar = ["-id"]
        indexes = [
            models.Index(fields=["programme", "stage", "id"], name="grant_desk"),
            models.Index(fields=["decided_on"], name="grant_decided"),
        ]
        constraints = [
            models.CheckConstraint(
                name="grant_stage_is_known",
                condition=Q(stage__in=Stage.values),
                violation_error_message="段階が正しくありません。",
            ),
            models.CheckConstraint(
                name="grant_promised_has_its_allotment",
                condition=~Q(stage__in=sorted(PROMISED))
                | Q(allotment__isnull=False, decided_on__isnull=False, granted__gt=0),
                violation_error_message="交付決定には、支出負担行為が必要です。",
            ),
            models.CheckConstraint(
                name="grant_fixed_has_its_amount",
                condition=~Q(stage__in=sorted(FIXED)) | Q(settled__isnull=False),
                violation_error_message="額を確定してください。",
            ),
            models.CheckConstraint(
                name="grant_amounts_in_order",
                condition=(Q(settled=None) | Q(settled__lte=F("granted")))
                & Q(bears__lte=F("granted")),
                violation_error_message="確定額は交付決定額までです。",
            ),
            models.CheckConstraint(
                name="grant_orders_what_is_settled",
                condition=Q(ordered=0)
                | Q(settled__isnull=False, ordered__lte=F("settled")),
                violation_error_message="支出命令は確定額までです。",
            ),
            models.CheckConstraint(
                name="grant_returns_what_was_paid",
                condition=Q(to_return__lte=F("ordered"), returned__lte=F("to_return")),
                violation_error_message="返還は支払った額までです。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "case",
            "programme",
            "revision",
            "round",
            "stage",
            "edition",
            "asked",
            "granted",
            "settled",
            "ordered",
            "to_return",
            "returned",
            "bears",
            "allotment",
            "decided_on",
            "report_due_on",
        }
        personal = {"apart"}

    def __str__(self) -> str:
        return f"{self.programme} {self.case}"

    @property
    def left_to_return(self) -> int:
        return self.to_return - self.returned

    @property
    def is_promised(self) -> bool:
        return self.stage in PROMISED


class QuotaUse(models.Model):
    """限度の利用: one of the places that a household, company or area has.

    ``place`` counts from 1 to ``most``; the unique constraint lets nobody take a
    place twice, the check lets nobody make another.
    """

    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="quota_uses"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, related_name="quota_uses"
    )
    rule = models.CharField("限度", max_length=40)
    holder = models.CharField("だれの限度か", max_length=400)
    period = models.PositiveSmallIntegerField("年度（0は期間なし）", default=0)
    place = models.PositiveSmallIntegerField("何件目か")
    most = models.PositiveSmallIntegerField("限度の件数")
    is_freed = models.BooleanField("取消しで空いたか", default=False)

    class Meta:
        verbose_name = "限度の利用"
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "rule", "holder", "period", "place"],
                condition=Q(is_freed=False),
                name="grant_quota_place_taken_once",
                violation_error_message="限度の件数に達しています。",
            ),
            models.CheckConstraint(
                name="grant_quota_within_its_most",
                condition=Q(place__gte=1, place__lte=F("most")),
                violation_error_message="限度の件数をこえています。",
            ),
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {
            "id",
            "grant",
            "programme",
            "rule",
            "period",
            "place",
            "most",
            "is_freed",
        }
        personal = {"holder"}

    def __str__(self) -> str:
        return f"{self.rule} {self.place}/{self.most}"


class Step(models.Model):
    """経過: one thing that happened to a grant; never changed afterwards."""

    class Side(models.TextChoices):
        APPLICANT = "applicant", "申請者"
        OFFICE = "office", "市"

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField("したこと", max_length=12)
    stage = models.CharField("その後の段階", max_length=9, choices=Stage)
    edition = models.PositiveIntegerField("更新番号")
    amount = models.PositiveBigIntegerField("金額", null=True)
    text = models.TextField("内容", blank=True)
    side = models.CharField("だれの側か", max_length=9, choices=Side)
    at = models.DateTimeField("日時", default=clock.now)
    by = models.ForeignKey(
        "people.Account",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="した人",
    )

    class Meta:
        verbose_name = "交付の経過"
        ordering: ClassVar = ["grant", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "edition"],
                name="grant_step_edition_is_unique",
                violation_error_message="同時に更新されました。もう一度お試しください。",
            )
        ]

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {
            "id",
            "grant",
            "act",
            "stage",
            "edition",
            "amount",
            "side",
            "at",
            "by",
        }
        personal = {"text"}

    def __str__(self) -> str:
        return f"{self.grant} {self.act}"
