"""通知: messages, print batches, and mails caught in the demo."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.engines.jobs.api import Effect
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Section
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField

if TYPE_CHECKING:
    from collections.abc import Iterable


class PrintBatch(models.Model):
    """印刷の束: letters of one section that are printed and dispatched together."""

    ref = RefField()
    section = models.ForeignKey(
        Section, verbose_name="課", on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField("印刷日時", default=clock.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="印刷者",
        on_delete=models.PROTECT,
        related_name="+",
    )
    dispatched_on = models.DateField("発送日", null=True, blank=True)
    dispatched_at = models.DateTimeField("発送の記録日時", null=True, blank=True)
    dispatched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="発送の記録者",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "印刷の束"
        constraints = [
            models.CheckConstraint(
                name="print_batch_dispatched_on_at_and_by_go_together",
                condition=Q(dispatched_on=None, dispatched_at=None, dispatched_by=None)
                | Q(
                    dispatched_on__isnull=False,
                    dispatched_at__isnull=False,
                    dispatched_by__isnull=False,
                ),
                violation_error_message="発送日と、記録した日時と職員は、そろって必要です。",
            )
        ]

    class Privacy:
        retention = "delivery"
        office_only = True
        internal = {
            "id",
            "ref",
            "section",
            "made_at",
            "made_by",
            "dispatched_on",
            "dispatched_at",
            "dispatched_by",
        }

    def __str__(self) -> str:
        return self.ref


class MessageQuerySet(models.QuerySet["Message"]):
    def of_sections(self, sections: "Iterable[Section]") -> "MessageQuerySet":
        return self.filter(section__in=list(sections))

    def by_mail(self) -> "MessageQuerySet":
        return self.filter(route=Message.Route.MAIL)

    def for_a_person(self) -> "MessageQuerySet":
        """Mails that wait for an officer: cut off in the middle, or given up."""
        return self.filter(effect__in=Effect.objects.for_a_person())

    def to_print(self) -> "MessageQuerySet":
        return self.filter(route=Message.Route.POST, batch=None)

    def returned(self) -> "MessageQuerySet":
        return self.filter(returned_at__isnull=False)

    def not_sent_again(self) -> "MessageQuerySet":
        return self.filter(sent_again_as=None)


class Message(models.Model):
    """通知: what one person is told once, by one route."""

    class Route(models.TextChoices):
        MAIL = "mail", "メール"
        POST = "post", "郵送"

    class State(models.TextChoices):
        WAITING = "waiting", "送信待ち"
        SENDING = "sending", "送信中"
        SENT = "sent", "送信済み"
        UNCERTAIN = "uncertain", "確認が必要"
        FAILED = "failed", "送れませんでした"
        ABANDONED = "abandoned", "送信取りやめ"
        TO_PRINT = "to_print", "印刷待ち"
        PRINTED = "printed", "印刷済み"
        DISPATCHED = "dispatched", "発送済み"
        RETURNED = "returned", "返戻"

    class Returned(models.TextChoices):
        UNKNOWN = "unknown", "あて所に尋ねあたりません"
        MOVED = "moved", "転居先不明"
        INCOMPLETE = "incomplete", "あて名不完全"
        UNCLAIMED = "unclaimed", "保管期間経過"
        DECLINED = "declined", "受取辞退"
        OTHER = "other", "その他"

    ref = RefField()
    template = models.CharField("文例", max_length=60)
    section = models.ForeignKey(
        Section, verbose_name="課", on_delete=models.PROTECT, related_name="+"
    )
    about = models.CharField("対象", max_length=60, blank=True, db_index=True)
    route = models.CharField("送り方", max_length=4, choices=Route)
    language = models.CharField("言語", max_length=10, default="ja")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="宛先の利用者",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    email = models.EmailField("メールアドレス", blank=True)
    name = models.CharField("宛名", max_length=300, blank=True)
    # Not printed: it tells whose address is kept back, however the name is written.
    kana = models.CharField("宛名のふりがな", max_length=300, blank=True)
    postcode = models.CharField("郵便番号", max_length=7, blank=True)
    address = models.CharField("住所", max_length=300, blank=True)
    subject = models.CharField("件名", max_length=200)
    text = models.TextField("本文")
    files = models.ManyToManyField(File, verbose_name="同封する文書", blank=True)
    posted_at = models.DateTimeField("作成日時", default=clock.now)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="作成者",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    effect = models.OneToOneField(
        Effect,
        verbose_name="送信の処理",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    batch = models.ForeignKey(
        PrintBatch,
        verbose_name="印刷の束",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="letters",
    )
    returned_on = models.DateField("返戻日", null=True, blank=True)
    returned_reason = models.CharField(
        "返戻の理由", max_length=10, choices=Returned, blank=True
    )
    returned_at = models.DateTimeField("返戻の記録日時", null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="返戻の記録者",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    again_of = models.OneToOneField(
        "self",
        verbose_name="送りなおす前の通知",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sent_again_as",
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        constraints = [
            models.CheckConstraint(
                name="message_mail_has_an_address_and_an_effect",
                condition=~Q(route="mail")
                | (~Q(email="") & Q(effect__isnull=False, batch=None)),
                violation_error_message="メールには、メールアドレスが必要です。",
            ),
            models.CheckConstraint(
                name="message_letter_has_an_address_and_no_effect",
                condition=~Q(route="post") | (~Q(address="") & Q(effect=None)),
                violation_error_message="郵便物には、住所が必要です。",
            ),
            models.CheckConstraint(
                name="message_returned_on_at_by_and_reason_go_together",
                condition=Q(
                    returned_on=None,
                    returned_at=None,
                    returned_by=None,
                    returned_reason="",
                )
                | (
                    Q(
                        returned_on__isnull=False,
                        returned_at__isnull=False,
                        returned_by__isnull=False,
                        batch__isnull=False,
                    )
                    & ~Q(returned_reason="")
                ),
                violation_error_message="返戻には、日付と理由が必要です。",
            ),
        ]

    class Privacy:
        retention = "delivery"
        public_rights = "append"
        internal = {
            "id",
            "ref",
            "template",
            "section",
            "about",
            "route",
            "language",
            "account",
            "files",
            "posted_at",
            "posted_by",
            "effect",
            "batch",
            "returned_on",
            "returned_reason",
            "returned_at",
            "returned_by",
            "again_of",
        }
        personal = {"email", "name", "kana", "postcode", "address", "subject", "text"}

    def __str__(self) -> str:
        return self.ref

    @property
    def named(self) -> residents.Named:
        """To whom it is, as ``residents`` is asked whether the address may be shown."""
        return residents.Named(self.account_id, self.name, self.kana)

    @property
    def state(self) -> "Message.State":
        """Return where it stands; reads ``effect`` or ``batch`` (select them)."""
        if self.effect is not None:
            return _OF_EFFECT[self.effect.state]
        if self.returned_at is not None:
            return self.State.RETURNED
        if self.batch is None:
            return self.State.TO_PRINT
        if self.batch.dispatched_on is None:
            return self.State.PRINTED
        return self.State.DISPATCHED

    @property
    def is_for_a_person(self) -> bool:
        """Tell whether an officer has to decide about this mail."""
        return self.state in {self.State.UNCERTAIN, self.State.FAILED}


_OF_EFFECT = {
    Effect.State.WAITING.value: Message.State.WAITING,
    Effect.State.RUNNING.value: Message.State.SENDING,
    Effect.State.DONE.value: Message.State.SENT,
    Effect.State.UNCERTAIN.value: Message.State.UNCERTAIN,
    Effect.State.DEAD.value: Message.State.FAILED,
    Effect.State.ABANDONED.value: Message.State.ABANDONED,
}


class CaughtMail(models.Model):
    """デモのメール: what the demo would have sent; production has no rows."""

    ref = RefField()
    at = models.DateTimeField("日時", default=clock.now)
    sender = models.CharField("差出人", max_length=200)
    recipients = models.CharField("宛先", max_length=1000)
    subject = models.CharField("件名", max_length=400)
    text = models.TextField("本文")
    raw = models.TextField("メールの全文")

    class Meta:
        verbose_name = "デモのメール"
        ordering = ["-at", "-id"]

    class Privacy:
        retention = "delivery"
        internal = {"id", "ref", "at", "sender"}
        personal = {"recipients", "subject", "text", "raw"}

    def __str__(self) -> str:
        return self.ref
