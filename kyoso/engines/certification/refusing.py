"""選べないもの: what no form of a certificate offers, whoever enters it."""

from collections.abc import Sequence

from kyoso.engines.certification import errors
from kyoso.engines.certification.choices import years_on
from kyoso.engines.certification.kinds import PERSON
from kyoso.engines.certification.offering import PDF, Offer, rules
from kyoso.kernel import clock


def refuse_odd(
    offer: Offer, scope: str, items: Sequence[str], year: int | None, purpose: str
) -> None:
    """Raise ``OptionWrong`` for what no form of this certificate offers."""
    kind = offer.kind
    years = years_on(clock.today())
    wrong = (
        scope not in kind.scopes
        or purpose not in rules().purposes
        or bool(set(items) - {item.key for item in kind.choices})
        or (year in years) is not kind.by_year
        or (year is not None and not kind.by_year)
        # 記載事項証明書 certifies the items that were asked for, and nothing else.
        or (kind.form == PERSON and not items)
    )
    if wrong:
        raise errors.OptionWrong


def refuse_copies(offer: Offer, copies: int, delivery: str) -> None:
    """Raise ``CopiesWrong`` where the city does not give so many at once."""
    most = 1 if delivery == PDF else offer.copies
    if not 1 <= copies <= most:
        raise errors.CopiesWrong
