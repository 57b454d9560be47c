"""様式, その版, 下書き."""

import json
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.db.models import Q

from kyoso.engines.forms import schema
from kyoso.engines.forms.codes import code_of
from kyoso.engines.forms.definition import Definition, Value
from kyoso.engines.forms.errors import VersionFixed
from kyoso.engines.people.api import Account
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class Form(models.Model):
    """様式: the name under which versions of a set of questions follow one another."""

    slug = models.SlugField("記号", max_length=60, unique=True)

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "slug"}

    def __str__(self) -> str:
        return self.slug

    @property
    def latest(self) -> "FormVersion":
        """The newest version (one query); a form always has one."""
        return self.versions.latest("number")


class FormVersionQuerySet(models.QuerySet["FormVersion"]):
    """Versions are added and read, never changed: drafts and cases lean on them."""

    def update(self, **_changes: Any) -> NoReturn:
        raise VersionFixed

    def delete(self) -> NoReturn:
        raise VersionFixed


class FormVersion(models.Model):
    """様式の版: one definition, fixed for ever once it is here.

    ``definition`` is the canonical JSON text whose SHA-256 is ``digest``. A
    database trigger refuses what these methods would not see.
    """

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版")
    definition = models.TextField("定義（JSON）")
    digest = models.CharField("定義のSHA-256", max_length=64)
    created_at = models.DateTimeField("作成日時", default=clock.now)

    objects: ClassVar = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "様式の版"
        constraints = [
            models.UniqueConstraint(
                fields=["form", "number"],
                name="form_version_number_is_unique",
                violation_error_message="同じ番号の版があります。",
            )
        ]

    class Privacy:
        retention = "permanent"
        public_rights = "read"
        public = {"id", "form", "number", "definition", "digest", "created_at"}

    def __str__(self) -> str:
        return f"{self.form} 第{self.number}版"

    def save(self, *args: Any, **options: Any) -> None:
        if self.pk is not None:
            raise VersionFixed
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        raise VersionFixed

    @property
    def parsed(self) -> Definition:
        """The definition as values; parsed once a process.

        Costs a query when the text was left in the database and no version with
        this digest was parsed here before.
        """
        found = _parsed.get(self.digest)
        if found is None:
            found = schema.parse(json.loads(self.definition))
            _parsed[self.digest] = found
        return found


# By the digest of their text: some hundred versions in a city's lifetime.
_parsed: dict[str, Definition] = {}


class DraftQuerySet(models.QuerySet["Draft"]):
    def open(self) -> "DraftQuerySet":
        """Drafts that may still be written in."""
        return self.filter(filed_at=None, expires_on__gte=clock.today())

    def expired(self) -> "DraftQuerySet":
        return self.filter(expires_on__lt=clock.today())

    def of(self, account: Account) -> "DraftQuerySet":
        """The drafts that this account has begun."""
        return self.filter(account=account)


class Draft(models.Model):
    """下書き: answers on their way, pinned to the version they were begun with.

    ``about`` says what the answers are for, in the words of whoever began it
    (the forms engine knows questions only). ``typed`` is what was typed, by
    question. ``only`` names the questions that are open; empty means all.
    ``code_round`` counts how often the paper code was made anew.
    ``token`` is the one-time mark of filing: the same draft is filed once,
    however often it is sent. ``outcome`` is the ref of what it became.
    """

    class Channel(models.TextChoices):
        WEB = "web", "オンライン"
        PAPER = "paper", "書面"
        COUNTER = "counter", "窓口"
        PHONE = "phone", "電話"

    ref = RefField()
    version = models.ForeignKey(
        FormVersion, on_delete=models.PROTECT, related_name="drafts"
    )
    account = models.ForeignKey(
        Account,
        on_delete=models.CASCADE,
        related_name="drafts",
        null=True,
        blank=True,
        verbose_name="申請する市民",
    )
    entered_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="代わりに入力する職員",
    )
    channel = models.CharField(
        "受付の方法", max_length=10, choices=Channel, default=Channel.WEB
    )
    about = models.CharField("何の下書きか", max_length=100, db_index=True)
    code_digest = models.CharField("紙コードの要約値", max_length=64, unique=True)
    code_round = models.PositiveSmallIntegerField("紙コードの回", default=0)
    token = models.CharField("申請の一回券", max_length=16, unique=True)
    only = models.JSONField("開いている質問", default=list, blank=True)
    typed = models.JSONField("入力した内容", default=dict, blank=True)
    step = models.CharField("最後の画面", max_length=60, blank=True)
    created_at = models.DateTimeField("作成日時", default=clock.now)
    saved_at = models.DateTimeField("保存日時", default=clock.now)
    expires_on = models.DateField("保存期限")
    filed_at = models.DateTimeField("申請日時", null=True, blank=True)
    outcome = models.CharField("申請の番号", max_length=40, blank=True)

    objects: ClassVar = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "下書き"
        indexes = [
            models.Index(fields=["account", "saved_at"], name="draft_account_saved"),
            models.Index(fields=["expires_on"], name="draft_expires"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(filed_at__isnull=True, outcome="")
                | (Q(filed_at__isnull=False) & ~Q(outcome="")),
                name="draft_is_filed_as_something",
                violation_error_message="申請した下書きには、申請の番号が必要です。",
            )
        ]

    class Privacy:
        retention = "draft"
        internal = {
            "id",
            "ref",
            "version",
            "account",
            "entered_by",
            "channel",
            "about",
            "only",
            "step",
            "created_at",
            "saved_at",
            "expires_on",
            "filed_at",
            "outcome",
            "code_round",
        }
        special = {"typed"}
        secret = {"code_digest", "token"}

    def __str__(self) -> str:
        return self.ref

    @property
    def code(self) -> str:
        """The paper code, for the page of whoever may open this draft."""
        return code_of(self.ref, self.code_digest, self.code_round)

    @property
    def is_filed(self) -> bool:
        return self.filed_at is not None

    @property
    def is_expired(self) -> bool:
        return self.expires_on < clock.today()

    def typed_for(self, key: str) -> Value:
        """What was typed for one question, or ``None``."""
        return self.typed.get(key)
