"""The third process: carries out effects and does the chores, until told to stop."""

import logging
import socket
import threading
from collections.abc import Callable, Iterable, Sequence

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from kyoso.engines.jobs.actions import SWEEP
from kyoso.engines.jobs.rounds import do_due_chores
from kyoso.kernel.schedule import Chore, chores

log = logging.getLogger("kyoso.jobs")

# How often the queue and the chores are looked at when there is nothing to do.
LOOK_SECONDS = 0.5


def work(*, begun: Callable[[], object] | None = None) -> None:
    """Work until SIGTERM or SIGINT; a killed worker's effects are swept up later.

    ``begun`` is called once the first sweep has been done: from then on the doors
    can tell that a worker is there.
    """
    stop = threading.Event()
    threads = clockwork(stop, chores, begun=begun)
    try:
        if settings.JOBS == "database":
            _work_from_database()
        else:
            _work_from_redis()
    finally:
        stop.set()
        for thread in threads:
            thread.join(timeout=5)


def clockwork(
    stop: threading.Event,
    every_chore: Iterable[Chore],
    *,
    begun: Callable[[], object] | None = None,
) -> list[threading.Thread]:
    """Start the threads that do the chores until ``stop``, and return them.

    One does them in turn; each that goes alone has its own. ``begun`` is called
    after the first sweep.
    """
    alone = [chore for chore in every_chore if chore.goes_alone]
    in_turn = [chore for chore in every_chore if not chore.goes_alone]
    threads = [
        threading.Thread(target=_keep_time, args=(stop, some, begun), daemon=True)
        for some in (in_turn, *([chore] for chore in alone))
    ]
    for thread in threads:
        thread.start()
    return threads


def _work_from_database() -> None:
    worker = Worker(
        queue_names=["default"],
        interval=LOOK_SECONDS,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{socket.gethostname()}-{get_random_string(8)}",
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


def _work_from_redis() -> None:
    # Installed only where jobs run on Redis (requirements/redis.lock).
    from django_rq import get_queue  # noqa: PLC0415
    from django_tasks_rq import Job  # noqa: PLC0415
    from rq import SimpleWorker  # noqa: PLC0415

    queue = get_queue("default", job_class=Job)
    SimpleWorker(
        [queue],
        connection=queue.connection,
        job_class=Job,
        serializer=queue.serializer,
    ).work(with_scheduler=False)


def _keep_time(
    stop: threading.Event,
    some: Sequence[Chore],
    begun: Callable[[], object] | None,
) -> None:
    while not stop.wait(LOOK_SECONDS):
        close_old_connections()
        try:
            do_due_chores(some)
            if begun is not None and any(chore.slug == SWEEP for chore in some):
                begun()
                begun = None
        except Exception:
            log.exception("the rounds stopped for a moment")
            connections.close_all()
            stop.wait(5)
    connections.close_all()
