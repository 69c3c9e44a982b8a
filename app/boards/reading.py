"""What a page is told that opens a board, or that was away for a while."""

import msgspec

from app.boards import frames, inbox_queries, log, policy, queries, wire
from app.boards.alias import alias_of
from app.boards.engine.audience import ALL, Hearer
from app.boards.errors import OtherEpoch, TooFarBehind
from app.boards.models import Board
from app.workshops.models import Seat, SeatRole, Sharing
from app.workshops.queries import stage_and_step

ROWS_BY_SOCKET = 100
ROWS_BY_HTTP = 2_000
"""Rows somebody may be behind; further behind, the whole board is less."""

MOST_OCTETS = 1_000_000
"""Bytes of rows somebody may be behind: a long stroke is as much as a hundred notes."""


def welcome(board: Board, seat: Seat, hello: wire.Hello) -> dict[str, object]:
    """Everything a page needs to go on with a board: what it missed, how far its own ops came, what it may do."""
    queries.look_again()
    epoch, seq = queries.head(board.id)
    same = hello.epoch == epoch and 0 <= hello.since <= seq
    return {
        "e": epoch,
        "seat": seat.id,
        "last_n": queries.cursor_of(board.id, hello.client, seat.principal_id),
        "refused": _refused(board.id, hello, seat.principal_id),
        "rules": rules(board, seat),
        **(
            _missed(board.id, epoch, (hello.since, seq), hearer(seat, only=hello.only))
            if same
            else {"fetch": "snapshot"}
        ),
    }


def hearer(seat: Seat, *, only: str | None = None) -> Hearer:
    """As whom a page hears a board: as its seat, or as anybody where it shows what is everybody's."""
    return ALL if only == "public" else Hearer(seat.id, seat.facilitates, alias_of(seat.workshop.veil, seat.id))


def rules(board: Board, seat: Seat) -> dict[str, object]:
    """The stage as it is now, and in `matrix` what the seat is refused in each of its modes, in `narrowed` by zones.

    `signs` are what zones say of themselves, `ruling` numbers what a facilitator chose. `canvas` is what the room is
    on, `own` the board's. Where everybody `picks` what they share, nothing is revealed for them.
    """
    stage, step = stage_and_step(board.workshop_id)
    return {
        "own": board.canvas,
        "canvas": step.screen if step else None,
        "writing": stage.writing,
        "frozen": stage.frozen,
        "generation": stage.generation,
        "opening": stage.opening,
        "named": queries.names_shown(board.workshop_id, board.canvas),
        "moderated": not seat.facilitates and inbox_queries.is_moderated(board),
        "picks": step is not None and step.sharing == Sharing.PICK,
        "role": seat.role,
        "ruling": policy.ruling(board.rules),
        "signs": policy.signs(board.rules),
        **_allowed(seat.role, board),
    }


def mode_of(rules: dict[str, object]) -> str:
    """Return the mode of the stage as far as the board of these rules goes."""
    elsewhere = rules["canvas"] not in {None, rules["own"]}
    return policy.mode(str(rules["writing"]), frozen=bool(rules["frozen"]), elsewhere=elsewhere)


def ruled(board: Board) -> dict[str, object]:
    """What a board lets people do by itself, for all who have it open; facilitators are not bound."""
    return {
        "b": board.id,
        "ruling": policy.ruling(board.rules),
        "signs": policy.signs(board.rules),
        "roles": {role: _allowed(role, board) for role in (SeatRole.PARTICIPANT, SeatRole.OBSERVER)},
    }


def _allowed(role: str, board: Board) -> dict[str, object]:
    """What a role is refused in each mode of the stage, and in single zones beside."""
    matrix = {mode: policy.rights(role, mode, board.rules) for mode in policy.MODES}
    return {"matrix": matrix, "narrowed": policy.narrowed(role, board.rules)}


def frame_since(
    board_id: str, epoch: str, since: int, hearer: Hearer, *, most: int = ROWS_BY_HTTP
) -> dict[str, object]:
    """The rows behind `since` that this hearer may see.

    Raises:
        OtherEpoch: the page knows the board from before a restore.
        TooFarBehind: the whole board is less.
    """
    current, seq = queries.head(board_id)
    if epoch != current or since > seq:
        raise OtherEpoch
    if seq - since > most or log.octets(queries.connection(), board_id, after=since, hearer=hearer) > MOST_OCTETS:
        raise TooFarBehind
    rows = queries.rows_since(board_id, since, hearer=hearer)
    end = max(seq, rows[-1].seq) if rows else seq
    return wire.frame(board_id, current, (since, end), [frames.as_told(row, hearer) for row in rows])


def frame_as_json(board_id: str, epoch: str, since: int, hearer: Hearer) -> bytes:
    """`frame_since`, as it goes over the wire.

    Raises:
        OtherEpoch, TooFarBehind: as for `frame_since`.
    """
    return msgspec.json.encode(frame_since(board_id, epoch, since, hearer))


def _missed(board_id: str, epoch: str, span: tuple[int, int], hearer: Hearer) -> dict[str, object]:
    since, seq = span
    if seq - since > ROWS_BY_HTTP:
        return {"fetch": "snapshot"}
    if seq - since > ROWS_BY_SOCKET:
        return {"fetch": "ops"}
    try:
        return {"frame": frame_since(board_id, epoch, since, hearer)}
    except TooFarBehind:
        return {"fetch": "snapshot"}


def _refused(board_id: str, hello: wire.Hello, principal_id: str) -> list[dict[str, object]]:
    last = queries.cursor_of(board_id, hello.client, principal_id)
    asked = range(hello.n, last + 1) if hello.n is not None else ()
    return [wire.refused(n, code) for n, code in queries.refused_of(board_id, hello.client, asked)]
