"""What officers type about characters that cannot be printed."""

from collections.abc import Mapping

from django import forms

from kyoso.engines.documents.glyphs import is_selector
from kyoso.ui import fields
from kyoso.ui import forms as speaking


class GlyphsForm(speaking.Form):
    """One question for each character; begins with the plain form of a variant."""

    def __init__(
        self, characters: list[str], posted: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(posted)
        self.characters = characters
        for place, character in enumerate(characters):
            plain = character[0] if is_selector(character[-1]) else ""
            self.fields[f"glyph-{place}"] = forms.CharField(
                label=f"「{character}」の代わりに印刷する文字",
                max_length=20,
                initial=plain,
                help_text=f"文字の番号：{code_points(character)}",
                widget=forms.TextInput(attrs={"data-width": "8"}),
            )
            self.fields[f"glyph-{place}"].error_messages["required"] = (
                f"「{character}」の代わりに印刷する文字を入力してください。"
            )

    def replacements(self) -> dict[str, str]:
        """Return what to print for each character of a valid form."""
        return {
            character: self.cleaned_data[f"glyph-{place}"]
            for place, character in enumerate(self.characters)
        }


class StampForm(speaking.Form):
    """公印を押したことを記録する: which seal."""

    title = fields.LineField(
        label="押した公印の名称",
        max_length=60,
        width=20,
        help_text="公印規則の名称で入力してください。例：能代市長印",
    )


def code_points(character: str) -> str:
    """Return 「U+845B U+E0102」, as a person can look it up."""
    return " ".join(f"U+{ord(letter):04X}" for letter in character)
