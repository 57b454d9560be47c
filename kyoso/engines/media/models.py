"""添付ファイル."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class File(models.Model):
    """ファイル: one immutable piece of content and whom it was stored for.

    ``purpose`` decides who may read it; ``about`` is the ref of what it belongs
    to (a draft, a case, a document). ``key`` is where the bytes lie: random, so
    that no address can be guessed from a name.
    """

    class Kind(models.TextChoices):
        JPEG = "jpeg", "写真（JPEG）"
        PNG = "png", "画像（PNG）"
        PDF = "pdf", "PDF"

    ref = RefField()
    purpose = models.CharField("用途", max_length=60)
    about = models.CharField("対象", max_length=60, blank=True, db_index=True)
    name = models.CharField("ファイル名", max_length=200)
    kind = models.CharField("種類", max_length=4, choices=Kind)
    size = models.PositiveIntegerField("大きさ（バイト）")
    sha256 = models.CharField("SHA-256", max_length=64)
    pages = models.PositiveSmallIntegerField("ページ数", default=1)
    key = models.CharField("保管場所", max_length=60, unique=True)
    stored_at = models.DateTimeField("保管日時", default=clock.now)
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="保管者",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "ファイル"
        constraints = [
            models.CheckConstraint(
                name="media_file_has_content",
                condition=Q(size__gt=0),
                violation_error_message="中身のないファイルは保管できません。",
            ),
            models.CheckConstraint(
                name="media_file_has_pages",
                condition=Q(pages__gt=0),
                violation_error_message="ページのないファイルは保管できません。",
            ),
        ]

    class Privacy:
        retention = "case"
        internal = {
            "id",
            "ref",
            "purpose",
            "about",
            "kind",
            "size",
            "sha256",
            "pages",
            "stored_at",
            "stored_by",
        }
        personal = {"name"}
        secret = {"key"}

    def __str__(self) -> str:
        return self.ref
