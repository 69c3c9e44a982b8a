"""The committer under trouble: one op takes no other down, a full disk acknowledges nothing, nobody waits for ever."""

import threading
import time

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from app import clock as house_clock
from app.boards.committer import OPS_WAITING, Committer
from app.boards.desk import desk
from app.boards.errors import Busy
from app.boards.exchange import Request
from app.boards.lane import Job, Lane
from app.boards.wire import read_batch
from app.errors import Unavailable
from tests.boards.conftest import note_id

FREE = 1_073_741_823
PATIENCE = 10


BREAKS = {
    "a rule": {"sqlite": "RAISE(ABORT, 'poison')", "postgresql": "check_violation"},
    # To the libraries this is what a database says that is away.
    "a limit": {"sqlite": "json('no JSON')", "postgresql": "statement_too_complex"},
}


@pytest.fixture
def poisoned(request, room):
    """A database that will not keep one particular note."""
    refuse = {
        "sqlite": [
            """CREATE TRIGGER poison BEFORE INSERT ON element WHEN NEW.id = '{id}'
            BEGIN SELECT {breaks}; END"""
        ],
        "postgresql": [
            """CREATE OR REPLACE FUNCTION poison() RETURNS trigger AS $$ BEGIN
            IF NEW.id = '{id}' THEN RAISE EXCEPTION USING ERRCODE = '{breaks}'; END IF; RETURN NEW; END $$
            LANGUAGE plpgsql""",
            "CREATE TRIGGER poison BEFORE INSERT ON element FOR EACH ROW EXECUTE FUNCTION poison()",
        ],
    }
    lift = {"sqlite": "DROP TRIGGER poison", "postgresql": "DROP TRIGGER poison ON element"}
    name, breaks = dialect(room), BREAKS[getattr(request, "param", "a rule")]
    execute(room, [each.format(id=note_id("poison"), breaks=breaks[name]) for each in refuse[name]])
    yield room
    execute(room, [lift[dialect(room)]])


def dialect(room):
    from app.db import db

    with room.app.app_context():
        return db.engine.dialect.name


def execute(room, statements):
    from app.db import db

    with room.app.app_context(), db.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.mark.parametrize("poisoned", BREAKS, indirect=True)
def test_one_op_that_breaks_takes_no_other_down(poisoned, join):
    bo = join("Bo")

    answer = bo.send(bo.note("one"), bo.note("poison"), bo.note("three"))

    assert [entry.get("s") or entry["x"] for entry in answer["a"]] == [1, "op-broken", 2]
    assert poisoned.refused() == {(bo.client, 2): "op-broken"}


def test_ops_that_break_cost_one_line_a_second(poisoned, join, clock, caplog):
    bo = join("Bo")
    clock(100)
    started = house_clock.now()

    for _ in range(5):
        bo.send(bo.note("poison"), bo.note("poison"))

    seconds = (house_clock.now() - started).total_seconds()
    assert {message.partition(" (")[0] for message in caplog.messages} == {"An op of kind el.add broke and is refused"}
    assert len(caplog.messages) <= 1 + seconds


def test_a_broken_op_sent_again_is_answered_as_before(poisoned, join):
    bo = join("Bo")
    poison = bo.note("poison")
    first = bo.send(poison)

    again = bo.send(poison)

    assert again == first
    assert bo.send(bo.note("next")) == {"a": [{"n": 2, "s": 1}]}


@pytest.mark.sqlite_only("only SQLite can be told how large it may grow")
def test_a_full_disk_acknowledges_nothing_and_goes_on_when_there_is_space(room, join, disk):
    bo = join("Bo")
    notes = [bo.note(f"{number} " + "long words " * 40) for number in range(40)]
    disk.full()

    full = bo.send(*notes)
    disk.free()

    assert full["x"] == "unavailable"
    assert room.log() == []
    assert [entry["s"] for entry in bo.send(*notes)["a"]] == list(range(1, 41))


@pytest.fixture
def disk(room):
    """A disk that can be full: SQLite counts the pages it may use by connection."""
    from app.db import db

    with room.app.app_context():
        engine = db.engine

    class Disk:
        pages = FREE

        def full(self):
            self.pages = room.rows("SELECT page_count FROM pragma_page_count")[0][0]

        def free(self):
            self.pages = FREE

    disk = Disk()

    def limit(connection, *_record):
        connection.execute(f"PRAGMA max_page_count = {disk.pages}")

    event.listen(engine, "checkout", limit)
    yield disk
    event.remove(engine, "checkout", limit)


