"""Forms of the office about its own people: posts, transfers, deputies."""

from django import forms

from kyoso.engines.people.entrance_forms import ServerDecides
from kyoso.engines.people.forms import SaidForm, TextField
from kyoso.engines.people.models import Officer, Section
from kyoso.engines.people.roles import ROLES
from kyoso.ui.fields import DayField
from kyoso.ui.years import Years

# Nobody serves longer; next April's posts are entered in advance.
IN_POST = Years(50, 2)


class PlaceForm(SaidForm):
    """Section, role and title of a post."""

    section = forms.ModelChoiceField(
        label="所属",
        queryset=Section.objects.select_related("department"),
        error_messages={
            "required": "所属を選んでください。",
            "invalid_choice": "所属を選んでください。",
        },
    )
    role = forms.ChoiceField(
        label="役割",
        choices=[(role.slug, role.title) for role in ROLES.values()],
        error_messages={
            "required": "役割を選んでください。",
            "invalid_choice": "役割を選んでください。",
        },
    )
    title = TextField("職名", 30, required=False, help_text="例：課長、主査")


class OfficerForm(PlaceForm):
    name = TextField("氏名", 100)
    kana = TextField("ふりがな", 100, required=False)
    number = TextField("職員番号", 20)
    email = forms.EmailField(
        label="メールアドレス",
        error_messages={
            "required": "メールアドレスを入力してください。",
            "invalid": "メールアドレスは「@」を含むメールアドレスを入力してください。",
        },
    )
    starts_on = DayField("着任日", years=IN_POST)
    field_order = ["name", "kana", "number", "email", "section", "role", "title"]

    def clean_name(self) -> str:
        return self.clean_written("name")


class _WithSuccessor(ServerDecides, forms.Form):
    successor = forms.ModelChoiceField(
        label="後任",
        required=False,
        queryset=Officer.objects.filter(account__is_active=True).order_by("kana"),
        help_text="決まっていないときは、空けてください。",
        error_messages={"invalid_choice": "後任を選んでください。"},
    )
    note = forms.CharField(
        label="申し送り",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": "申し送りは4000文字までで入力してください。"},
    )


class TransferForm(_WithSuccessor, PlaceForm):
    on = DayField(
        "異動の日", years=IN_POST, help_text="新しい所属で働きはじめる日です。"
    )
    field_order = ["on", "section", "role", "title", "successor", "note"]


class EndPostForm(_WithSuccessor):
    on = DayField("最後の日", years=IN_POST)
    field_order = ["on", "successor", "note"]


class DeputyForm(ServerDecides, forms.Form):
    deputy = forms.ModelChoiceField(
        label="代理をする職員",
        queryset=Officer.objects.filter(account__is_active=True).order_by("kana"),
        error_messages={
            "required": "代理をする職員を選んでください。",
            "invalid_choice": "代理をする職員を選んでください。",
        },
    )
    starts_on = DayField("はじまり", years=Years(1, 1))
    ends_on = DayField("おわり", years=Years(1, 2))


class StaffTokenForm(SaidForm):
    name = TextField("名前", 60, help_text="例：課の進み具合を集計する表")
