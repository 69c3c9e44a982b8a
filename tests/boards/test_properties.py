"""What holds on every board, whoever did what: whole histories made up by hypothesis."""

from dataclasses import dataclass, field, replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.boards.engine import codec, order
from app.boards.engine.apply import apply, replay
from app.boards.engine.decide import decide
from app.boards.engine.inverse import inverse
from app.boards.engine.schema import Event, Op
from app.boards.engine.state import EVERYONE, Board, Context, Element, Refusal
from app.boards.engine.texts import is_blank
from app.boards.engine.whole import put
from app.boards.revealing import revealed

IDS = [f"e_{number:022d}" for number in range(7)]
NEVER = f"e_{'n':->22}"
SEATS = ("s_ada", "s_bo", "s_fay")
ZONES = ("gaps", "ideas")

ids = st.sampled_from(IDS)
zones = st.sampled_from(("gaps", "gaps", "gaps", "ideas"))
keys = st.builds(lambda head, tail: head + tail, st.text(order.DIGITS, max_size=3), st.sampled_from("18Az"))
places = st.fixed_dictionaries({"x": st.integers(-300, 300), "y": st.integers(-300, 300)})
parents = st.sampled_from((None, *IDS[:2], *IDS[:2], *IDS[:3]))
texts = st.sampled_from(("Idle", "مختبر", "two\nlines"))
several = st.lists(ids, min_size=1, max_size=4)


def adding_of(which: st.SearchStrategy[str]) -> st.SearchStrategy[dict]:
    """The first ids are groups."""
    parts = {"k": st.just("el.add"), "id": which, "zone": zones, "z": keys, "p": places, "t": texts}
    plain = st.fixed_dictionaries(parts)
    notes = st.builds(lambda op, parent: {**op, "type": "note", "parent": parent}, plain, parents)
    return notes.map(lambda op: {**op, "type": "group", "parent": None} if op["id"] in IDS[:3] else op)


adding = adding_of(ids)
moving = st.builds(
    lambda id_, parent, zone, z, place: {
        "k": "el.move",
        "id": id_,
        "parent": None if id_ in IDS[:3] else parent,
        "zone": zone,
        "z": z,
        **place,
    },
    ids,
    parents,
    zones,
    keys,
    places,
)
setting = st.fixed_dictionaries(
    {
        "k": st.just("el.set"),
        "id": ids,
        "p": st.fixed_dictionaries({"x": st.integers(0, 9), "colour": st.sampled_from(("teal", None)), "gloss": texts}),
    }
)
deleting = st.fixed_dictionaries({"k": st.just("el.del"), "ids": several})
undeleting = st.fixed_dictionaries({"k": st.just("el.undel"), "ids": several})
putting = st.fixed_dictionaries({"k": st.just("txt.put"), "id": ids, "t": texts})
writing = st.fixed_dictionaries(
    {"k": st.just("txt"), "id": ids, "u": st.just("AAA="), "yc": st.just(1), "t": texts | st.just("")}
)
ops = adding | adding | moving | moving | setting | deleting | undeleting | putting | writing
STAGES = ("private", "picked", "reveal")
"""Writing becomes private, or open again without a reveal as where people pick what they share, or with one."""


def scenes(seat: str, group: str, note: str, other: str) -> st.SearchStrategy[list]:
    """What happens in rooms and hardly ever by chance."""
    place = {"zone": "gaps", "z": "V1", "x": 0, "y": 0}
    p = {"zone": "gaps", "z": "V1", "p": {"x": 0, "y": 0}, "t": "Idle"}
    into = {"k": "el.move", "id": note, "parent": group, **place}
    add_group = {"k": "el.add", "id": group, "type": "group", **p}
    add_note = {"k": "el.add", "id": note, "type": "note", "parent": group, **p}
    return st.sampled_from(
        (
            [into, {"k": "el.move", "id": group, **place, "zone": "ideas"}],
            [into, {"k": "el.del", "ids": [note]}, {"k": "el.del", "ids": [group]}, {"k": "el.undel", "ids": [note]}],
            [into, {"k": "el.del", "ids": [group, note]}, {"k": "el.undel", "ids": [note, group]}],
            ["private", add_group, add_note, "picked", {**into, "id": other}],
            ["reveal", {**add_group, "pm": 1}, "private", add_note, "reveal"],
        )
    ).map(lambda happenings: [(seat, step) for step in happenings])


seats = st.sampled_from(SEATS)
alone = st.tuples(seats, ops | ops | ops | st.sampled_from(STAGES)).map(lambda step: [step])
together = st.tuples(seats, st.sampled_from(IDS[:3]), st.sampled_from(IDS[3:]), ids).flatmap(lambda who: scenes(*who))
parts = st.lists(alone | together, min_size=12, max_size=30)
steps = parts.map(lambda parts: [step for part in parts for step in part])


def context(seat: str, stage: "Played") -> Context:
    return Context(seat, {}, stage.private, stage.generation, frozenset(ZONES), named=True)


