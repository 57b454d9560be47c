"""What changed is told in words, logic included; and past applications are counted."""

import copy
import datetime as dt

import pytest

from kyoso.administration.amendments import actions, content, replaying
from kyoso.administration.amendments.comparing import differences
from kyoso.engines.casework import api as casework
from kyoso.engines.casework import testing
from kyoso.engines.jobs import api as jobs
from kyoso.kernel import clock

pytestmark = pytest.mark.django_db


def changed(make):
    before = casework.plain(testing.content())
    after = copy.deepcopy(before)
    make(after)
    return {each.title: each for each in differences(before, after)}


def test_a_condition_is_told_in_words():
    def make(whole):
        whole["form"]["pages"][1]["questions"][2]["when"] = {
            "not": {"question": "has_cost", "is": True}
        }

    found = changed(make)
    one = found["頁「花壇」 › 質問「費用」：この質問を聞く条件"]
    assert one.before == "「費用の助成を希望しますか」がはい"
    assert one.after == "（「費用の助成を希望しますか」がはい）ではない"


def test_what_is_added_removed_and_moved_is_told():
    def make(whole):
        questions = whole["form"]["pages"][1]["questions"]
        del questions[3]
        questions.insert(0, questions.pop(1))
        whole["outcomes"].append(
            {**whole["outcomes"][0], "key": "half", "title": "一部"}
        )

    found = changed(make)
    assert found["頁「花壇」 › 質問「配置図」"].kind == "removed"
    assert found["結果と通知「一部」"].kind == "added"
    assert found["頁「花壇」 › 質問：順番"].before.startswith(
        "使いたい花壇、費用の助成"
    )


def test_facts_are_told_with_their_words():
    def make(whole):
        whole["procedure"]["standard_period"]["days"] = 14
        whole["procedure"]["identity"]["level"] = "card"

    found = changed(make)
    assert found["本人確認、期間、保存：標準処理期間（日数）"].after == "14"
    assert found["本人確認、期間、保存：本人確認"].after == "マイナンバーカード"


@pytest.fixture
def narrowed(amendment, sato):
    """From now on the cost is asked of whoever does not want it, too."""
    cost = ("form", "pages", 1, "questions", 2, "when")
    return actions.change(
        amendment=amendment,
        make=lambda whole: content.put(
            whole, cost, {"question": "has_cost", "is": False}
        ),
        edition=amendment.edition,
        by=sato.account,
    )


def test_past_applications_that_go_another_way_are_counted(narrowed, procedure, sato):
    typed = testing.answers()
    typed["has_cost"] = {"typed": "yes", "value": True}
    typed["cost"] = {"typed": "12000", "value": 12000}
    for _ in range(3):
        testing.case(procedure, given=typed)
    replay = actions.ask_replay(amendment=narrowed, months=12, by=sato.account)
    jobs.run_due()
    replay.refresh_from_db()
    assert replay.found["total"] == 3
    assert replay.found["other"] == 3
    assert replay.found["dropped"] == [["費用", 3]]
    assert "能代" not in str(replay.found)


def test_an_unchanged_form_sends_nobody_another_way(amendment, procedure, sato):
    testing.case(procedure)
    replay = actions.ask_replay(amendment=amendment, months=12, by=sato.account)
    replaying.carry_out(replay.ref)
    replay.refresh_from_db()
    assert (replay.found["total"], replay.found["other"]) == (1, 0)


def test_a_replay_is_carried_out_once(amendment, procedure, sato):
    replay = actions.ask_replay(amendment=amendment, months=1, by=sato.account)
    replaying.carry_out(replay.ref)
    testing.case(procedure)
    replaying.carry_out(replay.ref)
    replay.refresh_from_db()
    assert replay.found["total"] == 0
    replaying.carry_out("nothing")


def test_trials_and_counts_are_forgotten_after_a_month(amendment, sato):
    by = sato.account
    with clock.at(clock.now() - dt.timedelta(days=31)):
        actions.rehearse(amendment=amendment, typed={"bed": "1番"}, by=by)
        actions.ask_replay(amendment=amendment, months=1, by=by)
    assert actions.forget_trials() == 2
    actions.rehearse(amendment=amendment, typed={"bed": "1番"}, by=by)
    assert actions.forget_trials() == 0
