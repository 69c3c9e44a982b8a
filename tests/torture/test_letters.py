"""Ten people write in one note at once, over lines that lose things: no letter is lost, and each one's stay in order.

`LETTERS` in the environment says how many each writes; `SEED` which bad luck they have.
"""

import json
import os
import random

import pytest

from tests.torture.trial import ZONE

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("the database is copied as SQLite's file")]

LETTERS, SEED = int(os.environ.get("LETTERS", "12")), int(os.environ.get("SEED", "1"))
PEOPLE = ("Ada", "Bo", "Cy", "Di", "Ed", "Fay", "Gus", "Hal", "Ida", "Jo")
FIRST = 0x4E00


@pytest.fixture
def note(trial) -> str:
    """A note all ten have open to write in."""
    trial.begin()
    for number, name in enumerate(PEOPLE):
        trial.let_in(name)
        trial.connect(trial.open(name, name, number % 2), number % 2)
    trial.secrets["~1."] = trial.seats["Ada"].id
    trial.do(trial.pages["Ada"], "add", zone=ZONE, text="~1. ")
    trial.flush()
    return trial.look(trial.pages["Ada"])["elements"][0]["id"]


@pytest.mark.row("R1", partly=True)
def test_every_letter_of_ten_people_is_there_in_the_order_they_wrote_it(trial, note):
    luck, written = random.Random(SEED), dict.fromkeys(PEOPLE, "")
    print(f"SEED={SEED} LETTERS={LETTERS}")

    for turn in range(LETTERS * len(PEOPLE)):
        name = luck.choice([each for each, letters in written.items() if len(letters) < LETTERS])
        page, letter = trial.pages[name], chr(FIRST + turn)
        assert trial.do(page, "type", id=note, text=letter)
        written[name] += letter
        bad_luck(trial, luck, page)
    everybody_is_back(trial)

    texts = {name: trial.look(page)["elements"][0]["text"] for name, page in trial.pages.items()}
    kept = trial.room.rows("SELECT props FROM element WHERE board_id = :board")[0][0]
    assert set(texts.values()) == {texts["Ada"]}
    assert json.loads(kept)["text"] == texts["Ada"]
    for letters in written.values():
        assert "".join(each for each in texts["Ada"] if each in letters) == letters
    assert trial.refused == {}


def bad_luck(trial, luck: random.Random, page) -> None:
    """What may happen between two letters."""
    match luck.randrange(12):
        case 0:
            page.fault = luck.choice(("question", "answer", "unknown", "full"))
        case 1:
            trial.lose(page)
        case 2:
            trial.drop(page)
        case 3:
            trial.hear(page, backwards=True)
        case 4:
            trial.crash(luck.randrange(2))
        case 5 | 6:
            trial.connect(page, luck.randrange(2))
        case 7 | 8:
            trial.pass_time(0.3)
            trial.flush()
        case _:
            trial.pass_time(0.1)


def everybody_is_back(trial) -> None:
    for _ in range(8):
        for number, page in enumerate(trial.pages.values()):
            page.fault, page.reachable = "", True
            trial.connect(page, number % 2)
        trial.pass_time(2.5)
        trial.flush()
    for page in trial.pages.values():
        trial.do(page, "leave")
    trial.pass_time(2.5)
    trial.flush()
