"""The files results are kept in: one for each scenario and size, as JSON that people can read and compare."""

import json
import math
import shlex
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import machine

FOLDER = Path(__file__).parent / "results"


def keep(
    name: str,
    figures: dict[str, object],
    *,
    database: str,
    folder: Path = FOLDER,
    words: Sequence[str] = tuple(sys.argv[1:]),
) -> Path:
    """Write what was measured, with the `words` of the command, the machine, the day and the version of the house."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    about = {
        "scenario": name,
        "command": f"python -m benchmarks {shlex.join(words)}",
        "date": datetime.now(UTC).date().isoformat(),
        "version": machine.version(),
        "machine": machine.described(),
        "database": database,
    }
    path.write_text(json.dumps(_short(about | {"figures": figures}), indent=1, ensure_ascii=False) + "\n")
    return path


def read_all(folder: Path = FOLDER) -> list[dict]:
    """Every result that is kept."""
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]


def _short(value: object) -> object:
    """Figures to three places are exact enough; NaN is no JSON."""
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 3)
    if isinstance(value, dict):
        return {name: _short(inner) for name, inner in value.items()}
    return [_short(inner) for inner in value] if isinstance(value, list | tuple) else value
