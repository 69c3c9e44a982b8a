"""Anything that may happen to a board, in any order, by Hypothesis; and what holds whatever happened."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.boards.engine.audience import EVERYONE
from tests.torture.forging import forged
from tests.torture.rest import come_to_rest
from tests.torture.trial import ZONE, Page, Trial

PEOPLE = {"bo": "Bo", "bo too": "Bo", "cy": "Cy", "ada": "Ada"}
"""Who has which page: two tabs of one person, a neighbour, and the facilitator."""

pages = st.sampled_from(sorted(PEOPLE))
workers = st.integers(0, 1)
picks = st.integers(0, 7)
FAULTS = ("question", "answer", "before", "behind", "full", "unknown")


class House(RuleBasedStateMachine):
    """One board with four pages at two workers; `trial` is the house it stands in."""

    trial: Trial
    histories = 0

    def __init__(self) -> None:
        super().__init__()
        House.histories += 1
        self.trial.begin()
        self.marks = 0
        self.typed: list[tuple[str, str, str]] = []
        self.lost: set[str] = set()
        self.names = dict.fromkeys(PEOPLE, 0)
        self.last: dict | None = None

    @initialize(named=st.sampled_from((True, True, False)))
    def open_pages(self, named: bool) -> None:
        self.trial.show_names(shown=named)
        for number, (name, who) in enumerate(PEOPLE.items()):
            page = self.trial.open(f"{name} 0", who, number % 2)
            self.trial.connect(page, number % 2)

    def page(self, name: str) -> Page:
        return self.trial.pages[f"{name} {self.names[name]}"]

    def mark(self) -> str:
        self.marks += 1
        return f"~{self.marks}."

    def some(self, page: Page, pick: int, *, deleted: bool = False, begins: str = "", kind: str = "note") -> str | None:
        """One of the things a page shows."""
        found = [
            each["id"]
            for each in self.trial.look(page)["elements"]
            if each["deleted"] == deleted and each["type"] == kind and each["text"].startswith(begins)
        ]
        return found[pick % len(found)] if found else None

    # ---- what people do

    @rule(name=pages, put=st.booleans(), zone=st.sampled_from((ZONE, ZONE, "education")))
    def write_a_note(self, name: str, put: bool, zone: str) -> None:
        page, mark = self.page(name), self.mark()
        self.note(page, ("P" if put else "T") + mark, mark, zone)

    def note(self, page: Page, text: str, mark: str, zone: str = ZONE) -> None:
        self.trial.secrets[mark] = page.seat.id
        self.trial.do(page, "add", zone=zone, text=text)

    @rule(name=pages, pick=picks, also=picks)
    def make_a_group(self, name: str, pick: int, also: int) -> None:
        page, mark = self.page(name), self.mark()
        ids = {self.some(page, pick), self.some(page, also)} - {None}
        self.trial.secrets[mark] = page.seat.id
        self.trial.do(page, "addGroup", zone=ZONE, text=f"G{mark}", ids=sorted(ids))

    @rule(
        name=pages,
        pick=picks,
        into=picks,
        zone=st.sampled_from((ZONE, "education")),
        kind=st.sampled_from(("note", "note", "group")),
    )
    def move_something(self, name: str, pick: int, into: int, zone: str, kind: str) -> None:
        page = self.page(name)
        if moved := self.some(page, pick, kind=kind):
            group = self.some(page, into, kind="group") if into % 2 else None
            self.trial.do(page, "move", ids=[moved], where={"zone": zone, "parent": group if group != moved else None})

    @rule(name=pages, pick=picks, colour=st.sampled_from(("teal", "rose", None)))
    def colour_a_note(self, name: str, pick: int, colour: str | None) -> None:
        if note := self.some(self.page(name), pick):
            self.trial.do(self.page(name), "colour", ids=[note], colour=colour)

    @rule(name=pages, pick=picks, kind=st.sampled_from(("note", "note", "group")))
    def delete_something(self, name: str, pick: int, kind: str) -> None:
        if gone := self.some(self.page(name), pick, kind=kind):
            self.trial.do(self.page(name), "remove", ids=[gone])

    @rule(name=pages, pick=picks)
    def bring_something_back(self, name: str, pick: int) -> None:
        if gone := self.some(self.page(name), pick, deleted=True):
            self.trial.do(self.page(name), "bringBack", ids=[gone])

    @rule(name=pages, pick=picks, number=st.integers(0, 99))
    def replace_a_text(self, name: str, pick: int, number: int) -> None:
        page = self.page(name)
        if note := self.some(page, pick, begins="P"):
            text = next(each["text"] for each in self.trial.look(page)["elements"] if each["id"] == note)
            self.trial.do(page, "change", id=note, text=f"P{number}{text[1:]}")

    @rule(name=pages, pick=picks)
    def type_a_letter(self, name: str, pick: int) -> None:
        page = self.page(name)
        if note := self.some(page, pick, begins="T"):
            letter = chr(0x4E00 + len(self.typed))
            if self.trial.do(page, "type", id=note, text=letter):
                self.typed.append((note, letter, f"{name} {self.names[name]}"))

    @rule(name=pages, back=st.booleans())
    def take_back(self, name: str, back: bool) -> None:
        self.trial.do(self.page(name), "undo" if back else "redo")

    @rule(name=pages)
    def stop_writing(self, name: str) -> None:
        self.trial.do(self.page(name), "leave")

    # ---- what people do in a row, and hardly ever by chance

    @rule(name=st.sampled_from(("bo", "cy")), seconds=st.sampled_from((0.0, 0.3)))
    def draft_something(self, name: str, seconds: float) -> None:
        """Words are written into a note of one's own while everybody writes alone, and deleted again."""
        page = self.page(name)
        self.trial.write("private")
        self.trial.hear(page)
        kept = self.mark()
        self.note(page, f"T{kept}", kept)
        self.trial.pass_time(seconds)
        shown = next((each for each in self.trial.look(page)["elements"] if kept in each["text"]), None)
        # A page that has not heard yet that everybody writes alone says that all will see it: so they may.
        note = shown["id"] if shown and shown["audience"] != EVERYONE else None
        mark = self.mark()
        self.trial.erased[mark] = page.seat.id
        hidden = note and self.trial.audiences(kept) <= {*page.seat.names}
        if not hidden or not self.trial.do(page, "type", id=note, text=mark):
            del self.trial.erased[mark]
            return
        self.trial.pass_time(0.3)
        self.trial.do(page, "erase", id=note, letters=len(mark))
        self.trial.pass_time(0.3)
        if any(mark in each["text"] for each in self.trial.look(page)["elements"]):
            del self.trial.erased[mark]
            self.trial.secrets[mark] = page.seat.id

    @rule()
    def let_everything_through(self) -> None:
        self.trial.flush()

    @rule(name=pages, number=st.integers(2, 5))
    def write_without_a_line(self, name: str, number: int) -> None:
        page = self.page(name)
        self.trial.lose(page)
        page.reachable = False
        for _ in range(number):
            mark = self.mark()
            self.note(page, f"T{mark}", mark)
        self.trial.connect(page, 1 - page.worker)

    @rule(name=pages, other=pages)
    def fall_behind(self, name: str, other: str) -> None:
        """Frames are left out, and others come before one is told so."""
        self.trial.flush()
        for drop in (True, False):
            mark = self.mark()
            self.note(self.page(other), f"T{mark}", mark)
            for worker in self.trial.workers:
                worker.look(everywhere=True)
            if drop:
                self.trial.drop(self.page(name))
        self.trial.hear(self.page(name))

    # ---- what happens to the room, the network, the machines

    @rule(mode=st.sampled_from(("open", "open", "private", "private", "closed")))
    def set_writing(self, mode: str) -> None:
        self.trial.write(mode)

    @rule(name=st.sampled_from(("bo", "cy")), mode=st.sampled_from(("closed", "private")), take=st.booleans())
    def come_back_too_late(self, name: str, mode: str, take: bool) -> None:
        """A note is written without a line while everybody writes, and arrives when that is over."""
        page = self.page(name)
        self.trial.write("open")
        self.trial.hear(page)
        self.trial.lose(page)
        page.reachable = False
        mark = self.mark()
        self.note(page, f"T{mark}", mark)
        self.trial.write(mode)
        self.trial.connect(page, page.worker)
        self.trial.pass_time(0.3)
        self.trial.flush()
        assert EVERYONE not in self.trial.audiences(mark), "a late note is shown to all, and nobody took it in"
        self.trial.settle_late(take=take)

    @rule(name=pages, backwards=st.booleans(), most=st.integers(1, 4))
    def hear_something(self, name: str, backwards: bool, most: int) -> None:
        self.trial.hear(self.page(name), backwards=backwards, most=most)

    @rule(name=pages)
    def leave_frames_out(self, name: str) -> None:
        self.trial.drop(self.page(name))

    @rule(number=workers, everywhere=st.booleans())
    def look_at_the_log(self, number: int, everywhere: bool) -> None:
        self.trial.workers[number].look(everywhere=everywhere)

    @rule(name=pages, fault=st.sampled_from(FAULTS))
    def let_the_next_message_fail(self, name: str, fault: str) -> None:
        self.page(name).fault = fault

    @rule(name=pages, fault=st.sampled_from(FAULTS))
    def write_into_trouble(self, name: str, fault: str) -> None:
        mark, page = self.mark(), self.page(name)
        page.fault = fault
        self.note(page, f"T{mark}", mark)

    @rule(name=pages, reachable=st.booleans())
    def lose_the_line(self, name: str, reachable: bool) -> None:
        page = self.page(name)
        self.trial.lose(page)
        page.reachable = reachable

    @rule(name=pages, number=workers, fault=st.sampled_from(("", "", "question", "answer")))
    def come_back(self, name: str, number: int, fault: str) -> None:
        page = self.page(name)
        if page.wire is None:
            page.fault = fault
            self.trial.connect(page, number)

    @rule(number=workers)
    def kill_a_worker(self, number: int) -> None:
        self.trial.crash(number)

    @rule(name=pages, fault=st.sampled_from(("", "", "fetch")))
    def kill_a_tab(self, name: str, fault: str) -> None:
        page = self.page(name)
        self.trial.look(page)
        if page.wire is not None:
            self.trial.workers[page.worker].hang_up(page.wire)
        self.lost.add(page.name)
        self.trial.order("kill", page=page.name)
        del self.trial.pages[page.name]
        self.names[name] += 1
        again = self.trial.open(f"{name} {self.names[name]}", PEOPLE[name], page.worker)
        again.fault = fault
        self.trial.connect(again, page.worker)

    @rule(seconds=st.sampled_from((0.3, 0.3, 1.1, 2.1, 6.5, 11.0)))
    def let_time_pass(self, seconds: float) -> None:
        self.trial.pass_time(seconds)

    @precondition(lambda self: not self.trial.has_backup)
    @rule()
    def keep_a_backup(self) -> None:
        self.trial.keep()

    @precondition(lambda self: self.trial.has_backup)
    @rule()
    def restore_the_backup(self) -> None:
        self.trial.restore()
        self.trial.has_backup = False

    @rule(name=pages, kind=st.sampled_from(("el.put", "zone", "owner", "foreign", "gap")))
    def forge_something(self, name: str, kind: str) -> None:
        """A reveal, properties or a seat that are not a page's to name: refused, and nothing is written."""
        seat, before = self.trial.seats[PEOPLE[name]], self.trial.seq()
        other = self.trial.seats["Bo" if seat.facilitates else "Ada"]
        self.marks += 1
        batch = forged(self.trial, kind, seat, other) | {"c": f"forger-{self.marks}-xx"}
        worker = self.trial.workers[0]
        wire = worker.connect(seat.principal, self.trial.room.id)
        answer = worker.emit(wire, "ops", batch)
        worker.hang_up(wire)
        if kind == "gap":
            assert answer == {"a": [], "resume": 1}
        else:
            assert "x" in answer or "x" in answer["a"][0], answer
        assert self.trial.seq() == before

    @precondition(lambda self: self.trial.told)
    @rule(pick=picks, number=workers)
    def send_something_twice(self, pick: int, number: int) -> None:
        """What was answered before is answered alike, and nothing more is written."""
        seat, batch, answer = self.trial.told[-1 - pick % min(8, len(self.trial.told))]
        if batch["e"] != self.trial.epoch:
            return
        before, worker = self.trial.seq(), self.trial.workers[number]
        wire = worker.connect(seat.principal, self.trial.room.id)
        again = worker.emit(wire, "ops", batch)
        worker.hang_up(wire)
        assert self.trial.seq() == before
        if "a" in again:
            both = zip(again["a"], answer, strict=False)
            # Of what no row tells any more it is said that it was kept, by the last row.
            assert all(
                (each["n"], each.get("s") if self.trial.named else s, each.get("x")) == (n, s, x)
                for each, (n, s, x) in both
            ), (again, answer)

    # ---- what always holds

    @invariant()
    def rows_have_no_gaps(self) -> None:
        rows, last, seq = self.trial.database.execute(
            "SELECT count(*), coalesce(max(op.seq), 0), board.seq FROM board LEFT JOIN op ON op.board_id = board.id"
            " WHERE board.id = ? GROUP BY board.id",
            (self.trial.room.board,),
        ).fetchone()
        assert (max(rows - (seq == 0), 0), last) == (seq, seq) or (rows, last) == (seq, seq)

    def teardown(self) -> None:
        if self.trial.pages:
            come_to_rest(self.trial, self.typed, self.lost)
