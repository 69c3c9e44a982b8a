"""What is out of the ordinary: all come at once, readers stop, frames are hostile, much is shown, a stage moves on."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlencode

from app.workshops.stage import Writing
from benchmarks import machine, rooms
from benchmarks.figures import quantile
from benchmarks.folio import beside, portfolio
from benchmarks.houses import OwnHouse
from benchmarks.letters import typing, weak_line
from benchmarks.load import measure
from benchmarks.person import Seat
from benchmarks.plane import plane
from tests.house_process import ROOT
from tests.workshops import devices

Figures = dict[str, object]
NOTES_BEFORE = 500
NOTES_EACH = 2
MOVES = 12


def storm(house: OwnHouse, people: int) -> Figures:
    """All come at once to a board of five hundred notes, and each takes a snapshot."""
    room = rooms.open_room(rooms.same_house(house.environ), house.url)
    room.fill(NOTES_BEFORE)
    told = _guests("storm", room.seats(people))
    built = house.var / "snapshots.txt"
    seconds = told["seconds"]
    return {
        "people": people,
        "live": told["live"],
        "notes": told["notes"],
        "p50_s": quantile(seconds, 0.5),
        "p95_s": quantile(seconds, 0.95),
        "all_live_s": max(seconds),
        "snapshots_built": len(built.read_text().split()) if built.exists() else 0,
        "house_mb": machine.megabytes(house.measured.pids),
    }


def slow(house: OwnHouse, people: int) -> Figures:
    """A crowd, and then the same crowd of which one in twenty stops reading."""
    app = rooms.same_house(house.environ)
    asleep = people // 20
    before = measure(house.measured, rooms.open_room(app, house.url).seats(people), seconds=20)
    after = measure(house.measured, rooms.open_room(app, house.url).seats(people), seconds=20, asleep=asleep)
    return {
        "people": people,
        "asleep": asleep,
        "p95_all_awake": before.runs[0].p95,
        "p95_of_the_others": after.runs[0].p95,
        "mb_for_each_asleep": (after.runs[0].house_mb - before.runs[0].house_mb) / max(1, asleep),
        "everything_delivered": before.whole and after.whole,
        "void": before.runs[0].void or after.runs[0].void,
        "runs": [asdict(before.runs[0]), asdict(after.runs[0])],
    }


def hostile(house: OwnHouse, people: int) -> Figures:
    """Frames that would stop another server, while others ask whether it is there."""
    room = rooms.open_room(rooms.same_house(house.environ), house.url)
    seats = room.seats(people)
    before = machine.megabytes(house.measured.pids)
    told = _guests("hostile", seats)
    time.sleep(2)
    after = machine.megabytes(house.measured.pids)
    return {
        "people": people,
        "mb_more": after - before,
        "largest_mb": machine.largest_megabytes(house.measured.pids),
        **told,
    }


def reveal(house: OwnHouse, people: int) -> Figures:
    """Each hides two notes, and the facilitator shows all of them."""
    room = rooms.open_room(rooms.same_house(house.environ), house.url)
    seats, leader = room.seats(people), room.leads()
    room.write(Writing.PRIVATE)
    guests = _start("reveal", seats, each=NOTES_EACH)
    if guests.stdout.readline() != "hidden\n":
        sys.exit("not everybody could hide notes")
    print(time.monotonic(), file=guests.stdin, flush=True)
    begun = time.monotonic()
    _press(room, leader, writing=str(Writing.OPEN))
    answered = time.monotonic() - begun
    told = _told(guests)
    seconds = told["seconds"]
    return {
        "people": people,
        "notes": NOTES_EACH * people,
        "complete": told["complete"],
        "answered_s": answered,
        "p50_s": quantile(seconds, 0.5),
        "all_complete_s": max(seconds),
    }


def follow(house: OwnHouse, people: int) -> Figures:
    """The demonstration's facilitator presses Next, and all screens of its live room move on."""
    seconds = devices.follow(house.process, people, moves=MOVES)
    return {
        "people": people,
        "moves": MOVES,
        "p50_ms": 1000 * quantile(seconds, 0.5),
        "p95_ms": 1000 * quantile(seconds, 0.95),
        "slowest_ms": 1000 * max(seconds),
    }


@dataclass(frozen=True)
class Scenario:
    """What is measured, and in which house: options of `own_house`."""

    measure: Callable[[OwnHouse, int], Figures]
    house: dict[str, Any] = field(default_factory=dict)


SCENARIOS = {
    "storm": Scenario(storm, {"command": ("-m", "benchmarks.counting")}),
    "slow": Scenario(slow),
    "hostile": Scenario(hostile),
    "reveal": Scenario(reveal),
    "follow": Scenario(follow, {"demo": True}),
    "plane": Scenario(plane),
    "typing": Scenario(typing),
    "weak": Scenario(weak_line),
    "portfolio": Scenario(portfolio),
    "beside": Scenario(beside),
}


def _press(room: rooms.Opened, leader: rooms.Leader, **said: str) -> None:
    """Press a button of the cockpit."""
    form = urlencode({**said, "seen": room.mark()}).encode()
    headers = {"Cookie": leader.cookie, "X-CSRFToken": leader.token, "HX-Request": "true", "Origin": room.url}
    request = urllib.request.Request(f"{room.url}/w/{room.workshop}/writing/", form, headers)
    with urllib.request.urlopen(request) as answer:
        answer.read()


def _guests(scenario: str, seats: Sequence[Seat], **more: object) -> dict:
    return _told(_start(scenario, seats, **more))


def _start(scenario: str, seats: Sequence[Seat], **more: object) -> subprocess.Popen[str]:
    guests = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.guests"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    wanted = {"scenario": scenario, "seats": [asdict(seat) for seat in seats], **more}
    print(json.dumps(wanted), file=guests.stdin, flush=True)
    return guests


def _told(guests: subprocess.Popen[str]) -> dict:
    with guests:
        told: dict = json.loads(guests.stdout.readline() if guests.stdout else "{}")
    return told
