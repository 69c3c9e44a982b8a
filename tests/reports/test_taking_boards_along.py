"""Boards leave the house as files and come back equal; nobody takes along what they may not see."""

import csv
import io
import json
import re
from zoneinfo import ZoneInfo

import pytest
from werkzeug.http import parse_options_header

from app import clock
from app.db import db, transaction
from app.errors import NotAllowed
from app.reports import boards_file, services
from app.reports.errors import BoardNotEmpty
from app.workshops.models import Seat, Workshop
from tests.boards.conftest import CANVAS, note_id
from tests.boards.test_elements import thing
from tests.reports.taking_along import boards_of, load


@pytest.fixture
def written(room):
    """Ada's board: a group with two notes, one with a gloss, a colour and a score, and a note alone."""
    ada = room.people["Ada"]
    group = ada.note("Slow access", name="group", type="group", p={"x": 30, "y": 60})
    first = ada.note("Idle lab days", name="first", parent=group["id"])
    second = ada.note("टेस्टबेड", name="second", parent=group["id"], p={"x": 500, "y": 300, "lang": "hi", "colour": "red"})
    ada.send(group, first, second)
    ada.send(ada.op("el.set", id=note_id("second"), p={"gloss": "The testbed", "fields": {"score": 4}}))
    ada.add("=2+2", name="alone", zone="talent")
    return room


def test_the_boards_of_a_workshop_load_into_an_empty_one_equal(written, elsewhere):
    taken = boards_of(written.people["Ada"], written.id)

    answer = load(elsewhere.people["Cleo"], elsewhere.id, json.dumps(taken).encode())

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/w/{elsewhere.id}/cockpit/")
    brought = boards_of(elsewhere.people["Cleo"], elsewhere.id)
    assert brought["boards"] == taken["boards"]
    assert [element["text"] for element in taken["boards"][0]["elements"]] == [
        "Slow access",
        "=2+2",
        "Idle lab days",
        "टेस्टबेड",
    ]


def test_what_was_voted_comes_along_as_totals(written, elsewhere):
    from app import clock
    from app.db import transaction
    from app.voting.services.brought import keep_result
    from app.workshops.dots import DotTerms

    with written.app.app_context(), transaction():
        keep_result(written.board, {note_id("first"): 9, note_id("group"): 2}, DotTerms(), at=clock.now(), voters=4)
    taken = boards_of(written.people["Ada"], written.id)
    cleo = elsewhere.people["Cleo"]

    load(cleo, elsewhere.id, json.dumps(taken).encode())

    assert boards_of(cleo, elsewhere.id)["boards"] == taken["boards"]
    assert taken["boards"][0]["votes"][0]["results"] == [
        {"element": note_id("first"), "dots": 9},
        {"element": note_id("group"), "dots": 2},
    ]


def test_votes_for_what_is_not_in_the_file_are_refused_and_nothing_is_loaded(written, elsewhere):
    taken = boards_of(written.people["Ada"], written.id)
    taken["boards"][0]["votes"] = [
        {
            "zone": None,
            "budget": 5,
            "one_per_note": False,
            "anonymous": True,
            "closed_at": "2026-03-23T09:00:00Z",
            "voters": 1,
            "results": [{"element": note_id("nowhere"), "dots": 1}],
        }
    ]
    cleo = elsewhere.people["Cleo"]

    assert load(cleo, elsewhere.id, json.dumps(taken).encode()).status_code == 422
    assert cleo.sees() == []


def test_a_board_with_notes_takes_no_file_and_stays_as_it_is(written, elsewhere):
    taken = json.dumps(boards_of(written.people["Ada"], written.id)).encode()
    cleo = elsewhere.people["Cleo"]
    cleo.add("Ours")

    answer = load(cleo, elsewhere.id, taken)

    assert answer.status_code == 409
    assert "has notes here already" in answer.text
    assert [note["r"]["text"] for note in cleo.sees()] == ["Ours"]


def test_a_file_of_nearly_five_megabytes_is_loaded_whole_and_one_beyond_the_limit_is_refused(written, elsewhere):
    taken, cleo = boards_of(written.people["Ada"], written.id), elsewhere.people["Cleo"]
    alone = next(each for each in taken["boards"][0]["elements"] if each["text"] == "=2+2")
    many = [{**alone, "id": note_id(f"note {n}"), "text": f"{n} " + "x" * 4_700} for n in range(1_000)]
    taken["boards"][0]["elements"] = many
    body = json.dumps(taken).encode()

    loaded = load(cleo, elsewhere.id, body)
    refused = load(cleo, elsewhere.id, b" " * (17 << 20))

    assert len(body) > 4_700_000
    assert (loaded.status_code, len(cleo.sees()), refused.status_code) == (303, 1_000, 413)


