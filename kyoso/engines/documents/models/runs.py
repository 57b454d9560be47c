"""一斉の通知: one wording for many addressees, in sheets."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.engines.documents.addressees import READINGS
from kyoso.engines.jobs.api import Effect
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Section
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class NoticeRun(models.Model):
    """一斉の通知: one wording for many addressees, made in sheets of some hundred."""

    ref = RefField()
    # The same page sent twice orders once.
    token = models.CharField("送信の印", max_length=64, unique=True, editable=False)
    section = models.ForeignKey(
        Section, verbose_name="課", on_delete=models.PROTECT, related_name="+"
    )
    subject = models.CharField("件名", max_length=100)
    text = models.TextField("本文")
    total = models.PositiveIntegerField("通数")
    made_at = models.DateTimeField("作成日時", default=clock.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="作成者",
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "一斉の通知"
        ordering = ["-made_at", "-id"]

    class Privacy:
        retention = "delivery"
        office_only = True
        internal = {
            "id",
            "ref",
            "token",
            "section",
            "subject",
            "text",
            "total",
            "made_at",
            "made_by",
        }

    def __str__(self) -> str:
        return self.subject


class NoticeSheet(models.Model):
    """束: the notices of a run that are made, printed and dispatched together."""

    ref = RefField()
    run = models.ForeignKey(NoticeRun, on_delete=models.PROTECT, related_name="sheets")
    number = models.PositiveIntegerField("番号")
    effect = models.OneToOneField(
        Effect, on_delete=models.PROTECT, related_name="+", verbose_name="作成の処理"
    )
    batch = models.OneToOneField(
        "messaging.PrintBatch",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="印刷の束",
    )
    file = models.OneToOneField(
        File,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="PDF",
    )

    class Meta:
        verbose_name = "一斉の通知の束"
        ordering = ["run", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "number"], name="notice_sheet_number_once"
            )
        ]

    class Privacy:
        retention = "delivery"
        office_only = True
        internal = {"id", "ref", "run", "number", "effect", "batch", "file"}

    def __str__(self) -> str:
        return f"{self.run} {self.number}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def apart(self) -> "NoticeQuerySet":
        """Those that a person prints, outside the sheet's PDF."""
        return self.filter(~Q(unwritable="") | Q(is_kept_back=True))

    def together(self) -> "NoticeQuerySet":
        return self.filter(unwritable="", is_kept_back=False)


class Notice(models.Model):
    """宛先: one addressee of a run; told once, by exactly one message."""

    sheet = models.ForeignKey(
        NoticeSheet, on_delete=models.PROTECT, related_name="notices"
    )
    run = models.ForeignKey(NoticeRun, on_delete=models.PROTECT, related_name="notices")
    name = models.CharField("宛名", max_length=300)
    postcode = models.CharField("郵便番号", max_length=7)
    address = models.CharField("住所", max_length=300)
    words = models.JSONField("差し込む言葉", default=dict)
    # What the fonts cannot write: this one is printed by a person.
    unwritable = models.CharField("印刷できない文字", max_length=100, blank=True)
    # Whose address ``residents`` keeps back: an officer of the register sends it.
    is_kept_back = models.BooleanField("職員が確認して送る宛先", default=False)
    message = models.OneToOneField(
        "messaging.Message",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="通知",
    )

    objects: ClassVar = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "一斉の通知の宛先"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "name", "postcode", "address"],
                name="notice_one_an_addressee",
                violation_error_message="同じ宛先に二度は送れません。",
            )
        ]

    class Privacy:
        retention = "delivery"
        office_only = True
        internal = {"id", "sheet", "run", "message"}
        personal = {
            "name",
            "postcode",
            "address",
            "words",
            "unwritable",
            "is_kept_back",
        }

    def __str__(self) -> str:
        return f"{self.run} {self.pk}"

    @property
    def kana(self) -> str:
        """The reading of the name, where the file has a column for it."""
        return next(
            (self.words[title] for title in READINGS if title in self.words), ""
        )

    @property
    def stands_apart(self) -> bool:
        return bool(self.unwritable) or self.is_kept_back
