"""What must hold before a production process may start."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

EXAMPLE_HOSTS = ("localhost", "127.0.0.1", "office.localhost")


@register(Tags.security)
def production_is_real(
    app_configs: Sequence[Any] | None, **options: Any
) -> list[CheckMessage]:
    """Refuse the demo's conveniences in production (config.E001 to E004)."""
    if not settings.PRODUCTION:
        return []
    found: list[CheckMessage] = []
    if settings.SQLITE:
        found.append(
            Error(
                "本番にはPostgreSQLが必要です。",
                hint="DATABASE_URL=postgres://…を設定してください（SQLiteはデモと試験用です）。",
                id="config.E001",
            )
        )
    if not settings.ALLOWED_HOSTS:
        found.append(
            Error(
                "KYOSO_HOSTSが空です。",
                hint="この入口のホスト名を、コンマで区切って設定してください。",
                id="config.E002",
            )
        )
    found += [
        Error(
            f"{title}のアドレスが、デモのままです。",
            hint=f"{variable}=https://…を設定してください。",
            id="config.E003",
        )
        for door, title, variable in (
            ("public", "市民の入口", "KYOSO_PUBLIC_URL"),
            ("office", "職員の入口", "KYOSO_OFFICE_URL"),
        )
        if any(host in settings.DOORS[door]["base"] for host in EXAMPLE_HOSTS)
    ]
    if settings.SECRET_KEY in settings.CODE_KEYS:
        found.append(
            Error(
                "KYOSO_CODE_KEYがKYOSO_SECRET_KEYと同じです。",
                hint="紙コードの鍵には、別の値を設定してください。",
                id="config.E004",
            )
        )
    return found
