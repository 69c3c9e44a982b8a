"""The past in stretches, as each seat may hear it: replayed, it is what looking back shows at every moment."""

import json
import random
import re
from datetime import timedelta
from html import unescape

import pytest
from babel import Locale

from app.history import replaying
from tests.boards.conftest import note_id

STRETCH = 7


@pytest.fixture
def short(monkeypatch):
    """Stretches of a few rows, so that a short past has many."""
    monkeypatch.setattr(replaying, "ROWS_A_STRETCH", STRETCH)


def stretch(person, since, rest=""):
    answer = person.ask(f"stretches/{since}/{rest}")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def replayed(person, seq: int, *, whole: bool) -> list[str]:
    """The words on the board after a row, from the log alone or from the board before the last stretch."""
    begin = (seq - 1) // STRETCH * STRETCH if whole and seq else 0
    events = stretch(person, begin, "?whole")["base"] if whole else []
    for since in range(begin, seq, STRETCH):
        events += [event for event in stretch(person, since)["ev"] if event["s"] <= seq]
    lying: dict[str, str] = {}
    for event in events:
        match event:
            case {"k": "el.add" | "el.put", "id": id_, "r": record}:
                lying[id_] = record["text"]
            case {"k": "txt" | "txt.put", "id": id_, "t": words} if id_ in lying:
                lying[id_] = words
            case {"k": "el.del", "id": id_}:
                lying.pop(id_, None)
    return sorted(lying.values())


