"""The portfolio in the house: each sees what is theirs, sorted and narrowed, and the board no plan by its name."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.alliance.policy import REACHES, Reach, reach_of
from app.db import db, transaction
from app.plans.days import today_in
from app.plans.models import Plan, StatusOverride
from tests.alliance.portfolio_house import house, rows_in

__all__ = ["house"]

COUNTED = r'href="[^"]*"[^>]*><b class="num">(\d+)</b><span class="st st-(\w+)"'


def names_in(text):
    return [re.search(r"(Coral|Lotus|Norvale)", each).group(1) for each in rows_in(text)]


@pytest.mark.row("C5", partly=True)
def test_the_portfolio_tells_of_each_plan_what_somebody_needs_in_one_minute(house):
    _plans, browsers = house

    page = browsers["Sec"].get("/portfolio/").text

    assert rows_in(page) == [
        "Coral Innovation House Plan of Coral Innovation House Africa Enterprise growth 31 2 of 100 firms Off track "
        "1 day ago 1 late 1 blocked Day 50 " + day_in(19),
        "Lotus Islands Desk Plan of Lotus Islands Desk Asia and the Pacific 12 40 of 100 firms Off track "
        "1 day ago 1 late 1 blocked Day 50 " + day_in(38),
        "Norvale Accelerator Plan of Norvale Accelerator Asia and the Pacific in 14 days No number yet Not started "
        "none yet – Day 50 " + day_in(63),
    ]
    assert {kind: int(number) for number, kind in re.findall(COUNTED, page)} == {
        "off": 2, "none": 0, "warn": 0, "ok": 0, "done": 0, "wait": 1, "draft": 0
    }  # fmt: skip


def day_in(days):
    from babel.dates import format_skeleton

    return format_skeleton("MMMMd", today_in("UTC", clock.now()) + timedelta(days=days), locale="en_GB")


def test_the_leaders_view_stands_under_the_computed_status(app, house):
    plans, browsers = house
    now = clock.now()
    with app.app_context(), transaction():
        today = today_in("UTC", now)
        db.session.add(
            StatusOverride(
                plan_id=plans["coral"],
                value="amber",
                reason="Storm",
                set_on=today,
                until=today + timedelta(days=13),
                created_at=now,
            )
        )

    assert "Off track team: needs attention 1 day ago" in rows_in(browsers["Sec"].get("/portfolio/").text)[0]


@pytest.mark.parametrize(
    ("who", "seen", "opened"),
    [
        ("Root", ["Coral", "Lotus", "Norvale"], ["coral", "lotus", "norvale"]),
        ("Sec", ["Coral", "Lotus", "Norvale"], ["coral", "lotus", "norvale"]),
        ("Rae", ["Lotus", "Norvale"], []),
        ("Dara", ["Coral"], ["coral"]),
    ],
)
def test_each_sees_the_plans_they_look_after_and_opens_those_they_may_read(house, who, seen, opened):
    plans, browsers = house

    page = browsers[who].get("/portfolio/").text

    assert sorted(names_in(page)) == seen
    assert sorted(name for name, plan_id in plans.items() if f'href="/plans/{plan_id}/"' in page) == opened
    for name in opened:
        assert browsers[who].get(f"/plans/{plans[name]}/").status_code == 200


def test_the_governance_board_reads_how_many_stand_how_and_no_plan_by_its_name(house):
    plans, browsers = house

    answers = [browsers["Gov"].get("/portfolio/").text, browsers["Gov"].fragment("/portfolio/?q=coral&status=off").text]

    for page in answers:
        assert [row for row in rows_in(page) if "0 0 0 0 0 0 0" not in row] == [
            "Africa 1 0 0 0 0 0 0 1",
            "Asia and the Pacific 1 0 0 0 0 1 0 2",
        ]
        assert re.findall(r'<li><b class="num">(\d)</b>', page) == ["2", "0", "0", "0", "0", "1", "0"]
        secrets = ["Coral", "Lotus", "Norvale", "Plan of", "Cleo", *plans.values()]
        assert [secret for secret in secrets if secret in page] == []


@pytest.mark.parametrize("who", ["Rev", "Nora", "Stranger"])
def test_who_looks_after_no_plan_is_told_so_kindly(house, who):
    _plans, browsers = house

    answer = browsers[who].get("/portfolio/")

    assert answer.status_code == 403
    assert "The portfolio is open to those who look after plans. None is yours to read so far." in answer.text


def test_guests_and_visitors_see_no_portfolio(house, client, come_in, guest):
    assert client.get("/portfolio/").status_code == 401
    assert come_in(guest("Bo")).get("/portfolio/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("region=AFR", ["Coral"]),
        ("region=nowhere", ["Coral", "Lotus", "Norvale"]),
        ("capability=sme", ["Coral"]),
        ("type=technology_acceleration&status=wait", ["Norvale"]),
        ("coach=Cleo", ["Coral"]),
        ("q=asie", ["Lotus", "Norvale"]),
        ("order=day", ["Norvale", "Lotus", "Coral"]),
        ("order=-day", ["Coral", "Lotus", "Norvale"]),
        ("order=centre", ["Coral", "Lotus", "Norvale"]),
        ("order=-centre&q=asia", ["Norvale", "Lotus"]),
        ("status=magic&order=magic", ["Coral", "Lotus", "Norvale"]),
    ],
)
def test_plans_are_found_and_sorted_by_the_address_alone(house, asked, found):
    _plans, browsers = house

    assert names_in(browsers["Sec"].get(f"/portfolio/?{asked}").text) == found


def test_htmx_gets_the_table_alone_and_the_address_that_finds_it_again(house):
    _plans, browsers = house

    answer = browsers["Sec"].fragment("/portfolio/?q=coral&region=&status=off&order=")

    assert re.sub(r"\{#.*?#\}", "", answer.text).lstrip().startswith('<div id="folio">')
    assert answer.headers["HX-Replace-Url"] == "/portfolio/?q=coral&status=off"
    assert names_in(answer.text) == ["Coral"]


def test_the_counts_lead_to_each_status_and_back_and_stay_while_one_is_chosen(house):
    _plans, browsers = house

    page = browsers["Sec"].get("/portfolio/?status=wait&region=ASP").text

    assert [(int(number), kind) for number, kind in re.findall(COUNTED, page)][::5] == [(1, "off"), (1, "wait")]
    assert 'href="/portfolio/?region=ASP&amp;status=off"' in page
    assert 'href="/portfolio/?region=ASP" aria-current="true"' in page


def test_what_finds_nothing_says_so_and_leads_back(house):
    _plans, browsers = house

    page = browsers["Sec"].get("/portfolio/?q=zzzz").text

    assert "No plan fits. Take a filter away or write fewer words." in page
    assert '<a class="btn" href="/portfolio/">Show all plans</a>' in page


def test_an_empty_house_says_how_a_plan_begins(come_in, person):
    said = "No plan yet. Directors and facilitators of a centre begin one, by hand or from a note of a workshop."
    for role in ("secretariat", "governance board"):
        page = come_in(person(role.title(), alliance_role=role)).get("/portfolio/").text
        assert said in page


def test_words_of_people_are_shown_and_never_run(app, house):
    plans, browsers = house
    with app.app_context(), transaction():
        db.session.get(Plan, plans["coral"]).title = "<script>alert(1)</script>"

    asked = browsers["Sec"].get("/portfolio/?q=%3Cscript%3Ealert(2)&coach=%22%3E%3Cb%3E").text
    listed = browsers["Sec"].get("/portfolio/").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in listed
    assert 'value="&lt;script&gt;alert(2)"' in asked
    assert ["<script>alert" in page for page in (asked, listed)] == [False, False]
    assert '"><b>' not in asked


def test_the_bar_leads_to_the_portfolio_for_a_role_that_sees_others_plans_and_to_ones_own_for_the_rest(house, client):
    _plans, browsers = house

    leads = {who: re.findall(r'href="(/plans/|/portfolio/)"', browsers[who].get("/about/").text) for who in browsers}

    assert leads == {
        "Root": ["/portfolio/"], "Sec": ["/portfolio/"], "Gov": ["/portfolio/"], "Rae": ["/portfolio/"],
        "Nora": ["/plans/"], "Rev": ["/plans/"], "Dara": ["/plans/"], "Stranger": ["/plans/"],
    }  # fmt: skip
    assert "/portfolio/" not in client.get("/about/").text


def test_every_role_of_the_alliance_has_a_reach(person):
    assert {role: reach_of(person(role, alliance_role=role)) for role in REACHES} == {
        "administrator": Reach.ALL,
        "secretariat": Reach.ALL,
        "regional office": Reach.OWN,
        "governance board": Reach.COUNTS,
    }
