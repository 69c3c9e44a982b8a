"""Messages of a board as they go over the wire, in both directions. `docs/protocol.md` shows one of each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Annotated, Any, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

from app.boards.engine import codec, schema, versions
from app.boards.errors import BadBatch, NewerPage, OutdatedPage, refusal
from app.boards.sizes import size_of, too_large
from app.realtime.errors import BadMessage

MOST_OPS = 50
"""Ops in one batch."""

MOST_BYTES = 256 * 1024
"""A batch over HTTP; the socket edge has the same limit."""

KEPT_CHARACTERS = 16_000
"""How much of an unreadable op is kept for its sender."""

_S = TypeVar("_S", bound=Struct)

ClientId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{8,36}\Z")]
Id = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,24}\Z")]


class _Envelope(Struct, frozen=True, forbid_unknown_fields=True, rename={"board": "b", "seat": "as", "client": "c"}):
    board: Id
    client: ClientId
    ops: Annotated[tuple[dict[str, Any], ...], Meta(min_length=1, max_length=MOST_OPS)]
    e: Id | None = None
    seat: Id | None = None


class _Numbered(Struct, frozen=True):
    n: schema.Number


class Hello(Struct, frozen=True, forbid_unknown_fields=True, rename={"board": "b", "client": "c", "epoch": "e"}):
    """A page opens a board.

    `since` is the last row it knows, -1 for none, of the board's `epoch`; `n` the first of
    its ops that nobody has acknowledged yet. A page that `only` shows what is public says so.
    `proto` is the version of all this that the page speaks.
    """

    board: Id
    client: ClientId
    since: Annotated[int, Meta(ge=-1, le=schema.LARGEST_INT)] = -1
    epoch: Id | None = None
    n: schema.Number | None = None
    only: Literal["public"] | None = None
    proto: schema.Number = 1


class Since(Struct, frozen=True, forbid_unknown_fields=True, rename={"board": "b", "epoch": "e"}):
    """A page asks for the rows it missed."""

    board: Id
    epoch: Id
    since: schema.Count
    only: Literal["public"] | None = None


class Bye(Struct, frozen=True, forbid_unknown_fields=True, rename={"board": "b"}):
    """A page closes a board."""

    board: Id


@dataclass(frozen=True, slots=True)
class ClientOp:
    """One numbered op as it came: read, or not to be read with the code its author is told."""

    n: int
    op: schema.Op | str
    raw: dict[str, object] = field(repr=False)

    @property
    def size(self) -> int:
        """What it takes, in bytes of JSON."""
        return size_of(self.raw)

    @property
    def named(self) -> int:
        """How many elements it names."""
        ids = self.raw.get("ids")
        return len(ids) if isinstance(ids, list) else 1

    def broken(self) -> "ClientOp":
        """The same op, to be refused because it broke something of ours."""
        return replace(self, op="op-broken")


@dataclass(frozen=True, slots=True)
class Batch:
    """Ops of one client for one board, in the client's order.

    `epoch` is None where the page does not show the board: its ops wait on the device from before.
    """

    board_id: str
    seat_id: str | None
    client_id: str
    epoch: str | None
    ops: tuple[ClientOp, ...]


def read_batch(message: object) -> Batch:
    """Read the message `ops`. An op that cannot be read is refused later, under its own number.

    Raises:
        BadBatch: the envelope itself, or the number of an op, cannot be read.
        NewerPage: an op is of a version that another process may know, and this one does not.
    """
    envelope = _read(message, _Envelope)
    return Batch(
        envelope.board, envelope.seat, envelope.client, envelope.e, tuple(_read_op(raw) for raw in envelope.ops)
    )


def read_hello(message: object, *, oldest: int | None = None) -> Hello:
    """Read the message `hello`. Pages below `oldest`, that of the house, are sent back.

    Raises:
        BadBatch: it cannot be read.
        OutdatedPage: the page speaks a version that nobody here understands any more.
    """
    hello = _read(message, Hello)
    if hello.proto < (oldest or versions.OLDEST):
        raise OutdatedPage
    return hello


def read_since(message: object) -> Since:
    """Read the message `since`.

    Raises:
        BadBatch: it cannot be read.
    """
    return _read(message, Since)


def read_bye(message: object) -> Bye:
    """Read the message `bye`.

    Raises:
        BadBatch: it cannot be read.
    """
    return _read(message, Bye)


def read_json(body: bytes) -> object:
    """Read a batch that came over HTTP.

    Raises:
        BadMessage: it is no JSON, or holds what not everybody can keep.
    """
    try:
        return codec.loads(body)
    except codec.Malformed as error:
        raise BadMessage from error


def done(n: int, seq: int, *said: str) -> dict[str, object]:
    """What a client is told of an op that was kept; `s` is its last row, with `about` that is somewhere before.

    What came `late` waits for a facilitator; what is `left` stays with its author; what lies `beside` is in the note
    the op names in `l`, for everybody sees the one it was meant for.
    """
    return {"n": n, "s": seq, **dict.fromkeys(said, True)}


def refused(n: int, code: str, op: dict[str, object] | None = None) -> dict[str, object]:
    """What a client is told of an op that was refused, with the op itself where it may have forgotten it."""
    return {"n": n, "x": code, "say": str(refusal(code).message), **({"op": op} if op is not None else {})}


def content_of(raw: dict[str, Any]) -> dict[str, object]:
    """What of an op is kept once it is refused: its words, and nothing that ties it to another."""
    return {name: value for name, value in raw.items() if name not in {"n", "g", "u", "base"}}


def refusal_in(ack: dict[str, object]) -> str | None:
    """The code of the refusal in the acknowledgement of a single op, if it was refused."""
    match ack:
        case {"a": [{"x": str(code)}]}:
            return code
    return None


def event(body: dict[str, object], seq: int) -> dict[str, object]:
    """An event of the log as its audience reads it."""
    return {"s": seq, **body}


def frame(
    board_id: str, epoch: str, span: tuple[int, int], events: Iterable[dict[str, object]], *, more: bool = False
) -> dict[str, object]:
    """Everything its reader may see of the rows after `span[0]` up to and with `span[1]`.

    `more` says that the rest of one deed follows: draw when it is there.
    """
    start, end = span
    return {"b": board_id, "e": epoch, "from": start, "to": end, "ev": list(events), **({"more": True} if more else {})}


def _read_op(raw: dict[str, Any]) -> ClientOp:
    number = _read({"n": raw.get("n")}, _Numbered).n
    if code := too_large(raw):
        return ClientOp(number, code, _unreadable(raw))
    try:
        return ClientOp(number, codec.read_op(versions.brought_up(raw)), raw)
    except versions.Newer as error:
        raise NewerPage from error
    except codec.Malformed:
        return ClientOp(number, "malformed", _unreadable(raw))


def _unreadable(raw: dict[str, Any]) -> dict[str, object]:
    return {"unreadable": json.dumps(content_of(raw), ensure_ascii=False)[:KEPT_CHARACTERS]}


def _read(message: object, kind: type[_S]) -> _S:
    try:
        return msgspec.convert(message, kind, strict=True)
    except msgspec.ValidationError as error:
        raise BadBatch from error
