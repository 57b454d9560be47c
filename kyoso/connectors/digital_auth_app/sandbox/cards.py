"""The drawer of toy cards: people who do not exist, and what is wrong with some cards."""

from functools import cache

from cryptography import x509

from kyoso.connectors.digital_auth_app.sandbox.authority import (
    CardHolder,
    authentication_authority,
)

HOLDERS = {
    holder.slug: holder
    for holder in (
        CardHolder(
            "hanako",
            "能代　花子",
            "秋田県能代市上町一番三号",
            "319540403",
            "2",
            "1234",
            "有効なカード",
        ),
        CardHolder(
            "taro",
            "檜山　太郎",
            "秋田県能代市檜山字霧山下一番地",
            "319600715",
            "1",
            "1234",
            "有効なカード",
        ),
        CardHolder(
            "watanabe",
            "渡邉　邦子",
            "秋田県能代市二ツ井町字上台一番地",
            "319480120",
            "2",
            "1234",
            "代替文字のあるカード（氏名の2文字目）",
            name_substitutes="01000",
        ),
        CardHolder(
            "moved",
            "米代　次郎",
            "秋田県能代市落合字上釜谷地一番地",
            "319750930",
            "1",
            "1234",
            "転居で失効したカード",
            revoked=x509.ReasonFlags.affiliation_changed,
        ),
        CardHolder(
            "expired",
            "日吉　梅",
            "秋田県能代市日吉町一番地",
            "319400301",
            "2",
            "1234",
            "有効期限が切れたカード",
            expired=True,
        ),
    )
}


@cache
def authentication_certificate(slug: str) -> x509.Certificate:
    """Return the card's authentication certificate; it carries no attributes."""
    return authentication_authority().issue(HOLDERS[slug], signing=False)
