"""文書: issued papers and their numbers."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from kyoso.engines.documents.kinds import papers
from kyoso.engines.jobs.api import Effect
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Section
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField


class Counter(models.Model):
    """文書番号簿: the last number of one symbol in one fiscal year."""

    symbol = models.CharField("文書記号", max_length=10)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    last = models.PositiveIntegerField("最後の番号", default=0)

    class Meta:
        verbose_name = "文書番号簿"
        constraints = [
            models.UniqueConstraint(
                fields=["symbol", "fiscal_year"],
                name="documents_one_counter_a_symbol_and_year",
                violation_error_message="この記号と年度の番号簿は、もうあります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        office_only = True
        internal = {"id", "symbol", "fiscal_year", "last"}

    def __str__(self) -> str:
        return f"{self.symbol} {self.fiscal_year}"


class SealImage(models.Model):
    """公印台帳: the imprint of one official seal, and which section keeps it.

    ``svg`` is the imprint as a drawing. The demo has none: an imprint of a real
    seal belongs to the city alone.
    """

    ref = RefField()
    title = models.CharField("公印の名称", max_length=60, unique=True)
    keeper = models.ForeignKey(
        Section, verbose_name="管理する課", on_delete=models.PROTECT, related_name="+"
    )
    svg = models.TextField("印影")
    registered_at = models.DateTimeField("登録日時", default=clock.now)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録者",
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "公印"

    class Privacy:
        retention = "permanent"
        office_only = True
        internal = {"id", "ref", "title", "keeper", "registered_at", "registered_by"}
        secret = {"svg"}

    def __str__(self) -> str:
        return self.title


class DocumentQuerySet(models.QuerySet["Document"]):
    def waiting_for_glyphs(self) -> "DocumentQuerySet":
        """Papers with characters that the font cannot write (文字の確認が必要)."""
        return self.filter(file=None).exclude(unwritable=[])

    def of_sections(self, sections: list[Section]) -> "DocumentQuerySet":
        return self.filter(section__in=sections)


class Document(models.Model):
    """文書: one issued paper. What it says never changes after it was issued."""

    class State(models.TextChoices):
        WAITING = "waiting", "作成待ち"
        GLYPHS = "glyphs", "文字の確認が必要"
        FAILED = "failed", "作成できませんでした"
        READY = "ready", "作成済み"

    ref = RefField()
    paper = models.CharField("種類", max_length=60)
    section = models.ForeignKey(
        Section, verbose_name="課", on_delete=models.PROTECT, related_name="+"
    )
    about = models.CharField("対象", max_length=60, blank=True, db_index=True)
    symbol = models.CharField("文書記号", max_length=10, blank=True)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("番号", null=True, blank=True)
    issued_on = models.DateField("発信日")
    issued_at = models.DateTimeField("作成日時", default=clock.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="作成者",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    content = models.JSONField("内容")
    seal_image = models.ForeignKey(
        SealImage,
        verbose_name="印刷した公印",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="uses",
    )
    unwritable = models.JSONField("印刷できない文字", default=list, blank=True)
    replacements = models.JSONField("代わりの文字", default=dict, blank=True)
    replaced_at = models.DateTimeField("文字の確認日時", null=True, blank=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="文字の確認者",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    effect = models.OneToOneField(
        Effect,
        verbose_name="作成の処理",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    file = models.OneToOneField(
        File,
        verbose_name="PDF",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "文書"
        constraints = [
            models.UniqueConstraint(
                fields=["symbol", "fiscal_year", "serial"],
                name="document_number_is_given_once",
                violation_error_message="この文書番号は、もう使われています。",
            ),
            models.CheckConstraint(
                name="document_number_has_a_symbol",
                condition=Q(serial=None, symbol="") | (Q(serial__gt=0) & ~Q(symbol="")),
                violation_error_message="文書番号には、文書記号が必要です。",
            ),
            constraints.together(
                "replaced_at",
                "replaced_by",
                name="document_replaced_at_and_by_go_together",
                sentence="文字の確認には、日時と職員が必要です。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "read"
        internal = {
            "id",
            "ref",
            "paper",
            "section",
            "about",
            "symbol",
            "fiscal_year",
            "serial",
            "issued_on",
            "issued_at",
            "issued_by",
            "seal_image",
            "replaced_at",
            "replaced_by",
            "effect",
            "file",
        }
        personal = {"content", "unwritable", "replacements"}

    def __str__(self) -> str:
        return self.number or self.ref

    @property
    def title(self) -> str:
        """Return what the paper calls itself: its 件名, or the kind's title."""
        return str(self.content.get("subject") or papers.get(self.paper).title)

    @property
    def number(self) -> str:
        """Return 「地情第12号」, or nothing for papers without a number."""
        return f"{self.symbol}第{self.serial}号" if self.serial else ""

    @property
    def state(self) -> "Document.State":
        """Return where it stands; reads ``effect`` (select it)."""
        if self.file_id is not None:
            return self.State.READY
        if self.unwritable:
            return self.State.GLYPHS
        if self.effect is not None and self.effect.state in _GIVEN_UP:
            return self.State.FAILED
        return self.State.WAITING


class SealUse(models.Model):
    """公印使用簿: one paper and the official seal on it, printed or stamped by hand.

    A paper has one original: it is in the book once.
    """

    class How(models.TextChoices):
        PRINTED = "printed", "印影を印刷"
        STAMPED = "stamped", "公印を押した"

    document = models.OneToOneField(
        Document, verbose_name="文書", on_delete=models.PROTECT, related_name="seal_use"
    )
    title = models.CharField("公印の名称", max_length=60)
    how = models.CharField("使い方", max_length=10, choices=How)
    at = models.DateTimeField("使った日時", default=clock.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="使った職員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = "公印の使用"
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="seal_stamped_by_a_person",
                condition=Q(how="printed") | Q(by__isnull=False),
                violation_error_message="公印を押した職員が必要です。",
            ),
        ]

    class Privacy:
        retention = "permanent"
        office_only = True
        internal = {"id", "document", "title", "how", "at", "by"}

    def __str__(self) -> str:
        return f"{self.title} {self.document}"


_GIVEN_UP = {Effect.State.DEAD.value, Effect.State.ABANDONED.value}
