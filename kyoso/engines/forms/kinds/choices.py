"""What is chosen rather than typed: one, some, yes or no, a consent."""

from django.utils.translation import gettext as _

from kyoso.engines.forms.definition import Value
from kyoso.engines.forms.kinds.base import (
    LONGEST_LIST,
    Asked,
    Kind,
    Posted,
    Setting,
    Wrong,
    kinds,
)
from kyoso.ui import sentences

YES, NO = "yes", "no"


class ChoiceKind(Kind):
    """一つ選ぶ."""

    slug = "choice"
    has_options = True

    def missing(self, asked: Asked) -> str:
        return str(sentences.unchosen(asked.label))

    def check(self, asked: Asked, typed: Value) -> Value:
        if not isinstance(typed, str):
            raise Wrong(sentences.more_than_one_chosen(asked.label))
        option = asked.question.option(typed)
        if option is None:
            raise Wrong(sentences.not_offered(asked.label))
        return option.key

    def show(self, asked: Asked, value: Value) -> str:
        option = asked.question.option(value)
        return asked.say(option.label) if option else ""


class ChoicesKind(Kind):
    """いくつか選ぶ."""

    slug = "choices"
    has_options = True
    settings = {
        "min": Setting(int, 0, least=0, most=LONGEST_LIST),
        "max": Setting(int, LONGEST_LIST, least=1, most=LONGEST_LIST),
    }

    def read(self, key: str, posted: Posted) -> Value:
        return list(dict.fromkeys(posted.get(key) or []))[:LONGEST_LIST]

    def missing(self, asked: Asked) -> str:
        return str(sentences.unchosen(asked.label))

    def check(self, asked: Asked, typed: Value) -> Value:
        chosen = [typed] if isinstance(typed, str) else typed
        if not isinstance(chosen, list) or not all(
            isinstance(key, str) and asked.question.option(key) for key in chosen
        ):
            raise Wrong(sentences.not_offered(asked.label))
        unique = [
            option.key for option in asked.question.options if option.key in chosen
        ]
        if len(unique) < asked.setting("min"):
            n = asked.setting("min")
            raise Wrong(sentences.too_few(asked.label, n))
        if len(unique) > asked.setting("max"):
            n = asked.setting("max")
            raise Wrong(sentences.too_many(asked.label, n))
        return unique

    def show(self, asked: Asked, value: Value) -> str:
        options = (asked.question.option(key) for key in value)
        return "\n".join(asked.say(option.label) for option in options if option)


class YesNoKind(Kind):
    """はい・いいえ."""

    slug = "yes_no"
    settings = {
        "yes": Setting((str, dict), "", is_text=True),
        "no": Setting((str, dict), "", is_text=True),
    }

    def missing(self, asked: Asked) -> str:
        return str(sentences.unchosen(asked.label))

    def check(self, asked: Asked, typed: Value) -> Value:
        if isinstance(typed, bool):
            return typed
        if not isinstance(typed, str):
            raise Wrong(sentences.more_than_one_chosen(asked.label))
        if typed not in {YES, NO}:
            raise Wrong(sentences.not_offered(asked.label))
        return typed == YES

    def show(self, asked: Asked, value: Value) -> str:
        own = asked.say(asked.setting(YES if value else NO))
        return own or (_("はい") if value else _("いいえ"))

    def typed_from(self, value: Value) -> Value:
        return YES if value else NO


class ConsentKind(Kind):
    """同意・誓約: a statement read, and one tick."""

    slug = "consent"
    settings = {"statement": Setting((str, dict), is_text=True, required=True)}

    def missing(self, asked: Asked) -> str:
        return str(sentences.unread(asked.label))

    def check(self, asked: Asked, typed: Value) -> Value:
        if typed is True or typed == "on":
            return True
        raise Wrong(self.missing(asked))

    def show(self, asked: Asked, value: Value) -> str:
        return _("同意しました")

    def typed_from(self, value: Value) -> Value:
        return "on" if value else ""


kinds.register(ChoiceKind())
kinds.register(ChoicesKind())
kinds.register(YesNoKind())
kinds.register(ConsentKind())
