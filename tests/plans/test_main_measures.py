"""What a published plan counts as its main measure changes with a reason only, and the one before stays in sight."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask_babel import force_locale

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.errors import MainMeasurePromised, MeasureLocked, ReasonMissing
from app.plans.models import Agreement, Measure, Plan
from app.plans.promotion.becoming import MeasureWords as PromotedMeasure
from app.plans.services import MeasureWords
from tests.plans.letters import links, words
from tests.plans.test_promises import said_in

TESTS = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)
MEETINGS = MeasureWords(name="Meetings held", baseline=0, target=10, main=True)
WHY = "The ministry counts meetings"
FORMER = "Promised first as the main measure:"


@pytest.fixture
def late(app, ending):
    """A published plan on day 40 with 8 of 30 tests."""
    ending.at(40)
    with app.app_context():
        services.file_reading(ending.dara, ending.measure_id, on=ending.today, value=8)
    return ending


def measures_of(late):
    return {each.name: each for each in db.session.get(Plan, late.plan_id).measures}


def replaced(app, late):
    """Meetings are the main measure in place of tests, of which fewer are promised too."""
    with app.app_context():
        services.change_measure(late.dara, late.measure_id, replace(TESTS, target=20.0), why="Two labs closed")
        services.add_measure(late.dara, late.plan_id, MEETINGS, why=WHY)
        services.change_measure(late.dara, late.measure_id, replace(TESTS, target=20.0, main=False), why=WHY)


def test_after_day_fifteen_another_main_measure_needs_the_sponsor(app, late):
    with app.app_context():
        with pytest.raises(MeasureLocked):
            services.add_measure(late.dara, late.plan_id, MEETINGS)
        assert list(measures_of(late)) == ["Tests"]

        added = services.add_measure(late.dara, late.plan_id, MEETINGS, why=WHY)

        [move] = added.moves
        assert (added.main, move.reason, move.sponsor, move.promised["main"]) == (True, WHY, "The director", False)
        [agreement] = db.session.get(Plan, late.plan_id).agreements
        assert (agreement.name, agreement.changed) == ("Meetings held", {"main": [False, True]})


def test_until_day_fifteen_another_main_measure_needs_a_reason(app, ending):
    ending.at(10)
    with app.app_context():
        with pytest.raises(ReasonMissing):
            services.add_measure(ending.dara, ending.plan_id, MEETINGS)
        [move] = services.add_measure(ending.dara, ending.plan_id, MEETINGS, why=WHY).moves

    assert (move.reason, move.sponsor) == (WHY, "")


@pytest.mark.parametrize("mark", [True, False])
def test_the_mark_of_a_measure_that_is_there_needs_the_sponsor(app, late, mark):
    with app.app_context():
        services.add_measure(late.dara, late.plan_id, replace(MEETINGS, main=not mark), why="" if mark else WHY)
        meetings = measures_of(late)["Meetings held"]

        with pytest.raises(MeasureLocked):
            services.change_measure(late.dara, meetings.id, replace(MEETINGS, main=mark))


def test_a_supporting_measure_is_added_freely(app, late):
    with app.app_context():
        added = services.add_measure(late.dara, late.plan_id, replace(MEETINGS, main=False))

        assert (added.main, added.moves) == (False, [])


def test_a_draft_gets_its_main_measures_freely(app, planned):
    with app.app_context():
        added = services.add_measure(planned.people["Dara"], planned.plan_id, MEETINGS)

        assert (added.main, added.moves) == (True, [])


def test_a_note_becomes_no_main_measure_of_a_published_plan(app, late):
    words = PromotedMeasure(title="Meetings held", baseline=0, target=10, main=True)
    with app.app_context():
        board_id, note_id = late.note("Meetings held")
        with pytest.raises(MainMeasurePromised):
            services.promote(late.seats["Ada"], board_id, note_id, words)
        services.promote(late.seats["Ada"], board_id, note_id, replace(words, main=False))

        assert measures_of(late)["Meetings held"].main is False


def test_the_form_asks_what_the_sponsor_agreed_to(late):
    dara, at = late.browser("Dara"), f"/plans/{late.plan_id}/measures/"
    said = {"name": "Meetings held", "baseline": "0", "target": "10", "direction": "up", "curve": "straight"}

    refused = dara.submit(at, **said, main="y")

    assert refused.status_code == 422
    assert "Say what the sponsor agreed to, in one sentence." in refused.text
    assert dara.submit(at, **said, main="y", why=WHY).status_code == 303
    assert dara.submit(at, **{**said, "name": "Calls"}).status_code == 303
    log = dara.get(f"/plans/{late.plan_id}/changes/").text
    assert WHY in log


def test_the_former_main_measure_stays_in_sight(app, late):
    replaced(app, late)
    agreed_to(app)
    dara, at = late.browser("Dara"), f"/plans/{late.plan_id}/"
    with app.app_context():
        token = services.share_plan(late.dara, late.plan_id, label="Ministry", parts=[Shown.NUMBERS]).token

    for page in (at, f"{at}print/", f"{at}week/"):
        told = said_in(dara.get(page).text)
        assert f"{FORMER} Tests, 8 of 20" in told, page
        assert "Target 20, first promised 30." in told, page
    outside = app.test_client().get(f"/p/{token}/").text
    assert "It was promised first as the main measure." in outside


def agreed_to(app):
    """Let the sponsor have made every change themselves: numbers of the portfolio go by what is promised now."""
    with app.app_context(), transaction():
        db.session.execute(db.update(Agreement).values(own=True))


def test_the_portfolio_and_its_file_keep_the_former_main_measure(app, late):
    replaced(app, late)
    agreed_to(app)
    sec = late.browser("Sec")

    page = said_in(sec.get("/portfolio/").text)
    with app.test_request_context():
        table = table_of(View.PLANS, take_look(late.people["Sec"], vocabulary(), Wanted()))
    [row] = [dict(zip(table.head, cells, strict=True)) for cells in table.rows]

    assert f"{FORMER} Tests, 8 of 20 tests, first promised 30" in page
    assert row["Main measure promised first"] == "Tests: 8 of 20 tests, first promised 30"


def test_the_portfolios_file_parts_what_it_tells_as_its_language_does(app, late):
    replaced(app, late)
    agreed_to(app)
    with app.test_request_context(), force_locale("ar"):
        table = table_of(View.PLANS, take_look(late.people["Sec"], vocabulary(), Wanted()))
    [told] = [cell for cell in table.rows[0] if str(cell).startswith("Tests: ")]

    assert ("، " in told, ", " in told) == (True, False)


def test_a_second_main_measure_does_not_hide_the_first(app, late):
    with app.app_context():
        added_id = services.add_measure(late.dara, late.plan_id, MEETINGS, why=WHY).id
    agreed_to(app)
    sec = late.browser("Sec")

    # Until the second is judged, the row shows the first.
    assert "8 of 30 tests the one furthest behind of 2" in said_in(sec.get("/portfolio/").text)
    with app.app_context(), transaction():
        db.session.get(Measure, added_id).created_at -= timedelta(days=20)
    assert f"not counted yet, aim 10 {FORMER} Tests, 8 of 30" in said_in(sec.get("/portfolio/").text)


def test_measures_that_kept_their_marks_say_no_more_than_before(late):
    assert FORMER not in late.browser("Sec").get("/portfolio/").text
    assert FORMER not in late.browser("Dara").get(f"/plans/{late.plan_id}/").text


def eased(asked, *others):
    """Let these be main measures too, and tests none any more."""
    with asked.app.app_context():
        for other in others:
            services.add_measure(asked.dara, asked.plan_id, other, why=WHY)
        now = replace(TESTS, target=2000.0, main=False)
        services.change_measure(asked.dara, asked.measure_id, now, why=WHY)


def test_the_sponsor_reads_which_measure_takes_the_place_of_a_main_one(app, asked, postbox):
    eased(asked, replace(MEETINGS, unit="meetings"), replace(MEETINGS, name="Calls", target=5))
    takes = "Main measure now: Meetings held (0 to 10 meetings), Calls (0 to 5)."

    mine = said_in(asked.room.browser("Mo").get("/plans/mine/").text)
    assert f"Main measureBefore: yes Now: no {takes}" in mine
    assert f"Main measure, before: yes, now: no. {takes}" in said_in(asked.room.browser("Dara").get(asked.page).text)
    asked.morning(at=24 * 3600)
    letter = next(mail for address, mail in postbox.letters if address == asked.mo.email)
    assert f"Main measure: yes → no {takes}" in words(letter)
    assert f"Before: yes Now: no {takes}" in said_in(app.test_client().get(f"/a/{links(letter)[-1]}/").text)


def test_the_sponsor_reads_that_no_main_measure_remains(app, asked):
    eased(asked, MEETINGS)
    with app.app_context(), transaction():
        measures_of(asked)["Meetings held"].main = False

    mine = said_in(asked.room.browser("Mo").get("/plans/mine/").text)

    assert "Main measureBefore: yes Now: no No main measure remains." in mine


def test_a_refused_change_of_the_main_measure_says_what_took_its_place(app, asked):
    eased(asked, MEETINGS)
    mo, dara = asked.room.browser("Mo"), asked.room.browser("Dara")
    with app.app_context():
        [ask_id] = {each.ask_id for each in db.session.get(Plan, asked.plan_id).agreements}
        seen = len(db.session.get(Plan, asked.plan_id).agreements)

    assert mo.submit(f"/plans/asks/{ask_id}/consent/", verdict="no", seen=str(seen)).status_code == 303

    page = said_in(dara.get(asked.page).text)
    assert "Main measure, before: yes, now: no. Main measure now: Meetings held (0 to 10)." in page


def test_the_sign_off_names_the_main_measure_beside_the_one_of_before(app, late):
    replaced(app, late)

    page = said_in(late.browser("Dara").get(f"/plans/{late.plan_id}/sign-off/").text)

    assert "Promised first as the main measure. Main measure now: Meetings held (0 to 10)." in page


def test_a_main_measure_that_is_one_again_is_told_without_another_in_its_place(app, asked):
    eased(asked, MEETINGS)
    with app.app_context():
        services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=2000.0), why="Both count")

    assert "Main measure now" not in said_in(asked.room.browser("Mo").get("/plans/mine/").text)


def test_the_week_counts_the_new_numbers_of_each_measure_alone(app, late):
    with app.app_context():
        second = services.add_measure(late.dara, late.plan_id, replace(MEETINGS, main=False), why=WHY)
        quiet = services.add_measure(late.dara, late.plan_id, replace(MEETINGS, name="Visits", main=False), why=WHY)
        services.file_reading(late.dara, quiet.id, on=late.day(20), value=1)
        services.file_reading(late.dara, late.measure_id, on=late.day(38), value=7)
        for day in (37, 38, 39):
            services.file_reading(late.dara, second.id, on=late.day(day), value=day - 30)
    page = said_in(late.browser("Dara").get(f"/plans/{late.plan_id}/week/").text)

    assert ("Tests · 2 new numbers" in page, "Meetings held · 3 new numbers" in page) == (True, True)
    assert (page.count("new number"), "Visits ·" in page) == (2, False)
