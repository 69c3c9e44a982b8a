"""One trial for all tests that try the house."""

import gc
import logging
import shutil
import tempfile
from pathlib import Path

import pytest

from app.boards import lane
from tests.torture.trial import Trial


class Still:
    """The clock by which batches wait for each other: here nothing comes meanwhile, so nobody waits."""

    def monotonic(self) -> float:
        """No time has passed."""
        return 0.0

    def sleep(self, _seconds: float) -> None:
        """It is over at once."""


@pytest.fixture(scope="module")
def trial(empty_house):
    """The house in memory: what is tried is its logic, not the disk."""
    with pytest.MonkeyPatch.context() as clock:
        clock.setattr(lane, "time", Still())
        yield from _tried(empty_house)


def _tried(empty_house):
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="baraza-trial-", dir=memory if memory.is_dir() else None))
    # Crashes are what is tried here: nobody reads of each.
    logging.disable(logging.CRITICAL)
    made = Trial(folder, empty_house)
    # What stands by now stays: it need not be looked through for what may go, again and again.
    gc.collect()
    gc.freeze()
    yield made
    gc.unfreeze()
    made.close()
    logging.disable(logging.NOTSET)
    shutil.rmtree(folder, ignore_errors=True)
    gc.collect()
    gc.freeze()