@dataclass
class Played:
    """A board with its log, and for each accepted op the board before and the rows it made."""

    board: Board = field(default_factory=Board)
    private: bool = False
    generation: int = 0
    log: list[tuple[Event, int, str | None]] = field(default_factory=list)
    accepted: list[tuple[Board, list[Event]]] = field(default_factory=list)

    def do(self, seat: str, step: dict | str) -> None:
        if step in ("private", "picked"):
            self.private = step == "private"
        elif step == "reveal":
            self.reveal()
        else:
            outcome = decide(self.board, context(seat, self), read({"pm": self.composed_for(step), **step}))
            if not isinstance(outcome, Refusal):
                self.accepted.append((self.board, outcome))
                self.write(outcome, seat)

    def composed_for(self, step: dict) -> int:
        return self.generation + 1 if self.private and step["k"] == "el.add" else 0

    def reveal(self) -> None:
        self.generation, self.private = self.generation + 1, False
        self.write([put(each) for each in revealed(self.board, self.generation, None, seed="s", named=True)], None)

    def write(self, events: list[Event], seat: str | None) -> None:
        for event in events:
            self.board = apply(self.board, event, self.board.seq + 1, seat)
            self.log.append((event, self.board.seq, seat))


def play(history: list) -> Played:
    played = Played()
    for seat, step in history:
        played.do(seat, step)
    return played


def read(op: dict) -> Op:
    return codec.read_op({"n": 1, **op})


def living(board: Board) -> dict[str, Element]:
    return {id_: element for id_, element in board.elements.items() if not element.deleted}


@given(steps)
@settings(max_examples=150, deadline=None)
def test_a_note_lies_in_a_living_group_of_its_zone_that_everybody_who_sees_the_note_sees(history):
    alive = living(play(history).board)

    for element in alive.values():
        if element.parent is None:
            continue
        group = alive[element.parent]
        assert (element.type, group.type, group.parent, group.zone) == ("note", "group", None, element.zone)
        assert group.audience in {EVERYONE, element.audience}


@given(steps)
@settings(max_examples=150, deadline=None)
def test_the_log_adds_up_to_the_board_as_it_was_written_and_read_back(history):
    played = play(history)

    read_back = [(codec.read_event(codec.as_body(event)), seq, seat) for event, seq, seat in played.log]

    assert replay(Board(), read_back) == played.board
    assert played.board.living == len(living(played.board))


@given(steps, st.sampled_from(SEATS), ops)
@settings(max_examples=150, deadline=None)
def test_what_somebody_does_not_see_answers_as_what_was_never_there(history, seat, op):
    played = play(history)
    unseen = {each.id for each in played.board.elements.values() if each.audience not in {EVERYONE, seat}}
    about = set(op.get("ids") or [op["id"]]) & unseen
    if not about:
        op = {**op, **({"ids": [NEVER]} if "ids" in op else {"id": NEVER})}
    if op["k"] == "el.add" and not about:
        return

    outcome = decide(played.board, context(seat, played), read(op))

    others = {"bad-target", "bad-parent", "group-full"} if op["k"] == "el.add" else {"bad-target"}
    assert isinstance(outcome, Refusal)
    assert outcome.code in others


@given(steps)
@settings(max_examples=150, deadline=None)
def test_a_row_says_nothing_to_others_of_what_is_hidden(history):
    played = play(history)

    board = Board()
    for event, seq, seat in played.log:
        before = board.elements.get(event.id)
        if before is not None and before.audience != EVERYONE and event.aud == EVERYONE:
            assert codec.as_body(event)["k"] == "el.put"
        if event.aud != EVERYONE and before is not None:
            assert event.aud == before.audience
        board = apply(board, event, seq, seat)


@given(steps)
@settings(max_examples=150, deadline=None)
def test_the_rows_of_an_op_undone_from_the_last_to_the_first_leave_the_board_as_it_was(history):
    for before, events in play(history).accepted:
        rows, board = [], before
        for event in events:
            rows.append((event, inverse(board.elements.get(event.id), event)))
            board = apply(board, event, board.seq + 1, "s_ada")

        for event, op in reversed(rows):
            if op is not None:
                board = undone(board, event, op)

        blank = {id_ for id_, element in living(before).items() if is_blank(element.text)}
        assert without_words(living(board), blank) == without_words(living(before), blank)


def undone(board: Board, event: Event, op: dict) -> Board:
    """The board after an inverse, done by whoever may see what it is about."""
    seat = "s_ada" if event.aud == EVERYONE else event.aud
    outcome = decide(board, Context(seat, {}, False, 9, frozenset(ZONES)), read(op))
    assert not isinstance(outcome, Refusal), (op, outcome)
    return replay(board, [(each, board.seq + place, seat) for place, each in enumerate(outcome, 1)])


def without_words(elements: dict[str, Element], ids_: set[str]) -> dict[str, Element]:
    return {id_: replace(each, text="") if id_ in ids_ else each for id_, each in elements.items()}
