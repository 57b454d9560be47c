"""国のポータルから届いたもの: who sees what, and what an officer may do about it."""

import datetime as dt

import pytest

from kyoso.connectors.national_portal.models import State
from kyoso.connectors.national_portal.sandbox import examples, store
from kyoso.engines.audit.api import Entry
from kyoso.engines.casework.api import Case, Procedure
from kyoso.engines.people import api as people
from kyoso.engines.tray import testing as keys
from kyoso.kernel import clock
from tests import people as cast
from tests.visit import Visitor


@pytest.fixture
def bosai(clerk):
    return cast.visiting(clerk)


def page(town, number="P-1"):
    return f"/portal/{town.arrival(number).ref}"


def said(answer):
    return answer.content.decode()


def test_an_officer_of_the_section_sees_every_item_as_it_came(town, bosai):
    town.arrive("lacking")
    town.round()
    text = said(bosai.get(page(town)))
    assert "犬1匹" in text
    assert "どこにも入りません" in text
    assert "足りない、または読めない回答" in text
    assert Entry.objects.filter(event="national_portal.read").exists()


def test_another_section_sees_nothing_of_it(town, sato):
    town.arrive("lacking")
    town.round()
    client = cast.visiting(sato)
    assert client.get(page(town)).status_code == 404
    assert "P-1" not in said(client.get("/portal?view=all"))


def test_a_resident_finds_no_such_page(town, hanako):
    town.arrive("unknown")
    town.round()
    assert cast.visiting(hanako).get(page(town)).status_code == 404


def test_what_belongs_to_nobody_is_listed_and_not_opened(town, sato):
    town.arrive("unknown")
    town.round()
    client = cast.visiting(sato)
    assert "P-1" in said(client.get("/portal"))
    text = said(client.get(page(town)))
    assert "花火" not in text
    assert "担当課を決めると" in text


def test_a_section_takes_it_on_and_reads_it(town, sato):
    town.arrive("unknown")
    town.round()
    client = cast.visiting(sato)
    own = people.current_posts(sato)[0].section
    client.post(page(town) + "/section", {"section": own.pk})
    assert "花火" in said(client.get(page(town)))


def test_choosing_the_procedure_files_what_is_whole(town, bosai, sato):
    town.arrive("whole", procedure="NEW-CODE")
    town.round()
    own = people.current_posts(sato)[0].section
    client = cast.visiting(sato)
    client.post(page(town) + "/section", {"section": own.pk})
    client.post(page(town) + "/procedure", {"procedure": "risai-shomei"})
    assert town.arrival().state == State.FILED
    town.round()
    assert town.portal()["acknowledged"] == 1


def test_choosing_a_numbered_procedure_lets_go_of_what_was_kept(town, bosai):
    town.arrive("unknown")
    town.round()
    section = Procedure.objects.get(slug="risai-shomei").section
    bosai.post(page(town) + "/section", {"section": section.pk})
    bosai.post(page(town) + "/procedure", {"procedure": "jido-teate-nintei"})
    assert (town.arrival().state, town.arrival().sealed) == (State.NUMBERED, None)


def test_retrying_what_still_lacks_something_files_nothing(town, bosai):
    town.arrive("lacking")
    town.round()
    bosai.post(page(town) + "/retry")
    assert not Case.objects.exists()
    assert "足りない" in said(bosai.get(page(town)))


def test_an_officer_files_it_as_it_is_and_the_gap_stays_open(town, bosai):
    town.arrive("lacking")
    town.round()
    answer = bosai.post(page(town) + "/incomplete")
    assert answer.status_code == 302
    case = town.arrival().case
    assert case.submissions.get().answers["happened_on"]["value"] is None
    assert case.filed_by is not None
    town.round()
    assert town.portal()["acknowledged"] == 1


def test_without_a_name_the_officer_types_it(town, bosai):
    items = {k: v for k, v in examples.HOUSE.items() if not k.startswith("氏名")}
    town.bring({"申請書.xml": examples.xml(items)})
    town.round()
    answer = bosai.post(page(town) + "/incomplete")
    assert answer.status_code == 422
    assert "氏名を入力してください" in said(answer)
    bosai.post(
        page(town) + "/incomplete", {"name": "架空 三郎", "kana": "かくう さぶろう"}
    )
    assert town.arrival().case.name == "架空 三郎"


