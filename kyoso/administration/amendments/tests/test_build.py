"""An officer builds a procedure on the pages alone, and each page says what is wrong."""

import pytest
from django.urls import reverse

from kyoso.administration.amendments.models import Amendment
from kyoso.engines.casework.api import Procedure
from tests import people

pytestmark = pytest.mark.django_db


def address(name, *args):
    return reverse(f"amendments:{name}", args=args, urlconf="kyoso.config.urls_office")


@pytest.fixture
def clerk(sato):
    return people.visiting(sato)


def begin(client, **changes):
    typed = {"title": "苗木の配布", "slug": "naegi", "section": "choju-ikigai"}
    return client.post(address("new"), typed | changes)


@pytest.fixture
def begun(clerk, care_section):
    assert begin(clerk).status_code == 302
    return Amendment.objects.get(slug="naegi")


def save(client, amendment, where, name="part", query="", **typed):
    """Post a page as a browser does: with everything that it shows."""
    page = address(name, amendment.ref, where) + query
    form = client.get(page).context["form"]
    shown = {}
    for field in form:
        value = typed.pop(field.html_name, field.value())
        if value not in (None, False):
            shown[field.html_name] = value
    assert not typed, f"not on the page: {list(typed)}"
    amendment.refresh_from_db()
    response = client.post(page, shown | {"edition": amendment.edition})
    amendment.refresh_from_db()
    return response


def test_a_new_procedure_begins_lawful_and_in_preparation(begun, clerk):
    page = clerk.get(address("amendment", begun.ref))
    assert page.context["faults"] == []
    assert begun.content["procedure"]["state"] == "preparing"


@pytest.mark.parametrize(
    "slug", ["", "ハナダン", "a b", "../x", "-", "a" * 200, "A--b", "\0"]
)
def test_a_bad_slug_gets_a_sentence(clerk, care_section, slug):
    response = begin(clerk, slug=slug)
    assert response.status_code == 422
    assert not Amendment.objects.exists()


@pytest.mark.parametrize(
    "kind",
    [
        "name",
        "address",
        "date",
        "phone",
        "email",
        "text",
        "long_text",
        "yen",
        "number",
        "choice",
        "choices",
        "yes_no",
        "file",
    ],
)
def test_a_question_of_every_kind_is_made_without_a_key(begun, clerk, kind):
    typed = {"label:ja": "新しい質問", "privacy": "personal", "ground": "要綱第1条"}
    where = "form.pages.0.questions"
    response = save(clerk, begun, where, "add", f"?type={kind}", **typed)
    assert response.status_code == 302, response.context["form"].errors
    made = begun.content["form"]["pages"][0]["questions"][-1]
    assert (made["type"], made["label"]) == (kind, "新しい質問")
    assert clerk.get(address("amendment", begun.ref)).context["faults"] == []
    again = save(clerk, begun, f"{where}.3")
    assert again.status_code == 302
    assert begun.content["form"]["pages"][0]["questions"][-1] == made


def test_a_group_gets_questions_of_its_own(begun, clerk):
    where = "form.pages.0.questions"
    told = {"privacy": "personal", "ground": "要綱第1条"}
    save(
        clerk,
        begun,
        where,
        "add",
        "?type=group",
        **told,
        **{"label:ja": "お子さん", "item:ja": "お子さん"},
    )
    assert len(clerk.get(address("amendment", begun.ref)).context["faults"]) == 1
    inner = f"{where}.3.questions"
    save(clerk, begun, inner, "add", "?type=name", **told, **{"label:ja": "氏名"})
    assert clerk.get(address("amendment", begun.ref)).context["faults"] == []


def test_a_question_without_a_ground_is_not_kept(begun, clerk):
    response = save(
        clerk,
        begun,
        "form.pages.0.questions",
        "add",
        "?type=text",
        **{"label:ja": "品名", "privacy": "personal"},
    )
    assert response.status_code == 422
    assert "ground" in response.context["form"].errors
    assert len(begun.content["form"]["pages"][0]["questions"]) == 3


def test_the_order_is_changed_by_plain_buttons(begun, clerk):
    def keys():
        begun.refresh_from_db()
        return [q["key"] for q in begun.content["form"]["pages"][0]["questions"]]

    def press(where, way):
        typed = {"way": way, "edition": begun.edition}
        clerk.post(address("move", begun.ref, where), typed)

    first, second, third = keys()
    press("form.pages.0.questions.1", "up")
    assert keys() == [second, first, third]
    press("form.pages.0.questions.2", "down")
    assert keys() == [second, first, third]
    press("form.pages.0.questions.0", "remove")
    assert keys() == [first, third]
    clerk.post(address("undo", begun.ref), {"edition": begun.edition})
    assert keys() == [second, first, third]


