"""To whom something is sent, and by which route."""

from dataclasses import dataclass

from kyoso.engines.people.api import Account


@dataclass(frozen=True)
class PostalAddress:
    """宛先: ``postcode`` is seven digits; names and addresses keep 異体字.

    ``kana`` is the reading of the name where one is known: it is not printed.
    """

    name: str
    postcode: str
    address: str
    kana: str = ""


@dataclass(frozen=True)
class Recipient:
    """A person to be told something.

    ``electronic`` is the person's own choice: without it a notice goes by post
    even where an e-mail address is known. ``postal`` is kept in either case, so
    that an officer can post what no mail server takes.
    """

    account: Account | None
    email: str = ""
    postal: PostalAddress | None = None
    electronic: bool = False
    language: str = "ja"

    @property
    def is_by_mail(self) -> bool:
        return self.electronic and bool(self.email)
