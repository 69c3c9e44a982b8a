"""One trial for all tests that try the house."""

import logging
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.torture.trial import Trial


@pytest.fixture(scope="module")
def trial(empty_house):
    """The house in memory: what is tried is its logic, not the disk."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="baraza-trial-", dir=memory if memory.is_dir() else None))
    # Crashes are what is tried here: nobody reads of each.
    logging.disable(logging.CRITICAL)
    made = Trial(folder, empty_house)
    yield made
    made.close()
    logging.disable(logging.NOTSET)
    shutil.rmtree(folder, ignore_errors=True)
