"""The portfolio asks the database as often for four hundred plans as for one, soon, and keeps nobody else waiting."""

import time
import urllib.request

import pytest

from app.db import db
from tests.alliance.many import agree_themselves, lead_themselves, promise_otherwise, write_plans
from tests.conftest import browser_of
from tests.house.test_queries import asked_for
from tests.house_process import House

MOST = 15
"""Questions, with the one that begins and the two that say who asks."""

OF_SILENT = 5
"""Questions about plans that may have no data: which they are, all their check-ins, all their numbers, and how the days
and the weight of what is in them changed."""

OF_REOPENED = 1
"""The question about how plans stood at sign-offs that were taken back."""

OF_LEADS = 4
"""Questions about plans whose sponsor may lead or coach them: their people, the changes of these, how they are reached
and whose addresses these are."""

OF_AGREED = 4
"""Questions about plans in which who leads or coaches them may have agreed to a change: the changes with their answers,
what they are about, and who wrote them."""

PAGE, STATUSES = 0.1, 0.2
"""Seconds of work the first page and the statuses of four hundred plans may take; here thrice as many: machines differ,
and `python -m benchmarks 400 --scenario portfolio` says how many they take."""

PLANS, CENTRES = 400, 200


@pytest.fixture
def many(app):
    from app.centres.services import load_terms

    with app.app_context():
        load_terms()
        return write_plans(CENTRES, PLANS)


ROLES = {
    "secretariat": {"alliance_role": "secretariat"},
    "regional office": {"alliance_role": "regional office", "alliance_region": "AFR"},
    "governance board": {"alliance_role": "governance board"},
}


def test_four_hundred_plans_ask_no_more_than_one(app, person, come_in):
    browsers = {role: come_in(person(role, **fields)) for role, fields in ROLES.items()}
    with app.app_context():
        write_plans(1, 1)
    few = {role: asked_for(app, browser, "/portfolio/") for role, browser in browsers.items()}
    with app.app_context():
        write_plans(CENTRES, PLANS)

    many = {role: asked_for(app, browser, "/portfolio/") for role, browser in browsers.items()}

    assert many == few
    assert max(len(asked) for asked in many.values()) <= MOST


def test_what_changed_since_it_was_promised_asks_no_more(app, person, come_in):
    browser = come_in(person("Sec", **ROLES["secretariat"]))
    with app.app_context():
        promise_otherwise(write_plans(2, 3))

    asked = asked_for(app, browser, "/portfolio/")
    page = browser.get("/portfolio/").text

    told = ("Promised otherwise first", "done later than first promised", "first promised in other words")
    assert [page.count(each) for each in told] == [3, 3, 3]
    assert (page.count("Last of all"), page.count("Before that")) == (3, 0)
    assert len(asked) <= MOST + OF_SILENT + OF_REOPENED


def asked_for_few_and_many(app, browser, change):
    """Return what the portfolio asks the database of three changed plans, and of thirty."""
    with app.app_context():
        change(write_plans(1, 3))
    few = asked_for(app, browser, "/portfolio/")
    with app.app_context():
        change(write_plans(9, 27))
    return few, asked_for(app, browser, "/portfolio/")


def test_sponsors_who_lead_their_plans_ask_no_more_than_one(app, person, come_in):
    browser = come_in(person("Sec", **ROLES["secretariat"]))

    few, many = asked_for_few_and_many(app, browser, lead_themselves)

    assert browser.get("/portfolio/").text.count("The sponsor also leads this plan.") == 30
    assert (many, len(many) <= MOST + OF_SILENT + OF_LEADS) == (few, True)


def test_promises_to_which_leaders_agreed_ask_no_more_than_one(app, person, come_in):
    browser = come_in(person("Sec", **ROLES["secretariat"]))

    few, many = asked_for_few_and_many(app, browser, agree_themselves)

    said = browser.get("/portfolio/").text.count("A changed promise was agreed to by who leads the plan.")
    assert (said, many) == (30, few)
    assert len(many) <= MOST + OF_SILENT + OF_LEADS + OF_AGREED


def test_the_first_page_and_the_statuses_of_four_hundred_plans_come_soon(app, person, come_in, many):
    from app.alliance.portfolio.queries import holding_of

    sec = person("Sec", **ROLES["secretariat"])
    browser = come_in(sec)

    def page():
        assert browser.get("/portfolio/").status_code == 200

    def statuses():
        with app.app_context():
            assert len(holding_of(sec).rows) == PLANS
            db.session.remove()

    assert quickest(page) <= 3 * PAGE
    assert quickest(statuses) <= 3 * STATUSES


def quickest(deed):
    """Seconds of work it takes when nothing has to be made ready; what others on the machine take does not count."""
    took = []
    for _time in range(4):
        begun = time.process_time()
        deed()
        took.append(time.process_time() - begun)
    return min(took)


@pytest.mark.process
@pytest.mark.sqlite_only("a house of its own, watched")
def test_who_reads_the_portfolio_keeps_nobody_waiting(app, environ, person, many):
    """The house is watched, and no turn of it may be long: see `_nobody_was_kept_waiting`."""
    browser = browser_of(app, person("Sec", **ROLES["secretariat"]))
    kept = app.config["SESSION_COOKIE_NAME"]
    cookie = f"{kept}={browser.get_cookie(kept).value}"
    house = House(environ)
    house.start()
    try:
        pages = [opened(f"{house.url}/portfolio/{asked}", cookie) for asked in ("", "?q=centre", "?rows=400")]
    finally:
        house.kill()

    assert [page.count('<th scope="row">') for page in pages] == [50, 50, 400]


def opened(url, cookie):
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Cookie": cookie})) as answer:
        return answer.read().decode()
