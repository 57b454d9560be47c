"""What officers type about a request."""

from kyoso.ui import fields
from kyoso.ui import forms as speaking


class EndForm(speaking.Form):
    """返金や終了の理由."""

    why = fields.LineField(label="理由（記録に残ります）", max_length=200)
