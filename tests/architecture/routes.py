"""The list of all addresses; ``python -m tests.architecture.routes`` writes it.

An address that people may have written down is not taken away: a removed one
needs a redirect, stated in ``redirects.txt`` (``public /old public /new``).
``--unreleased`` drops addresses that no release ever had.
"""

import sys
from pathlib import Path

import django

FOLDER = Path(__file__).parent
LIST = FOLDER / "routes.txt"
REDIRECTS = FOLDER / "redirects.txt"
COMMAND = "KYOSO_MODE=test python -m tests.architecture.routes"


def current() -> list[str]:
    from tests.architecture import house

    return sorted({str(route) for route in house.routes()})


def listed() -> list[str]:
    return LIST.read_text("utf-8").splitlines() if LIST.exists() else []


def redirects() -> list[tuple[str, str]]:
    """Return (``public /old``, ``public /new``) pairs."""
    found = []
    for line in REDIRECTS.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            door, old, new_door, new = line.split()
            found.append((f"{door} {old}", f"{new_door} {new}"))
    return found


def removed(now: list[str]) -> list[str]:
    """Return listed addresses (door and path) that are gone without a redirect."""
    here = {line.rpartition(" ")[0] for line in now}
    moved = {old for old, _ in redirects()}
    gone = {line.rpartition(" ")[0] for line in listed()} - here - moved
    return sorted(gone)


def main() -> int:
    django.setup()
    now = current()
    lost = removed(now)
    if lost and "--unreleased" not in sys.argv:
        print("These addresses are gone and have no line in redirects.txt:")
        print("\n".join(lost))
        print("Add a redirect, or --unreleased if no release ever had them.")
        return 1
    LIST.write_text("\n".join(now) + "\n", "utf-8")
    print(f"{len(now)} addresses written to {LIST.name}.")
    return 0


if __name__ == "__main__":
    import os

    os.environ.setdefault("KYOSO_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kyoso.config.settings")
    sys.exit(main())
