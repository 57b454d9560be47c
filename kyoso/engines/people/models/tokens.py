"""APIトークン: what a program shows instead of a person's log-in."""

from django.db import models

from kyoso.engines.people.models.accounts import Account
from kyoso.kernel import clock, constraints
from kyoso.kernel.fields import RefField


class ApiToken(models.Model):
    """APIトークン: only its hash is kept; the token itself is shown once."""

    ref = RefField()
    account = models.ForeignKey(
        Account, verbose_name="利用者", on_delete=models.PROTECT, related_name="tokens"
    )
    name = models.CharField("名前", max_length=60)
    digest = models.CharField("ハッシュ", max_length=64, unique=True)
    scopes = models.JSONField("範囲", default=list)
    expires_on = models.DateField("有効期限")
    last_used_on = models.DateField("最後に使った日", null=True, blank=True)
    created_at = models.DateTimeField("作成日時", default=clock.now)
    created_by = models.ForeignKey(
        Account, verbose_name="作成した人", on_delete=models.PROTECT, related_name="+"
    )
    revoked_at = models.DateTimeField("取り消した日時", null=True, blank=True)
    revoked_by = models.ForeignKey(
        Account,
        verbose_name="取り消した人",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            constraints.together(
                "revoked_at",
                "revoked_by",
                name="api_token_is_revoked_by_somebody_at_a_moment",
                sentence="取り消した日時と人をそろえてください。",
            )
        ]

    class Privacy:
        retention = "account"
        internal = {
            "id",
            "ref",
            "account",
            "name",
            "scopes",
            "expires_on",
            "last_used_on",
            "created_at",
            "created_by",
            "revoked_at",
            "revoked_by",
        }
        secret = {"digest"}

    def __str__(self) -> str:
        return self.ref
