"""Forms speak the fixed sentences, and tie every sentence to its control."""

import pytest
from django import forms as django_forms
from django.template.loader import render_to_string

from kyoso.ui import controls, fields, forms
from kyoso.ui.years import Years


class Everything(forms.Form):
    name = fields.NameField(label="氏名", max_length=5, help_text="戸籍と同じ字で。")
    kind = django_forms.ChoiceField(label="種類", choices=[("a", "甲"), ("b", "乙")])
    way = django_forms.ChoiceField(
        label="方法", choices=[("a", "甲")], widget=django_forms.RadioSelect
    )
    count = django_forms.IntegerField(label="個数", min_value=1, max_value=9)
    file = django_forms.FileField(label="見積書")
    agrees = django_forms.BooleanField(label="間違いはありません")
    born_on = fields.WarekiDateField(
        label="生まれた日", years=Years(130, 5), birthday=True
    )


def sentences(**typed):
    form = Everything(typed)
    form.is_valid()
    return {name: str(told[0]) for name, told in form.errors.items()}


def test_it_asks_for_what_is_missing_in_the_words_of_each_field():
    told = sentences()
    assert told["name"] == "氏名を入力してください。"
    assert told["kind"] == "種類を選んでください。"
    assert told["file"] == "見積書の写真またはファイルを選んでください。"
    assert told["agrees"] == "「間違いはありません」に印を付けてください。"
    assert told["born_on"] == "生まれた日を入力してください。"


def test_it_counts_what_is_too_long():
    told = sentences(name="能代花子さま")
    assert told["name"] == "氏名は5文字までで入力してください。いま6文字です。"


@pytest.mark.parametrize("typed", ["0", "10"])
def test_it_names_the_range_of_a_number(typed):
    assert sentences(count=typed)["count"] == "個数は1から9までで入力してください。"


def test_it_does_not_accept_an_answer_that_was_not_offered():
    assert sentences(kind="z")["kind"] == "種類を選んでください。"


def test_it_lets_the_server_decide():
    html = render_to_string("ui/field.html", {"field": Everything()["name"]})
    assert "required" not in html.replace("data-required", "")
    assert "maxlength" not in html


def test_it_ties_error_and_support_text_to_the_control_in_that_order():
    form = Everything({})
    html = render_to_string("ui/field.html", {"field": form["name"]})
    assert 'aria-describedby="id_name_error id_name_support"' in html
    assert 'aria-invalid="true"' in html
    assert html.index("id_name_support") < html.index('id="id_name_error"')


def test_it_says_the_error_of_a_group_in_its_legend():
    form = Everything({})
    html = render_to_string("ui/field.html", {"field": form["way"]})
    legend = html[html.index("<legend") : html.index("</legend>")]
    assert "方法を選んでください。" in legend


def test_it_keeps_what_was_typed():
    form = Everything({"name": "能代花子さま", "born_on_year": "25"})
    html = render_to_string("ui/field.html", {"field": form["name"]})
    html += render_to_string("ui/field.html", {"field": form["born_on"]})
    assert 'value="能代花子さま"' in html
    assert 'value="25"' in html


def test_the_summary_leads_to_the_first_part_that_is_wrong():
    form = Everything({"born_on_era": "showa", "born_on_year": "25"})
    targets = {line.sentence: line.target for line in controls.summary_of(form)}
    assert targets["生まれた日の「月」を入力してください。"] == "id_born_on_month"
    assert targets["方法を選んでください。"] == "id_way_0"


def test_a_label_may_hold_a_percent_sign():
    class Odd(forms.Form):
        share = fields.LineField(label="割合（%）", max_length=1)

    form = Odd({"share": "100"})
    assert "割合（%）は1文字まで" in form.errors["share"][0]


def test_a_form_of_another_house_does_not_block_either():
    class Foreign(django_forms.Form):
        login = django_forms.CharField(label="メールアドレス")

    html = render_to_string("ui/field.html", {"field": Foreign()["login"]})
    assert "required" not in html.replace("data-required", "")
