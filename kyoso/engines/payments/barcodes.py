"""コンビニ収納用バーコード: the 44 figures of a payment slip, and the bars that carry them.

GS1-128 (Code 128, set C): AI 91, the collector's company number, a free number,
how often it was issued again, the last day, the stamp mark, the amount, a check
figure. The order and the widths follow the published guideline of payment slips
as it is remembered; ``payments.toml`` says so, and the collector's trial reading
decides before a slip goes out.
"""

import datetime as dt
from base64 import b64encode

AI = "91"
ISSUER, FREE, AMOUNT = 6, 21, 6
LENGTH = 44
_NOT_AGAIN, _NO_STAMP = "0", "0"
# Code 128: widths of bar and space in turn, of each value; then the stop.
_TABLE = (
    "212222222122222221121223121322131222122213122312132212221213"
    "221312231212112232122132122231113222123122123221223211221132"
    "221231213212223112312131311222321122321221312212322112322211"
    "212123212321232121111323131123131321112313132113132311211313"
    "231113231311112133112331132131113123113321133121313121211331"
    "231131213113213311213131311123311321331121312113312311332111"
    "314111221411431111111224111422121124121421141122141221112214"
    "112412122114122411142112142211241211221114413111241112134111"
    "111242121142121241114212124112124211411212421112421211212141"
    "214121412121111143111341131141114113114311411113411311113141"
    "114131311141411131211412211214211232"
)
_WIDTHS = [_TABLE[at : at + 6] for at in range(0, len(_TABLE), 6)]
_STOP = "2331112"
_START_C, _FNC1, _CHECK = 105, 102, 103
# Ten widths of the narrowest bar stay white on either side.
_QUIET = 10
_HEIGHT = 60


def figures(*, issuer: str, number: int, due_on: dt.date, amount: int) -> str:
    """Return the 44 figures of a slip.

    ``number`` is the slip's own, ``amount`` whole yen below a million; what does
    not fit is a ``ValueError``.
    """
    body = (
        f"{AI}{issuer:0>{ISSUER}}{number:0{FREE}d}{_NOT_AGAIN}"
        f"{due_on:%y%m%d}{_NO_STAMP}{amount:0{AMOUNT}d}"
    )
    if len(body) != LENGTH - 1 or not (body.isascii() and body.isdecimal()):
        raise ValueError(f"{body!r} does not fit into {LENGTH} figures")
    return body + check_figure(body)


def check_figure(body: str) -> str:
    """Return the check figure: modulus 10, weights 3 and 1 from the right."""
    total = sum(
        int(figure) * (3 if place % 2 == 0 else 1)
        for place, figure in enumerate(reversed(body))
    )
    return str(-total % 10)


def number_in(given: str) -> int | None:
    """Return the slip's number from the free field that a collector sends back."""
    told = given.strip()
    is_one = len(told) == FREE and told.isascii() and told.isdecimal()
    return int(told) if is_one else None


def values(told: str) -> list[int]:
    """Return the Code 128 values of an even count of figures, check value included."""
    pairs = [int(told[at : at + 2]) for at in range(0, len(told), 2)]
    row = [_FNC1, *pairs]
    check = (_START_C + sum(at * one for at, one in enumerate(row, start=1))) % _CHECK
    return [_START_C, *row, check]


def modules(told: str) -> str:
    """Return the bars: ``1`` for each black narrow width, ``0`` for each white one."""
    widths = "".join(_WIDTHS[one] for one in values(told)) + _STOP
    return "".join(
        ("1" if at % 2 == 0 else "0") * int(width) for at, width in enumerate(widths)
    )


def picture(told: str) -> str:
    """Return the bars as an SVG in a ``data:`` address, for an ``img``."""
    bars = modules(told)
    width = len(bars) + 2 * _QUIET
    runs, at = [], 0
    while at < len(bars):
        end = at
        while end < len(bars) and bars[end] == bars[at]:
            end += 1
        if bars[at] == "1":
            runs.append(f"M{at + _QUIET} 0h{end - at}v{_HEIGHT}h-{end - at}z")
        at = end
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" '
        f'preserveAspectRatio="none" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{width}v{_HEIGHT}H0z"/>'
        f'<path d="{"".join(runs)}"/></svg>'
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
