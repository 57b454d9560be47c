"""端末, 印刷の仕事, 印刷の試み: who asked where, and what the printer did."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.citizens.kiosk.rules import rules
from kyoso.engines.certification.api import Certificate, Order, State
from kyoso.engines.people.api import Account, Section
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField

ACCOUNT = settings.AUTH_USER_MODEL


class DeviceQuerySet(models.QuerySet["Device"]):
    def in_service(self) -> "DeviceQuerySet":
        """Devices that nobody has taken away."""
        return self.filter(ended_at=None)

    def of_sections(self, sections: list[Section]) -> "DeviceQuerySet":
        """Devices that these sections look after."""
        return self.filter(section__in=sections)


class Device(models.Model):
    """端末: a screen with its printer at one place.

    ``key_digest`` is of the key that its browser shows, ``printer_digest`` of the
    other one of its printer's program; ``pairing_digest`` of the number by which
    both are given out, once.
    """

    class Trouble(models.TextChoices):
        NONE = "", "なし"
        PAPER_OUT = "paper_out", "用紙切れ"
        JAM = "jam", "紙詰まり"
        NO_ANSWER = "no_answer", "返事がありません"
        OTHER = "other", "そのほかの不具合"

    ref = RefField()
    name = models.CharField("名前", max_length=60)
    place = models.CharField("場所", max_length=120)
    section = models.ForeignKey(
        Section, verbose_name="担当課", on_delete=models.PROTECT, related_name="+"
    )
    key_digest = models.CharField("画面の鍵", max_length=64, blank=True)
    printer_digest = models.CharField("印刷機の鍵", max_length=64, blank=True)
    pairing_digest = models.CharField("登録番号", max_length=64, blank=True)
    pairing_until = models.DateTimeField("登録番号の期限", null=True, blank=True)
    is_on = models.BooleanField("使えるか", default=True)
    trouble = models.CharField(
        "不具合", max_length=10, choices=Trouble, blank=True, default=Trouble.NONE
    )
    heard = models.DateTimeField("最後に返事のあった日時", null=True, blank=True)
    registered_at = models.DateTimeField("登録日時", default=clock.now)
    registered_by = models.ForeignKey(
        ACCOUNT, verbose_name="登録者", on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField("やめた日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        ACCOUNT,
        verbose_name="やめた人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = DeviceQuerySet.as_manager()

    class Meta:
        verbose_name = "証明書交付端末"
        ordering = ["place", "name", "id"]
        constraints = [
            models.CheckConstraint(
                name="kiosk_device_ends_by_somebody_and_is_off",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, is_on=False),
                violation_error_message="やめた端末には、やめた人と日時が必要です。",
            ),
        ]

    class Privacy:
        retention = "organisation"
        public_rights = "change"
        public = {"name", "place"}
        internal = {
            "id",
            "ref",
            "section",
            "pairing_until",
            "is_on",
            "trouble",
            "heard",
            "registered_at",
            "registered_by",
            "ended_at",
            "ended_by",
        }
        secret = {"key_digest", "printer_digest", "pairing_digest"}

    def __str__(self) -> str:
        return self.name

    @property
    def is_paired(self) -> bool:
        """Tell whether its browser and its printer have their keys."""
        return bool(self.key_digest and self.printer_digest)

    @property
    def is_silent(self) -> bool:
        """Tell whether nothing was heard of its printer for longer than it may be."""
        late = clock.now() - dt.timedelta(seconds=rules().silence)
        return self.heard is None or self.heard < late

    @property
    def is_ready(self) -> bool:
        """Tell whether it may take new requests and papers.

        Its last fault stands until a paper comes out or an officer has mended it.
        """
        return self.is_on and self.is_paired and not self.trouble and not self.is_silent


class PrintJobQuerySet(models.QuerySet["PrintJob"]):
    def of_sections(self, sections: list[Section]) -> "PrintJobQuerySet":
        """Jobs whose certificates these sections issue."""
        return self.filter(order__section__in=sections)

    def of(self, account: Account) -> "PrintJobQuerySet":
        """A resident's own jobs."""
        return self.filter(order__requested_by=account)

    def calling(self) -> "PrintJobQuerySet":
        """Jobs that wait for an officer: the printer failed, or nobody knows.

        Also papers that were paid for and that nobody has fetched for days.
        """
        late = clock.now() - rules().left.unfetched
        return self.filter(
            Q(state=PrintJob.State.FAILED)
            | Q(state=PrintJob.State.WAITING, asked_at__lt=late)
        )

    def open(self) -> "PrintJobQuerySet":
        """Jobs on their way to a paper; whose request has ended is not."""
        return self.exclude(
            state__in=(PrintJob.State.PRINTED, PrintJob.State.CLOSED)
        ).exclude(
            state=PrintJob.State.ASKED,
            order__state__in=(State.DECLINED, State.WITHDRAWN),
        )

    def left(self) -> "PrintJobQuerySet":
        """Requests that nobody has paid or withdrawn in the time that they have."""
        now, left = clock.now(), rules().left
        at_the_counter = Q(order__state=State.BY_HAND) | Q(
            order__state=State.TO_PAY, order__is_automatic=False
        )
        return self.filter(
            Q(asked_at__lt=now - left.counter)
            | ~at_the_counter & Q(asked_at__lt=now - left.unpaid),
            state=PrintJob.State.ASKED,
            order__state__in=(State.EXAMINING, State.BY_HAND, State.TO_PAY),
        )