def test_of_a_participant_no_large_file_is_even_read(written, elsewhere):
    dee = elsewhere.join("Dee")

    assert load(dee, elsewhere.id, b" " * (5 << 20)).status_code == 403


def test_one_bad_element_and_nothing_is_loaded(written, elsewhere):
    taken = boards_of(written.people["Ada"], written.id)
    taken["boards"][0]["elements"][-1]["text"] = "x" * 6000
    cleo = elsewhere.people["Cleo"]

    answer = load(cleo, elsewhere.id, json.dumps(taken).encode())

    assert answer.status_code == 422
    assert "Nothing was loaded" in answer.text
    assert cleo.sees() == []


def test_answers_that_the_canvas_here_does_not_ask_for_are_left_out_and_the_notes_come(written, elsewhere):
    taken, cleo = boards_of(written.people["Ada"], written.id), elsewhere.people["Cleo"]
    more = json.loads(json.dumps(taken))
    for element in more["boards"][0]["elements"]:
        if element["type"] == "note":
            element["fields"] = {**element.get("fields", {}), "impact": 3, "horizon": "2030"}

    answer = load(cleo, elsewhere.id, json.dumps(more).encode())

    assert answer.status_code == 303
    assert boards_of(cleo, elsewhere.id)["boards"] == taken["boards"]
    assert [element["fields"] for element in taken["boards"][0]["elements"] if "fields" in element] == [{"score": 4}]


def test_a_canvas_the_workshop_has_not_is_named(written, elsewhere):
    taken = boards_of(written.people["Ada"], written.id)
    taken["boards"][0]["canvas"] = "lean_canvas"
    taken["boards"][0]["name"] = {"en": "Lean canvas"}

    answer = load(elsewhere.people["Cleo"], elsewhere.id, json.dumps(taken).encode())

    assert answer.status_code == 422
    assert "Lean canvas" in answer.text


@pytest.mark.parametrize("body", [b"", b"{}", b"no json", b"\xff\xfe\x00", b'{"schema": NaN}'])
def test_what_is_no_file_of_boards_is_refused_in_words(room, body):
    answer = load(room.people["Ada"], room.id, body)

    assert answer.status_code == 422
    assert room.people["Ada"].sees() == []


def test_what_is_hidden_is_in_no_file(written):
    bo = written.join("Bo")
    written.write("private")
    bo.add("My boss is awful", name="hidden", pm=written_generation(written) + 1)

    for somebody in (bo, written.people["Ada"]):
        for path in (
            f"workshops/{written.id}/boards.json",
            f"boards/{written.board}.json",
            f"boards/{written.board}.csv",
        ):
            assert "My boss" not in somebody.browser.get(f"/reports/{path}").get_data(as_text=True)
        assert "My boss" not in somebody.browser.get(f"/reports/workshops/{written.id}/minutes/").text


def written_generation(room) -> int:
    return room.rows(f"SELECT generation FROM stage WHERE workshop_id = '{room.id}'")[0][0]


def test_a_sheet_has_a_row_for_each_note_and_group_and_no_formula(written):
    answer = written.people["Ada"].browser.get(f"/reports/boards/{written.board}.csv")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    about = ["Language", "In other words", "Colour", "Dots", "Author", "Comments", "Score"]
    assert rows[0] == ["Zone", "Group", "Note", *about]
    assert sorted(rows[1:]) == [
        ["Policy and regulation", "Slow access", "", "", "", "", "", "", "", ""],
        ["Policy and regulation", "Slow access", "Idle lab days", "", "", "", "", "", "", ""],
        ["Policy and regulation", "Slow access", "टेस्टबेड", "hi", "The testbed", "red", "", "", "", "4"],
        ["Talent and champions", "", "'=2+2", "", "", "", "", "", "", ""],
    ]


@pytest.fixture
def worded(written):
    """What people wrote elsewhere than in notes; a shape without words, too."""
    ada = written.people["Ada"]
    ends = {"start": note_id("first"), "end": note_id("shape"), "arrow": "end"}
    answer = ada.send(
        {**thing(ada, "text", "text", "Written as a text"), "zone": "talent"},
        thing(ada, "frame", "frame", "Around the market", y=600),
        thing(ada, "shape", "shape", "The ministry", form="oval"),
        thing(ada, "shape", "empty", form="oval"),
        thing(ada, "connector", "line", "pays for", **ends),
    )
    assert [entry.get("x") for entry in answer["a"]] == [None] * 5
    return written


def test_the_annex_has_every_text_in_its_zone_whatever_it_was_written_as(worded):
    page = worded.people["Ada"].browser.get(f"/reports/workshops/{worded.id}/minutes/").text

    policy, talent = page.index(">Policy and regulation</h4>"), page.index(">Talent and champions</h4>")
    first, last = sorted((policy, talent))
    in_zones = {first: page[first:last], last: page[last:]}
    assert "Written as a text" in in_zones[talent]
    assert all(words in in_zones[policy] for words in ("Around the market", "The ministry", "pays for"))
    assert "3 notes, as they were written. Besides, 4 pieces of text that are not notes." in page


