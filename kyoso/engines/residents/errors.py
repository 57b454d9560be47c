"""What the residents engine refuses, each in one sentence.

Those that residents meet are marked for the catalogues; the view translates.
"""

from collections.abc import Sequence

from django.utils.translation import gettext_noop as _

from kyoso.kernel.errors import Refusal


class CardNeeded(Refusal):
    """A log-in by mail or passkey proves whose mail it is, not who somebody is."""

    code = "card_needed"
    sentence = _("この手続には、マイナンバーカードでのログインが必要です。")


class NotLinked(Refusal):
    code = "not_linked"
    sentence = _("カードの内容を職員が確認しています。確認が終わるまでお待ちください。")


class FileWrong(Refusal):
    """A register file with faults, which ``faults`` names: nothing was taken in."""

    code = "file_wrong"

    def __init__(self, faults: Sequence[object]) -> None:
        self.faults = faults
        super().__init__(
            f"ファイルに誤りが{len(faults)}件あります。何も読み込んでいません。"
        )


class LoadOpen(Refusal):
    code = "load_open"
    sentence = (
        "「{name}」の読み込みが途中です。"
        "同じファイルで続けるか、--abandon を付けて取りやめてください。"
    )


class RemovalUnexpected(Refusal):
    """A file that was cut off must not empty the register."""

    code = "removal_unexpected"
    sentence = (
        "このファイルには、いまの写しにある{count}件がありません。"
        "正しければ --removed {count} を付けて読み込んでください。"
    )


class CountsDiffer(Refusal):
    """What was taken in is not what the file says: everything is taken back."""

    code = "counts_differ"
    sentence = (
        "「{name}」がファイルでは{file}件、写しでは{copy}件です。何も反映していません。"
    )


class RecordOutdated(Refusal):
    code = "record_outdated"
    sentence = (
        "{line}行目の宛名番号の人は、写しのほうが新しい履歴です。"
        "新しい抽出のファイルを読み込んでください。"
    )


class PersonUnknown(Refusal):
    code = "person_unknown"
    sentence = (
        "{line}行目の宛名番号は、住民情報の写しにありません。"
        "先に住民基本台帳のファイルを読み込んでください。"
    )


class ProofSettled(Refusal):
    code = "proof_settled"
    sentence = "この照合は、すでに終わっています。"


class PersonTaken(Refusal):
    code = "person_taken"
    sentence = (
        "この住民は、別の利用者とつながっています。先にその利用者を確かめてください。"
    )
