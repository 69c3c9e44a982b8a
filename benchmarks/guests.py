"""People who do something unusual, in a process of their own: python -m benchmarks.guests, told what by standard input.

Each is a greenlet that waits like any program would: there are not so many messages as in a crowd.
"""

from gevent import monkey

monkey.patch_all()

import json
import random
import subprocess
import sys
import time
import urllib.request
import zlib
from collections.abc import Callable
from dataclasses import asdict

import gevent
import gevent.event

from benchmarks.line import Line
from benchmarks.person import FRAME, Seat

PATIENCE = 60


def storm(seats: list[Seat], _told: dict) -> dict:
    """All come at once, each with a ticket: seconds until each has the whole board."""
    go = gevent.event.Event()

    def come(seat: Seat) -> tuple[float, int]:
        go.wait()
        begun = time.monotonic()
        line = Line(seat.url, seat.cookie)
        line.open(seat.ticket)
        answer = line.ask("hello", {"b": seat.board, "c": seat.client})
        if answer.get("fetch") != "snapshot":
            raise AssertionError(answer)
        address = f"{seat.url}/boards/{seat.board}/snapshot/"
        request = urllib.request.Request(address, headers={"Cookie": seat.cookie, "Accept": "application/json"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as body:
            notes = len(json.load(body)["ev"])
        return time.monotonic() - begun, notes

    coming = [gevent.spawn(come, seat) for seat in seats]
    gevent.sleep(0)
    go.set()
    gevent.joinall(coming, timeout=2 * PATIENCE)
    live = [each.value for each in coming if each.value]
    return {"live": len(live), "seconds": [took for took, _ in live], "notes": min(notes for _, notes in live)}


def reveal(seats: list[Seat], told: dict) -> dict:
    """Each hides notes; the facilitator reveals; seconds until each screen has all of them."""
    lines = [_joined(seat) for seat in seats]
    hidden = [gevent.spawn(_hide, line, seat, told["each"]) for line, seat in zip(lines, seats, strict=True)]
    gevent.joinall(hidden, raise_error=True)
    print("hidden", flush=True)
    begun = float(sys.stdin.readline())
    waiting = [gevent.spawn(_see, line, told["each"] * len(seats)) for line in lines]
    gevent.joinall(waiting, timeout=PATIENCE)
    done = [each.value for each in waiting if each.value]
    return {"complete": len(done), "seconds": [at - begun for at in done]}


def hostile(seats: list[Seat], _told: dict) -> dict:
    """Somebody sends what would stop another server, while the others ask again and again whether it is there."""
    lines = [_joined(seat) for seat in seats[1:]]
    worst: dict[str, float] = {}
    asked = {"now": "nothing"}

    def ask(line: Line) -> None:
        while asked["now"]:
            begun, what = time.monotonic(), asked["now"]
            line.send('421["ping"]')
            while not (text := line.next()).startswith(b"431"):
                if text == b"2":
                    line.send("3")
            worst[what] = max(worst.get(what, 0.0), time.monotonic() - begun)
            gevent.sleep(0.02)

    asking = [gevent.spawn(ask, line) for line in lines]
    gevent.sleep(2)
    for what in ATTACKS:
        asked["now"] = what
        _elsewhere(seats[0], what)
        gevent.sleep(1)
    asked["now"] = ""
    gevent.joinall(asking, timeout=5)
    return {"worst_ms": {what: 1000 * seconds for what, seconds in worst.items()}}


def attack(seats: list[Seat], told: dict) -> dict:
    """Send one such frame."""
    ATTACKS[told["what"]](seats[0])
    return {}


def _elsewhere(seat: Seat, what: str) -> None:
    """Send it from a process of its own: making it takes long, and here others are timed."""
    wanted = json.dumps({"scenario": "attack", "seats": [asdict(seat)], "what": what})
    subprocess.run([sys.executable, "-m", "benchmarks.guests"], input=wanted.encode(), check=True, capture_output=True)


def _joined(seat: Seat) -> Line:
    line = Line(seat.url, seat.cookie)
    line.open(seat.ticket)
    line.ask("hello", {"b": seat.board, "c": seat.client})
    return line


def _hide(line: Line, seat: Seat, notes: int) -> None:
    epoch = line.ask("hello", {"b": seat.board, "c": seat.client})["e"]
    for n in range(1, notes + 1):
        note = {"id": f"e_{random.randbytes(11).hex()}", "type": "note", "zone": "policy", "z": f"V{n}1", "pm": 1}
        op = {"n": n, "nm": True, "k": "el.add", **note, "p": {"x": 30 * n, "y": 100}, "t": f"What I think, part {n}"}
        answer = line.ask("ops", {"b": seat.board, "c": seat.client, "e": epoch, "ops": [op]})
        if "s" not in answer["a"][0]:
            raise AssertionError(answer)


def _see(line: Line, notes: int) -> float:
    """When all notes have been read."""
    seen = 0
    while seen < notes:
        text = line.next()
        if FRAME.match(text):
            seen += sum(event["k"] == "el.put" for event in json.loads(text[2:])[1]["ev"])
        elif text == b"2":
            line.send("3")
    return time.monotonic()


def _huge(seat: Seat) -> None:
    _send(seat, b"\x81\xff" + (60_000_000).to_bytes(8), b"4" + b"a" * 60_000_000)


def _bomb(seat: Seat) -> None:
    packer = zlib.compressobj(wbits=-15)
    bomb = (packer.compress(b"a" * 200_000_000) + packer.flush(zlib.Z_SYNC_FLUSH))[:200_000]
    _send(seat, b"\xc1\xff" + len(bomb).to_bytes(8), bomb)


def _deep(seat: Seat) -> None:
    deep = b'42["ops",' + b"[" * 50_000 + b"]" * 50_000 + b"]"
    _send(seat, b"\x81\xff" + len(deep).to_bytes(8), deep)


def _send(seat: Seat, head: bytes, body: bytes) -> None:
    """Send in spite of whatever the house says."""
    line = Line(seat.url, seat.cookie)
    line.handshake()
    try:
        line.sock.sendall(head + b"\0\0\0\0" + body)
        while line.sock.recv(65536):
            pass
    except OSError:
        pass


ATTACKS: dict[str, Callable[[Seat], None]] = {
    "a frame of 60 MB": _huge,
    "a deflate bomb": _bomb,
    "JSON 50,000 deep": _deep,
}
SCENARIOS: dict[str, Callable[[list[Seat], dict], dict]] = {
    "storm": storm,
    "reveal": reveal,
    "hostile": hostile,
    "attack": attack,
}


if __name__ == "__main__":
    wanted = json.loads(sys.stdin.readline())
    print(json.dumps(SCENARIOS[wanted["scenario"]]([Seat(**seat) for seat in wanted["seats"]], wanted)), flush=True)
