"""通知先 and お知らせ: where a notice goes, and what became of each."""

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField

PREFIX = "whsec_"


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    def standing(self) -> "EndpointQuerySet":
        """Addresses that nobody has taken away."""
        return self.filter(ended_at=None)

    def listening(self) -> "EndpointQuerySet":
        """Addresses that are told of changes now."""
        return self.standing().filter(is_on=True)


class Endpoint(models.Model):
    """通知先: an https address of somebody's own system.

    ``secret`` signs each notice; for a day after a new one was made the former
    signs too, so that a system can change over without missing any.
    ``failures`` counts notices given up in a row.
    """

    ref = RefField()
    account = models.ForeignKey(
        Account, verbose_name="利用者", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField("名前", max_length=60)
    address = models.CharField("アドレス", max_length=300)
    secret = models.CharField("署名の鍵", max_length=80, default=new_secret)
    former_secret = models.CharField("前の署名の鍵", max_length=80, blank=True)
    former_until = models.DateTimeField("前の鍵を使う期限", null=True, blank=True)
    is_on = models.BooleanField("送っているか", default=True)
    failures = models.PositiveSmallIntegerField("続けて届かなかった数", default=0)
    added_at = models.DateTimeField("登録日時", default=clock.now)
    added_by = models.ForeignKey(
        Account, verbose_name="登録した人", on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField("やめた日時", null=True, blank=True)
    ended_by = models.ForeignKey(
        Account,
        verbose_name="やめた人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects: ClassVar = EndpointQuerySet.as_manager()

    class Meta:
        verbose_name = "通知先"
        ordering = ["-added_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["account", "address"],
                condition=Q(ended_at=None),
                name="webhook_address_is_registered_once",
                violation_error_message="このアドレスは、もう登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False, is_on=False),
                name="webhook_ends_by_somebody_and_is_off",
                violation_error_message="やめた通知先には、やめた人と日時が必要です。",
            ),
        ]

    class Privacy:
        retention = "account"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "account",
            "name",
            "address",
            "former_until",
            "is_on",
            "failures",
            "added_at",
            "added_by",
            "ended_at",
            "ended_by",
        }
        secret = {"secret", "former_secret"}

    def __str__(self) -> str:
        return self.ref


class Notice(models.Model):
    """お知らせ: one change told to one address; ids and the word of a state only."""

    class State(models.TextChoices):
        WAITING = "waiting", "送っています"
        DELIVERED = "delivered", "届きました"
        FAILED = "failed", "届きませんでした"
        DROPPED = "dropped", "送るのをやめました"

    ref = RefField()
    endpoint = models.ForeignKey(
        Endpoint,
        verbose_name="通知先",
        on_delete=models.CASCADE,
        related_name="notices",
    )
    event = models.CharField("できごと", max_length=40)
    # What makes a change one change: the case and its edition; of a trial its ref.
    mark = models.CharField("変化の印", max_length=40)
    application = models.CharField("申請の番号", max_length=16, blank=True)
    application_state = models.CharField("申請の状態", max_length=20, blank=True)
    occurred_at = models.DateTimeField("変化の日時", default=clock.now)
    state = models.CharField(
        "送信の状態", max_length=10, choices=State, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField("送った回数", default=0)
    tried_at = models.DateTimeField("最後に送った日時", null=True, blank=True)
    answer = models.CharField("相手の答え", max_length=40, blank=True)

    class Meta:
        verbose_name = "お知らせ"
        ordering = ["-occurred_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "mark"],
                name="webhook_tells_a_change_once",
                violation_error_message="この変化は、もうお知らせしています。",
            )
        ]

    class Privacy:
        retention = "delivery"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "endpoint",
            "event",
            "mark",
            "application",
            "application_state",
            "occurred_at",
            "state",
            "attempts",
            "tried_at",
            "answer",
        }

    def __str__(self) -> str:
        return self.ref