def test_removing_what_others_look_at_is_told_where_to_mend(begun, clerk):
    typed = {"way": "remove", "edition": begun.edition}
    clerk.post(address("move", begun.ref, "form.pages.1.questions.0"), typed)
    found = clerk.get(address("amendment", begun.ref)).context["faults"]
    places = {finding.place for finding in found}
    assert ("form", "pages", 1, "questions", 0) in places
    assert all(clerk.get(_way(begun, finding)).status_code == 200 for finding in found)


def _way(amendment, finding):
    name = "add" if finding.is_list else "part"
    return address(name, amendment.ref, finding.address)


@pytest.mark.parametrize("face", ["about", "running", "rules", "decision"])
def test_saving_a_page_untouched_changes_nothing(amendment, clerk, face):
    before = amendment.content
    response = save(clerk, amendment, f"procedure@{face}")
    assert response.status_code == 302
    assert amendment.content == before
    assert amendment.edition == 1


@pytest.mark.parametrize(
    "where",
    [
        "form",
        "form.pages.0",
        "form.pages.1.questions.2",
        "form.pages.1.questions.3",
        "documents.0",
        "outcomes.0",
        "outcomes.0.terms.0",
        "outcomes.0.records.1",
        "procedure.grounds.0",
        "procedure.route.0",
        "correction_reasons.0",
    ],
)
def test_saving_a_part_untouched_changes_nothing(amendment, clerk, where):
    before = amendment.content
    response = save(clerk, amendment, where)
    assert response.status_code == 302, response.context["form"].errors
    assert amendment.content == before


def test_a_standard_period_can_be_set_and_taken_away(begun, clerk):
    save(clerk, begun, "procedure@rules", **{"standard_period.days": "14"})
    period = begun.content["procedure"]["standard_period"]
    assert period == {"days": 14, "unit": "open_days"}
    save(clerk, begun, "procedure@rules", **{"standard_period.days": ""})
    assert "standard_period" not in begun.content["procedure"]


def test_a_japanese_day_is_understood_and_a_wrong_one_told(begun, clerk):
    save(clerk, begun, "procedure@running", opens_on="令和9年4月1日")
    assert begun.content["procedure"]["opens_on"] == "2027-04-01"
    wrong = save(clerk, begun, "procedure@running", closes_on="令和9年2月30日")
    assert wrong.status_code == 422


@pytest.mark.parametrize(
    "where",
    [
        "form.pages.99",
        "form.pages.x",
        "nowhere",
        "procedure",
        "procedure@nowhere",
        "form.pages.0.questions.0.label",
        "form.slug",
        "0",
        "..",
        "form.pages.-1",
    ],
)
def test_a_place_that_is_not_there_is_not_found(begun, clerk, where):
    assert clerk.get(address("part", begun.ref, where)).status_code == 404


def test_another_section_sees_nothing_of_it(begun, tanaka):
    other = people.visiting(tanaka)
    for name in ("amendment", "changes", "replay", "propose", "try"):
        assert other.get(address(name, begun.ref)).status_code == 404
    assert begun.title not in other.get(address("list")).content.decode()


def test_another_sections_procedure_is_not_taken_over_by_a_file(procedure, tanaka):
    other = people.visiting(tanaka)
    assert other.post(address("begin", procedure.slug)).status_code == 404
    assert other.get(address("export", procedure.slug)).status_code == 404


def test_a_clerk_cannot_publish_by_the_address(amendment, clerk):
    response = clerk.post(address("publish", amendment.ref), {"edition": 1})
    assert response.status_code == 403


def test_it_is_built_proposed_and_published_on_the_pages(begun, clerk, suzuki):
    fill_in_facts(clerk, begun)
    assert clerk.get(address("amendment", begun.ref)).context["faults"] == []
    typed = {"reason": "新しい制度のため", "edition": begun.edition}
    assert clerk.post(address("propose", begun.ref), typed).status_code == 302
    begun.refresh_from_db()
    head = people.visiting(suzuki)
    assert "公開する" in head.get(address("amendment", begun.ref)).content.decode()
    head.post(address("publish", begun.ref), {"edition": begun.edition})
    procedure = Procedure.objects.get(slug="naegi")
    assert procedure.is_live
    assert procedure.section.slug == "choju-ikigai"


def fill_in_facts(client, amendment):
    """Give the new procedure what a live one needs."""
    save(
        client,
        amendment,
        "procedure.grounds",
        "add",
        kind="outline",
        title="苗木配布要綱",
    )
    save(client, amendment, "procedure.route", "add", title="課長")
    for title, is_refusal in (("配布決定", False), ("不決定", True)):
        save(
            client,
            amendment,
            "outcomes",
            "add",
            title=title,
            subject=f"苗木の{title}について",
            body="{arrived_on}付けの申請について、次のとおり決定します。",
            is_refusal=is_refusal,
        )
    save(client, amendment, "procedure@running", state="live")