def test_a_sheet_has_a_row_for_every_text_whatever_it_was_written_as(worded):
    from app.voting.services.brought import keep_result
    from app.workshops.dots import DotTerms

    with worded.app.app_context(), transaction():
        keep_result(worded.board, {note_id("first"): 9}, DotTerms(), at=clock.now(), voters=4)
    answer = worded.people["Ada"].browser.get(f"/reports/boards/{worded.board}.csv")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    dots = rows[0].index("Dots")
    assert sorted((row[0], row[2], row[dots]) for row in rows[1:] if not row[1]) == [
        ("Policy and regulation", "Around the market", ""),
        ("Policy and regulation", "The ministry", ""),
        ("Policy and regulation", "pays for", ""),
        ("Talent and champions", "'=2+2", "0"),
        ("Talent and champions", "Written as a text", ""),
    ]


def test_a_sheet_has_the_comments_on_each_note(written):
    ada, bo = written.people["Ada"], written.join("Bo")
    for somebody, z, text in ((ada, "X", "Who could help?"), (bo, "Y", "=1+1")):
        comment = somebody.note(text, z=z, p={"x": 30, "y": 100, "about": note_id("first")})
        somebody.send({**comment, "type": "comment"})

    answer = ada.browser.get(f"/reports/boards/{written.board}.csv")

    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
    assert [row[8] for row in rows[1:] if row[8]] == ["Who could help?\n'=1+1"]


def test_participants_take_along_and_load_nothing(written, elsewhere):
    bo = elsewhere.join("Bo")

    assert bo.browser.get(f"/reports/workshops/{elsewhere.id}/boards.json").status_code == 200
    assert load(bo, elsewhere.id, b"{}").status_code == 403


def test_who_led_and_was_shown_out_loads_nothing(written, elsewhere):
    taken = json.dumps(boards_of(written.people["Ada"], written.id)).encode()
    dee = elsewhere.join("Dee", "co-facilitator")
    elsewhere.remove(dee)

    answer = load(dee, elsewhere.id, taken)

    assert answer.status_code == 403
    # Shown out between the look at the door and the deed.
    with elsewhere.app.app_context(), pytest.raises(NotAllowed):
        services.load_boards(db.session.get_one(Seat, dee.seat), taken)
    assert elsewhere.log() == []


def test_who_is_shown_out_while_a_file_is_read_loads_nothing(written, elsewhere):
    taken = json.dumps(boards_of(written.people["Ada"], written.id)).encode()
    dee = elsewhere.join("Dee", "co-facilitator")

    with elsewhere.app.app_context():
        leading = db.session.get_one(Seat, dee.seat)
        elsewhere.remove(dee)
        with pytest.raises(NotAllowed):
            services.load_boards(leading, taken)

    assert elsewhere.log() == []


def test_a_board_that_somebody_writes_on_while_a_file_is_read_stays_as_it_is(written, elsewhere):
    taken = boards_of(written.people["Ada"], written.id)
    [filed] = [each for each in boards_file.read(json.dumps(taken).encode()).boards if each.elements]
    ops = [op for number, each in enumerate(filed.elements, 1) for op in boards_file.ops_for(each, number)]
    load_one = services.Load(elsewhere.board, filed, ops)

    with elsewhere.app.test_request_context():
        with transaction():
            worked_out = load_one.filled()
        elsewhere.people["Cleo"].add("Mine")
        with pytest.raises(BoardNotEmpty), transaction():
            load_one.write(worked_out)

    assert [note["r"]["text"] for note in elsewhere.people["Cleo"].sees()] == ["Mine"]


def test_nothing_is_loaded_into_a_workshop_that_is_closed(written, elsewhere):
    taken = json.dumps(boards_of(written.people["Ada"], written.id)).encode()
    elsewhere.people["Cleo"].browser.submit(f"/w/{elsewhere.id}/closure/")

    answer = load(elsewhere.people["Cleo"], elsewhere.id, taken)

    assert (answer.status_code, "This workshop is closed." in answer.text, elsewhere.log()) == (409, True, [])


def test_strangers_find_no_minutes_and_no_boards(written, elsewhere):
    cleo = elsewhere.people["Cleo"]

    for path in (
        f"workshops/{written.id}/minutes/",
        f"workshops/{written.id}/boards.json",
        f"workshops/{written.id}/boards/",
        f"boards/{written.board}.json",
        f"boards/{written.board}.csv",
    ):
        assert cleo.browser.get(f"/reports/{path}").status_code == 404


