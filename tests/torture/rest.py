"""What holds once everybody is back and everything has arrived."""

import json

from app.boards.engine import codec
from app.boards.engine.apply import replay
from app.boards.engine.state import Board
from tests.boards.vectors import as_data
from tests.torture.trial import Page, Trial

ROUNDS = 12


def come_to_rest(trial: Trial, typed: list[tuple[str, str, str]], killed: set[str]) -> None:
    """Everybody comes back, and all is there: once, and the same for all.

    `typed` are letters: in which note, which, on which page. `killed` are pages that were ended by force.
    """
    seen = _return(trial, long=bool(killed))
    board = _replayed(trial)
    for name, each in seen.items():
        _compare(trial.pages[name].seat.id, each["elements"], board)
    _nothing_is_lost(trial)
    _letters_are_there(trial, board, [each for each in typed if each[2] not in killed or _sent(trial, *each[:2])])


def _return(trial: Trial, *, long: bool) -> dict[str, dict]:
    """Let everybody come back until nothing waits; what the pages then show."""
    for round_ in range(ROUNDS):
        for number, page in enumerate(list(trial.pages.values())):
            page.fault, page.reachable = "", True
            trial.connect(page, number % 2)
            if round_ == 0:
                trial.do(page, "leave")
        # Long enough for what is tried again, and at first for what a killed tab left to be taken over.
        trial.pass_time(11.0 if long and round_ == 0 else 2.5)
        trial.flush()
        seen = {name: trial.look(page) for name, page in trial.pages.items()}
        restless = {name: each for name, each in seen.items() if not _rests(trial, trial.pages[name], each)}
        if not restless and round_ > long:
            return seen
    raise AssertionError(f"still not at rest at row {trial.seq()} of {trial.epoch}: {json.dumps(restless)}")


def _rests(trial: Trial, page: Page, seen: dict) -> bool:
    """Whether nothing waits in a page and it knows every row it may see: others' own rows come with the next."""
    last = trial.database.execute(
        "SELECT coalesce(max(seq), 0) FROM op WHERE audience IN ('*', ?)", (page.seat.id,)
    ).fetchone()[0]
    # Words for a note that went with a restored backup wait in their tab.
    waiting = [id_ for id_ in seen["waiting"] if not trial.restored or _is_there(trial, id_)]
    return not seen["queued"] and not waiting and last <= seen["seq"] <= trial.seq()


def _is_there(trial: Trial, note: str) -> bool:
    return trial.database.execute("SELECT 1 FROM element WHERE id = ?", (note,)).fetchone() is not None


def _replayed(trial: Trial) -> Board:
    """What the log adds up to, which is what the elements are kept as."""
    from app.boards import log
    from app.db import db

    with trial.workers[0].app.app_context():
        rows = log.read_rows(db.session.connection(), trial.room.board, after=0)
        board = replay(Board(), [(codec.read_event(row.body), row.seq, row.seat_id) for row in rows])
        kept = log.read_state(db.session.connection(), trial.room.board, trial.seq())
    assert board == kept, "the elements are not what the log adds up to"
    return board


def _compare(seat: str, shown: list[dict], board: Board) -> None:
    """A page shows what its seat may see, whatever it knows about who wrote it."""
    told = {each["id"]: each for each in shown if not each["deleted"]}
    expected = {
        each["id"]: {name: each[name] for name in told.get(each["id"], {"id"}) if name in each}
        for each in json.loads(json.dumps(as_data(board)["elements"]))
        if not each["deleted"] and each["audience"] in {"*", seat}
    }
    assert _anonymous(told) == _anonymous(expected)


def _anonymous(elements: dict[str, dict]) -> dict[str, dict]:
    return {
        id_: {name: value for name, value in each.items() if name not in {"author", "named"}}
        for id_, each in elements.items()
    }


def _nothing_is_lost(trial: Trial) -> None:
    """Every op a page ever sent is in the log, or was refused and its sender told; none is there twice."""
    logged = trial.database.execute(
        "SELECT gesture, count(client_id) FROM op WHERE gesture IS NOT NULL GROUP BY gesture"
    ).fetchall()
    refused = trial.refused_gestures()
    done = {gesture for gesture, _ in logged} | trial.refused.keys() | trial.forgiven
    # A note that is there already is not offered back.
    lost = [op for g, op in trial.said.items() if g not in done and not (g in refused and op["k"] == "el.add")]
    assert not lost, lost
    if not trial.restored:
        assert [each for each in logged if each[1] > 1] == []


def _letters_are_there(trial: Trial, board: Board, typed: list[tuple[str, str, str]]) -> None:
    """Every letter is in a note, or among the words that were offered back."""
    given_back = (trial.said[g] for g in trial.refused.keys() | trial.forgiven if g in trial.said)
    words = "".join([*(str(op.get("t", "")) for op in given_back), *(each.text for each in board.elements.values())])
    gone = [each for each in typed if each[1] not in words]
    assert [each for each in gone if not trial.restored or _is_there(trial, each[0])] == []


def _sent(trial: Trial, note: str, letter: str) -> bool:
    return any(op["k"] == "txt" and op["id"] == note and letter in op["t"] for op in trial.said.values())
