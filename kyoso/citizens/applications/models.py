"""控え, 代わりの入力, 紙の様式, and what a program sent: ways to a case without the pages."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from kyoso.engines.casework.api import Case
from kyoso.engines.forms.api import Draft
from kyoso.engines.jobs import api as jobs
from kyoso.engines.media.api import File
from kyoso.engines.people.api import Account, IdentityLevel
from kyoso.kernel import clock
from kyoso.kernel.fields import RefField


class Slip(models.Model):
    """控え: the receipt's other half.

    The paper code of the draft opens the case's page together with the receipt
    number; here is its keyed digest only (``forms.codes``).
    """

    case = models.OneToOneField(
        Case, on_delete=models.PROTECT, related_name="slip", verbose_name="事案"
    )
    code_digest = models.CharField("紙コードの要約値", max_length=64)

    class Meta:
        verbose_name = "控え"

    class Privacy:
        retention = "case"
        public_rights = "change"
        internal = {"id", "case"}
        secret = {"code_digest"}

    def __str__(self) -> str:
        return str(self.case)


class Upload(models.Model):
    """送信済みファイル: what a program sent ahead and no application names yet.

    It is the account's alone: another's program that guesses the ref finds
    nothing. What no application takes is deleted a day later.
    """

    account = models.ForeignKey(
        Account, verbose_name="利用者", on_delete=models.PROTECT, related_name="+"
    )
    file = models.OneToOneField(
        File, verbose_name="ファイル", on_delete=models.CASCADE, related_name="+"
    )

    class Meta:
        verbose_name = "送信済みファイル"

    class Privacy:
        retention = "draft"
        public_rights = "write"
        internal = {"id", "account", "file"}

    def __str__(self) -> str:
        return self.file.ref


class ProgramFiling(models.Model):
    """プログラムからの申請: the client's own key, and the case that came of it.

    ``digest`` is of what was sent: the same key with other content is a fault of
    the program, not the same application.
    """

    account = models.ForeignKey(
        Account, verbose_name="利用者", on_delete=models.PROTECT, related_name="+"
    )
    key = models.CharField("申請の鍵", max_length=64)
    digest = models.CharField("内容の要約値", max_length=64)
    case = models.OneToOneField(
        Case, verbose_name="事案", on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "プログラムからの申請"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "key"],
                name="program_files_once_with_a_key",
                violation_error_message="この鍵の申請は、もう届いています。",
            )
        ]

    class Privacy:
        retention = "case"
        public_rights = "append"
        internal = {"id", "account", "key", "case"}
        secret = {"digest"}

    def __str__(self) -> str:
        return self.key


class EntryQuerySet(models.QuerySet["Entry"]):
    def asked(self) -> "EntryQuerySet":
        """What a resident may confirm on a screen now."""
        return self.filter(case=None, asked_until__gte=clock.now())

    def left(self) -> "EntryQuerySet":
        """What never became a case, and whose draft is forgotten."""
        drafts = Draft.objects.filter(ref=models.OuterRef("draft_ref"))
        return self.filter(case=None).exclude(models.Exists(drafts))


class Entry(models.Model):
    """代わりの入力: an officer enters a draft, from paper, at a counter, by phone.

    ``before`` is what stood in the draft when the officer took it up, so that what
    the paper says otherwise is seen. The rest says who confirmed it (書かない窓口)
    and how; it stays with the case. ``confirmed_digest`` is of the answers that
    were confirmed: whoever changes one asks again. ``doubts`` are the questions of
    which the resident said that they are wrong.
    """

    class How(models.TextChoices):
        SCREEN = "screen", "本人が画面で確かめた"
        READ_ALOUD = "read_aloud", "職員が読み上げ、本人が確かめた"
        PAPER = "paper", "本人が書いた用紙のとおり"

    draft_ref = models.CharField("下書き", max_length=40, unique=True)
    case = models.OneToOneField(
        Case,
        on_delete=models.PROTECT,
        related_name="entry",
        null=True,
        blank=True,
        verbose_name="事案",
    )
    entered_by = models.ForeignKey(
        Account,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="入力した職員",
    )
    entered_at = models.DateTimeField("始めた日時", default=clock.now)
    before = models.JSONField("引き継いだ内容", default=dict, blank=True)
    scan = models.OneToOneField(
        File,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="用紙の写し",
    )
    code_digest = models.CharField("確認番号の要約値", max_length=64, blank=True)
    asked_until = models.DateTimeField("確認番号の期限", null=True, blank=True)
    doubts = models.JSONField("ちがうと言われた質問", default=list, blank=True)
    how = models.CharField("確かめ方", max_length=12, choices=How, blank=True)
    confirmed_at = models.DateTimeField("確かめた日時", null=True, blank=True)
    confirmed_digest = models.CharField(
        "確かめた内容の要約値", max_length=64, blank=True
    )

    objects: ClassVar = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "代わりの入力"
        constraints = [
            models.CheckConstraint(
                name="entry_is_confirmed_in_some_way",
                condition=Q(how="", confirmed_at=None, confirmed_digest="")
                | (
                    ~Q(how="") & ~Q(confirmed_digest="") & Q(confirmed_at__isnull=False)
                ),
                violation_error_message="確かめ方と日時が必要です。",
            ),
            models.CheckConstraint(
                name="entry_is_filed_confirmed",
                condition=Q(case=None) | ~Q(how=""),
                violation_error_message="本人が確かめてから受け付けてください。",
            ),
            models.UniqueConstraint(
                name="entry_code_is_asked_once",
                fields=["code_digest"],
                condition=~Q(code_digest=""),
                violation_error_message="同じ確認番号があります。",
            ),
        ]

    class Privacy:
        retention = "case"
        public_rights = "change"
        internal = {
            "id",
            "draft_ref",
            "case",
            "entered_by",
            "entered_at",
            "scan",
            "asked_until",
            "doubts",
            "how",
            "confirmed_at",
        }
        special = {"before"}
        secret = {"code_digest", "confirmed_digest"}

    def __str__(self) -> str:
        return self.draft_ref


class HouseholdLook(models.Model):
    """世帯の呼び出し: who lives with the applicant, read by the worker for one draft.

    ``members`` is what the form may be filled with, and is forgotten after an hour.
    ``is_by_hand`` tells, without a reason, that nothing is offered.
    """

    ref = RefField()
    draft_ref = models.CharField("下書き", max_length=40, unique=True)
    asked_by = models.ForeignKey(
        Account, verbose_name="頼んだ人", on_delete=models.PROTECT, related_name="+"
    )
    level = models.PositiveSmallIntegerField("本人確認の程度", choices=IdentityLevel)
    asked_at = models.DateTimeField("頼んだ日時", default=clock.now)
    effect = models.OneToOneField(
        jobs.Effect,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="読み取りの処理",
    )
    answered_at = models.DateTimeField("読み取った日時", null=True, blank=True)
    is_by_hand = models.BooleanField("本人が入力する", default=False)
    members = models.JSONField("世帯の方", default=list, blank=True)

    class Meta:
        verbose_name = "世帯の呼び出し"

    class Privacy:
        retention = "draft"
        public_rights = "write"
        personal = {"members"}
        internal = {
            "id",
            "ref",
            "draft_ref",
            "asked_by",
            "level",
            "asked_at",
            "effect",
            "answered_at",
            "is_by_hand",
        }

    def __str__(self) -> str:
        return self.ref


class Sheet(models.Model):
    """紙の様式: one PDF of a draft's questions, made by the worker, soon forgotten."""

    ref = RefField()
    draft_ref = models.CharField("下書き", max_length=40, db_index=True)
    language = models.CharField("言葉", max_length=10)
    asked_at = models.DateTimeField("頼んだ日時", default=clock.now)
    effect = models.OneToOneField(
        jobs.Effect,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="作成の処理",
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
        verbose_name = "紙の様式"

    class Privacy:
        retention = "draft"
        public_rights = "change"
        internal = {
            "id",
            "ref",
            "draft_ref",
            "language",
            "asked_at",
            "effect",
            "file",
        }

    def __str__(self) -> str:
        return self.ref
