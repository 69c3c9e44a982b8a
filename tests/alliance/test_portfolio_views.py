"""Other ways to look at a portfolio: grid, timeline, asks, silent plans, and what each may see of them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from app import clock
from app.alliance.policy import REACHES, SEES, Reach, View
from app.db import db, transaction
from app.ids import new_id
from app.plans.days import today_in
from app.plans.models import Action, Ask, CheckIn, Plan
from tests.alliance.portfolio_house import house, rows_in

__all__ = ["house"]

NAMES = re.compile(r"Coral|Lotus|Norvale")
SECRETS = ("Coral", "Lotus", "Norvale", "Plan of", "Cleo", "A letter", "The minister", "No spectrum")


@pytest.fixture
def waiting(app, house):
    """An ask of each of two plans, one without a kind, and why an action of the third is blocked; the tenth day of
    silence at one of them, the twenty-first at another."""
    plans, browsers = house
    now = clock.now()
    today = today_in("UTC", now)

    def ago(days):
        return today - timedelta(days=days)

    def ask(plan, **said):
        return Ask(id=new_id(), plan_id=plans[plan], number=1, created_at=now, **said)

    with app.app_context(), transaction():
        db.session.add(ask("coral", title="A letter", to="The minister", kind="law", asked_on=ago(9), reply_by=ago(2)))
        db.session.add(ask("lotus", title="A letter", kind=None, asked_on=ago(3)))
        db.session.add(
            Ask(id=new_id(), plan_id=plans["lotus"], number=2, title="Answered", kind="law", asked_on=ago(3),
                answered_on=today, created_at=now)
        )  # fmt: skip
        blocked = update(Action).where(Action.plan_id == plans["coral"], Action.number == 2)
        db.session.execute(blocked.values(blocked_reason="No spectrum", blocked_since=ago(4), owner="Ada"))
        db.session.execute(delete(CheckIn).where(CheckIn.plan_id == plans["coral"]))
        db.session.execute(update(CheckIn).where(CheckIn.plan_id == plans["lotus"]).values(on=ago(10)))
        db.session.execute(update(Plan).where(Plan.id == plans["lotus"]).values(leader="Lin"))
    return plans, browsers


def test_the_grid_counts_plans_by_capability_and_region_and_each_cell_leads_to_them(waiting):
    _plans, browsers = waiting

    page = browsers["Sec"].get("/portfolio/grid/?type=technology_acceleration").text

    assert [row for row in rows_in(page) if any(sign.isdigit() for sign in row)] == [
        "Enterprise growth 1 worst: No data · no plan · no plan · no plan · no plan · no plan",
        "No capability yet · no plan · no plan · no plan 2 worst: Off track · no plan · no plan",
    ]
    leads = re.findall(r'class="ht-none"><a href="([^"]+)"', page)
    assert leads == ["/portfolio/?region=AFR&amp;capability=sme&amp;type=technology_acceleration"]
    assert NAMES.findall("".join(rows_in(browsers["Sec"].get(leads[0].replace("&amp;", "&")).text))) == ["Coral"] * 2


def test_the_timeline_shows_plans_with_their_reviews_and_says_where_two_fall_into_one_week(app, waiting):
    plans, browsers = waiting
    with app.app_context(), transaction():
        begun = db.session.get(Plan, plans["lotus"]).day_one
        same = {"coach": "Cleo", "day_one": begun - timedelta(days=begun.weekday())}
        db.session.execute(update(Plan).where(Plan.id.in_([plans["lotus"], plans["norvale"]])).values(**same))

    page = browsers["Sec"].get("/portfolio/timeline/").text

    assert [NAMES.search(row)[0] for row in rows_in(page)] == ["Coral", "Lotus", "Norvale"]
    assert [row.count("same week") for row in rows_in(page)] == [0, 2, 2]
    assert page.count('<svg class="axis"') == 1 + 3
    clashes = re.findall(r"<li><h3>(.*?)</h3>", page)
    assert [re.sub("<[^>]+>", "", each).startswith("Cleo, week of ") for each in clashes] == [True, True]


def test_the_line_of_today_stands_on_the_day_it_is_where_the_reader_is(waiting, person, come_in):
    east = come_in(person("East", alliance_role="secretariat", timezone="Pacific/Kiritimati"))
    west = come_in(person("West", alliance_role="secretariat", timezone="Pacific/Pago_Pago"))

    lines = [re.search(r'class="ax-now" x1="([\d.]+)%"', who.get("/portfolio/timeline/").text) for who in (west, east)]

    # At nine in the morning in Greenwich it is ten in the evening before in Samoa, and eleven at night on the Line.
    assert float(lines[0][1]) < float(lines[1][1])


@pytest.mark.row("C5")
def test_asks_stand_by_kind_the_overdue_first_and_blocked_actions_with_what_blocks_them(waiting):
    plans, browsers = waiting

    page = browsers["Sec"].get("/portfolio/asks/").text

    assert re.findall(r'<h2 id="ask-\w+">([^<]+)</h2>', page) == [
        "Law or rules",
        "Nobody said what about",
        "Blocked actions",
    ]
    tables = [rows_in(f"<tbody>{body}</tbody>") for body in re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)]
    assert tables[0] == [
        ("A letter The minister Coral Innovation House Plan of Coral Innovation House 9 days "
        f"{told(-2)} 2 days late")
    ]  # fmt: skip
    assert tables[1] == ["A letter – Lotus Islands Desk Plan of Lotus Islands Desk 3 days –"]
    assert tables[2][0] == (
        "Ask No spectrum Coral Innovation House Plan of Coral Innovation House 4 days Ada"
    )  # fmt: skip
    assert f'href="/plans/{plans["coral"]}/#ask-1"' in page
    assert "Answered" not in page
    assert browsers["Sec"].get("/portfolio/asks/?q=lotus").text.count("A letter") == 1


def told(days):
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", today_in("UTC", clock.now()) + timedelta(days=days), locale="en_GB")


def test_silent_plans_are_told_with_who_coaches_them(waiting):
    _plans, browsers = waiting

    page = browsers["Sec"].get("/portfolio/silent/").text

    tables = [rows_in(f"<tbody>{body}</tbody>") for body in re.findall(r"<tbody>(.*?)</tbody>", page, re.DOTALL)]
    assert tables == [
        [
            (
                "Coral Innovation House Plan of Coral Innovation House 31 days no check-in yet Cleo nobody yet 31 "
                "Needs attention when last known (day 20). No data"
            )
        ],
        ["Lotus Islands Desk Plan of Lotus Islands Desk 10 days nobody yet Lin 12 Off track"],
    ]


def test_each_sees_in_every_view_what_they_look_after_and_the_board_no_plan_by_its_name(waiting):
    plans, browsers = waiting
    after = {"Root": {"Coral", "Lotus", "Norvale"}, "Sec": {"Coral", "Lotus", "Norvale"}, "Rae": {"Lotus", "Norvale"},
             "Dara": {"Coral"}}  # fmt: skip
    shown = {"timeline": {"Coral", "Lotus", "Norvale"}, "asks": {"Coral", "Lotus"}, "silent": {"Coral", "Lotus"}}

    seen = {
        (who, view): set(NAMES.findall("".join(rows_in(browsers[who].get(f"/portfolio/{view}/").text))))
        for who in after
        for view in shown
    }

    assert seen == {(who, view): after[who] & shown[view] for who in after for view in shown}
    answers = {view: browsers["Gov"].get(f"/portfolio/{view}/?q=coral") for view in ("grid", *shown)}
    assert {view: answer.status_code for view, answer in answers.items()} == {
        "grid": 200, "timeline": 403, "asks": 200, "silent": 403,
    }  # fmt: skip
    for answer in answers.values():
        assert [secret for secret in (*SECRETS, *plans.values()) if secret in answer.text.replace("?q=coral", "")] == []
    counted = [row for row in rows_in(answers["asks"].text) if any(sign in row for sign in "123456789")]
    assert counted == [
        "Law or rules 1 0 0 0 0 0 0 1", "Nobody said what about 0 0 0 1 0 0 0 1", "Blocked actions 1 0 0 1 0 0 0 2",
    ]  # fmt: skip
    assert {browsers["Stranger"].get(f"/portfolio/{view}/").status_code for view in ("grid", *shown)} == {403}


def test_what_each_reach_sees_is_written_down():
    assert {reach: set(views) for reach, views in SEES.items()} == {
        Reach.ALL: set(View), Reach.REGION: set(View), Reach.OWN: set(View),
        Reach.COUNTS: {View.PLANS, View.GRID, View.ASKS, View.INDICATORS},
    }  # fmt: skip
    assert set(REACHES.values()) <= set(SEES)


def test_the_ways_keep_what_one_looks_for_and_htmx_renews_them(waiting):
    _plans, browsers = waiting

    page = browsers["Sec"].fragment("/portfolio/silent/?region=ASP&q=lotus&rows=100")

    ways = re.findall(r'<a href="(/portfolio/[a-z]*/?[^"]*)"[^>]*><svg class="i"', page.text)
    assert ways == [
        f"/portfolio/{view}?q=lotus&amp;region=ASP"
        for view in ("", "grid/", "timeline/", "asks/", "silent/", "indicators/")
    ]
    assert page.headers["HX-Replace-Url"] == "/portfolio/silent/?q=lotus&region=ASP&rows=100"
    assert re.sub(r"\{#.*?#\}", "", page.text).lstrip().startswith('<div id="folio">')


def test_a_view_without_anything_says_so_kindly(come_in, person):
    browser = come_in(person("Sec", alliance_role="secretariat"))
    said = "No plan yet. Directors and facilitators of a centre begin one, by hand or from a note of a workshop."

    assert [said in browser.get(f"/portfolio/{view}/").text for view in ("grid", "timeline", "asks", "silent")] == [
        True
    ] * 4
