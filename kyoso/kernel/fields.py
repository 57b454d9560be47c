"""Model fields that every part of the house uses alike."""

from typing import Any

from django.db import models

from kyoso.kernel.ids import new_ref


class RefField(models.CharField[str, str]):
    """The random public name of a row; addresses carry it, never the key."""

    def __init__(self, **options: Any) -> None:
        options["max_length"] = 16
        options["unique"] = True
        options["editable"] = False
        options["default"] = new_ref
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        for fixed in ("max_length", "unique", "editable", "default"):
            options.pop(fixed, None)
        return name, path, args, options
