"""``python -m tests.operations.observed demo``: the demo, its acts watched as it is told.

What was seen lies afterwards in the demo's folder: how often each act was called, and
how often it wrote something and left no audit row.
"""

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import django
from django.conf import settings

SEEN = "acts-seen.json"


def tell_watched(tell: Callable[[], Iterator[str]]) -> Iterator[str]:
    """Tell the story with every act watched, and write down what was seen."""
    from tests.operations.watch import watch_acts

    watch = watch_acts()
    yield from tell()
    seen = {"calls": watch.calls, "silent": +watch.silent}
    (Path(settings.VAR) / SEEN).write_text(json.dumps(seen), "utf-8")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kyoso.config.settings")
    django.setup()
    from kyoso.config import cli
    from kyoso.demo import story

    story.tell = partial(tell_watched, story.tell)
    cli.main()


if __name__ == "__main__":
    main()
