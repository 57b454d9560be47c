"""A plan is loaded: all of it or nothing, and never against what is held."""

import datetime as dt
from decimal import Decimal

import pytest

from kyoso.engines.audit import api as audit
from kyoso.engines.indicators import api as indicators
from kyoso.kernel.errors import Refusal
from kyoso.plan import actions, errors
from kyoso.plan.models import Figure, Initiative, Item, Pillar, Plan, Revision
from kyoso.plan.tests import telling

pytestmark = pytest.mark.django_db


def everything():
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in (
            Plan,
            Revision,
            Pillar,
            Initiative,
            indicators.Indicator,
            indicators.DefinitionVersion,
            indicators.Mark,
            indicators.Value,
        )
    }


def test_it_brings_the_whole_plan(plan):
    assert [p.initiatives.count() for p in plan.pillars.all()] == [7, 12, 7]
    assert [p.items.count() for p in plan.pillars.all()] == [2, 2, 7]
    assert [p.targets.count() for p in plan.pillars.all()] == [1, 1, 1]
    assert Figure.objects.count() == 12
    assert (plan.starts_on, plan.ends_on) == (
        dt.date(2023, 4, 1),
        dt.date(2027, 3, 31),
    )


def test_it_leaves_sections_and_kpis_unset(plan):
    assert not Initiative.objects.exclude(section=None).exists()
    for one in plan.initiatives.prefetch_related("links"):
        assert all(link.kind == "reference" for link in one.links.all())


def test_it_keeps_the_words_of_the_plan_where_they_look_mistaken(plan):
    assert Item.objects.filter(title="デジタルデバインド（情報格差）対策").exists()


def test_it_changes_nothing_the_second_time(plan):
    before = everything()
    telling.noshiro()
    assert everything() == before


def test_it_changes_nothing_when_only_a_comment_changed(plan):
    before = everything()
    telling.load_text(telling.text() + "\n# 一言\n")
    after = everything()
    for rows in (before["Plan"], after["Plan"]):
        for row in rows:
            row.pop("digest"), row.pop("edition")
    assert after == before


def test_it_writes_who_loaded_what(plan):
    assert audit.Entry.objects.filter(event="plan.loaded").count() == 1


def test_it_refuses_other_words_without_a_new_revision(plan):
    before = everything()
    with pytest.raises(errors.RevisionChanged, match="書き換えません"):
        telling.load_text(telling.text().replace("BPRの取組に関する研修の実施", "研修"))
    assert everything() == before


def test_it_lets_this_installation_change_what_fulfils_an_initiative(plan):
    telling.load_text(
        telling.text()
        .replace(
            'slug = "open-data"\ntitle = { ja = "オープンデータの拡充"',
            'slug = "open-data"\ncapability = "open-data"\ntitle = { ja = "オープンデータの拡充"',
        )
        .replace(
            'en = "More open data" }\nstate = "none"',
            'en = "More open data" }\nstate = "part"',
        )
    )
    assert telling.initiative("open-data").state == "part"


def test_it_takes_other_words_with_a_new_revision_and_keeps_the_old(plan):
    telling.load_text(telling.revised("BPRの取組に関する研修の実施", "BPRの研修の実施"))
    assert telling.initiative("bpr-training").title == "BPRの研修の実施"
    second = plan.revisions.get(number=2)
    assert any("BPRの取組に関する研修の実施" in line for _, line in second.text)


def test_it_never_goes_back_to_an_older_revision(plan):
    telling.load_text(telling.revised("BPRの取組に関する研修の実施", "BPRの研修の実施"))
    with pytest.raises(errors.RevisionOlder):
        telling.load_text(telling.text())


def test_it_marks_what_a_revision_drops_and_deletes_nothing(plan):
    dropped = telling.text().index('[[pillar.initiative]]\nslug = "bpr-training"')
    end = telling.text().index("[[pillar.initiative]]", dropped + 5)
    block = telling.text()[dropped:end]
    telling.load_text(telling.revised(block, ""))
    assert telling.initiative("bpr-training").is_withdrawn
    assert plan.initiatives.filter(is_withdrawn=False).count() == 25


def test_a_revision_may_set_another_target_and_the_old_one_stays_readable(plan):
    telling.load_text(telling.revised("value = 91.9", "value = 93.0"))
    found = indicators.reading("smartphone-use")
    assert found.target.value == Decimal("93.0")
    assert indicators.Mark.objects.filter(value=Decimal("91.9")).exists()


def test_it_refuses_to_edit_a_definition(plan):
    written = telling.revised(
        "標準化・共通化が完了し、業務に支障なく運用ができているシステムの割合。",
        "別の数え方の割合。",
    )
    with pytest.raises(errors.IndicatorDiffers):
        telling.load_text(written)


def test_it_refuses_to_edit_a_published_value(plan):
    before = everything()
    with pytest.raises(Refusal):
        telling.load_text(
            telling.text().replace("value = 18\nperiod", "value = 19\nperiod")
        )
    assert everything() == before


def test_the_change_of_the_card_is_a_new_definition_not_an_edit(plan):
    found = indicators.reading("mynumber-card")
    issued, held = found.series
    assert [issued.definition.name, held.definition.name] == [
        "マイナンバーカードの交付率",
        "マイナンバーカードの保有率",
    ]
    assert (issued.baseline.value, issued.target) == (Decimal("34.8"), None)
    assert (held.baseline, held.target.value) == (None, Decimal("88.2"))
    assert held.definition.valid_from == dt.date(2026, 3, 1)


def test_an_adopted_kpi_stays_when_the_file_is_loaded_again(plan, meeting, planner):
    actions.adopt_kpi(
        telling.adoption(meeting),
        initiative=telling.initiative("online-applications"),
        indicator=telling.indicator("online-procedures"),
        by=planner.account,
    )
    actions.publish_meeting(meeting, by=planner.account)
    telling.load_text(telling.text() + "\n# again\n")
    link = telling.initiative("online-applications").links.get(
        indicator__slug="online-procedures"
    )
    assert link.kind == "kpi"


def test_another_city_loads_as_well(db):
    plan = telling.mizuho()
    assert plan.initiatives.count() == 2
    assert plan.titles["ja"] == "みずほの市スマート計画（架空）"


def test_a_successor_stands_beside_and_carries_the_indicators_over(plan):
    before = indicators.Indicator.objects.count()
    following = telling.load_text(telling.successor())
    assert following.follows == plan
    assert Plan.objects.count() == 2
    assert indicators.Indicator.objects.count() == before
    assert Initiative.objects.filter(slug="public-wifi").count() == 2


def test_a_successor_of_nothing_is_refused(db):
    with pytest.raises(errors.PredecessorUnknown):
        telling.load_text(telling.successor())


def test_a_plan_has_one_successor(plan):
    telling.load_text(telling.successor())
    with pytest.raises(errors.PredecessorTaken):
        telling.load_text(
            telling.successor().replace("noshiro-dx-2027", "noshiro-dx-other", 1)
        )


def test_the_successor_is_current_from_its_first_day(plan):
    telling.load_text(telling.successor())
    assert Plan.objects.current_on(dt.date(2027, 3, 31)).slug == "noshiro-dx-2023"
    assert Plan.objects.current_on(dt.date(2027, 4, 1)).slug == "noshiro-dx-2027"
    assert Plan.objects.current_on(dt.date(2040, 1, 1)).slug == "noshiro-dx-2027"