class PrintJob(models.Model):
    """印刷の仕事: one request at a terminal, until its paper is in the person's hands."""

    class State(models.TextChoices):
        ASKED = "asked", "申請中"
        WAITING = "waiting", "印刷待ち"
        PRINTING = "printing", "印刷中"
        PRINTED = "printed", "印刷済み"
        FAILED = "failed", "印刷できず"
        CLOSED = "closed", "終了"

    ref = RefField()
    order = models.OneToOneField(
        Order,
        verbose_name="申請",
        on_delete=models.PROTECT,
        related_name="print_job",
    )
    device = models.ForeignKey(
        Device, verbose_name="端末", on_delete=models.PROTECT, related_name="jobs"
    )
    state = models.CharField(
        "状態", max_length=10, choices=State, default=State.ASKED, db_index=True
    )
    asked_at = models.DateTimeField("申請日時", default=clock.now)
    asked_by = models.ForeignKey(
        ACCOUNT, verbose_name="申請者", on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField("終えた日時", null=True, blank=True)
    closed_by = models.ForeignKey(
        ACCOUNT,
        verbose_name="終えた人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    why = models.CharField("終えた理由", max_length=200, blank=True)

    objects = PrintJobQuerySet.as_manager()

    class Meta:
        verbose_name = "端末での印刷"
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="kiosk_job_closed_has_its_author",
                condition=Q(state="closed", closed_at__isnull=False)
                & Q(closed_by__isnull=False)
                & ~Q(why="")
                | ~Q(state="closed") & Q(closed_at=None, closed_by=None, why=""),
                violation_error_message="終えた仕事には、理由と終えた人が必要です。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "order",
            "device",
            "state",
            "asked_at",
            "asked_by",
            "closed_at",
            "closed_by",
            "why",
        }

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """受付番号: what a person tells at the counter."""
        return f"K{self.pk:05d}"


class PrintTry(models.Model):
    """印刷の試み: sent once to one printer, taken once by it, and what it said.

    ``certificate`` is the paper it prints: a replacement meanwhile is another one.
    The database holds what matters: one open try a job, and no second one without
    somebody's reason.
    """

    class State(models.TextChoices):
        SENT = "sent", "送信"
        TAKEN = "taken", "印刷中"
        PRINTED = "printed", "印刷済み"
        FAILED = "failed", "失敗"

    OPEN = ("sent", "taken")

    ref = RefField()
    job = models.ForeignKey(
        PrintJob, verbose_name="仕事", on_delete=models.PROTECT, related_name="tries"
    )
    number = models.PositiveSmallIntegerField("回")
    certificate = models.ForeignKey(
        Certificate,
        verbose_name="証明書",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    device = models.ForeignKey(
        Device, verbose_name="端末", on_delete=models.PROTECT, related_name="tries"
    )
    state = models.CharField(
        "状態", max_length=10, choices=State, default=State.SENT, db_index=True
    )
    reason = models.CharField(
        "不具合", max_length=10, choices=Device.Trouble, blank=True, default=""
    )
    why = models.CharField("もう一度印刷する理由", max_length=200, blank=True)
    began_at = models.DateTimeField("始めた日時", default=clock.now)
    began_by = models.ForeignKey(
        ACCOUNT, verbose_name="始めた人", on_delete=models.PROTECT, related_name="+"
    )
    taken = models.DateTimeField("端末が受け取った日時", null=True, blank=True)
    told = models.DateTimeField("結果の日時", null=True, blank=True)

    class Meta:
        verbose_name = "印刷の試み"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["job", "number"],
                name="kiosk_try_has_its_number",
                violation_error_message="この回の印刷は、もう始めています。",
            ),
            models.UniqueConstraint(
                fields=["job"],
                condition=Q(state__in=("sent", "taken")),
                name="kiosk_job_prints_once_at_a_time",
                violation_error_message="この証明書は、いま印刷しています。",
            ),
            models.CheckConstraint(
                name="kiosk_prints_again_with_a_reason_only",
                condition=Q(number=1) | Q(number__gt=1) & ~Q(why=""),
                violation_error_message="もう一度印刷するには、理由が必要です。",
            ),
            models.CheckConstraint(
                name="kiosk_try_failed_has_a_trouble",
                condition=Q(state="failed") & ~Q(reason="")
                | ~Q(state="failed") & Q(reason=""),
                violation_error_message="失敗には、その不具合が必要です。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "job",
            "number",
            "certificate",
            "device",
            "state",
            "reason",
            "why",
            "began_at",
            "began_by",
            "taken",
            "told",
        }

    def __str__(self) -> str:
        return self.ref
