"""架空の市の住民: rows of the register's layout, the same for the same seed."""

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kyoso.engines.residents.generating.households import (
    ELDERLY_AT,
    Household,
    Member,
    household,
)
from kyoso.engines.residents.layout import code_lists
from kyoso.kernel import clock

# 高齢化率 of the plan (DESIGN: 42.9 % of the city is elderly).
ELDERLY_SHARE = 0.429
PROTECTED_SHARE = 0.001
STRUCK_OFF_SHARE = 0.03
UNKNOWN_BIRTH_SHARE = 0.0005
FORMER_SURNAME_SHARE = 0.02
VARIANT_SHARE = 0.05
# Of no place in Japan: the first two digits of a real code name a prefecture.
MUNICIPALITY = ("架空県", "架空市", "990000")
_NAMES = tomllib.loads(Path(__file__).with_name("names.toml").read_text("utf-8"))
Row = dict[str, str]


def _code(list_name: str, role: str) -> str:
    return code_lists()[list_name].with_role(role)


@dataclass
class City:
    """A fictional city: iterate ``rows``, then read who is ``protected``."""

    people: int
    seed: int
    on: dt.date
    protected: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - nothing here is a secret
        self.made = self.elderly = self.households = 0
        self.numbers = 0

    def rows(self) -> Iterator[Row]:
        """Yield a row a person, household by household, and 除票 among them."""
        while self.made < self.people:
            wants_elderly = self.elderly < ELDERLY_SHARE * (self.made + 1)
            lived = household(self.chance, wants_elderly=wants_elderly)
            del lived.members[self.people - self.made :]
            self.made += len(lived.members)
            self.elderly += lived.elderly
            yield from self._written(lived)
            if self.chance.random() < STRUCK_OFF_SHARE * len(lived.members):
                gone = household(self.chance, wants_elderly=True)
                del gone.members[1:]
                yield from self._struck_off(gone)

    def _written(self, lived: Household) -> Iterator[Row]:
        self.households += 1
        shares = self.chance.random() < VARIANT_SHARE
        surname = self.chance.choice(_NAMES["variants" if shares else "surnames"])
        home = self._home()
        head = ""
        for member in lived.members:
            row = self._person(member, surname, home)
            head = head or row["氏名"]
            row["筆頭者"] = "" if member.is_foreign else head
            if self.chance.random() < PROTECTED_SHARE:
                self.protected.append(
                    {
                        "宛名番号": row["宛名番号"],
                        "支援措置_開始年月日": self._days_ago(300).isoformat(),
                    }
                )
            yield row

    def _struck_off(self, gone: Household) -> Iterator[Row]:
        """Make a 除票: died or moved out some time ago."""
        for row in self._written(gone):
            died = self.chance.random() < 0.6
            on = self._days_ago(1500).isoformat()
            row["住民状態"] = _code("住民状態", "dead" if died else "moved_out")
            row["異動事由"] = _code("異動事由", "died" if died else "moved_out")
            row["異動年月日"] = row["消除の異動年月日"] = on
            row["異動届出年月日"] = row["消除の届出年月日"] = on
            if not died:
                row["転出先住所（予定）_都道府県"] = "架空県"
                row["転出先住所（予定）_市区郡町村名"] = "想像市"
                row["転出先住所（予定）_町字"] = "転出町1番"
            yield row

    def _person(self, member: Member, surname: list[str], home: Row) -> Row:
        self.numbers += 1
        born = self._born(member.age)
        since = max(born, self._days_ago(365 * 30))
        row = {
            # Fifteen digits: twelve could be taken for an individual number.
            "宛名番号": f"{900_000_000_000_000 + self.numbers}",
            "個人履歴番号": "1",
            "最新フラグ": "1",
            "世帯番号": f"{800_000_000_000_000 + self.households}",
            "住民種別": _code("住民種別", "japanese"),
            "住民状態": _code("住民状態", "current"),
            "異動年月日": since.isoformat(),
            "異動届出年月日": since.isoformat(),
            "異動事由": _code("異動事由", "born" if since == born else "moved_in"),
            "性別": _code("性別", "female" if member.is_woman else "male"),
            "性別表記": "女" if member.is_woman else "男",
            "生年月日": born.isoformat(),
            "続柄表記": member.words,
            "住民となった年月日": since.isoformat(),
            "住所を定めた年月日": since.isoformat(),
            **home,
        }
        for place, role in enumerate(member.relations, 1):
            row[f"続柄コード{place}"] = _code("続柄", role)
        if member.is_foreign:
            self._name_foreigner(row, since)
        else:
            self._name(row, member, surname)
        if member.age >= ELDERLY_AT and self.chance.random() < UNKNOWN_BIRTH_SHARE * 20:
            row["生年月日"] = f"{born.year}-00-00"
            row["生年月日_不詳フラグ"] = "1"
            row["生年月日_不詳表記"] = (
                f"{clock.wareki(born).partition('年')[0]}年（月日不詳）"
            )
        return row

    def _name(self, row: Row, member: Member, surname: list[str]) -> None:
        given = self.chance.choice(_NAMES[_given_names(member)])
        row["氏名"] = row["氏名_優先"] = f"{surname[0]}　{given[0]}"
        row["氏名_フリガナ"] = row["氏名_フリガナ_優先"] = f"{surname[1]}　{given[1]}"
        row["本籍"] = (
            f"{row['住所_都道府県']}{row['住所_市区郡町村名']}{row['住所_町字']}1番地"
        )
        is_wife = "wife" in member.relations
        if is_wife and self.chance.random() < FORMER_SURNAME_SHARE:
            former = self.chance.choice(_NAMES["surnames"])
            row["旧氏"], row["旧氏_フリガナ"] = former

    def _name_foreigner(self, row: Row, since: dt.date) -> None:
        roman, kana, kanji, country, code = self.chance.choice(_NAMES["foreigners"])
        row["住民種別"] = _code("住民種別", "foreign")
        row["氏名"] = row["氏名_優先"] = row["氏名_外国人ローマ字"] = roman
        row["氏名_フリガナ"] = row["氏名_フリガナ_優先"] = kana
        row["氏名_外国人漢字"] = kanji
        row["国籍等_国名コード"], row["国籍名等"] = code, country
        row["第30条45規定区分"] = "1"
        row["外国人住民となった年月日"] = since.isoformat()
        if self.chance.random() < 0.4:
            alias = self.chance.choice(_NAMES["surnames"])
            row["通称"], row["通称_フリガナ"] = (
                f"{alias[0]}　架空",
                f"{alias[1]}　カクウ",
            )
            row["氏名優先区分"] = _code("氏名優先区分", "alias")
            row["氏名_優先"] = row["通称"]
            row["氏名_フリガナ_優先"] = row["通称_フリガナ"]

    def _home(self) -> Row:
        town, code, postcode = self.chance.choice(_NAMES["towns"])
        prefecture, city, city_code = MUNICIPALITY
        home = {
            "住所_市区町村コード": city_code,
            "住所_町字コード": code,
            "住所_都道府県": prefecture,
            "住所_市区郡町村名": city,
            "住所_町字": town,
            "住所_番地号表記": f"{self.chance.randint(1, 300)}番地{self.chance.randint(1, 40)}",
            "住所_郵便番号": postcode,
        }
        if self.chance.random() < 0.15:
            building = self.chance.choice(_NAMES["buildings"])
            home["住所_方書"] = (
                f"{building}{self.chance.randint(1, 3)}0{self.chance.randint(1, 9)}号"
            )
        return home

    def _born(self, age: int) -> dt.date:
        """Return a day on which somebody was born who has this age on ``on``."""
        last = dt.date(self.on.year - age, self.on.month, min(self.on.day, 28))
        return last - dt.timedelta(days=self.chance.randint(0, 360))

    def _days_ago(self, most: int) -> dt.date:
        return self.on - dt.timedelta(days=self.chance.randint(1, most))


def _given_names(member: Member) -> str:
    if member.age >= ELDERLY_AT:
        return "old_women" if member.is_woman else "old_men"
    if member.age >= 20:
        return "women" if member.is_woman else "men"
    return "girls" if member.is_woman else "boys"
