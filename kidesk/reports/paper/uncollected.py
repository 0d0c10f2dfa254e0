"""A pause for Python's collector of cycles, while a document makes its many small things."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()
_pauses = 0
_was_on = False


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is searched for cycles inside; several documents may be made at once.

    A register of 10,000 rows holds 100,000 elements and no cycle: searching them again and again while they become
    more took a third of its time. What a document leaves behind is found by the next collection as ever.
    """
    global _pauses, _was_on
    with _lock:
        if not _pauses:
            _was_on = gc.isenabled()
            gc.disable()
        _pauses += 1
    try:
        yield
    finally:
        with _lock:
            _pauses -= 1
            if not _pauses and _was_on:
                gc.enable()
