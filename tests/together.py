"""Several at once: what threads of their own, begun together, bring about."""

import threading
from collections.abc import Callable

from django.db import connections

from kyoso.kernel.errors import Refusal


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that begin together; return what each gave or refused."""
    start = threading.Barrier(len(acts))
    outcomes: list[object] = []

    def run(act: Callable[[], object]) -> None:
        start.wait()
        try:
            outcomes.append(act())
        except Refusal as refusal:
            outcomes.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
