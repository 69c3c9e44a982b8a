"""Two people write in one note: what the house makes of it, and what it will not take. On both databases."""

import pytest
from pycrdt import Doc, Text

from tests.boards.conftest import note_id
from tests.boards.notepad import Notepad, cut, insert

NOTE = note_id("Idle lab days")


@pytest.fixture
def pads(join):
    """Ada, who leads, and Bo have Bo's note open."""
    bo = join("Bo")
    bo.add()
    return Notepad(join("Ada"), NOTE, 101).open(), Notepad(bo, NOTE, 102).open()


def texts(somebody) -> list[str]:
    return [element["r"]["text"] for element in somebody.sees()]


def held(room) -> list[tuple]:
    """Everything kept of live texts."""
    return room.rows("SELECT chars, updated_seq FROM element_text") + room.rows("SELECT yclient FROM text_author")


@pytest.mark.row("R4", partly=True)
def test_two_people_write_at_once_and_no_letter_is_lost(room, pads):
    ada, bo = pads

    rows = [ada.write(insert(0, "Two ")), bo.write(insert(13, ", on loan"))]

    events = ada.somebody.heard(1)
    for pad in pads:
        for event in events:
            pad.take(event["u"])
    assert rows == [2, 3]
    assert [event["t"] for event in events] == ["Two Idle lab days", "Two Idle lab days, on loan"]
    assert [ada.text, bo.text, *texts(bo.somebody)] == ["Two Idle lab days, on loan"] * 3


@pytest.mark.row("R4", partly=True)
def test_one_who_was_away_writes_on_and_what_others_deleted_stays_deleted(room, pads):
    ada, bo = pads
    waiting = [ada.op(insert(0, "Our ")), ada.op(insert(17, "!")), ada.op(cut(4, 9))]

    bo.write(cut(4, 8))
    bo.write(insert(0, "Some "))
    answers = ada.somebody.send(*waiting)["a"]

    assert [entry["s"] for entry in answers] == [4, 5, 6]
    assert sorted(texts(bo.somebody)[0]) == sorted("Some Our " + " days" + "!")


def test_a_page_that_opens_the_note_later_gets_what_came_about(room, join, pads):
    ada, _bo = pads
    ada.write(insert(0, "Two "))

    cy = Notepad(join("Cy"), NOTE, 103).open()

    assert cy.text == "Two Idle lab days"
    assert cy.write(insert(0, "Only ")) == 3


def test_what_is_asked_for_says_at_which_row_it_stands(room, pads):
    ada, bo = pads
    before = bo.somebody.ask(f"texts/{NOTE}/").get_json()

    ada.write(insert(0, "Two "))

    after = bo.somebody.ask(f"texts/{NOTE}/").get_json()
    assert before == {"y": None, "t": "Idle lab days", "s": 1}
    assert (after["t"], after["s"], after["y"] is None) == ("Two Idle lab days", 2, False)


def test_an_op_sent_again_is_taken_once(room, pads):
    ada, bo = pads
    op = ada.op(insert(0, "Two "))

    answers = [ada.somebody.send(op), ada.somebody.send(op)]
    adopted = ada.somebody.page("another-page")
    once_more = adopted.send({**op, "n": 1})

    assert answers == [{"a": [{"n": 1, "s": 2}]}, {"a": [{"n": 1, "s": 2, "about": True}]}]
    assert once_more == {"a": [{"n": 1, "s": 3}]}
    assert texts(bo.somebody) == ["Two Idle lab days"]


def test_the_whole_text_written_anew_reaches_those_who_are_writing(room, pads):
    ada, bo = pads
    typed = ada.op(insert(0, "Two "))

    bo.somebody.send(bo.somebody.op("txt.put", id=NOTE, t="Labs"))
    answer = ada.somebody.send(typed)

    put, edited = bo.somebody.heard(1)
    bo.take(put["u"])
    bo.take(edited["u"])
    assert "s" in answer["a"][0]
    assert {bo.text, *texts(ada.somebody)} == {edited["t"]}
    assert sorted(edited["t"]) == sorted("Two Labs")


