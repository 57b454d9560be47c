"""``make bench``: run every benchmark, or ``make bench ONLY=name``."""

import importlib
import sys
from pathlib import Path

from benchmarks.figures import Figure, report

HERE = Path(__file__).parent
PARTS = {
    "__init__",
    "__main__",
    "figures",
    "house",
    "floor",
    "browser",
    "inside",
    "inside_office",
}


def main() -> int:
    names = sorted(f.stem for f in HERE.glob("*.py") if f.stem not in PARTS)
    wanted = sys.argv[1:] or names
    unknown = [name for name in wanted if name not in names]
    if unknown:
        print(f"No benchmark {', '.join(unknown)}; there are: {', '.join(names)}.")
        return 2
    figures: list[Figure] = []
    for name in wanted:
        print(f"・{name}", flush=True)
        figures += importlib.import_module(f"benchmarks.{name}").measure()
    print(report(figures, HERE.parent / "var" / "bench.json"))
    return 0 if all(figure.kept for figure in figures) else 1


sys.exit(main())
