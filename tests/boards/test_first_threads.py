"""The first ops and events of a process may be read by several threads at once."""

import subprocess
import sys

from tests.places import ROOT

PROGRAM = """
import gc, sys, threading
from app.boards.engine import codec

sys.setswitchinterval(1e-6)
gc.set_threshold(10)
together = threading.Barrier(16)
RECORD = {"type": "note", "zone": "a", "z": "V", "x": 1, "y": 1, "w": 1, "h": 1, "text": "t"}
BODY = {"k": "el.add", "id": "e_x", "r": RECORD}

def read():
    together.wait()
    print(codec.read_event(BODY).r.text)

threads = [threading.Thread(target=read) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def test_threads_that_read_the_first_events_of_a_process_all_read_them():
    # Unprepared, half of such processes crash.
    done = [
        subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=False)
        for _ in range(3)
    ]

    assert [(each.returncode, each.stdout.count("t")) for each in done] == [(0, 16)] * 3
