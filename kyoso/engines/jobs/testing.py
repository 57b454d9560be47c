"""For tests of other parts: carry out what has been posted."""

from kyoso.engines.jobs.running import run_due


def drain() -> int:
    """Carry out every due effect, also those that effects post; return how many."""
    return run_due()
