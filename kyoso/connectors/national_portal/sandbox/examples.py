"""Applications that nobody filed: made-up people, made-up houses, made-up packages."""

import io
import zipfile
from collections.abc import Mapping
from html import escape

from kyoso.connectors.national_portal.sandbox import store
from kyoso.kernel import clock

DISASTER = "SANDBOX-RISAI"
# What the double asks of who applies for 罹災証明; not the form of any real portal.
HOUSE = {
    "氏名": "架空 太郎",
    "氏名フリガナ": "カクウ タロウ",
    "郵便番号": "0160000",
    "住所": "能代市架空町2番3号",
    "電話番号": "0185000009",
    "災害の種類": "大雨",
    "被災した日": "2026-09-20",
    "建物の用途": "住家",
    "被災した郵便番号": "0160000",
    "被災した住所": "能代市架空町2番3号",
    "建物との関係": "所有し居住",
    "世帯の人数": "3",
    "被害の部分": "屋根、外壁",
    "被害の状況": "屋根の瓦が落ち、雨がもれています。",
    "調査の方法": "写真で判定",
    "ペットの有無": "犬1匹",
}
CARE = "SANDBOX-FUTAN"
# What it asks of who has lost a 介護保険負担割合証.
INSURED = {
    "申請者との関係": "家族",
    "被保険者氏名": "架空 ウメ",
    "被保険者氏名フリガナ": "カクウ ウメ",
    "被保険者生年月日": "1938-03-03",
    "被保険者郵便番号": "0160000",
    "被保険者住所": "能代市架空町4番5号",
    "再交付の理由": "紛失",
    "氏名": "架空 竹子",
    "氏名フリガナ": "カクウ タケコ",
    "郵便番号": "0160000",
    "住所": "能代市架空町4番5号",
    "電話番号": "0185000010",
    "連絡してよい時間": "平日の夕方",
}


def xml(items: Mapping[str, str]) -> bytes:
    """Return items as the double writes them."""
    lines = "".join(
        f'<item name="{escape(name)}">{escape(value)}</item>'
        for name, value in items.items()
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><application>{lines}</application>'
    ).encode()


def csv(items: Mapping[str, str], encoding: str = "cp932") -> bytes:
    """Return items as rows of name and value."""
    rows = "".join(f'"{name}","{value}"\r\n' for name, value in items.items())
    return rows.encode(encoding)


def package(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP, the same at whatever time it is made."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name, content in files.items():
            zipped.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def arrive(
    kind: str, number: str, *, arrived_at: str = "", procedure: str = ""
) -> None:
    """Let one example arrive under a number."""
    made, code, cuts = _made(kind)
    store.put(
        number,
        procedure=procedure or code,
        arrived_at=arrived_at or clock.now().isoformat(),
        package=made,
        cuts=cuts,
    )


# What the double's own page offers.
KINDS = {
    "care": "介護保険負担割合証（個人番号を含む手続）",
    "whole": "罹災証明（すべてそろっている）",
    "csv": "罹災証明（CSV、Shift_JIS）",
    "lacking": "罹災証明（被災した日がない）",
    "cut": "罹災証明（最初の1回だけZIPが切れる）",
    "broken": "罹災証明（いつもZIPがこわれている）",
    "unknown": "知らない手続",
    "numbered": "児童手当（個人番号を含む手続）",
    "stray_number": "罹災証明（余計な個人番号が書かれている）",
}


def _made(kind: str) -> tuple[bytes, str, int]:
    """Return the package of a kind, its code, and how many fetches are cut."""
    whole = package({"申請書.xml": xml(HOUSE)})
    if kind == "csv":
        return package({"申請書.csv": csv(HOUSE)}), DISASTER, 0
    if kind == "care":
        return package({"申請書.xml": xml(INSURED)}), CARE, 0
    if kind == "lacking":
        items = {one: value for one, value in HOUSE.items() if one != "被災した日"}
        return package({"申請書.xml": xml(items)}), DISASTER, 0
    if kind == "stray_number":
        # 架空の番号: the example of a right check digit that everybody uses.
        stray = HOUSE | {"備考": "番号は 1234 5678 9018 です"}
        return package({"申請書.xml": xml(stray)}), DISASTER, 0
    if kind == "unknown":
        items = {"届出の内容": "河川敷で花火をします。", "氏名": "架空 次郎"}
        return package({"届出.xml": xml(items)}), "SANDBOX-HANABI", 0
    if kind == "numbered":
        return package({"認定請求.xml": xml({"氏名": "架空 花"})}), "SANDBOX-JIDO", 0
    cuts = {"cut": 1, "broken": -1}.get(kind, 0)
    return whole, DISASTER, cuts
