"""A definition is read whole, or refused with every fault and its path."""

import pytest

from kyoso.engines.forms import api as forms
from kyoso.engines.forms.testing import every_type, question, small_form


def with_question(**own):
    own = {"key": "extra", "type": "text", **own}
    asked = question(own.pop("key"), own.pop("type"), **own)
    form = small_form()
    form["pages"][1]["questions"].append(asked)
    return form


def faults(form):
    with pytest.raises(forms.WrongDefinition) as caught:
        forms.parse(form)
    return {misprint.path: misprint.sentence for misprint in caught.value.misprints}


def test_it_reads_a_question_of_every_type():
    form = small_form()
    form["pages"].append({"slug": "all", "title": "全部", "questions": every_type()})
    definition = forms.parse(form)
    assert len(list(definition.questions())) == 7 + 15


def test_it_keeps_words_in_every_language():
    form = small_form(title={"ja": "見本", "easy": "みほん", "en": "Example"})
    assert forms.parse(form).title["en"] == "Example"


@pytest.mark.parametrize(
    ("own", "path"),
    [
        ({"type": "signature"}, "pages[1].questions[2].type"),
        ({"key": "Große"}, "pages[1].questions[2].key"),
        ({"key": "price"}, "pages[1].questions[2].key"),
        ({"label": ""}, "pages[1].questions[2].label"),
        ({"label": {"en": "only"}}, "pages[1].questions[2].label"),
        ({"privacy": "secret"}, "pages[1].questions[2].privacy"),
        ({"ground": " "}, "pages[1].questions[2].ground"),
        ({"required": "perhaps"}, "pages[1].questions[2].required"),
        ({"max": "many"}, "pages[1].questions[2].max"),
        ({"max": 0}, "pages[1].questions[2].max"),
        ({"colour": "red"}, "pages[1].questions[2].colour"),
        ({"type": "choice"}, "pages[1].questions[2].options"),
        ({"type": "consent"}, "pages[1].questions[2].statement"),
        *(
            ({"type": "file", "tray": True, **own}, f"pages[1].questions[2].{name}")
            for own in (
                {"join": True},
                {"look_for": ["名前"]},
                {"pages": 2},
                {"max_pages": 2},
                {"months": 3},
                {"mentions": ["能代市"]},
                {"only_pdf": True},
            )
            for name in own
        ),
        ({"type": "number", "min": 5, "max": 2}, "pages[1].questions[2].min"),
        ({"prefill": "email"}, "pages[1].questions[2].prefill"),
        ({"same_as": "applicant_name"}, "pages[1].questions[2].same_as"),
        (
            {"when": {"question": "notice_way", "is": "post"}},
            "pages[1].questions[2].when.question",
        ),
        (
            {"when": {"question": "price", "is": 3}},
            "pages[1].questions[2].when.is",
        ),
        (
            {"when": {"question": "price", "at_least": "many"}},
            "pages[1].questions[2].when.at_least",
        ),
        ({"when": {"all": []}}, "pages[1].questions[2].when"),
        ({"when": []}, "pages[1].questions[2].when"),
    ],
)
def test_it_names_the_place_of_a_fault(own, path):
    found = faults(with_question(**own))
    assert path in found
    assert found[path].endswith("。")


def test_it_tells_all_faults_at_once():
    form = small_form(slug="Not A Slug", title="", pages=[])
    assert {"form.slug", "form.title", "form.pages"} <= set(faults(form))


@pytest.mark.parametrize("data", [None, [], "form", 3, {}, {"pages": 3}])
def test_it_refuses_what_is_no_form(data):
    assert faults(data)


def test_it_wants_the_applicant_to_have_a_name_and_an_address():
    found = faults(small_form(applicant={"phone": "applicant_phone"}))
    assert {"form.applicant.name", "form.applicant.address"} <= set(found)


def test_it_wants_an_electronic_option_where_notices_are_chosen():
    form = small_form()
    form["pages"][2]["questions"][0]["options"][1]["key"] = "mail"
    assert "form.applicant.notice" in faults(form)


@pytest.mark.django_db
def test_it_stores_the_same_definition_once():
    first = forms.load(small_form())
    again = forms.load(small_form())
    changed = forms.load(small_form(title="見本申請書（改）"))
    assert (first.number, again.pk, changed.number) == (1, first.pk, 2)


@pytest.mark.django_db
def test_it_never_changes_a_version():
    version = forms.load(small_form())
    version.number = 9
    with pytest.raises(forms.VersionFixed):
        version.save()
    with pytest.raises(forms.VersionFixed):
        version.delete()
    with pytest.raises(forms.VersionFixed):
        forms.FormVersion.objects.update(number=9)
    with pytest.raises(forms.VersionFixed):
        forms.FormVersion.objects.filter(pk=version.pk).delete()
