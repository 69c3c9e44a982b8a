"""How soon every screen follows the facilitator: from pressing Next to the stage on each socket.

    .venv/bin/python benchmarks/following.py [people]

Goal: 300 ms for the slowest screen of thirty, on two cores. Starts a demo house of its own.
"""

import platform
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.house_process import House
from tests.workshops.devices import follow

MOVES = 12


def main(people: int) -> None:
    """Fill the demo's live room, press Next twelve times, and print what the screens saw."""
    with tempfile.TemporaryDirectory() as var:
        house = House({"VAR": var}).start()
        try:
            delays = follow(house, people, moves=MOVES)
        finally:
            house.stop()
    delays = sorted(1000 * delay for delay in delays)
    print(f"{people} screens, {MOVES} moves, {platform.machine()}, {platform.python_version()}")
    late = delays[int(len(delays) * 0.95)]
    print(f"median {statistics.median(delays):.0f} ms, p95 {late:.0f} ms, slowest {delays[-1]:.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
