"""What stands against a signature, told to the person who can mend it."""

from django.utils.translation import gettext_noop as _

from kyoso.kernel.errors import Refusal


class SignatureFixed(Exception):  # noqa: N818 - named after what is wrong
    """Evidence is never changed or deleted."""


class EvidenceUnreadable(ValueError):  # noqa: N818 - named after what is wrong
    """The stored text is not what this house writes."""


class NoSigningService(Refusal):
    code = "no_signing_service"
    sentence = _(
        "いまオンラインでは署名できません。入力した内容は残っています。窓口か紙で申請してください。"
    )


class SigningOfAnother(Refusal):
    code = "signing_of_another"
    sentence = _(
        "この署名は、いまログインしている方のものではありません。"
        "署名する方がログインして、もう一度お試しください。"
    )


class SigningEnded(Refusal):
    code = "signing_ended"
    sentence = _("この署名は終わっています。もう一度はじめから署名してください。")


class SigningTimedOut(Refusal):
    code = "timed_out"
    sentence = _(
        "署名の時間が過ぎました。入力した内容は残っています。もう一度署名してください。"
    )


class CertificateExpired(Refusal):
    code = "certificate_expired"
    sentence = _(
        "署名用電子証明書の有効期限が切れています。市役所の窓口で更新してください。"
        "入力した内容は残っています。"
    )


class CertificateRevoked(Refusal):
    code = "certificate_revoked"
    sentence = _(
        "署名用電子証明書が失効しています。引越しや名前の変更のあとは、窓口で新しくする必要があります。"
        "入力した内容は残っています。"
    )


class RevocationUnknown(Refusal):
    code = "revocation_unknown"
    sentence = _(
        "電子証明書が失効していないことを、いま確かめられません。入力した内容は残っています。"
        "しばらくたってから、もう一度署名してください。"
    )


class SignatureNotBelieved(Refusal):
    code = "signature_not_believed"
    sentence = _(
        "署名を確かめられませんでした。入力した内容は残っています。もう一度署名してください。"
    )
