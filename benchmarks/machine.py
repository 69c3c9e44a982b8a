"""What a house takes, as the kernel counts it, and on what it runs."""

import os
import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def family(pids: Sequence[int]) -> list[int]:
    """These processes and all that they started, directly or not."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        if fields := _stat(int(folder.name)):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found = list(pids)
    for pid in found:
        found += children.get(pid, [])
    return found


def cpu(pids: Sequence[int]) -> float:
    """Seconds of processor time these processes have taken."""
    return sum(_cpu(pid) for pid in pids)


def megabytes(pids: Sequence[int]) -> float:
    """Memory these processes hold, what they share counted for each."""
    return sum(_status(pid, "VmRSS:") for pid in pids) / 1000


def largest_megabytes(pids: Sequence[int]) -> float:
    """The most memory these processes ever held."""
    return sum(_status(pid, "VmHWM:") for pid in pids) / 1000


def described() -> dict[str, object]:
    """The machine, in a few words."""
    processor = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ""
    )
    memory = int(next(line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal"))) / 1_000_000
    return {
        "cores": os.cpu_count(),
        "processor": processor or platform.machine(),
        "memory_gb": round(memory),
        "system": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
    }


def version() -> str:
    """The commit that is measured, with a word where something was changed since."""
    command = ["git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() or "a copy"


def busy() -> tuple[float, float]:
    """Seconds all processors were busy so far, with whatever, and seconds they had."""
    fields = [int(field) / TICKS for field in _lines("/proc/stat")[0].split()[1:9]]
    return sum(fields) - fields[3] - fields[4], sum(fields)


def _cpu(pid: int) -> float:
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / TICKS if fields else 0.0


def _stat(pid: int) -> list[str]:
    """What the kernel says of a process behind its name; nothing where it has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _status(pid: int, name: str) -> int:
    return next((int(line.split()[1]) for line in _lines(f"/proc/{pid}/status") if line.startswith(name)), 0)


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines()
