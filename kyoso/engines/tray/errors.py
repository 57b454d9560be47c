"""Refusals about the tray; those that residents meet are marked for the catalogues."""

from django.utils.translation import gettext, gettext_noop

from kyoso.kernel.errors import Refusal


class TrayRefused(Refusal):
    """The common parent, said in the reader's language: a form catches this one."""

    code = "tray_refused"

    def __init__(self, **params: object) -> None:
        super().__init__(gettext(self.sentence), **params)


class TrayClosed(TrayRefused):
    """The city has no key, or one that cannot be read now."""

    code = "tray_closed"
    sentence = gettext_noop(
        "いまは、この書類をオンラインで受け取れません。窓口か郵便でお出しください。"
    )


class TrayTooLarge(TrayRefused):
    """One file is larger than its question takes; ``max`` in megabytes."""

    code = "tray_too_large"
    sentence = gettext_noop(
        "この書類は{max}MBより大きいため送れません。小さくするか、窓口でお出しください。"
    )


class TrayTooMuch(TrayRefused):
    """The sealed files of one request are too large together; ``max`` in megabytes."""

    code = "tray_too_much"
    sentence = gettext_noop(
        "一度に送れるこの種類の書類は、合わせて{max}MBまでです。1件ずつ送ってください。"
    )


class NotInTray(TrayRefused):
    """A file that an answer names is not there, or is another's."""

    code = "tray_not_in_tray"
    sentence = gettext_noop(
        "開かずに渡す書類が見つかりません。書類の質問に戻り、もう一度送ってください。"
    )


class TrayEmpty(TrayRefused):
    """A file of no bytes."""

    code = "tray_empty"
    sentence = gettext_noop(
        "この書類には中身がありません。別のファイルを選んでください。"
    )


class NotToTake(TrayRefused):
    """It is acknowledged, or belongs to no application."""

    code = "tray_not_to_take"
    sentence = "この書類は、もう取込みが終わっています。画面を開きなおしてください。"


class NotSure(TrayRefused):
    """Deleting the seal was not confirmed."""

    code = "tray_not_sure"
    sentence = (
        "開いて保管したことを確かめてから、確認の欄を選び、もう一度押してください。"
    )


class NotTaken(TrayRefused):
    """Nobody can have opened what nobody took out."""

    code = "tray_not_taken"
    sentence = (
        "まだ取り出していない書類です。先に取り出して、開けることを確かめてください。"
    )
