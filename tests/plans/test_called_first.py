"""A plan that is called something else since it was published says what it was called, and who renamed it."""

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.plans import services
from app.plans.endings.sharing import Shown
from tests.plans.test_promises import said_in

FIRST, NOW, THEN = "Open the testbed", "Talk about the testbed", "Called first: Open the testbed"


@pytest.fixture
def here(app, rhythm):
    """A published plan on day 40; `rename` lets somebody call it something else, `read` what a page says to others."""
    rhythm.begin(40)
    fay = rhythm.room.employ("Fay", "facilitator")
    rhythm.at = f"/plans/{rhythm.plan_id}/"

    def rename(title, by=rhythm.dara):
        with app.app_context():
            plan = rhythm.plan()
            services.change_plan(by, plan.id, title=title, goal=plan.goal, day_one=plan.day_one)

    rhythm.fay, rhythm.rename = fay, rename
    rhythm.read = lambda page="": said_in(rhythm.room.browser("Fay").get(rhythm.at + page).text)
    with app.app_context():
        token = services.share_plan(rhythm.dara, rhythm.plan_id, label="Ministry", parts=[Shown.NUMBERS]).token
    rhythm.outside = lambda: said_in(app.test_client().get(f"/p/{token}/").text)
    return rhythm


def test_every_page_of_a_renamed_plan_says_what_it_was_called_first(here):
    here.rename("Something between")
    here.rename(NOW, by=here.fay)

    pages = {page: here.read(page) for page in ("", "print/", "week/", "sign-off/")} | {"outside": here.outside()}

    assert {page: (NOW in told, told.count(THEN)) for page, told in pages.items()} == dict.fromkeys(pages, (True, 1))


def test_the_portfolio_and_its_file_say_what_a_plan_was_called_and_promised_first(app, here):
    sec = here.room.person("Sec", alliance_role="secretariat")
    with app.app_context():
        goal, day_one = here.plan().goal, here.plan().day_one
        services.change_plan(here.dara, here.plan_id, title=NOW, goal="A talk", day_one=day_one, reason="Less")

    page = said_in(here.room.browser("Sec").get("/portfolio/").text)
    with app.test_request_context():
        table = table_of(View.PLANS, take_look(sec, vocabulary(), Wanted()))
    [row] = [dict(zip(map(str, table.head), row, strict=True)) for row in table.rows]

    assert page.count(THEN) == 1
    assert (row["Plan"], row["Called first"]) == (NOW, FIRST)
    assert (row["Goal"], row["Goal promised first"]) == ("A talk", goal)


def test_the_portfolio_says_nothing_of_a_plan_that_is_called_as_it_was(app, here):
    sec = here.room.person("Sec", alliance_role="secretariat")
    here.rename(NOW)
    here.rename("OPEN the testbed!")

    with app.test_request_context():
        table = table_of(View.PLANS, take_look(sec, vocabulary(), Wanted()))
    [row] = [dict(zip(map(str, table.head), row, strict=True)) for row in table.rows]

    assert (row["Called first"], row["Goal promised first"]) == ("", "")


def test_what_changed_says_who_renamed_a_plan_from_what_to_what(here):
    here.rename("Something between")
    here.rename(NOW, by=here.fay)

    told = here.read("changes/")

    assert "Dara Said anew: Something between Title: Open the testbed → Something between" in told
    assert f"Fay Said anew: {NOW} Title: Something between → {NOW}" in told


@pytest.mark.parametrize("title", [FIRST, "OPEN the testbed!"])
def test_a_plan_that_is_called_as_it_was_first_says_no_more(here, title):
    here.rename(NOW)
    here.rename(title)

    pages = [here.read(page) for page in ("", "print/", "week/", "sign-off/")] + [here.outside()]

    assert [page for page in pages if "Called first" in page] == []
