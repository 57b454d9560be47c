"""The fixed sentences for what one can type wrongly (ux guideline 33 to 40).

Each names the field and the way out; none blames. ``label`` may be lazy, so the
sentence is made in the language of the moment it is shown.
"""

from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kyoso.kernel.text import shown

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Sentence = _StrPromise
else:
    from django.utils.functional import Promise as Sentence

Text = str | Sentence


def empty(label: Text) -> Sentence:
    return format_lazy(_("{label}を入力してください。"), label=label)


def unchosen(label: Text) -> Sentence:
    return format_lazy(_("{label}を選んでください。"), label=label)


def no_file(label: Text) -> Sentence:
    return format_lazy(_("{label}の写真またはファイルを選んでください。"), label=label)


def unticked(label: Text) -> Sentence:
    return format_lazy(_("「{label}」に印を付けてください。"), label=label)


def too_long(label: Text, limit: int | str, now: int | str) -> Sentence:
    return format_lazy(
        _("{label}は{max}文字までで入力してください。いま{n}文字です。"),
        label=label,
        max=limit,
        n=now,
    )


def unusable(label: Text, letter: str) -> Sentence:
    """``letter`` that nobody can see is named by its code."""
    return format_lazy(
        _("{label}に使えない文字「{c}」があります。別の文字で入力してください。"),
        label=label,
        c=shown(letter),
    )


def not_a_number(label: Text) -> Sentence:
    return format_lazy(_("{label}は数字で入力してください。"), label=label)


def out_of_range(label: Text, least: object, most: object) -> Sentence:
    return format_lazy(
        _("{label}は{min}から{max}までで入力してください。"),
        label=label,
        min=least,
        max=most,
    )


def not_whole(label: Text) -> Sentence:
    return format_lazy(_("{label}は小数点のない数字で入力してください。"), label=label)


def too_fine(label: Text, places: int) -> Sentence:
    """``places`` is how many digits may stand behind the decimal point."""
    return format_lazy(
        _("{label}は小数点より下{n}けたまでで入力してください。"), label=label, n=places
    )


def too_small(label: Text, least: object) -> Sentence:
    return format_lazy(
        _("{label}は{min}以上の数を入力してください。"), label=label, min=least
    )


def too_great(label: Text, most: object) -> Sentence:
    return format_lazy(
        _("{label}は{max}以下の数を入力してください。"), label=label, max=most
    )


def no_part(label: Text, part: Text) -> Sentence:
    return format_lazy(
        _("{label}の「{part}」を入力してください。"), label=label, part=part
    )


def no_such_day(label: Text) -> Sentence:
    return format_lazy(_("{label}は、ある日付を入力してください。"), label=label)


def not_past(label: Text) -> Sentence:
    return format_lazy(_("{label}は今日より前の日付を入力してください。"), label=label)


def not_future(label: Text) -> Sentence:
    return format_lazy(_("{label}は今日より後の日付を入力してください。"), label=label)


def not_until_today(label: Text) -> Sentence:
    return format_lazy(_("{label}は今日までの日付を入力してください。"), label=label)


def not_from_today(label: Text) -> Sentence:
    return format_lazy(_("{label}は今日からの日付を入力してください。"), label=label)


def not_kana(label: Text) -> Sentence:
    return format_lazy(
        _("{label}はひらがなかカタカナで入力してください。"), label=label
    )


def more_than_one(label: Text) -> Sentence:
    return format_lazy(_("{label}は1つだけ入力してください。"), label=label)


def more_than_one_chosen(label: Text) -> Sentence:
    return format_lazy(_("{label}は1つだけ選んでください。"), label=label)


def not_offered(label: Text) -> Sentence:
    return format_lazy(_("{label}は、画面にある答えから選んでください。"), label=label)


def too_few(label: Text, least: int) -> Sentence:
    return format_lazy(_("{label}は{n}つ以上選んでください。"), label=label, n=least)


def too_many(label: Text, most: int) -> Sentence:
    return format_lazy(_("{label}は{n}つまで選んでください。"), label=label, n=most)


def unread(label: Text) -> Sentence:
    return format_lazy(
        _("{label}を読んで、よければチェックを付けてください。"), label=label
    )


def not_a_phone(label: Text) -> Sentence:
    return format_lazy(
        _("{label}は10けたまたは11けたの数字で入力してください。"), label=label
    )


def not_an_address(label: Text) -> Sentence:
    return format_lazy(
        _("{label}は「@」を含むメールアドレスを入力してください。"), label=label
    )


def not_a_postcode(label: Text) -> Sentence:
    return format_lazy(_("{label}は7けたの数字で入力してください。"), label=label)


def too_many_files(label: Text, most: int) -> Sentence:
    return format_lazy(
        _("{label}は{n}件まで送れます。いらないファイルを外してください。"),
        label=label,
        n=most,
    )


def file_gone(label: Text) -> Sentence:
    return format_lazy(_("{label}のファイルを、もう一度選んでください。"), label=label)


def no_item(label: Text) -> Sentence:
    return format_lazy(_("{label}を1つ以上追加してください。"), label=label)


def not_items(label: Text) -> Sentence:
    return format_lazy(_("{label}を、もう一度入力してください。"), label=label)


def too_few_items(label: Text, least: int) -> Sentence:
    return format_lazy(_("{label}は{n}つ以上追加してください。"), label=label, n=least)


def too_many_items(label: Text, most: int) -> Sentence:
    return format_lazy(
        _("{label}は{n}つまで入力できます。いらないものを外してください。"),
        label=label,
        n=most,
    )
