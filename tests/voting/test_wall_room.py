"""How many lines of a result the wall shows."""

import pytest

from app.voting import wall_room
from app.voting.results import Counted

LONG = "A shared calendar of all labs in the region, kept by one person who answers within a day"


def lines(words: str, count: int = 20, **more: object) -> tuple[Counted, ...]:
    return tuple(
        Counted(str(number), "note", "hope", words, "en", more.get("gloss"), 3, 1, True, more.get("givers", {}))
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("shown", "of"),
    [
        (12, lines("Fewer forms")),
        (8, lines(LONG)),
        (8, lines("空闲的实验室" * 20)),
        (8, lines("Fewer forms", givers={f"Participant {number}": 1 for number in range(20)})),
        (8, lines("Fewer forms", gloss="Less paper")),
        (9, lines("Fewer forms", 9)),
        (3, lines(LONG, 3)),
        (0, ()),
    ],
)
def test_the_wall_shows_eight_lines_and_more_where_they_are_short(shown, of):
    assert wall_room.shown(of) == of[:shown]
