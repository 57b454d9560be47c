"""個人情報ファイル簿: the register of personal-information files, from the field classes.

個人情報の保護に関する法律第75条第1項 has the city make and publish it. What is
recorded is read from every model's ``Privacy`` class, so that it cannot lag behind
the tables; what no table knows (purpose, whose data, from where) stands in
``personal_files.toml`` and is the city's to confirm.
"""

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db.models import Model

from kyoso.config.privacy import privacy_of
from kyoso.kernel.privacy import RETENTIONS

PERSONAL = ("personal", "special", "secret")
_TOLD = Path(__file__).with_name("personal_files.toml")
HEAD = (
    "個人情報ファイルの名称",
    "利用目的",
    "記録範囲",
    "記録項目",
    "要配慮個人情報",
    "収集方法",
    "経常的提供先",
    "保存期間",
    "確認",
)


@dataclass(frozen=True)
class PersonalFile:
    """個人情報ファイル: one part of the installation that keeps personal data."""

    slug: str
    title: str
    purpose: str
    people: str
    collected: str
    given_to: str
    verified: bool
    items: tuple[str, ...]
    has_special: bool
    retentions: tuple[str, ...]

    @property
    def cells(self) -> list[str]:
        """The file as one row of the register."""
        return [
            self.title,
            self.purpose,
            self.people,
            "、".join(self.items),
            "あり" if self.has_special else "なし",
            self.collected,
            self.given_to,
            "、".join(self.retentions),
            "確認済み" if self.verified else "未確認",
        ]


def personal_files() -> list[PersonalFile]:
    """Return every file of this installation, in the order of its parts."""
    return [
        _file(config.label, models)
        for config in apps.get_app_configs()
        if (models := [one for one in config.get_models() if _items(one)])
    ]


def as_csv() -> str:
    """Return the register as UTF-8 CSV with the mark that Excel needs."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows(one.cells for one in personal_files())
    return "\ufeff" + sheet.getvalue()


@cache
def told() -> dict[str, dict[str, Any]]:
    """Return what the file says of each part, by app label."""
    return tomllib.loads(_TOLD.read_text("utf-8"))


def _file(label: str, models: list[type[Model]]) -> PersonalFile:
    items = tuple(dict.fromkeys(item for one in models for item in _items(one)))
    keeping = [RETENTIONS[privacy_of(one).retention] for one in models]  # type: ignore[union-attr]
    return PersonalFile(
        slug=label,
        items=items,
        has_special=any(getattr(privacy_of(one), "special", ()) for one in models),
        retentions=tuple(dict.fromkeys(map(_kept, keeping))),
        **told()[label],
    )


def _items(model: type[Model]) -> list[str]:
    """Return the words of a model's fields that identify a person."""
    privacy = privacy_of(model)
    names = {name for kind in PERSONAL for name in getattr(privacy, kind, ())}
    return [
        str(getattr(field, "verbose_name", field.name))
        for field in model._meta.get_fields()  # noqa: SLF001 - public by documentation
        if field.name in names
    ]


def _kept(retention: Any) -> str:
    years = "" if not retention.years else f"{retention.years}年"
    counted = f"（{retention.counted_from}から）" if retention.counted_from else ""
    return (
        f"{retention.title}：{years}{counted}" if years or counted else retention.title
    )
