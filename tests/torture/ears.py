"""Who listens to everything that goes to anybody, and notices what must never be said."""

import json
import re
import sqlite3
from base64 import b64decode
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.boards.alias import page_of, refusal_of
from app.boards.engine.audience import Hearer

SECRET = re.compile(r"~[0-9a-z]+\.")
"""What all words carry, so that they are known wherever they turn up."""


@dataclass
class Seat:
    """Somebody with a seat, and a browser at each worker; `alias` is who they are where nobody is named."""

    id: str
    alias: str
    principal: str
    browsers: list[Any]
    facilitates: bool

    @property
    def names(self) -> tuple[str, str]:
        return self.id, self.alias

    def hears(self, audience: str) -> bool:
        """Whether something of this audience is for them."""
        return Hearer(self.id, leads=self.facilitates, alias=self.alias).hears(audience)


class Ears:
    """What is known of the words on a board, and of what was told.

    `secrets` says whose words are whose, `erased` whose were deleted before anybody else might see them.
    """

    database: sqlite3.Connection
    board_id: str
    named: bool
    secrets: dict[str, str]
    erased: dict[str, str]
    told: list[tuple[Seat, dict, list]]
    sent: dict[str, str]
    numbered: dict[tuple[str, int], str]
    unpromised: set[str]

    def remember(self, message: Any) -> None:
        """As what each op is kept should it be refused, and its gesture: the tables tie the two no more."""
        if isinstance(message, dict) and "ops" in message:
            client = message["c"]
            self.sent |= {refusal_of(client, op["n"]): op.get("g", "") for op in message["ops"]}
            self.unpromised |= {op.get("g", "") for op in message["ops"] if not op.get("nm")}
            self.numbered |= {(page_of(client), op["n"]): op.get("g", "") for op in message["ops"]}

    def refused_gestures(self) -> set[str]:
        """The gestures of what is kept as refused."""
        return {self.sent[id_] for (id_,) in self.database.execute("SELECT id FROM refused_op") if id_ in self.sent}

    def dealt_with(self) -> set[str]:
        """The gestures whose numbers are used up, kept or refused: where nobody is named no row tells more."""
        last = dict(self.database.execute("SELECT client_id, last_n FROM client_cursor"))
        return {gesture for (page, n), gesture in self.numbered.items() if n <= last.get(page, 0)}

    def untied(self) -> set[str]:
        """Those of them whose rows name nobody: where nobody is, and where their page promised no name."""
        return self.dealt_with() & self.unpromised if self.named else self.dealt_with()

    def acknowledge(self, seat: Seat, question: dict, answer: Any) -> None:
        """An acknowledged op is on the disk, once, or kept as refused."""
        if question["event"] != "ops" or not question["message"] or "a" not in (answer or {}):
            return
        client, head = question["message"]["c"], self.seq()
        for entry in answer["a"]:
            assert entry.get("x") != "op-broken", question
            if "s" in entry:
                assert entry["s"] <= head, "acknowledged before it was committed"
            assert self._kept(client, entry) == 1, ("an answer without a row", entry)
        told = [(entry["n"], entry.get("s"), entry.get("x")) for entry in answer["a"]]
        self.told.append((seat, question["message"], told))

    def _kept(self, client: str, entry: dict) -> int:
        """How often the tables hold an op: where it names nobody its row is known by the number it used up alone."""
        written = (
            "op WHERE client_id = ? AND client_n = ?"
            if self.named and self.numbered.get((page_of(client), entry["n"])) not in self.unpromised
            else "client_cursor WHERE client_id = ? AND last_n >= ?"
        )
        table, where = (
            (written, (page_of(client), entry["n"]))
            if "x" not in entry
            else ("refused_op WHERE id = ?", (refusal_of(client, entry["n"]),))
        )
        return self.database.execute(f"SELECT count(*) FROM {table}", where).fetchone()[0]

    def overhear(self, seat: Seat, message: Any) -> None:
        """Nobody is told what somebody else keeps to themselves, nor what was deleted in private."""
        told = json.dumps(message, ensure_ascii=False)
        for update in re.findall(r'"[uy]": "([A-Za-z0-9+/=]+)"', told):
            with suppress(ValueError):
                told += b64decode(update).decode("utf-8", "ignore")
        for mark in set(SECRET.findall(told)):
            if mark in self.erased:
                assert self.erased[mark] == seat.id, ("a deleted draft was told", mark, message)
            elif mark in self.secrets:
                own = self.secrets[mark] == seat.id
                assert own or any(seat.hears(each) for each in self.audiences(mark)), (
                    "somebody's own was told",
                    mark,
                    message,
                )

    def audiences(self, mark: str) -> set[str]:
        """Who may see what carries a mark."""
        return {row[0] for row in self.database.execute("SELECT audience FROM element WHERE instr(props, ?)", (mark,))}

    def seq(self) -> int:
        return self.database.execute("SELECT seq FROM board WHERE id = ?", (self.board_id,)).fetchone()[0]


def nobody(_question: dict) -> dict:
    """What is answered where nobody is."""
    return {"lost": True}
