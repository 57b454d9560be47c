"""What stands against issuing a paper, told to the officer."""

from kyoso.kernel.errors import Refusal


class SymbolMissing(Refusal):
    code = "symbol_missing"
    sentence = "{section}の文書記号が決まっていません。組織の設定で文書記号を入力してください。"


class InstructionMissing(Refusal):
    code = "instruction_missing"
    sentence = "「{paper}」には教示の文が必要です。手続の設定に教示を入力してください。"


class SealNotKept(Refusal):
    code = "seal_not_kept"
    sentence = "「{paper}」に印刷する印影が、公印台帳に登録されていません。公印の管理者に確認してください。"


class SignerMissing(Refusal):
    code = "signer_missing"
    sentence = "「{paper}」に付ける電子署名の用意がありません。システムの管理者に確認してください。"


class NothingToStamp(Refusal):
    code = "nothing_to_stamp"
    sentence = (
        "この文書には公印を押しません。または、まだ文書ができていません。"
        "画面を開きなおして確かめてください。"
    )


class StampedAlready(Refusal):
    code = "stamped_already"
    sentence = (
        "この文書に公印を押したことは、もう記録してあります。"
        "公印使用簿で確かめてください。"
    )


class GlyphsSettled(Refusal):
    code = "glyphs_settled"
    sentence = "この文書の文字の確認は、もう済んでいます。画面を開きなおしてください。"


class GlyphStillUnwritable(Refusal):
    code = "glyph_still_unwritable"
    sentence = "「{character}」の代わりに印刷する文字を入力してください。この書体にある文字だけが使えます。"


class AddresseesWrong(Refusal):
    """The file of addressees has faults; nothing was ordered."""

    code = "addressees_wrong"

    def __init__(self, *, faults: str) -> None:
        # Given whole: a line number must not be cut.
        super().__init__(f"宛先のファイルに直すところがあります。\n{faults}")


class AddressKeptBack(Refusal):
    code = "address_kept_back"
    sentence = (
        "この束には、職員が確認して送る宛先があります。"
        "住民記録の担当に、この束を開いてもらってください。"
    )


class WordUnknown(Refusal):
    code = "word_unknown"
    sentence = "本文の「{{{word}}}」にあたる列が、宛先のファイルにありません。使えるのは {known} です。"


class TextMissing(Refusal):
    code = "text_missing"
    sentence = "{what}を入力してください。"
