"""A room in which Bo writes in private what nobody else may ever read, and everybody else tries every door."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask
from sqlalchemy import text

from tests.boards.conftest import Room, make_room, note_id
from tests.boards.doors import Listener, addresses, filled, is_above_boards
from tests.boards.live import Page, wait_for
from tests.boards.notepad import Notepad
from tests.boards.tap import sentence
from tests.house import elsewhere
from tests.house_process import House
from tests.morning import TODAY

ROLES = {"Ada": "facilitator", "Di": "co-facilitator", "Cy": "participant", "Oz": "observer", "Wa": "wall"}

ROWS = {
    "plan_id": "SELECT id FROM plan WHERE workshop_id = :workshop",
    "action_id": "SELECT action.id FROM action JOIN plan ON plan.id = plan_id WHERE workshop_id = :workshop",
    "centre_id": "SELECT id FROM centre",
    "evidence_id": "SELECT id FROM evidence",
    "measure_id": "SELECT id FROM measure",
    "item_id": "SELECT id FROM risk",
    "ask_id": "SELECT id FROM ask",
    "round_id": "SELECT id FROM vote_round WHERE workshop_id = :workshop ORDER BY opened_at DESC",
    "step_id": "SELECT id FROM step WHERE workshop_id = :workshop",
    "whose": "SELECT id FROM seat WHERE name = 'Bo' AND workshop_id = :workshop",
    "seat_id": "SELECT id FROM seat WHERE workshop_id = :workshop AND role = 'participant'",
    "seq": "SELECT max(seq) FROM board WHERE workshop_id = :workshop",
    "version_id": "SELECT id FROM board_version WHERE gesture IS NOT NULL AND board_id IN "
    "(SELECT id FROM board WHERE workshop_id = :workshop)",
    "code": "SELECT code FROM workshop WHERE id = :workshop",
    "person_id": "SELECT principal_id FROM seat WHERE workshop_id = :workshop AND role = 'observer'",
    "session_id": "SELECT id FROM web_session",
}
"""Variable of an address → where something of the room is found that fits; made up where there is nothing."""

OTHERWISE = {
    **dict.fromkeys(elsewhere.QUERIES_HERE, "made-up"),
    **elsewhere.MADE_UP,
    **elsewhere.FIXED,
    "canvas_id": elsewhere.FIXED["canvas"],
    "term_id": "1",
}
"""All other variables: what strangers try."""

KINDS = ("action", "measure", "risk", "decision", "milestone", "assumption", "owner", "ask")


NOBODY: frozenset[str] = frozenset()

LEADING = {"Ada", "Di"}
"""Who is told what waits to be looked at, and what was hidden."""

WALL_S = frozenset({"boards.show_wall", "boards.wall_for", "boards.snapshot"})
"""What a wall's page asks for, whoever opened it."""

GIVEN = ", its id given"
"""Said of a door that was asked for a hidden note by its id: that id may come back, and nothing else."""

WAYS = ({}, {"HX-Request": "true"})


