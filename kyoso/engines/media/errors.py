"""What is wrong with a file, told to the person who chose it (ux guideline 40)."""

from django.utils.translation import gettext, gettext_noop

from kyoso.kernel.errors import Refusal


class FileRefused(Refusal):
    """The common parent: a form catches this one."""

    code = "file_refused"

    def __init__(self, sentence: str | None = None, **params: object) -> None:
        super().__init__(sentence or gettext(self.sentence), **params)


class FileTooLarge(FileRefused):
    code = "file_too_large"
    sentence = gettext_noop(
        "「{name}」は{max}MBより大きいため送れません。小さい写真を選んでください。"
    )


class FileEmpty(FileRefused):
    code = "file_empty"
    sentence = gettext_noop(
        "「{name}」は中身がありません。別の写真またはファイルを選んでください。"
    )


class FileKindRefused(FileRefused):
    code = "file_kind_refused"
    sentence = gettext_noop(
        "「{name}」は送れない種類です。写真（JPEG、PNG）かPDFを選んでください。"
    )


class HeicRefused(FileKindRefused):
    code = "heic_refused"
    sentence = gettext_noop(
        "「{name}」はHEIC形式の写真のため送れません。"
        "スマートフォンの設定で「互換性優先」を選んで撮りなおすか、"
        "JPEGにした写真を選んでください。"
    )


class FileUnreadable(FileRefused):
    code = "file_unreadable"
    sentence = gettext_noop(
        "「{name}」は途中で切れているか、こわれていて開けません。"
        "もう一度保存しなおしてから選んでください。"
    )


class PictureTooLarge(FileRefused):
    code = "picture_too_large"
    sentence = gettext_noop(
        "「{name}」は縦横が大きすぎるため開けません。"
        "小さいサイズで撮った写真を選んでください。"
    )


class PdfLocked(FileRefused):
    code = "pdf_locked"
    sentence = gettext_noop(
        "「{name}」はパスワードで保護されているため開けません。"
        "保護を外したPDFを選んでください。"
    )


class PdfActive(FileRefused):
    code = "pdf_active"
    sentence = gettext_noop(
        "「{name}」にはプログラムか別のファイルが入っているため送れません。"
        "印刷機能で作りなおしたPDFを選んでください。"
    )


class TooManyPages(FileRefused):
    code = "too_many_pages"
    sentence = gettext_noop(
        "「{name}」は{max}ページより多いため送れません。分けて送ってください。"
    )
