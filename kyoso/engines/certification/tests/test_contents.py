"""What a paper says, item by item, and what it leaves out."""

import pytest

from kyoso.engines.certification import api as certification
from kyoso.engines.certification.testing import (
    a_holder,
    a_request,
    an_income,
)
from kyoso.engines.documents import api as documents
from kyoso.engines.residents import testing as residents_testing
from kyoso.kernel import clock

YEAR = clock.fiscal_year(clock.today())
SPOUSE = {"続柄コード1": "03", "続柄表記": "妻"}


def told(order):
    return certification.examine(order).told.content


def labels(places):
    return {place["label"]: place["value"] for place in places}


def household(holder, others):
    for number in range(others):
        residents_testing.a_person(
            holder_number(number),
            氏名=f"能代　{number}",
            氏名_優先=f"能代　{number}",
            世帯番号=holder.household_number,
            **SPOUSE,
        )


def holder_number(number):
    return residents_testing.FIRST + 100 + number


@pytest.mark.parametrize(
    ("others", "pages"), [(0, [1]), (3, [4]), (4, [4, 1]), (8, [4, 4, 1])]
)
def test_a_page_holds_four_of_a_household(hanako, holder, others, pages):
    household(holder, others)
    content = told(a_request(hanako))
    assert [len(page) for page in content["pages"]] == pages
    first = labels(content["pages"][0][0])
    assert first["氏名"] == "能代　花子"


def test_only_oneself_is_named_alone(hanako, holder):
    household(holder, 2)
    content = told(a_request(hanako, scope="person"))
    assert [len(page) for page in content["pages"]] == [1]


def test_what_is_not_asked_for_is_not_printed(hanako, shindo):
    a_holder(hanako, by=shindo, 本籍="架空県架空市本町1番", 筆頭者="能代　太郎")
    content = told(a_request(hanako))
    assert "本町" not in str(content)
    assert labels(content["pages"][0][0])["本籍・筆頭者"] == "省略"
    assert content["head"] == "省略"
    asked = told(a_request(hanako, items=["domicile", "relation"]))
    place = labels(asked["pages"][0][0])
    assert place["本籍・筆頭者"] == "架空県架空市本町1番\n能代　太郎"
    assert place["続柄"] == "世帯主"
    assert asked["head"] == "能代　花子"


def test_a_former_surname_and_an_alias_stand_only_where_there_are_some(hanako, shindo):
    a_holder(hanako, by=shindo, 旧氏="上町", 旧氏_フリガナ="ウエマチ")
    place = labels(told(a_request(hanako))["pages"][0][0])
    assert place["旧氏"] == "上町"
    assert "通称" not in place


def test_where_one_came_from_is_put_together_from_the_register(hanako, shindo):
    a_holder(
        hanako,
        by=shindo,
        転入前住所_都道府県="架空県",
        転入前住所_市区郡町村名="想像市",
        転入前住所_町字="転出町",
        転入前住所_番地号表記="1番",
        転入前住所_方書="想像荘1号",
    )
    place = labels(told(a_request(hanako))["pages"][0][0])
    assert place["転入前の住所"] == "架空県想像市転出町1番 想像荘1号"


def test_items_of_the_register_are_certified_one_by_one(hanako, holder):
    content = told(a_request(hanako, "resident-facts", items=["address"]))
    assert list(labels(content["rows"])) == ["氏名", "住所"]


def test_no_income_reads_zero_and_nothing_is_masked(hanako, holder):
    an_income(holder, 給与収入金額=0, 合計所得金額=0, 年税額=0, 扶養人数=0)
    amounts = labels(told(a_request(hanako, "income", year=YEAR))["amounts"])
    assert amounts["合計所得金額"] == "0円"
    assert amounts["農業所得金額"] == "0円"
    assert amounts["扶養人数"] == "0人"
    assert not any("*" in value or not value for value in amounts.values())


def test_income_is_written_with_the_year_in_which_it_was_earned(hanako, holder):
    an_income(holder, 給与収入金額=1_234_567, 年税額=89_000)
    content = told(a_request(hanako, "income", year=YEAR))
    assert content["period"] == clock.fiscal_year_title(YEAR)
    assert clock.fiscal_year_title(YEAR - 1).removesuffix("度") in content["note"]
    assert labels(content["amounts"])["給与収入金額"] == "1,234,567円"


@pytest.mark.parametrize("name", ["渡邉\U000e0102　邦子", "髙橋　𠮷子"])
def test_a_variant_stands_on_the_paper_exactly_as_in_the_register(hanako, shindo, name):
    a_holder(hanako, by=shindo, 氏名=name, 氏名_優先=name)
    content = told(a_request(hanako))
    assert labels(content["pages"][0][0])["氏名"] == name
    assert documents.unwritable(name) == []


def test_a_request_for_a_year_without_record_ends(hanako, holder):
    found = certification.examine(a_request(hanako, "income", year=YEAR - 1))
    assert found.cannot is not None
    assert found.cannot.reason == "no_income"
