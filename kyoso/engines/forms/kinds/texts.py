"""Words: one line, several lines, telephone number, e-mail address."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kyoso.engines.forms.definition import Value
from kyoso.engines.forms.kinds.base import (
    Asked,
    Kind,
    Setting,
    Wrong,
    kinds,
    text_of,
    within,
    writable,
)
from kyoso.kernel.text import PhoneUnreadable, clean_name, fold, phone
from kyoso.ui import sentences

# RFC 5321, 4.5.3.1.3: a path is at most 256 octets with its brackets.
LONGEST_EMAIL = 254


class TextKind(Kind):
    """一行の文字."""

    slug = "text"
    settings = {
        "max": Setting(int, 100, least=1, most=2000),
        "width": Setting(str, "long", choices=("short", "medium", "long")),
    }

    def check(self, asked: Asked, typed: Value) -> Value:
        text = clean_name(text_of(asked, typed))
        writable(text, label=asked.label)
        return within(text, longest=asked.setting("max"), label=asked.label)


class LongTextKind(Kind):
    """数行の文章."""

    slug = "long_text"
    settings = {
        "max": Setting(int, 1000, least=1, most=10_000),
        "rows": Setting(int, 5, least=2, most=20),
    }

    def check(self, asked: Asked, typed: Value) -> Value:
        lines = text_of(asked, typed).replace("\r\n", "\n").replace("\r", "\n")
        cleaned = [clean_name(line) for line in lines.split("\n")]
        for line in cleaned:
            writable(line, label=asked.label)
        text = "\n".join(cleaned).strip("\n")
        return within(text, longest=asked.setting("max"), label=asked.label)


class PhoneKind(Kind):
    """電話番号: ten or eleven digits, however they are grouped."""

    slug = "phone"

    def check(self, asked: Asked, typed: Value) -> Value:
        try:
            return phone(text_of(asked, typed))
        except PhoneUnreadable:
            raise Wrong(sentences.not_a_phone(asked.label)) from None

    def show(self, asked: Asked, value: Value) -> str:
        number = str(value)
        if len(number) == 11:
            return f"{number[:3]}-{number[3:7]}-{number[7:]}"
        # Area codes differ in length; four digits fit Noshiro (0185) and the
        # rest of the number is grouped so that it can be read aloud.
        return f"{number[:4]}-{number[4:6]}-{number[6:]}"


class EmailKind(Kind):
    """メールアドレス."""

    slug = "email"

    def check(self, asked: Asked, typed: Value) -> Value:
        text = fold(text_of(asked, typed)).replace(" ", "")
        within(text, longest=LONGEST_EMAIL, label=asked.label)
        try:
            validate_email(text)
        except ValidationError:
            raise Wrong(sentences.not_an_address(asked.label)) from None
        return text


kinds.register(TextKind())
kinds.register(LongTextKind())
kinds.register(PhoneKind())
kinds.register(EmailKind())
