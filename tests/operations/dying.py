"""A process that is killed with -9 at one step of what it does, and only there.

    for step in itertools.count(1):
        if not dying.is_killed(lambda: client.post(path), at=step):
            break               # it has fewer steps: this time it came to its end

A step is a statement that writes (killed before it) or a commit (killed before it,
and after it). The act runs in a child process with connections of its own, so that
what it held is let go as the system does it: nobody can tidy up. Counting steps
instead of milliseconds, every moment is tried, on a busy machine as on a quick one.
"""

import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_WRITES = ("INSERT", "UPDATE", "DELETE")


def is_killed(act: Callable[[], Any], *, at: int) -> bool:
    """Do it in a child; tell whether the child was killed before it was done.

    Fails where the act itself failed.
    """
    # A connection may not be shared with a child: each opens its own.
    connections.close_all()
    child = os.fork()
    if child == 0:
        _live_until(at, act)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == 0, "What it does failed by itself."
    return False


def _live_until(last: int, act: Callable[[], Any]) -> None:
    """The child's whole life: it never returns."""
    taken = 0

    def step() -> None:
        nonlocal taken
        taken += 1
        if taken == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def write(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(_WRITES):
            step()
        return execute(sql, params, many, context)

    plainly = BaseDatabaseWrapper.commit

    def commit(connection: BaseDatabaseWrapper) -> None:
        step()
        plainly(connection)
        step()

    status = 1
    try:
        BaseDatabaseWrapper.commit = commit
        for connection in connections.all():
            connection.execute_wrappers.append(write)
        act()
        status = 0
    finally:
        if status:
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(status)
