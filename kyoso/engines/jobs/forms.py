"""What a person decides about an effect that the machine could not finish."""

from django import forms

RETRY = "retry"
HAPPENED = "happened"
ABANDON = "abandon"


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        label="どうするか",
        widget=forms.RadioSelect,
        choices=[
            (RETRY, "もう一度処理する（届いていないことを確かめた）"),
            (HAPPENED, "完了にする（届いたことを確かめた）"),
            (ABANDON, "取りやめる（別の方法で対応した）"),
        ],
        error_messages={
            "required": "どうするかを選んでください。",
            "invalid_choice": "どうするかを選んでください。",
        },
    )
