"""電子署名のある提出: which signature stands under which answers."""

from django.db import models

from kyoso.engines.signatures.api import Mark
from kyoso.kernel import clock


class SignedSubmission(models.Model):
    """署名のある提出: one signature under one submission, made together with it.

    One signature files one application and no other, by constraint.
    """

    submission = models.OneToOneField(
        "casework.Submission",
        on_delete=models.PROTECT,
        related_name="signed",
        verbose_name="提出",
    )
    signature = models.OneToOneField(
        "signatures.Signature",
        on_delete=models.PROTECT,
        related_name="signed_submission",
        verbose_name="電子署名",
    )

    class Meta:
        verbose_name = "署名のある提出"

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {"id", "submission", "signature"}

    def __str__(self) -> str:
        return str(self.submission)


class SignatureFinding(models.Model):
    """検証の結果: how the last look at a signed submission ended, and when that was.

    To examine a signature is to read every byte that it stands under: the pages of
    the case show what was found. Written anew whenever somebody looks again.
    """

    class Ending(models.TextChoices):
        HOLDS = Mark.HOLDS.value, "有効"
        LOOK = Mark.LOOK.value, "有効・照合を見てください"
        FAILS = Mark.FAILS.value, "署名を認められません"

    signed = models.OneToOneField(
        SignedSubmission,
        on_delete=models.CASCADE,
        related_name="finding",
        verbose_name="署名のある提出",
    )
    ending = models.CharField("結果", max_length=10, choices=Ending)
    # As the certificate names whoever signed.
    name = models.CharField("署名した人", max_length=200, blank=True)
    as_of = models.DateTimeField("確かめた日時", default=clock.now)

    class Meta:
        verbose_name = "電子署名の検証の結果"
        constraints = [
            models.CheckConstraint(
                name="signature_finding_ending_is_known",
                condition=models.Q(ending__in=("holds", "look", "fails")),
                violation_error_message="検証の結果が正しくありません。",
            )
        ]

    class Privacy:
        retention = "case"
        office_only = True
        internal = {"id", "signed", "ending", "as_of"}
        personal = {"name"}

    def __str__(self) -> str:
        return f"{self.signed} {self.ending}"
