"""Votes by one tap: an energy check has something to tap, and each vote of the library has the terms of its canvas."""

import re
from datetime import date, time

import pytest

from tests.boards.conftest import Room, Somebody, browser_of, note_id, person
from tests.voting.conftest import Votes

TITLES = ["Exhausted", "Low", "Fine", "Good", "Full of energy"]


@pytest.fixture
def votes(app) -> Votes:
    """A room about to check its energy, with the steps of the library."""
    from app.boards.queries import plenary_board
    from app.canvases.library import library
    from app.workshops.agenda import AgendaDay
    from app.workshops.drafts import Brief, from_canvases
    from app.workshops.queries import seat_of
    from app.workshops.services import make_workshop

    ada, shelf = person(app, "Ada"), library().canvases
    with app.app_context():
        days = (AgendaDay(date(2026, 3, 23), time(9)),)
        brief = Brief(title="How are we?", host_name="The Lab", timezone="Asia/Kolkata", days=days)
        steps = from_canvases([(shelf["energy_check"], 5), (shelf["consent_decision"], 20)])
        workshop = make_workshop(ada, brief, steps, canvases=shelf)
        seat, board = seat_of(workshop.id, ada.id), plenary_board(workshop.id, "energy_check")
    room = Room(app, workshop.id, board.id, board.epoch)
    room.people["Ada"] = Somebody(room, seat.id, ada.id, browser_of(app, ada))
    return Votes(room)


def press(votes: Votes, to: str = "next") -> None:
    ada, cockpit = votes.room.people["Ada"].browser, f"/w/{votes.room.id}/cockpit/"
    seen = ada.get(cockpit).text.split('name="seen" value="')[1].split('"')[0]
    assert ada.submit(f"/w/{votes.room.id}/moves/", to=to, seen=seen).status_code == 303


def test_an_energy_check_lays_a_note_to_tap_in_each_column(votes):
    bo, cy = votes.join("Bo"), votes.join("Cy")
    press(votes)
    notes = {event["r"]["text"]: event for event in bo.somebody.sees()}
    votes.round_id = bo.sees()["round"]["id"]

    first, second = bo.give(notes["Low"]["id"]), bo.give(notes["Fine"]["id"])
    cy.give(notes["Low"]["id"])
    press(votes)

    zones = {text: note["r"]["zone"] for text, note in notes.items()}
    assert zones == dict(zip(TITLES, ["e1", "e2", "e3", "e4", "e5"], strict=True))
    assert (first[0], first[1]["left"], second[1]["x"]) == (200, 0, "budget-spent")
    assert [(each["dots"], each["element"]) for each in bo.sees()["results"] if each["dots"]] == [
        (2, notes["Low"]["id"])
    ]


def test_a_second_energy_check_taps_the_same_notes_again(votes):
    bo = votes.join("Bo")
    press(votes)
    press(votes)

    press(votes, "back")
    votes.open(dots=1)

    assert sorted(event["r"]["text"] for event in bo.somebody.sees()) == sorted(TITLES)
    assert bo.sees()["round"]["budget"] == 1


def board_of(votes: Votes, canvas: str) -> str:
    """The id of the board of a canvas."""
    shown = votes.room.people["Ada"].browser.get(f"/boards/for/{votes.room.id}/{canvas}/list/").text
    return shown.split('data-board="')[1].split('"')[0]


def panel(votes: Votes) -> str:
    """The vote as the cockpit shows it, as plain words."""
    shown = votes.room.people["Ada"].browser.get(f"/votes/of/{votes.room.id}/panel/").text
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


BARE = "nothing that all can see lies in “Proposal”. Write there what they vote on."


def test_before_a_consent_check_its_facilitator_is_told_that_nothing_is_proposed(votes):
    energy = panel(votes)
    for _ in range(3):
        press(votes)
    before = panel(votes)

    form = {"note": note_id("proposed"), "zone": "proposal", "text": "We open at nine", "said": ""}
    notes = f"/boards/{board_of(votes, 'consent_decision')}/notes/"
    assert votes.room.people["Ada"].browser.submit(notes, **form).status_code == 303

    assert [BARE in each for each in (energy, before, panel(votes))] == [False, True, False]


def test_in_an_open_vote_without_anything_to_tap_its_facilitator_is_told_so(votes):
    votes.open(zone="e1")

    assert "People have nothing to tap in this vote" in panel(votes)


def test_a_consent_check_gives_each_person_one_dot_on_the_proposal(votes):
    bo = votes.join("Bo")
    for _ in range(7):
        press(votes)

    votes.room.board = board_of(votes, "consent_decision")
    opened = bo.sees()["round"]
    assert (opened["scope"], opened["budget"], opened["per_note"]) == ("proposal", 1, 1)


