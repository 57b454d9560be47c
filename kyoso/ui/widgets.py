"""Controls that Django does not have: days in parts with an era."""

import datetime as dt
from typing import Any

from django.forms import widgets
from django.utils.translation import gettext_lazy as _

from kyoso.kernel.eras import WESTERN

PARTS = ("year", "month", "day")
PART_NAMES = {"era": _("元号"), "year": _("年"), "month": _("月"), "day": _("日")}
_WIDTHS = {"year": "5", "month": "3", "day": "3"}
_BIRTHDAY = {"year": "bday-year", "month": "bday-month", "day": "bday-day"}


class DatePartsWidget(widgets.MultiWidget):
    """Three boxes 年 月 日, with a choice of era before them where one is asked.

    The boxes take what people type; ``fields.WarekiDateField`` understands it.
    ``first_wrong`` is the part to which the error summary leads.
    """

    template_name = "ui/widgets/date_parts.html"
    use_fieldset = True
    first_wrong: str = ""

    def __init__(
        self, eras: list[tuple[str, Any]] | None = None, *, birthday: bool = False
    ) -> None:
        self.parts = (("era",) if eras else ()) + PARTS
        boxes: dict[str, widgets.Widget | type[widgets.Widget]] = {}
        if eras:
            boxes["era"] = widgets.Select(choices=eras, attrs={"class": "ks-select"})
        for part in PARTS:
            attrs = {
                "class": "ks-input",
                "inputmode": "numeric",
                "data-width": _WIDTHS[part],
                "autocomplete": _BIRTHDAY[part] if birthday else "off",
            }
            boxes[part] = widgets.TextInput(attrs=attrs)
        super().__init__(boxes)

    def decompress(self, value: dt.date | None) -> list[Any]:
        if value is None:
            return [None] * len(self.parts)
        shown = [value.year, value.month, value.day]
        return [WESTERN, *shown] if "era" in self.parts else list(shown)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        given = dict(attrs or {})
        is_wrong = given.pop("aria-invalid", None)
        given.pop("class", None)
        described = given.pop("aria-describedby", None)
        context = super().get_context(name, value, given)
        for part, box in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            box["title"] = PART_NAMES[part]
            if given.get("id"):
                box["attrs"]["id"] = f"{given['id']}_{part}"
            box["part"] = part
            if is_wrong and self.first_wrong in ("", f"_{part}"):
                box["attrs"]["aria-invalid"] = "true"
                if described:
                    box["attrs"]["aria-describedby"] = described
        return context
