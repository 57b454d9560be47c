"""Refusals of amendments, each with the way out."""

from kyoso.kernel.errors import Refusal


class AmendmentOpen(Refusal):
    code = "amendment_open"
    sentence = (
        "「{title}」には、作成中の改正案があります。"
        "その改正案を続けるか、取りやめてから始めてください。"
    )


class SlugTaken(Refusal):
    code = "slug_taken"
    sentence = (
        "記号「{slug}」は、ほかの手続か様式で使われています。別の記号にしてください。"
    )


class ChangedMeanwhile(Refusal):
    code = "changed_meanwhile"
    sentence = (
        "開いている間に、{name}さんがこの改正案を変えました。"
        "いまの内容を確かめて、もう一度入力してください。"
    )


class NotDrafting(Refusal):
    code = "not_drafting"
    sentence = "この改正案は{state}のため、変えられません。"


class NotProposed(Refusal):
    code = "not_proposed"
    sentence = "この改正案は{state}のため、公開も差し戻しもできません。"


class HasFaults(Refusal):
    code = "has_faults"
    sentence = (
        "直すところが{count}か所あります。「直すところ」の一つ目から直してください。"
    )


class NothingChanged(Refusal):
    code = "nothing_changed"
    sentence = "公開している内容と同じです。変えたいところを直してから進めてください。"


class ReasonMissing(Refusal):
    code = "reason_missing"
    sentence = "理由を入力してください。"


class SameOfficer(Refusal):
    code = "same_officer"
    sentence = (
        "公開を求めた職員や最後に直した職員は、公開できません。"
        "内容を確かめた別の職員に頼んでください。"
    )


class BaseOutdated(Refusal):
    code = "base_outdated"
    sentence = (
        "この改正案を始めたあとに、手続の別の版が公開されました。"
        "差し戻して、いまの版との違いを確かめてください。"
    )


class NotLive(Refusal):
    code = "not_live"
    sentence = "「{title}」は受付中ではないため、止められません。"


class NothingToUndo(Refusal):
    code = "nothing_to_undo"
    sentence = "取り消せる変更がありません。"


class NoSuchPlace(Refusal):
    code = "no_such_place"
    sentence = (
        "直そうとしたところが見つかりません。ほかの職員が消したかもしれません。"
        "いまの内容を確かめてください。"
    )


class OtherProcedure(Refusal):
    code = "other_procedure"
    sentence = (
        "ファイルの記号は「{given}」ですが、この改正案の記号は「{known}」です。"
        "同じ手続のファイルを選んでください。"
    )
