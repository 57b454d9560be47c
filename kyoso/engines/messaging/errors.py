"""What stands against sending something, told to the officer."""

from kyoso.kernel.errors import Refusal


class NoRoute(Refusal):
    code = "no_route"
    sentence = "送り先の住所がありません。住所を確かめて入力してください。"


class MailAddressRefused(Refusal):
    code = "mail_address_refused"
    sentence = "メールアドレス「{email}」には送れません。正しいメールアドレスか確認してください。"


class NothingToPrint(Refusal):
    code = "nothing_to_print"
    sentence = "印刷する郵便物を選んでください。"


class LetterTaken(Refusal):
    code = "letter_taken"
    sentence = "選んだ郵便物は、ほかの職員が先に処理しました。一覧を開きなおして確認してください。"


class DispatchedAlready(Refusal):
    code = "dispatched_already"
    sentence = "この束の発送日は、もう記録されています。"


class DispatchDayRefused(Refusal):
    code = "dispatch_day_refused"
    sentence = "発送日は、印刷した日から今日までの日付を入力してください。"


class NotDispatched(Refusal):
    code = "not_dispatched"
    sentence = "まだ発送していない郵便物です。発送日を先に記録してください。"


class ReturnReasonMissing(Refusal):
    code = "return_reason_missing"
    sentence = "返戻の理由を選んでください。"


class SentAgainAlready(Refusal):
    code = "sent_again_already"
    sentence = "この郵便物は、もう送りなおしています。"


class NotWaitingForAPerson(Refusal):
    code = "not_waiting_for_a_person"
    sentence = (
        "このメールは、もう判断が済んでいます。一覧を開きなおして確認してください。"
    )
