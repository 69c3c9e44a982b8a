"""What holds once everybody is back and everything has arrived."""

import json

from app.boards.engine import codec
from app.boards.engine.apply import replay
from app.boards.engine.state import Board
from tests.boards.vectors import as_data
from tests.torture.ears import SECRET, Seat
from tests.torture.trial import Page, Trial

ROUNDS = 12

UNTOLD = {"author", "named", "audience", "authors"}
"""What a page knows otherwise than the log, or not at all: who wrote something, and under which name."""


def come_to_rest(trial: Trial, typed: list[tuple[str, str, str]], killed: set[str]) -> None:
    """Everybody comes back, and all is there: once, and the same for all.

    `typed` are letters: in which note, which, on which page. `killed` are pages that were ended by force.
    """
    seen = _return(trial, long=bool(killed))
    board = _replayed(trial)
    kept = json.loads(json.dumps(as_data(board)["elements"]))
    for name, each in seen.items():
        _compare(trial.pages[name].seat, each["elements"], kept)
    _nothing_is_lost(trial)
    assert trial.restored or trial.late <= board.elements.keys(), "a late note its author was told of is not there"
    _what_was_lost_is_offered(trial, board)
    _letters_are_there(trial, board, typed)


def _return(trial: Trial, *, long: bool) -> dict[str, dict]:
    """Let everybody come back until nothing waits; what the pages then show."""
    for round_ in range(ROUNDS):
        for number, page in enumerate(list(trial.pages.values())):
            page.fault, page.reachable = "", True
            trial.connect(page, number % 2)
            if round_ == 0:
                trial.do(page, "leave")
        # Long enough for what is tried again, and at first for what a killed tab left to be taken over: others look
        # every ten seconds for what nobody looked after in ten.
        trial.pass_time(21.0 if long and round_ == 0 else 2.5)
        trial.flush()
        seen = {name: trial.look(page) for name, page in trial.pages.items()}
        restless = {name: each for name, each in seen.items() if not _rests(trial, trial.pages[name], each)}
        if not restless and round_ > long:
            return seen
    raise AssertionError(f"still not at rest at row {trial.seq()} of {trial.epoch}: {json.dumps(restless)}")


def _rests(trial: Trial, page: Page, seen: dict) -> bool:
    """Whether nothing waits in a page and it knows every row it may see: others' own rows come with the next."""
    last = trial.database.execute(
        "SELECT coalesce(max(seq), 0) FROM op WHERE audience IN ('*', ?, ?)", page.seat.names
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


def _compare(seat: Seat, shown: list[dict], kept: list[dict]) -> None:
    """A page shows what its seat may see, whatever it knows about who wrote it."""
    told = {each["id"]: each for each in shown if not each["deleted"]}
    expected = {
        each["id"]: {name: each[name] for name in told.get(each["id"], {"id"}) if name in each}
        for each in kept
        if not each["deleted"] and seat.hears(each["audience"])
    }
    assert _anonymous(told) == _anonymous(expected)


def _anonymous(elements: dict[str, dict]) -> dict[str, dict]:
    return {id_: {name: value for name, value in each.items() if name not in UNTOLD} for id_, each in elements.items()}


def _nothing_is_lost(trial: Trial) -> None:
    """Every op a page ever sent is in the log, or was refused and its sender told; none is there twice.

    Where somebody is not named no row tells whose it was: there the numbers that are used up say that all arrived.
    """
    logged = trial.database.execute(
        "SELECT gesture, count(client_id) FROM op WHERE gesture IS NOT NULL GROUP BY gesture"
    ).fetchall()
    refused = trial.refused_gestures()
    done = {each for each, _ in logged} | (trial.untied() - refused) | trial.refused.keys()
    done |= trial.forgiven
    # Whoever made a group was told that it was not made; the moves into it say no more.
    unmade = {op["id"] for g, op in trial.said.items() if g in trial.refused and op["k"] == "el.add"}
    silent = {g for g, op in trial.said.items() if op["k"] == "el.move" and op.get("parent") in unmade}
    # A note that is there already is not offered back.
    lost = [op for g, op in trial.said.items() if g not in done | silent and not (g in refused and op["k"] == "el.add")]
    assert not lost, lost
    if not trial.restored:
        assert [each for each in logged if each[1] > 1] == []
    _numbers_add_up(trial)


def _numbers_add_up(trial: Trial) -> None:
    """As many ops are in the log and among the refused as numbers are used up, whoever is named."""
    rows = trial.database.execute(
        # Rows that make room for a note nobody asked for, no op has their number.
        "SELECT seq, rows FROM op WHERE coalesce(gesture, '') NOT LIKE 'reveal-%'"
        " AND json_extract(body, '$.mr') IS NULL ORDER BY seq"
    ).fetchall()
    ops, following = 0, 0
    for seq, number in rows:
        if seq >= following:
            ops, following = ops + 1, seq + number
    used, refused = trial.database.execute(
        "SELECT (SELECT coalesce(sum(last_n), 0) FROM client_cursor), (SELECT count(*) FROM refused_op)"
    ).fetchone()
    assert used == ops + refused, (used, ops, refused)


def _what_was_lost_is_offered(trial: Trial, board: Board) -> None:
    """What a page showed as its person's own and a backup lacked is offered by it; of others only what it wrote in."""
    there = {(each.id, each.text) for each in board.elements.values() if not each.deleted}
    due = {(name, *each) for name in trial.pages for each in trial.owed.due.get(name, {}).items() if each not in there}
    assert due == set()
    for name, page in trial.pages.items():
        for each in trial.owed.offered.get(name, []):
            authors = {trial.secrets.get(mark, page.seat.id) for mark in SECRET.findall(each["text"])}
            assert trial.owed.may_show(name, each["id"], authors, page.seat.id), (name, each)


def _letters_are_there(trial: Trial, board: Board, typed: list[tuple[str, str, str]]) -> None:
    """Every letter is in a note, or among the words that were offered back."""
    given_back = [str(trial.said[g].get("t", "")) for g in trial.refused if g in trial.said]
    texts = [each.text for each in board.elements.values()]
    words = "".join([*given_back, *trial.owed.words(), *trial.owed.unowed, *texts])
    assert [each for each in typed if any(text.count(each[1]) > 1 for text in texts)] == []
    gone = [each for each in typed if each[1] not in words]
    assert [each for each in gone if not trial.restored or _is_there(trial, each[0])] == []
