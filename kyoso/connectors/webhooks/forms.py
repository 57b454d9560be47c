"""What is typed about an address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kyoso.ui.fields import LineField
from kyoso.ui.forms import Form


class EndpointForm(Form):
    """通知先を登録する."""

    name = LineField(
        label=_("名前"), help_text=_("例：会社の申請管理システム"), max_length=60
    )
    address = LineField(
        label=_("アドレス"),
        help_text=_("例：https://example.com/notices"),
        max_length=300,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