def test_pressing_twice_files_once(town, bosai):
    town.arrive("lacking")
    town.round()
    for _ in range(2):
        bosai.post(page(town) + "/incomplete")
    assert Case.objects.count() == 1


def test_handled_elsewhere_needs_a_reason_and_is_told_to_the_portal(town, bosai):
    town.arrive("lacking")
    town.round()
    assert bosai.post(page(town) + "/outside", {"note": ""}).status_code == 422
    bosai.post(page(town) + "/outside", {"note": "窓口で受け付けた。"})
    found = town.arrival()
    assert (found.state, found.note) == (State.OUTSIDE, "窓口で受け付けた。")
    town.round()
    assert town.portal()["acknowledged"] == 1
    assert not Case.objects.exists()


def test_what_has_ended_takes_no_further_act(town, bosai):
    town.arrive()
    town.round()
    bosai.post(page(town) + "/outside", {"note": "もう一度"})
    assert town.arrival().state == State.FILED


def test_a_broken_package_can_be_asked_for_again(town, bosai):
    town.arrive("broken")
    town.round(3)
    assert "こわれています" in said(bosai.get(page(town)))
    bosai.post(page(town) + "/fetch")
    assert town.arrival().state == State.LISTED


def test_a_file_is_saved_as_it_came_and_never_shown(town, bosai):
    items = {k: v for k, v in examples.HOUSE.items() if k != "被災した日"}
    town.bring({"申請書.xml": examples.xml(items), "../図.html": b"<script>1</script>"})
    town.round()
    answer = bosai.get(page(town) + "/files/0")
    assert answer.content == b"<script>1</script>"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert Entry.objects.filter(event="national_portal.file_read").exists()
    assert bosai.get(page(town) + "/files/9").status_code == 404


def test_a_numbered_one_says_that_nothing_is_here(town, kosodate):
    town.arrive("numbered")
    town.round()
    text = said(cast.visiting(kosodate).get(page(town)))
    assert "ここでは開きません" in text
    assert "架空 花" not in text


@pytest.fixture
def kosodate(town):
    """A clerk of the section that answers for 児童手当."""
    return people.add_officer(
        name="子育 守",
        number="1098",
        email="kosodate@office.example.jp",
        section=Procedure.objects.get(slug="jido-teate-nintei").section,
        role="clerk",
        title="",
        starts_on=cast.IN_POST_SINCE,
        by=None,
    )


def test_a_numbered_one_says_that_the_tray_takes_it(town, kosodate, settings, tmp_path):
    town.arrive("numbered")
    town.round()
    public, _private = keys.make_pair(tmp_path / "keys")
    settings.TRAY = {"public_key_file": str(public)}
    text = said(cast.visiting(kosodate).get(page(town)))
    assert "番号の受け皿へ渡します" in text
    assert "国のポータルから直接" not in text


def test_the_answers_that_the_portal_does_not_ask_for_are_shown(town, bosai):
    town.arrive("lacking")
    town.round()
    text = said(bosai.get(page(town)))
    assert "国のポータルで聞いていない質問の答え" in text
    assert "市のメールでの通知を選んでいない" in text


def test_the_case_leads_to_what_arrived(town, bosai):
    town.arrive()
    town.round()
    case = town.arrival().case
    text = said(bosai.get(f"/cases/{case.ref}"))
    assert "国のポータルから届いた内容" in text
    assert "犬1匹" in said(bosai.get(page(town)))


def test_a_line_that_is_down_is_said_on_the_page(town, bosai):
    store.set_mood("no_answer", on=True)
    town.round()
    with clock.at(clock.now() + dt.timedelta(hours=2)):
        assert "受け取れていません" in said(bosai.get("/portal"))


@pytest.mark.parametrize("verb", ["nothing", "delete"])
def test_an_unknown_act_is_no_page(town, bosai, verb):
    town.arrive("lacking")
    town.round()
    assert bosai.post(f"{page(town)}/{verb}").status_code == 404


def test_the_pages_keep_the_promises_of_every_page(town, clerk):
    town.arrive("lacking")
    town.arrive("broken", "P-2")
    town.round(3)
    visitor = Visitor("office").as_person(clerk)
    visitor.get("/portal?view=all")
    visitor.get(page(town))
    visitor.get(page(town, "P-2"))