def test_a_whole_text_made_without_what_others_wrote_keeps_it(room, pads):
    ada, bo = pads
    bo.write(insert(0, "Our "))

    late = ada.somebody.send(ada.somebody.op("txt.put", id=NOTE, t="Idle lab weeks", was="Idle lab days"))

    assert [entry["s"] for entry in late["a"]] == [3]
    assert texts(bo.somebody) == ["Our Idle lab weeks"]
    [event] = ada.somebody.heard(2)
    bo.take(event["u"])
    assert bo.text == "Our Idle lab weeks"


def test_what_comes_together_too_long_is_refused_and_changes_nothing(room, pads):
    ada, bo = pads
    long = "Idle lab days" + " and" * 1_200
    bo.somebody.send(bo.somebody.op("txt.put", id=NOTE, t=long, was="Idle lab days"))

    late = ada.somebody.send(
        ada.somebody.op("txt.put", id=NOTE, t="Many " * 200 + "Idle lab days", was="Idle lab days")
    )

    assert [entry["x"] for entry in late["a"]] == ["text-long"]
    assert texts(bo.somebody) == [long]


def test_a_text_may_be_empty_until_somebody_goes_on(room, pads):
    ada, bo = pads

    emptied = ada.write(lambda text: text.clear())
    bo.take(ada.somebody.heard(1)[0]["u"])
    written = bo.write(insert(0, "Anew"))

    assert [emptied, written, *texts(ada.somebody)] == [2, 3, "Anew"]


def test_a_note_that_comes_back_goes_on_where_it_stood(room, pads):
    ada, bo = pads
    ada.write(insert(0, "Two "))

    bo.somebody.send(bo.somebody.op("el.del", ids=[NOTE]))
    gone = ada.write(insert(0, "x"))
    bo.somebody.send(bo.somebody.op("el.undel", ids=[NOTE]))

    again = Notepad(ada.somebody, NOTE, 104).open()
    assert gone == "gone"
    assert again.write(insert(0, "These ")) == 5
    assert texts(ada.somebody) == ["These Two Idle lab days"]


def test_behind_a_step_that_was_refused_every_other_is(room, pads):
    _ada, bo = pads
    steps = [bo.op(insert(0, "a")), bo.op(insert(1, "b")), bo.op(insert(2, "c"))]

    room.write("closed")
    refused = bo.somebody.send(steps[0])["a"]
    room.write("open")
    refused += bo.somebody.send(*steps[1:])["a"]

    again = Notepad(bo.somebody, NOTE, 105).open()
    assert [entry["x"] for entry in refused] == ["writing-closed", "gap", "gap"]
    assert list(room.refused().values()) == ["writing-closed", "gap", "gap"]
    assert again.write(insert(0, "abc ")) == 2
    assert texts(bo.somebody) == ["abc Idle lab days"]


def somebody_else_s(ada, bo):
    """An update that goes on where Bo stopped, under Bo's name."""
    bo.write(insert(0, "B"))
    ada.take(bo.somebody.heard(1)[-1]["u"])
    forged: Doc = Doc(client_id=bo.yc)
    forged["t"] = Text()
    forged.apply_update(ada.document.get_update())
    before = forged.get_state()
    forged["t"].insert(0, "I am Bo ")
    return forged.get_update(before)


def another_root(ada, _bo):
    document: Doc = Doc(client_id=ada.yc)
    document["u"] = Text("x")
    return document.get_update()


def a_gap(ada, _bo):
    ada.step(insert(0, "lost"))
    return ada.step(insert(0, "x"))


def writes(words: str):
    return lambda ada, _bo: ada.step(insert(0, words))


FORGED = {
    "as somebody else": (somebody_else_s, {"yc": 102}, "malformed"),
    "somebody else's under one's own name": (somebody_else_s, {}, "malformed"),
    "another root": (another_root, {}, "malformed"),
    "formats": (lambda ada, _bo: ada.step(lambda text: text.insert(0, "x", {"bold": True})), {}, "malformed"),
    "something embedded": (lambda ada, _bo: ada.step(lambda text: text.insert_embed(0, {"a": 1})), {}, "malformed"),
    "a gap": (a_gap, {}, "gap"),
    "6,000 characters": (writes("x" * 6_000), {}, "text-long"),
    "6,000 characters that say they are few": (writes("x" * 6_000), {"t": "few"}, "text-long"),
    "NUL": (writes("\0"), {"t": "x"}, "text-control"),
    "a control character": (writes("\x07"), {"t": "x"}, "text-control"),
    "rubbish": (lambda _ada, _bo: b"rubbish", {}, "malformed"),
    "no base64": (lambda _ada, _bo: b"", {"u": "AAAA="}, "malformed"),
    "9 kB": (writes("x" * 9_000), {"t": "x"}, "malformed"),
}


