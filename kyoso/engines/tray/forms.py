"""What whoever answers for numbers says of a sealed file."""

from django import forms

from kyoso.ui.forms import Form


class SureForm(Form):
    """取込みを確かめた: ticked by whoever has opened it, for the seal is then deleted."""

    sure = forms.BooleanField(label="番号を扱う端末で開き、保管したことを確かめました")