def test_minutes_tell_groups_notes_people_and_the_agenda(written):
    bo = written.join("Bo")

    page = bo.browser.get(f"/reports/workshops/{written.id}/minutes/").text

    for told in (
        "Slow access",
        "Idle lab days",
        "The testbed",
        "Score <bdi>4</bdi>",
        "Agenda as run",
        "No decision was recorded.",
        "Who was here",
    ):
        assert told in page


def test_the_annex_tells_notes_in_no_group_from_those_of_the_group_above_them(written):
    ada = written.people["Ada"]
    ada.add("Nobody has time", name="nobody", type="group", p={"x": 30, "y": 900})
    ada.add("Testing costs 4000", name="loose", p={"x": 30, "y": 1200})

    page = ada.browser.get(f"/reports/workshops/{written.id}/minutes/").text

    zones = re.findall(r"<h4[^>]*>([^<]*)</h4>(.*?)(?=<h4|</article>)", page, re.DOTALL)
    told = {zone: list(filter(None, map(str.strip, re.split(r"<[^>]*>", words)))) for zone, words in zones}
    assert told == {
        "Policy and regulation": [
            *("Slow access", "Idle lab days", "टेस्टबेड", "The testbed", "· Score", "4"),
            *("Nobody has time", "This group is empty."),
            *("Not in a group", "Testing costs 4000"),
        ],
        "Talent and champions": ["=2+2"],
    }


def test_minutes_say_how_many_notes_stayed_with_their_authors_once_the_workshop_is_over(room):
    ada, bo = room.people["Ada"], room.join("Bo")
    room.write("private")
    bo.add("My boss is awful", name="one", pm=written_generation(room) + 1)
    bo.add("And so is his", name="two", pm=written_generation(room) + 1)
    at = f"/reports/workshops/{room.id}/minutes/"

    during = [somebody.browser.get(at).text for somebody in (ada, bo)]
    ended = ada.browser.submit(f"/w/{room.id}/closure/", sure="yes")
    after = [somebody.browser.get(at).text for somebody in (ada, bo)]

    assert ended.status_code == 303
    assert [("stayed with" in page, "Seven enablers check</h3>" in page) for page in during] == [(False, False)] * 2
    for page in after:
        annex = " ".join(re.sub(r"<[^>]*>", " ", page.split('class="mi-annex">')[1].split("</article>")[0]).split())
        assert annex == (
            "Annex: every note that everybody saw 0 notes, as they were written. 2 more stayed with their authors."
            " Seven enablers check As it lies As a sheet (CSV) As JSON"
            " No note of this board was shown to everybody. 2 notes stayed with their authors."
        )
        assert "My boss" not in page


def test_minutes_and_pictures_name_the_day_and_its_year(written):
    bo = written.join("Bo")

    page = bo.browser.get(f"/reports/workshops/{written.id}/minutes/").text
    picture = bo.browser.get(f"/reports/boards/{written.board}/picture/").text

    day = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? \d{1,2} [A-Z][a-z]+ 20\d\d")
    assert [bool(day.search(each)) for each in (page, picture)] == [True, True]


def test_a_guest_reads_the_minutes_and_is_offered_nothing_they_may_not_do(written):
    from app.accounts.services import new_guest
    from app.workshops.services.seats import take_seat

    with written.app.app_context():
        guest, opened = new_guest("Nour", "ar")
        take_seat(written.id, guest, name="Nour", role="participant")
    browser = written.app.test_client()
    with browser.session_transaction() as session:
        session["sid"] = opened.secret

    answer = browser.get(f"/reports/workshops/{written.id}/minutes/")

    assert answer.status_code == 200
    assert f"/reports/workshops/{written.id}/boards/" not in answer.text
    assert f"/reports/workshops/{written.id}/boards/" in written.people["Ada"].browser.get(answer.request.path).text


def test_each_file_is_called_after_its_workshop_its_board_and_the_day(app, written):
    browser = written.people["Ada"].browser
    today = clock.now().astimezone(ZoneInfo("Asia/Kolkata")).date()

    def names():
        files = ("workshops/{0.id}/boards.json", "boards/{0.board}.json", "boards/{0.board}.csv")
        answers = [browser.get(f"/reports/{file.format(written)}") for file in files]
        return [each.headers["Content-Disposition"] for each in answers]

    board = f"Fast-tests-{CANVAS.replace('_', '-')}-{today}"
    plain = (f"Fast-tests-boards-{today}.json", f"{board}.json", f"{board}.csv")
    assert names() == [f"attachment; filename={name}" for name in plain]

    with app.app_context(), transaction():
        db.session.get(Workshop, written.id).title = "Быстрые / тесты"
    told = names()
    assert [parse_options_header(each)[1]["filename"] for each in told] == [
        f"Быстрые-тесты-boards-{today}.json",
        *(name.replace("Fast-tests", "Быстрые-тесты") for name in plain[1:]),
    ]