def test_dots_on_an_energy_check_make_no_theme_of_the_minutes(votes):
    bo = votes.join("Bo")
    press(votes)
    votes.round_id = bo.sees()["round"]["id"]
    bo.give(next(event["id"] for event in bo.somebody.sees() if event["r"]["text"] == "Low"))
    press(votes)

    page = votes.room.people["Ada"].browser.get(f"/reports/workshops/{votes.room.id}/minutes/").text

    themes = page[page.index('id="mi-themes"') : page.index("</section>", page.index('id="mi-themes"'))]
    assert ("Low" in themes, "Low" in page) == (False, True)


def test_while_people_vote_nobody_is_told_only_to_read_and_listen(votes):
    bo = votes.join("Bo")
    votes.open(zone="e1")

    for page in (f"/w/{votes.room.id}/step/", f"/boards/{votes.room.board}/list/"):
        shown = bo.browser.get(page).text
        assert ("Nobody writes just now.</span>" in shown, "Read and listen" in shown) == (True, False)


ARABIC = ["منهك", "منخفض", "مقبول", "جيد", "مفعم بالطاقة"]


def lines_of(page: str) -> list[str]:
    """Every paragraph, cell and heading of a page that is one of the titles, in its order, in either language."""
    said = re.findall(r">([^<>]+)<", page)
    return [words.strip() for words in said if words.strip() in {*TITLES, *ARABIC}]


def test_what_a_vote_laid_is_told_in_the_language_of_each_reader(votes):
    bo = votes.join("Bo")
    press(votes)
    votes.round_id = bo.sees()["round"]["id"]
    arabic = {"Accept-Language": "ar"}

    def seen(address: str) -> list[str]:
        return lines_of(bo.browser.get(address, headers=arabic).text)

    laid = [f"/boards/{votes.board}/list/", f"/votes/of/{votes.board}/page/", f"/w/{votes.room.id}/"]
    while_open = [set(seen(address)) for address in laid]
    bo.give(next(event["id"] for event in bo.somebody.sees() if event["r"]["text"] == "Low"))
    press(votes)
    counted = [seen(f"/votes/of/{votes.board}/{name}/") for name in ("part", "page")]
    minutes = set(seen(f"/reports/workshops/{votes.room.id}/minutes/"))

    assert while_open == [set(ARABIC)] * 3
    assert counted == [[ARABIC[1]]] * 2
    assert minutes == set(ARABIC)


def test_a_wall_tells_what_a_vote_laid_in_the_language_its_reader_chose(votes):
    bo = votes.join("Bo")
    press(votes)
    votes.round_id = bo.sees()["round"]["id"]
    bo.give(next(event["id"] for event in bo.somebody.sees() if event["r"]["text"] == "Low"))
    press(votes)
    wall = votes.room.people["Ada"].browser
    wall.submit("/language/", language="ar", next="/")

    shown = [
        lines_of(wall.get(address).text)
        for address in (f"/boards/for/{votes.room.id}/energy_check/wall/", f"/votes/of/{votes.room.id}/wall/")
    ]

    assert [set(each) for each in shown] == [set(ARABIC), {ARABIC[1]}]


def test_words_that_are_the_title_of_another_zone_stay_as_somebody_wrote_them(votes):
    ada = votes.room.people["Ada"].browser
    form = {"note": note_id("own"), "zone": "e1", "text": "Low", "said": ""}
    assert ada.submit(f"/boards/{votes.board}/notes/", **form).status_code == 303

    page = ada.get(f"/boards/{votes.board}/list/", headers={"Accept-Language": "ar"}).text

    assert [each for each in lines_of(page) if each in TITLES] == ["Low"]


def test_minutes_count_no_note_that_the_vote_laid(votes):
    ada = votes.room.people["Ada"].browser
    press(votes)
    press(votes)
    minutes = f"/reports/workshops/{votes.room.id}/minutes/"
    before = ada.get(minutes).text

    form = {"note": note_id("own"), "zone": "e1", "text": "A long night", "said": ""}
    assert ada.submit(f"/boards/{votes.board}/notes/", **form).status_code == 303

    assert [re.findall(r"\d+ notes?, as", page) for page in (before, ada.get(minutes).text)] == [
        ["0 notes, as"],
        ["1 note, as"],
    ]


def test_the_words_of_a_vote_of_one_tap_fit_it_and_those_of_another_vote_stay(votes):
    bo = votes.join("Bo")
    press(votes)
    of_one_tap = [bo.part("part"), bo.part("page")]
    bo.give(next(event["id"] for event in bo.somebody.sees()), round_id=bo.sees()["round"]["id"])
    answered = bo.part("page")
    press(votes)
    votes.open(dots=3)
    of_dots = bo.part("part")

    tap, matters = "Tap the answer that fits you.", "tap what matters most to you"
    assert [(tap in page, matters in page, "Choose this" in page) for page in (*of_one_tap, of_dots)] == [
        (True, False, True),
        (True, False, True),
        (False, True, False),
    ]
    assert ["You have not answered yet." in page for page in (*of_one_tap[1:], answered)] == [True, False]
    assert "You have answered." in answered