def a_long_morning(room, join, roll: random.Random):
    """People write, rewrite, delete, bring back, write in private and show; a facilitator hides some of it."""
    ada, bo, cy = room.people["Ada"], join("Bo"), join("Cy")
    names: list[str] = []
    for number in range(30):
        who, name = roll.choice((bo, cy)), f"note-{number}-of-them"
        who.send(who.note(f"Words {number}", name=name))
        names.append(name)
        other = note_id(roll.choice(names))
        who.send(who.op("txt.put", id=other, t=f"Mended {number}"))
        if number % 4 == 0:
            who.send(who.op("el.del", ids=[note_id(roll.choice(names))]))
        if number % 6 == 1:
            who.send(who.op("el.undel", ids=[note_id(roll.choice(names))]))
        if number % 9 == 2:
            ada.send(ada.op("el.hide", ids=[note_id(roll.choice(names))]))
        if number % 10 == 5:
            room.write("private")
            bo.send(bo.note(f"Draft {number}", name=f"draft-{number}-of-bo", pm=number // 10 + 1))
            bo.send(bo.op("txt.put", id=note_id(f"draft-{number}-of-bo"), t=f"Said {number}", pm=number // 10 + 1))
            room.write("open")


@pytest.mark.row("R9", partly=True)
@pytest.mark.parametrize("run", range(3))
def test_what_is_replayed_is_what_looking_back_shows_at_every_moment_to_everybody(short, room, join, looking, run):
    roll = random.Random(run)
    a_long_morning(room, join, roll)
    end = room.log()[-1][0]

    assert end > 60
    for name in ("Ada", "Bo", "Cy", "Di"):
        person = looking(name)
        for seq in roll.sample(range(end + 1), 12):
            then = sorted(person.at(seq))
            assert replayed(person, seq, whole=True) == then, (name, seq)
            assert replayed(person, seq, whole=False) == then, (name, seq)


@pytest.mark.row("R9", partly=True)
def test_what_is_hidden_by_now_is_in_no_stretch(room, join, looking):
    ada, bo = room.people["Ada"], join("Bo")
    bo.send(bo.note("Said too soon", name="first"), bo.note("Said well"))
    before = json.dumps(stretch(looking("Cy"), 0))

    ada.send(ada.op("el.hide", ids=[note_id("first")]))

    after = {name: json.dumps(stretch(looking(name), 0, "?whole")) for name in ("Ada", "Bo", "Cy")}
    assert "Said too soon" in before
    assert {name: "Said too soon" in said for name, said in after.items()} == {"Ada": True, "Bo": True, "Cy": False}
    assert "Said too soon" not in json.dumps(stretch(looking("Cy"), 2, "?whole"))


def test_whoever_wrote_only_what_is_hidden_by_now_is_named_to_those_who_still_see_it(room, join, looking):
    room.show_names()
    people = {name: join(name) for name in ("Ada", "Bo", "Dag", "Eve")}
    people["Bo"].send(people["Bo"].note("Said too soon", name="first"))
    people["Dag"].send(
        people["Dag"].note("Taken back", name="second"), people["Dag"].op("el.del", ids=[note_id("second")])
    )
    people["Eve"].add("Said well")
    before = names_told(looking("Cy"))

    people["Ada"].send(people["Ada"].op("el.hide", ids=[note_id("first")]))

    assert before == {"Bo", "Dag", "Eve"}
    assert {name: names_told(looking(name)) for name in ("Ada", "Bo", "Cy")} == {
        "Ada": {"Bo", "Dag", "Eve"},
        "Bo": {"Bo", "Dag", "Eve"},
        "Cy": {"Dag", "Eve"},
    }


def names_told(person) -> set[str]:
    found = re.search(r"data-plane [^>]*data-names='({[^']*})'", person.ask("replay/").text)
    return set(json.loads(unescape(found[1])).values())


def test_steps_of_writing_are_told_as_words_alone(room, join, looking):
    from tests.boards.notepad import Notepad

    bo = join("Bo")
    bo.add("Begun")
    pad = Notepad(bo, note_id("Begun"), 4_711).open()
    pad.write(lambda words: words.__iadd__(", and gone on"))

    rows = [event for event in stretch(looking("Cy"), 0)["ev"] if event["k"] == "txt"]

    assert [row["t"] for row in rows] == ["Begun, and gone on"]
    assert all("u" not in row for row in rows)


def test_times_are_told_by_the_minute_and_with_the_day_where_there_are_several(room, join, looking, clock):
    bo = join("Bo")
    bo.add("First")
    clock(120)
    bo.add("Second")
    bo.add("Third")

    told = stretch(looking("Cy"), 0)["times"]
    assert [seq for seq, _words in told] == [1, 2]
    assert [len(words) for _seq, words in told] == [len("10:42")] * 2

    clock(24 * 3600)
    join("Di").add("On the next day")
    told = stretch(looking("Ed"), 0)["times"]
    assert [seq for seq, _words in told] == [1, 2, 4]
    assert all(", " in words for _seq, words in told)
    assert stretch(looking("Fay"), 3)["times"] == [[3, told[1][1]], [4, told[2][1]]]


def test_a_thread_that_knows_nobody_tells_times_in_the_language_of_who_asks(
    app, room, join, looking, clock, monkeypatch
):
    from app.db import db, transaction
    from app.workshops.models import Workshop

    def elsewhere(work):
        with app.app_context():
            return work()

    with app.app_context(), transaction():
        db.session.get_one(Workshop, room.id).language = "fr"
    join("Bo").add("First")
    clock(24 * 3600)
    cy = looking("Cy")
    cy.somebody.add("On the next day")
    monkeypatch.setattr(replaying.aside, "read", elsewhere)

    told = [words.split()[1].rstrip(",") for _seq, words in stretch(cy, 0)["times"] if words]
    assert len(told) == 2
    assert set(told) <= set(Locale("fr").months["format"]["wide"].values()), told


def test_no_stretch_begins_behind_the_end(room, join, looking):
    join("Bo").add("Only this")

    assert stretch(looking("Cy"), 1)["ev"] == []
    assert looking("Cy").ask("stretches/2/").status_code == 404
    assert looking("Cy").ask("replay/?at=99").status_code == 200


def test_from_a_moment_one_is_led_to_what_would_change(room, join, looking):
    room.show_names()
    bo = join("Bo")
    bo.add("First")
    bo.add("Second")
    ada = looking("Ada")

    ways = {what: ada.ask(f"ways/?since=1&what={what}") for what in ("board", "zone policy", f"seat {bo.seat}")}

    assert {what: answer.headers["Location"] for what, answer in ways.items()} == {
        "board": ada.path("restorations/1/"),
        "zone policy": ada.path("restorations/1/?zone=policy"),
        f"seat {bo.seat}": ada.path(f"undoings/{bo.seat}/1/"),
    }
    assert ada.plan(f"undoings/{bo.seat}/1/") == {"goes": ["Second"]}
    assert ada.ask("ways/?since=1&what=zone elsewhere").status_code == 400
    assert looking("Bo").ask("ways/?since=1&what=board").status_code == 403


def test_moments_with_a_name_and_steps_that_were_run_are_marked(room, join, looking):
    bo = join("Bo")
    bo.add("First")
    ada = looking("Ada")
    ada.browser.submit(ada.path("versions/"), name="Before lunch")
    bo.add("Second")

    page = ada.read("replay/")

    assert '<option value="1" data-kind="named">' in page
    assert "Before lunch" in page
    assert 'data-kind="named"' in looking("Bo").read("replay/")
    assert "data-from-here" not in looking("Bo").read("replay/")


def test_a_step_is_marked_where_the_board_was_when_it_was_run(app, room, join, looking, clock):
    from app.boards.models import Op
    from app.db import db
    from app.history import moment_queries

    bo = join("Bo")
    for number in range(13):
        clock(60 * (number // 2 + number // 5 + 1))
        bo.add(f"Words {number}")
    with app.app_context():
        written = [(op.seq, op.at) for op in db.session.query(Op).filter_by(board_id=room.board)]
        moments = {at + timedelta(minutes=minutes) for _seq, at in written for minutes in (-600, -1, 0, 1, 600)}
        found = moment_queries.seqs_at(room.board, moments)

    assert found == {moment: max((seq for seq, at in written if at <= moment), default=0) for moment in moments}
    assert '<option value="0" data-kind="step">' in looking("Ada").read("replay/")


def test_both_views_know_what_notes_answer_and_what_colours_are_called(room, looking):
    page = looking("Bo").ask("replay/").text

    for view in ("plane", "list"):
        root = re.search(rf'<section class="[^"]*" data-{view} [^>]*>', page)[0]
        told = {name: json.loads(unescape(value)) for name, value in re.findall(r"data-(asked|hues)='([^']*)'", root)}
        assert (told["asked"]["score"], told["hues"]["red"]) == ({"is": "Score"}, "Red"), view
    assert "data-answers" in re.search(r'(?s)<template data-template="paper">.*?</template>', page)[0]
