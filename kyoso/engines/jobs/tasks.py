"""The border to the Django Tasks API: tasks carry ids, never personal data."""

from django_tasks import task

from kyoso.engines.jobs import running


@task()
def run_effect(effect_id: int) -> None:
    """Carry out one effect (a worker calls this)."""
    running.run(effect_id)


def hand_out(effect_id: int) -> None:
    """Give the effect to whichever worker the installation has."""
    run_effect.enqueue(effect_id)
