"""Who listens to everything that goes to anybody, and notices what must never be said."""

import json
import re
import sqlite3
from base64 import b64decode
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.boards.alias import page_of, refusal_of

SECRET = re.compile(r"~[0-9a-z]+\.")
"""What all words carry, so that they are known wherever they turn up."""


@dataclass
class Seat:
    """Somebody with a seat, and a browser at each worker."""

    id: str
    principal: str
    browsers: list[Any]
    facilitates: bool


class Ears:
    """What is known of the words on a board, and of what was told.

    `secrets` says whose words are whose, `erased` whose were deleted before anybody else might see them.
    """

    database: sqlite3.Connection
    board_id: str
    secrets: dict[str, str]
    erased: dict[str, str]
    told: list[tuple[Seat, dict, list]]
    sent: dict[str, str]

    def remember(self, message: Any) -> None:
        """As what each op is kept should it be refused, and its gesture: the tables tie the two no more."""
        if isinstance(message, dict) and "ops" in message:
            self.sent |= {refusal_of(message["c"], op["n"]): op.get("g", "") for op in message["ops"]}

    def refused_gestures(self) -> set[str]:
        """The gestures of what is kept as refused."""
        return {self.sent[id_] for (id_,) in self.database.execute("SELECT id FROM refused_op") if id_ in self.sent}

    def acknowledge(self, seat: Seat, question: dict, answer: Any) -> None:
        """An acknowledged op is on the disk, once, or kept as refused."""
        if question["event"] != "ops" or not question["message"] or "a" not in (answer or {}):
            return
        client, head = question["message"]["c"], self.seq()
        for entry in answer["a"]:
            assert entry.get("x") != "op-broken", question
            if "s" in entry:
                assert entry["s"] <= head, "acknowledged before it was committed"
            found = self.database.execute(
                "SELECT (SELECT count(*) FROM op WHERE client_id = ? AND client_n = ?)"
                " + (SELECT count(*) FROM refused_op WHERE id = ?)",
                (page_of(client), entry["n"], refusal_of(client, entry["n"])),
            ).fetchone()[0]
            assert found == 1, ("an answer without a row", entry)
        told = [(entry["n"], entry.get("s"), entry.get("x")) for entry in answer["a"]]
        self.told.append((seat, question["message"], told))

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
                assert own or "*" in self.audiences(mark), ("somebody's own was told", mark, message)

    def audiences(self, mark: str) -> set[str]:
        """Who may see what carries a mark."""
        return {row[0] for row in self.database.execute("SELECT audience FROM element WHERE instr(props, ?)", (mark,))}

    def seq(self) -> int:
        return self.database.execute("SELECT seq FROM board WHERE id = ?", (self.board_id,)).fetchone()[0]


def nobody(_question: dict) -> dict:
    """What is answered where nobody is."""
    return {"lost": True}
