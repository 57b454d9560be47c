"""電子署名のある提出: which signature stands under which answers."""

from django.db import models


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
