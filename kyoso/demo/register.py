"""The resident register's part of the story: a few hundred people who do not exist."""

import tempfile
from pathlib import Path

from kyoso.demo import cards
from kyoso.demo.town import Town
from kyoso.engines.residents import api as residents
from kyoso.kernel import clock

PEOPLE, SEED = 300, 2026
_FIRST = 910_000_000_000_001


def tell(town: Town) -> None:
    """Load the copy, join Hanako by her card, and leave Taro's card to be compared."""
    with tempfile.TemporaryDirectory() as folder:
        everybody = Path(folder) / "kakuu.csv"
        residents.write_city(everybody, people=PEOPLE, seed=SEED, on=clock.today())
        residents.load(everybody, mode=residents.Load.Mode.FULL, by=None)
        known = Path(folder) / "kakuu-ido.csv"
        residents.write_rows(known, _rows())
        residents.load(known, mode=residents.Load.Mode.DIFFERENCE, by=None)
        shielded = Path(folder) / "kakuu-shien.csv"
        residents.write_rows(shielded, _protected(), layout="shien")
        residents.load(shielded, mode=residents.Load.Mode.FULL, by=None)
    hanako, taro = town.residents["hanako"], town.residents["taro"]
    cards.show(hanako, slug="hanako")
    residents.link(
        residents.CardProof.objects.get(account=hanako.account),
        person=residents.Person.objects.get(number=str(_FIRST)),
        by=town.officer("shindo"),
    )
    cards.show(taro, slug="taro")


def _rows() -> list[dict[str, str]]:
    """The holders of the sandbox's toy cards, and Hanako's husband."""
    home = {"住所_町字": "上町", "住所_番地号表記": "1番3号"}
    return [
        _row(0, "能代　花子", "ノシロ　ハナコ", "1954-04-03", "2", **home),
        _row(1, "能代　一夫", "ノシロ　カズオ", "1952-02-11", "1", **home)
        | {"世帯番号": str(_FIRST), "続柄コード1": "02", "続柄表記": "夫"},
        _row(2, "檜山　太郎", "ヒヤマ　タロウ", "1960-07-15", "1",
             住所_町字="檜山", 住所_番地号表記="字霧山下1番地"),
        _row(3, "渡邉󠄂　邦子", "ワタナベ　クニコ", "1948-01-20", "2",
             住所_町字="二ツ井町", 住所_番地号表記="字上台1番地"),
    ]  # fmt: skip


def _row(
    place: int, name: str, kana: str, born: str, sex: str, **home: str
) -> dict[str, str]:
    return {
        "宛名番号": str(_FIRST + place),
        "個人履歴番号": "1",
        "最新フラグ": "1",
        "世帯番号": str(_FIRST + place),
        "住民種別": "1",
        "住民状態": "1",
        "異動年月日": "2001-04-01",
        "異動事由": "01",
        "氏名": name,
        "氏名_優先": name,
        "氏名_フリガナ": kana,
        "氏名_フリガナ_優先": kana,
        "性別": sex,
        "性別表記": {"1": "男", "2": "女"}[sex],
        "生年月日": born,
        "続柄コード1": "01",
        "続柄表記": "世帯主",
        "住所_市区町村コード": "990000",
        "住所_町字コード": "0000000",
        "住所_都道府県": "秋田県",
        "住所_市区郡町村名": "能代市",
        "住所_郵便番号": "0160000",
        "住民となった年月日": "2001-04-01",
        **home,
    }


def _protected() -> list[dict[str, str]]:
    """The first of the generated city: the banner is there to be seen."""
    first = residents.Person.objects.earliest("number")
    return [{"宛名番号": first.number, "支援措置_開始年月日": "2026-04-01"}]
