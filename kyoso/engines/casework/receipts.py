"""受付番号: readable aloud, different for every case, impossible to guess."""

import secrets

from kyoso.kernel.ids import READABLE

_GROUP = 4


def new_receipt_number(fiscal_year: int) -> str:
    """Return a number such as ``2026-7K3M-QW2T``.

    It begins with the fiscal year (西暦) so that a pile of papers sorts itself,
    and goes on at random: a running number would be a row that every
    application waits for, and would tell outsiders how many there were.
    """
    groups = (
        "".join(secrets.choice(READABLE) for _ in range(_GROUP)) for _ in range(2)
    )
    return f"{fiscal_year}-{'-'.join(groups)}"
