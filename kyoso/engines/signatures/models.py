"""署名の依頼と、電子署名の証拠."""

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from kyoso.engines.people.api import Account
from kyoso.engines.signatures.errors import SignatureFixed
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class SigningRequestQuerySet(models.QuerySet["SigningRequest"]):
    def left(self) -> "SigningRequestQuerySet":
        """Signed, and what it was signed for was neither done nor refused."""
        return self.filter(state=SigningRequest.State.SIGNED, concluded_at=None)

    def unsigned(self) -> "SigningRequestQuerySet":
        return self.exclude(state=SigningRequest.State.SIGNED)

    def unused(self) -> "SigningRequestQuerySet":
        """Signed, but what it was signed for could not be done."""
        return self.filter(
            state=SigningRequest.State.SIGNED, concluded_at__isnull=False
        ).exclude(reason="")


class SigningRequest(models.Model):
    """署名の依頼: one text that one person is asked to sign, once.

    ``about`` names what the text says, in the words of whoever asks (``purpose``).
    ``person`` is whom the certificate is compared with. What is asked never
    changes: another text is another request. ``language`` is the one in which
    whoever signs reads the pages. Until ``busy_until`` one process is examining what
    came back. ``reason`` says why nothing was signed, or why what it was signed for
    could not be done.
    """

    class State(models.TextChoices):
        ASKED = "asked", "署名待ち"
        SIGNED = "signed", "署名済み"
        ENDED = "ended", "署名なし"

    ref = RefField()
    purpose = models.CharField("何のための署名か", max_length=40)
    about = models.CharField("対象", max_length=60, db_index=True)
    summary = models.TextField("署名する文")
    digest = models.CharField("署名する文のSHA-256", max_length=64)
    person = models.JSONField("照らし合わせる人", default=dict)
    language = models.CharField("署名する人の言語", max_length=10, default="ja")
    asked_at = models.DateTimeField("頼んだ日時", default=clock.now)
    asked_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="署名する人",
    )
    expires_at = models.DateTimeField("署名の期限")
    service = models.CharField("署名するところ", max_length=40, blank=True)
    transaction = models.CharField("署名するところでの番号", max_length=64, blank=True)
    state = models.CharField("状態", max_length=10, choices=State, default=State.ASKED)
    busy_until = models.DateTimeField("確かめている期限", null=True, blank=True)
    reason = models.CharField("理由", max_length=40, blank=True)
    concluded_at = models.DateTimeField("使い終えた日時", null=True, blank=True)

    objects: ClassVar = SigningRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "署名の依頼"
        constraints = [
            models.UniqueConstraint(
                fields=["service", "transaction"],
                condition=~Q(transaction=""),
                name="signing_transaction_is_of_one_request",
                violation_error_message="この署名の番号は、ほかの依頼のものです。",
            ),
            models.CheckConstraint(
                name="signing_state_is_known",
                condition=Q(state__in=("asked", "signed", "ended")),
                violation_error_message="署名の依頼の状態が正しくありません。",
            ),
            models.CheckConstraint(
                name="signing_is_concluded_signed",
                condition=Q(concluded_at=None) | Q(state="signed"),
                violation_error_message="署名のない依頼は、使い終えられません。",
            ),
        ]

    class Privacy:
        retention = "case"
        # What was never signed goes with its draft, which the resident throws away.
        public_rights = "write"
        internal = {
            "id",
            "ref",
            "purpose",
            "about",
            "language",
            "busy_until",
            "asked_at",
            "asked_by",
            "expires_at",
            "service",
            "transaction",
            "state",
            "reason",
            "concluded_at",
        }
        personal = {"person"}
        special = {"summary"}
        secret = {"digest"}

    def __str__(self) -> str:
        return self.ref


class SignatureQuerySet(models.QuerySet["Signature"]):
    """Signatures are added and read, never changed."""

    def update(self, **_changes: Any) -> NoReturn:
        raise SignatureFixed

    def delete(self) -> NoReturn:
        raise SignatureFixed

    def let_go(self) -> int:
        """Delete those under which nothing was done; return how many.

        The one way out: what a signature was good for is kept with it.
        """
        unused = self.filter(request__in=SigningRequest.objects.unused())
        return int(models.QuerySet.delete(unused)[0])


class Signature(models.Model):
    """電子署名: the evidence of one signature, fixed for ever once it is here.

    ``evidence`` is the canonical JSON text of ``evidence.Evidence``, and ``digest``
    its SHA-256, which the audit row of the acceptance repeats. A database trigger
    refuses what these methods would not see.
    """

    ref = RefField()
    request = models.OneToOneField(
        SigningRequest,
        on_delete=models.PROTECT,
        related_name="signature",
        verbose_name="依頼",
    )
    signed_at = models.DateTimeField("署名を受け取った日時")
    signed_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="署名した人",
    )
    evidence = models.TextField("証拠（JSON）")
    digest = models.CharField("証拠のSHA-256", max_length=64)

    objects: ClassVar = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "電子署名"

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {"id", "ref", "request", "signed_at", "signed_by", "digest"}
        special = {"evidence"}

    def __str__(self) -> str:
        return self.ref

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise SignatureFixed
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise SignatureFixed
