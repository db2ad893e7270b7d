"""One function on many inputs by several processes at once, what it gives in the order of the inputs."""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TYPE_CHECKING, Final, TypeVar

from softsell.model import SoftsellError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

Given = TypeVar("Given")
Made = TypeVar("Made")

_AHEAD: Final = 2
"""Inputs each process may have before the first of them is taken: none waits for work, and memory stays flat."""


_UNHELPED: Final = "a process that was to help ended early or never began; try again with --jobs 1"


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(make: Callable[[Given], Made], inputs: Iterable[Given], jobs: int) -> Iterator[Made]:
    """What `make` gives for each input, by `jobs` processes; both must be ones that pickle. Few inputs are taken
    ahead of what is asked for. Raises SoftsellError where a process ends early."""
    # What is read already, the packs above all, need not be read again by a process that is forked.
    context = get_context("fork" if sys.platform == "linux" else None)
    with ProcessPoolExecutor(jobs, context, _begin) as pool:
        made: deque[Future[Made]] = deque()
        try:
            for one in inputs:
                with _undisturbed():
                    made.append(_begun(pool, make, one))
                if len(made) >= _AHEAD * jobs:
                    yield made.popleft().result()
            while made:
                yield made.popleft().result()
        except BrokenProcessPool as fault:
            raise SoftsellError(_UNHELPED) from fault
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _begun(pool: ProcessPoolExecutor, make: Callable[[Given], Made], one: Given) -> Future[Made]:
    try:
        return pool.submit(make, one)
    except OSError as fault:  # no memory, or too many processes
        raise SoftsellError(_UNHELPED) from fault


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without a person's Ctrl-C, which comes after: a process that starts meanwhile never hears of any, for we end
    it, and none is cut off half started."""
    if hasattr(signal, "pthread_sigmask"):
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
    else:
        yield


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # where it could not be held back
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A pool whose process was killed would wait for work for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