@pytest.mark.parametrize("name", FORGED)
def test_what_may_not_be_is_refused_with_one_code_and_changes_nothing(room, pads, name):
    ada, bo = pads
    forge, more, code = FORGED[name]
    update = forge(ada, bo)
    before = (room.log(), held(room), texts(bo.somebody))

    answer = ada.somebody.send(ada.of(update, **more))

    assert [entry.get("x") for entry in answer["a"]] == [code]
    assert (room.log(), held(room), texts(bo.somebody)) == before
    assert bo.write(insert(0, "still ")) == len(before[0]) + 1


def test_a_yjs_client_is_its_first_writer_s_alone(room, pads):
    ada, bo = pads
    ada.write(insert(0, "A"))
    seed = next(iter(client for client in _clients(ada) if client not in {ada.yc, bo.yc}))

    thief = Notepad(bo.somebody, NOTE, ada.yc).open()
    seeded = Notepad(bo.somebody, NOTE, seed).open()

    assert [thief.write(insert(0, "x")), seeded.write(insert(0, "x"))] == ["malformed", "malformed"]
    assert held(room) == [(14, 2), (ada.yc,)]


def _clients(pad) -> set[int]:
    from app.boards import yupdate

    return yupdate.read(pad.document.get_update()).clients


def test_whoever_may_edit_may_delete_what_others_wrote(room, join, pads):
    ada, _bo = pads
    ada.write(insert(0, "Two "))

    cy = Notepad(join("Cy"), NOTE, 103).open()

    assert cy.write(lambda text: text.clear()) == 3
    assert held(room) == [(0, 3), (ada.yc,)]


def test_who_may_not_write_writes_in_no_text(room, join, pads):
    _ada, bo = pads
    watcher = Notepad(join("Wim", "observer"), NOTE, 105).open()

    assert watcher.write(insert(0, "x")) == "not-allowed"
    assert held(room) == []
    assert texts(bo.somebody) == ["Idle lab days"]


def test_what_another_process_wrote_and_took_back_in_a_note_is_in_the_next_step_of_this_one(room, pads):
    from app.boards.committer import Committer
    from app.boards.desk import desk
    from app.boards.wire import read_batch
    from app.boards.writer import writer_for
    from app.db import db

    ada, bo = pads
    with room.app.app_context():
        here, elsewhere = desk().committer, Committer(writer_for(db.engine))
        for number in range(4):
            for committer, pad, edit in ((here, ada, insert(0, f"{number} ")), (elsewhere, bo, insert(0, "x"))):
                ops = [pad.op(edit)] if pad is ada else [pad.op(edit), pad.op(cut(0, 1))]
                committer.submit(pad.somebody.principal, read_batch(pad.somebody.batch(*ops)))

    for event in ada.somebody.heard(1):
        ada.take(event["u"])
    assert texts(bo.somebody) == [ada.text]
    assert sorted(ada.text) == sorted("0 1 2 3 Idle lab days")
    assert Notepad(ada.somebody, NOTE, 103).open().write(insert(0, "!")) == 14


def test_a_turn_that_failed_leaves_no_trace_in_what_is_remembered_of_a_text(room, pads):
    ada, bo = pads
    ada.write(insert(0, "Two "))
    with room.app.app_context():
        from app.boards.desk import desk
        from app.boards.wire import read_batch
        from app.errors import Unavailable

        committer = desk().committer
        kept, committer.writer = committer.writer, Failing(committer.writer)
        batch = read_batch(bo.somebody.batch(bo.op(insert(0, "lost "))))
        with pytest.raises(Unavailable):
            committer.submit(bo.somebody.principal, batch)
        committer.writer = kept

        committer.submit(bo.somebody.principal, batch)

    assert texts(bo.somebody) in (["Two lost Idle lab days"], ["lost Two Idle lab days"])


class Failing:
    """A database that breaks just before it commits."""

    def __init__(self, writer):
        self._writer = writer

    def run(self, work):
        from sqlalchemy.exc import OperationalError

        def work_in_vain(connection):
            work(connection)
            raise OperationalError("COMMIT", None, Exception("the disk is gone"))

        return self._writer.run(work_in_vain)
