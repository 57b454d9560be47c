"""What a receiver types."""

from django.utils.translation import gettext_lazy as _

from kyoso.ui import fields
from kyoso.ui import forms as speaking


class CodeForm(speaking.Form):
    """確認番号: twelve letters, in any width and with or without hyphens."""

    code = fields.LineField(
        label=_("確認番号"),
        max_length=40,
        help_text=_("証明書の下に印刷されている12文字です。"),
    )