@dataclass
class SecretRoom:
    """The room, its people with their taps, and what was said where."""

    app: Flask
    house: House
    room: Room
    listeners: dict[str, Listener] = field(default_factory=dict)
    public: str = field(default_factory=sentence)
    kept: list[str] = field(default_factory=lambda: [sentence() for _ in range(4)])
    drafts: list[str] = field(default_factory=lambda: [sentence() for _ in range(4)])
    late: list[str] = field(default_factory=lambda: [sentence() for _ in range(4)])
    waiting: list[str] = field(default_factory=lambda: [sentence() for _ in range(3)])
    pictured: list[str] = field(default_factory=lambda: [sentence()])
    images: dict[str, str] = field(default_factory=dict)
    page: Page | None = None

    def begin(self, *names: str) -> "SecretRoom":
        """Seat people, write something for all, vote on it, and make it all that a plan can hold."""
        self._host()
        for name, role in ROLES.items():
            if names and name not in names:
                continue
            somebody = self.room.people.get(name) or self.room.join(name, role)
            self.listeners[name] = Listener(self.house, somebody, {"only": "public"} if role == "wall" else {})
        bo = self.room.join("Bo")
        self.page = Page(self.house, bo)
        self.page.open()
        if not names:
            self._add_bo_s_wall_and_a_stranger(bo)
        self.send(bo.note(self.public, name="public"))
        self.show_image("public-image", self.public, (200, 40, 40))
        self._vote_and_promote()
        self._take_back()
        for listener in self.listeners.values():
            listener.open()
        self.send(bo.note(self.public, name="public-too"))
        return self

    def _add_bo_s_wall_and_a_stranger(self, bo) -> None:
        self.listeners["Bo's wall"] = Listener(self.house, bo.page("bo-s-wall"), {"only": "public"})
        self.listeners["Zoe"] = Listener(self.house, make_room(self.app, "Zoe").people["Zoe"])
        self.listeners["Zoe"].somebody = _in(self.room, self.listeners["Zoe"].somebody)

    @property
    def bo(self):
        return self.page.somebody

    @property
    def hidden_ids(self) -> list[str]:
        return [
            note_id(name) for name in ("hidden-kept-note", "hidden-gone-note", "hidden-live-note", "hidden-group-one")
        ]

    @property
    def inbox_ids(self) -> list[str]:
        return [note_id(name) for name in ("inbox-waiting-one", "inbox-hidden-one")]

    def send(self, *ops: dict) -> None:
        """Bo writes, as his page does."""
        answer = self.page.ops(*ops)
        assert all("s" in entry for entry in answer["a"]), answer

    @property
    def hidden_image(self) -> str:
        return note_id("hidden-image-one")

    def show_image(self, name: str, words: str, colour: tuple[int, int, int], **op: object) -> None:
        """Bo puts an image on the board and shows it."""
        from tests.assets.conftest import put
        from tests.assets.pictures import png

        id_ = note_id(name)
        asset = put(self.bo, png(colour))
        self.images[id_] = asset
        added = self.bo.note(words, name=name, type="image", **op)
        self.send({**added, "p": {**added["p"], "asset": asset}})

    def bytes_of(self, *ids: str) -> list[str]:
        """What is said of the bytes of images: it stands beside them wherever they go."""
        from app.boards.models import Asset
        from app.db import db

        with self.app.app_context():
            return [db.session.get_one(Asset, self.images[id_]).sha256 for id_ in ids if id_ in self.images]

    def write_for_the_facilitators(self) -> None:
        """A note that waits for a look, written anew once; and one that Ada hides, in which Bo goes on writing."""
        waiting, hidden = self.inbox_ids
        self.send(self.bo.note("…", name="inbox-hidden-one"))
        ada = self.room.people["Ada"].page(f"ada-hides-{self.room.board}"[:36])
        assert "s" in ada.send(ada.op("el.hide", ids=[hidden]))["a"][0]
        self._look_first(first=True)
        self.send(
            self.bo.note(self.waiting[0], name="inbox-waiting-one"),
            self.bo.op("txt.put", id=waiting, t=self.waiting[1]),
            self.bo.op("txt.put", id=hidden, t=self.waiting[2]),
        )
        self._look_first(first=False)

    def _look_first(self, *, first: bool) -> None:
        from app.db import db, transaction
        from app.workshops.models import Step

        with self.app.app_context(), transaction():
            for step in db.session.scalars(db.select(Step).where(Step.workshop_id == self.room.id)):
                step.moderated = first

    def write_in_private(self) -> None:
        """A note changed, a note deleted, a group with a title, and a note typed bit by bit, half of it undone."""
        self.room.write("private")
        kept, gone, live, group = self.hidden_ids
        op = self.bo.op
        self.send(
            self.bo.note(self.drafts[0], name="hidden-kept-note", pm=1),
            op("txt.put", id=kept, t=self.kept[0], pm=1),
            op("el.set", id=kept, p={"gloss": self.kept[3]}, pm=1),
            self.bo.note(self.drafts[1], name="hidden-gone-note", pm=1),
            op("el.del", ids=[gone], pm=1),
            op("el.undel", ids=[gone], pm=1),
            op("el.del", ids=[gone], pm=1),
            self.bo.note(self.drafts[2], name="hidden-group-one", type="group", pm=1),
            op("txt.put", id=group, t=self.kept[1], pm=1),
            self.bo.note("…", name="hidden-live-note", pm=1),
        )
        self._type(live, self.drafts[3], self.kept[2])
        self.show_image("hidden-image-one", self.pictured[0], (40, 40, 200), pm=1)
        self._point(kept)

    def _type(self, note: str, draft: str, final: str) -> None:
        """Type a draft, take it out again, type what stays: four letters an update, as a quick hand does."""
        pad = Notepad(self.bo, note, 4_711).open()
        strokes = [lambda words, part=draft[at : at + 4]: words.__iadd__(part) for at in range(0, len(draft), 4)]
        strokes += [lambda words: words.clear()]
        strokes += [lambda words, part=final[at : at + 4]: words.__iadd__(part) for at in range(0, len(final), 4)]
        self.send(*[pad.op(stroke, pm=1) for stroke in strokes][:50])

    def _point(self, note: str) -> None:
        """Bo points at the hidden note and says that he writes on it."""
        message = {"b": self.room.board, "x": 4242, "y": 2424, "t": note}
        self.page.socket.send_text("42" + json.dumps(["presence", message]))

    def touch(self) -> None:
        """Everybody but Bo does what they can to what they may not know."""
        for listener in self.listeners.values():
            if listener.socket is None or listener.somebody.seat == self.bo.seat:
                continue
            somebody = listener.somebody
            led = somebody.seat in {self.room.people[name].seat for name in LEADING & self.room.people.keys()}
            for id_ in self.hidden_ids + ([] if led else self.inbox_ids):
                ops = [
                    somebody.op("el.set", id=id_, p={"x": 1}),
                    somebody.op("el.move", id=id_, zone="gaps", z="k1", x=1, y=1),
                    somebody.op("txt.put", id=id_, t="mine"),
                    somebody.op("txt", id=id_, u="AAA=", yc=9, t="mine"),
                    somebody.op("el.move", id=note_id("public"), zone="policy", z="k1", x=1, y=1, parent=id_),
                    somebody.op("el.del", ids=[id_]),
                    somebody.op("el.undel", ids=[id_]),
                    somebody.op("el.show", ids=[id_]),
                    somebody.op("el.hide", ids=[id_]),
                    {**somebody.note("mine"), "id": id_},
                ]
                listener.say("ops", somebody.batch(*ops))
            listener.say("since", {"b": self.room.board, "e": self.room.epoch, "since": 0})
            listener.say("watch", {"plan": self.ids(note_id("public"))["plan_id"]})
            listener.say("presence", {"b": self.room.board, "x": 1, "y": 1, "t": self.hidden_ids[0]})
            listener.say("presence", {"b": self.room.board, "s": self.hidden_ids[:1]})

    def close_the_vote(self) -> None:
        """Ada gives a dot and has all counted."""
        ada, ids = self.room.people["Ada"], self.ids(note_id("public"))
        self._vote(ada, ids, f"later-dot-{self.room.id}")

    def until_somebody_is_seen_writing(self) -> None:
        """Wait until the frames of presence say so."""
        socket = self.listeners["Ada"].socket
        wait_for(lambda: any(frame.get("w") for frame in socket.heard("presence")), socket)

    def visit(
        self, *, about: Sequence[str], doors: set[str] | None = None, everything: frozenset[str] = NOBODY
    ) -> None:
        """Everybody opens every address of the features that can know a board, some every address of the house.

        Once about the public note; and what asks for a note by its id once more for each of the others.
        """
        for name, listener in self.listeners.items():
            wanted = WALL_S if name == "Bo's wall" else doors
            for id_ in (note_id("public"), *about, *(self.images.keys() & {self.hidden_image})):
                given = id_ != note_id("public")
                for door, path in self._doors(self.ids(id_), above=given or name not in everything, given=given):
                    own = name == "Bo's wall" and door == "boards.snapshot" and not path.endswith("public")
                    if (wanted is None or door in wanted) and not own:
                        listener.ask(door + GIVEN if given else door, path, way=WAYS[len(path) % 2])

    def _doors(self, ids: dict[str, str], *, above: bool, given: bool) -> list[tuple[str, str]]:
        rules = [rule for rule in self.app.url_map.iter_rules() if not above or is_above_boards(rule.endpoint)]
        found = addresses(rules, ids)
        about = {ids["element_id"], self.images.get(ids["element_id"], ids["element_id"])}
        return [(door, path) for door, path in found if not given or any(id_ in path for id_ in about)]

    def send_forms(self, *who: str) -> None:
        """Everybody presses every button of every feature that can know a board. Done last: some change the room.

        Each says the id of what was hidden, so that its answer may hold it.
        """
        ids = self.ids(self.hidden_ids[0])
        rules = [rule for rule in self.app.url_map.iter_rules() if is_above_boards(rule.endpoint)]
        for name in who:
            for door, path in addresses(rules, ids, method="POST"):
                self.listeners[name].ask(f"{door}{GIVEN}", path, form=filled(door, ids))

    def heard(self, seq: int) -> None:
        """Wait until everybody who hears the board has heard it up to a row, and keep what came."""
        for listener in self.listeners.values():
            if listener.socket is None or listener.somebody.seat == "s_nowhere":
                continue
            listener.wait(seq)
            listener.listen()

    def leaks_before_the_reveal(self) -> set[tuple[str, str]]:
        """Who heard a word that was written in private, or the id of a hidden note they had not given themselves."""
        ids = {(name, door) for name, door in self.hits(*self.hidden_ids) if not door.endswith(GIVEN)}
        pictured = self.hits(*self.pictured, *self.bytes_of(self.hidden_image))
        return ids | self.hits(*self.kept, *self.drafts) | pictured | self.leaks_of_the_inbox()

    def leaks_of_the_inbox(self) -> set[tuple[str, str]]:
        """Who heard a word that only its author and the facilitators may know. The id of what is hidden was public."""
        ids = {(name, door) for name, door in self.hits(self.inbox_ids[0]) if not door.endswith(GIVEN)}
        return {(name, door) for name, door in ids | self.hits(*self.waiting) if name not in LEADING}

    def hits(self, *sentences: str) -> set[tuple[str, str]]:
        """Who heard a word of these, and through which door."""
        for listener in self.listeners.values():
            if listener.socket is not None:
                listener.listen()
        return {
            (name, door) for name, listener in self.listeners.items() for door in listener.tap.doors_with(*sentences)
        }

    def close(self) -> None:
        self.page.close()
        for listener in self.listeners.values():
            listener.close()

    def ids(self, element_id: str) -> dict[str, str]:
        """Variable of an address → something of this room that fits."""
        from app.db import db

        with self.app.app_context():
            rows = {
                name: db.session.execute(text(f"{query} LIMIT 1"), {"workshop": self.room.id} if ":" in query else {})
                for name, query in ROWS.items()
            }
            found = {name: str(row.scalar() or "made-up") for name, row in rows.items()}
        here = {"workshop_id": self.room.id, "board_id": self.room.board, "epoch": self.room.epoch}
        here["asset_id"] = self.images.get(element_id, self.images.get(note_id("public-image"), "made-up"))
        return {**OTHERWISE, **found, **here, "element_id": element_id, "note_id": element_id}

    def _host(self) -> None:
        """A centre hosts the workshop, and Ada directs it."""
        from app import clock
        from app.centres.models import Centre, Staff
        from app.db import db, transaction
        from app.ids import new_id
        from app.workshops.models import Workshop

        with self.app.app_context(), transaction():
            centre = Centre(id=new_id(), name=f"The Lab {new_id()}", created_at=clock.now())
            db.session.add(centre)
            db.session.flush()
            ada = {"principal_id": self.room.people["Ada"].principal, "role": "director", "since": clock.now()}
            db.session.add(Staff(centre_id=centre.id, **ada))
            db.session.get_one(Workshop, self.room.id).host_id = centre.id

    def _vote_and_promote(self) -> None:
        ada, ids = self.room.people["Ada"], self.ids(note_id("public"))
        soon = (TODAY + timedelta(days=10)).isoformat()
        words = {"title": "Do it", "owner": "Me", "due_on": soon, "to": "Me", "unit": "days"}
        for kind in KINDS:
            answer = ada.browser.submit(
                "/plans/promotion/", board=ids["board_id"], note=ids["note_id"], kind=kind, **words
            )
            assert answer.status_code == 303, (kind, answer.text)
        rounds = f"/votes/of/{ids['board_id']}/rounds/"
        assert ada.browser.submit(rounds, dots="3", zone="").status_code == 303
        self._vote(ada, self.ids(ids["note_id"]), f"dot-in-{self.room.id}")
        # Another is open while people write alone: it shows what may get dots.
        assert ada.browser.submit(rounds, dots="3", zone="").status_code == 303

    def _take_back(self) -> None:
        """Ada takes a note back that Bo wrote for all: it would come again if that were taken back."""
        since = self.room.log()[-1][0]
        self.send(self.bo.note(self.public, name="public-taken-back"))
        ada, way = self.room.people["Ada"], f"/history/{self.room.board}/restorations/{since}/"
        seen = re.search(r'name="seen"[^>]*value="(\w+)"', ada.browser.get(way).text)
        assert ada.browser.submit(way, seen=seen[1]).status_code == 303

    def _vote(self, ada, ids: dict[str, str], dot: str) -> None:
        round_ = f"/votes/{ids['round_id']}"
        assert ada.browser.submit(f"{round_}/ballots/", id=dot, element=ids["note_id"]).status_code == 303
        assert ada.browser.submit(f"{round_}/closure/").status_code == 303


def _in(room: Room, stranger):
    """A stranger who asks for this room's board, with all they know of it."""
    from tests.boards.conftest import Somebody

    return Somebody(room, "s_nowhere", stranger.principal, stranger.browser, "client-of-a-stranger")
