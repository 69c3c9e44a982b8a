"""A folder in memory for a run of the tests; what runs left that were killed is cleared by the next one."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "baraza-tests-"
OF_PROCESS = re.compile(rf"{NAME}(\d+)-")


@contextmanager
def own_folder(memory: Path) -> Iterator[Path]:
    """Make a folder that is named by this process, and take it away in the end."""
    _clear_after_killed(memory)
    named = f"{NAME}{os.getpid()}-"
    with tempfile.TemporaryDirectory(prefix=named, dir=memory, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _clear_after_killed(memory: Path) -> None:
    for folder in memory.glob(f"{NAME}*"):
        process = OF_PROCESS.match(folder.name)
        if process and not Path("/proc", process[1]).exists():
            shutil.rmtree(folder, ignore_errors=True)
