"""Where a plan paused since its last check-in, pages say its date: fewer of the days of the plan passed than dates."""

import re
from datetime import timedelta

import pytest
from jinja2 import pass_context
from markupsafe import Markup

from app import clock
from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import transaction
from app.moments import day_month
from app.plans import services
from app.plans.models import Verdict
from app.plans.services import CheckInWords, Consent
from tests.plans.test_promises import said_in

SINCE, PAUSE = 30, 14
PAGES = ("/portfolio/", "/portfolio/silent/", "/portfolio/caseload/", "plan")


@pytest.fixture
def quiet(app, asked):
    """A plan on day 46 without a pause of fourteen days until yesterday; somebody checked in thirty days ago."""
    asked.room.person("Sec", alliance_role="secretariat")
    with app.app_context():
        filed = services.check_in(asked.dara, asked.plan_id, CheckInWords(client_id="the-last-one", done="x"))
        with transaction():
            filed.on, filed.filed_at = asked.today - timedelta(days=SINCE), clock.now() - timedelta(days=SINCE)
        until = asked.today - timedelta(days=1)
        asked.first = asked.today - timedelta(days=PAUSE)
        services.pause_plan(asked.dara, asked.plan_id, first=asked.first, last=until, reason="Flood", agreed="Yes")
    return asked


def agree(app, quiet):
    """Say yes to the pause, as the sponsor."""
    with app.test_request_context():
        ask = next(each for each in quiet.plan().asks if any(one.kind == "pause" for one in each.agreements))
        services.confirm_own_ask(quiet.mo, ask.id, Consent(verdict=Verdict.YES, seen=len(ask.agreements)))


def told(app, quiet, before="before the pause"):
    with app.test_request_context():
        on = day_month(quiet.today - timedelta(days=SINCE))
    return f"Last check-in on {on}, {before}"


def read(quiet, at):
    reader, path = ("Dara", quiet.page) if at == "plan" else ("Sec", at)
    return said_in(quiet.room.browser(reader).get(path).text)


@pytest.mark.parametrize("at", PAGES)
def test_each_page_says_the_date_of_the_last_check_in_and_that_a_pause_began_since(app, quiet, at):
    agree(app, quiet)

    page = read(quiet, at)

    assert (told(app, quiet) in page, "16 days ago" in page, "No check-in for 16" in page) == (True, False, False)


def test_a_sentence_about_the_last_check_in_ends_as_its_language_does(app, quiet, monkeypatch):
    own = app.jinja_env.globals["gettext"]

    @pass_context
    def as_in_chinese(context, sentence, **names):
        return Markup(re.sub(r"\.$", "。", own(context, sentence, **names)))

    monkeypatch.setitem(app.jinja_env.globals, "gettext", as_in_chinese)
    agree(app, quiet)

    page = read(quiet, "plan")

    assert (page.count(f"{told(app, quiet)}。"), page.count(told(app, quiet))) == (2, 2)


def test_a_pause_that_the_sponsor_did_not_agree_to_makes_the_days_no_fewer(app, quiet):
    pages = [read(quiet, at) for at in PAGES]

    assert "30 days ago" in pages[0]
    assert [told(app, quiet) in page for page in pages] == [False] * len(PAGES)


def test_a_check_in_while_the_plan_paused_was_not_before_the_pause(app, quiet):
    agree(app, quiet)
    with app.app_context(), transaction():
        [filed] = quiet.plan().check_ins
        filed.on = quiet.first + timedelta(days=2)
    with app.test_request_context():
        on = f"Last check-in on {day_month(quiet.first + timedelta(days=2))}"

    page = read(quiet, "/portfolio/")

    assert (on in page, "before the pause" in page) == (True, False)


def test_the_file_of_a_portfolio_has_the_date_beside_the_days(app, quiet):
    agree(app, quiet)
    sec = quiet.room.people["Sec"]
    with app.test_request_context():
        table = table_of(View.PLANS, take_look(sec, vocabulary(), Wanted()))
    row = dict(zip(table.head, table.rows[0], strict=True))

    assert row["Last check-in"] == quiet.today - timedelta(days=SINCE)
    assert row["Days since the last check-in"] == SINCE - PAUSE