def test_a_board_whose_queue_is_full_sends_new_ops_away(room, join):
    bo = join("Bo")
    with room.app.app_context():
        committer = desk().committer
        lane = committer.lane(room.board)
        crowd = Job(Request(bo.principal, read_batch(bo.batch(bo.note())), (None,) * OPS_WAITING))
        lane.waiting.append(crowd)

        with pytest.raises(Busy):
            committer.submit(bo.principal, read_batch(bo.batch(bo.note())))
        lane.waiting.clear()


def test_what_ends_the_one_at_work_leaves_nobody_waiting(room, join):
    bo = join("Bo")
    with room.app.app_context():
        committer = desk().committer
        committer.writer = Ended()

        with pytest.raises(KeyboardInterrupt):
            committer.submit(bo.principal, read_batch(bo.batch(bo.note())))

        assert not committer.lane(room.board).at_work
        assert not committer.lane(room.board).waiting


def test_who_is_ended_when_called_to_commit_for_all_hands_it_on():
    lane, first, second = Lane(at_work=True), Job(None, called=Ending()), Job(None)
    lane.waiting.append(second)

    with pytest.raises(KeyboardInterrupt):
        Committer(None)._wait(lane, "board", first)  # noqa: SLF001 - what happens to one who waits

    assert (list(lane.waiting), second.called.is_set(), lane.at_work) == ([second], True, True)


def test_what_comes_while_a_board_is_held_still_is_committed_afterwards(room, join):
    bo, cy = join("Bo"), join("Cy")
    with room.app.app_context():
        committer = desk().committer
    writing = [threading.Thread(target=each.add, args=(name,)) for each, name in ((bo, "One"), (cy, "Two"))]

    with committer.still([room.board]):
        for thread in writing:
            thread.start()
        until(lambda: committer.lane(room.board).ops == 2)
        meanwhile = room.log()
    for thread in writing:
        thread.join()

    assert meanwhile == []
    assert [row[0] for row in room.log()] == [1, 2]
    assert not committer.lane(room.board).at_work


def test_nothing_from_behind_one_who_holds_a_board_still_is_taken_before(room, join):
    bo = join("Bo")
    batch = read_batch(bo.batch(bo.note()))
    first, second = (Job(Request(bo.principal, batch, batch.ops)) for _ in range(2))
    lane = Lane(at_work=True)
    lane.waiting.extend([first, Job(None), second])

    assert lane.take() == [first]
    assert lane.waiting[1] is second


def until(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class Ending(threading.Event):
    """Its waiter is called, and the process told to stop."""

    def wait(self, _timeout=None):
        self.set()
        raise KeyboardInterrupt


class Ended:
    """A writer in whose midst the process is told to stop."""

    def run(self, _work):
        raise KeyboardInterrupt


def test_people_who_write_at_once_share_turns_and_number_without_gaps(room, join):
    people = [join(f"Person {number}") for number in range(6)]
    batches = [
        [read_batch(somebody.batch(somebody.note(f"{n} {somebody.seat}"))) for n in range(5)] for somebody in people
    ]
    answers = []

    def write(somebody, mine):
        with room.app.app_context():
            answers.extend(desk().committer.submit(somebody.principal, batch) for batch in mine)

    writers = [threading.Thread(target=write, args=pair) for pair in zip(people, batches, strict=True)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    acknowledged = sorted(entry["s"] for answer in answers for entry in answer["a"])
    assert acknowledged == list(range(1, 31))
    assert [row[0] for row in room.log()] == acknowledged


def test_another_process_that_wrote_meanwhile_is_caught_up_with(room, join):
    from app.boards.committer import Committer
    from app.boards.writer import writer_for
    from app.db import db

    ada, bo = join("Ada"), join("Bo")
    bo.add("one")
    with room.app.app_context():
        elsewhere = Committer(writer_for(db.engine))
        elsewhere.submit(ada.principal, read_batch(ada.batch(ada.note("two"))))
        elsewhere.submit(ada.principal, read_batch(ada.batch(ada.op("el.del", ids=[note_id("one")]))))

    answer = bo.send(bo.op("txt.put", id=note_id("one"), t="changed"), bo.op("txt.put", id=note_id("two"), t="changed"))

    assert [entry.get("s") or entry["x"] for entry in answer["a"]] == ["gone", 4]


def test_the_database_that_is_away_is_told_as_such(room, join):
    bo = join("Bo")
    with room.app.app_context():
        committer = desk().committer
        committer.writer = Away()

        with pytest.raises(Unavailable):
            committer.submit(bo.principal, read_batch(bo.batch(bo.note())))


class Away:
    """A writer whose database does not answer."""

    def run(self, _work):
        raise OperationalError("COMMIT", {}, Exception("the connection is gone"))
