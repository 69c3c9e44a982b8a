"""Jobs that run where they are asked for, in the tests' own process."""

from collections.abc import Iterator
from contextlib import contextmanager

from app import jobs


@contextmanager
def jobs_run_here() -> Iterator[None]:
    """Run each job when it is put in line; afterwards they wait in the file of the house again, which stays open."""
    storage = jobs.queue.storage
    jobs.queue.immediate = True
    try:
        yield
    finally:
        jobs.queue.immediate = False
        jobs.queue.storage = storage
