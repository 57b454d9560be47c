"""What officers type about the books."""

from django import forms

from kyoso.engines.ledger.models import Export
from kyoso.kernel import clock
from kyoso.ui import forms as speaking

# 8 MB of CSV is some hundred thousand lines.
LARGEST_FILE = 8 * 1024 * 1024


def years() -> list[tuple[str, str]]:
    """Return the running year and the one whose books may still be open."""
    now = clock.fiscal_year(clock.today())
    return [(str(year), clock.fiscal_year_title(year)) for year in (now, now - 1)]


class ExportForm(speaking.Form):
    kind = forms.ChoiceField(label="書き出すもの", choices=Export.Kind)
    fiscal_year = forms.ChoiceField(label="年度", choices=years)


class ResultForm(speaking.Form):
    kind = forms.ChoiceField(label="結果の種類", choices=Export.Kind)
    file = forms.FileField(label="結果のファイル（CSV）")

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("8MBまでのファイルを選んでください。")
        return file
