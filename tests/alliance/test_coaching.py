"""The caseload of a coach: which plans are silent, stuck or near a review, and a note where the team reads it."""

import re
from datetime import timedelta

import pytest

from app import clock
from app.accounts.models import Person
from app.alliance.coaching.case import case_of, is_called, worst_first
from app.alliance.coaching.services import leave_note
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.ids import new_id
from app.plans.extent import STANDING
from app.plans.models import Action, Ask, CheckIn, CheckInLink, Contact, Plan
from app.plans.people import key_of
from app.plans.status.gist_queries import gists
from tests.alliance.asking import differing
from tests.alliance.portfolio_house import add_plan
from tests.centres.reading import errors, main, texts, words
from tests.morning import TODAY
from tests.renaming import call
from tests.statements import statements


@pytest.fixture
def load(app, person, come_in):
    """Three plans: Cleo coaches the first two; she directs their centres, and nobody she knows the third's."""
    from app.centres.models import Staff
    from app.centres.services import load_terms

    people = {name: person(name) for name in ("Cleo", "Dara", "Stranger")}
    people["Sec"] = person("Sec", alliance_role="secretariat")
    with app.app_context():
        load_terms()
        plans = {
            "coral": add_plan("Coral House", "AFR", day=38, read=2.0, coach=" cléo "),
            "lotus": add_plan("Lotus Desk", "ASP", day=12, read=12.0, coach="Cleo"),
            "norvale": add_plan("Norvale", "ASP", day=30, coach="Noor"),
        }
        with transaction():
            for name in ("coral", "lotus"):
                centre_id = db.session.get_one(Plan, plans[name]).centre_id
                for who, role in (("Cleo", "member"), ("Dara", "director")):
                    place = {"centre_id": centre_id, "principal_id": people[who].id, "role": role}
                    db.session.add(Staff(**place, since=clock.now()))
                reached = {"plan_id": plans[name], "key": key_of(db.session.get_one(Plan, plans[name]).coach)}
                by = {"person_id": people["Cleo"].id} if name == "coral" else {"email": people["Cleo"].email}
                db.session.add(Contact(id=new_id(), name="Cleo", created_at=clock.now(), **reached, **by))
            coral = db.session.get_one(Plan, plans["coral"])
            coral.actions[1].blocked_reason, coral.actions[1].blocked_since = "No permit", TODAY - timedelta(days=6)
            coral.asks = [
                Ask(id=new_id(), number=1, title="Sign the permit", to="Minister", asked_on=TODAY - timedelta(days=9),
                    created_at=clock.now())
            ]  # fmt: skip
            coral.check_ins[0].done, coral.check_ins[0].help = "Wrote it", "Who knows the minister?"
            coral.check_ins[0].by_name = "Leo"
    return plans, people


def case(app, plan_id):
    with app.app_context():
        plan = db.session.scalar(db.select(Plan).where(Plan.id == plan_id).options(STANDING))
        [gist] = gists(Plan.id == plan_id)
        return case_of(plan, gist, TODAY)


def test_a_name_is_a_coach_however_it_was_typed():
    assert [is_called(name, " Cléo\u00a0") for name in ("cléo", "CLÉO ", "Cleo", "Cle", " ")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_case_tells_what_is_stuck_what_waits_and_what_was_said_last(app, load):
    plans, _people = load

    found = case(app, plans["coral"])

    assert [(each.number, each.reason, each.days) for each in found.stuck] == [(2, "No permit", 6)]
    assert [(each.title, each.to, each.days) for each in found.waits] == [("Sign the permit", "Minister", 9)]
    assert (found.review_in, case(app, plans["lotus"]).review_in) == (12, None)
    assert (found.last.words, found.last.by_name, found.last.on) == (
        "Who knows the minister?",
        "Leo",
        TODAY - timedelta(days=1),
    )
    assert [each.row.title for each in worst_first([case(app, plan_id) for plan_id in plans.values()])] == [
        "Plan of Coral House",
        "Plan of Lotus Desk",
        "Plan of Norvale",
    ]


@pytest.mark.row("C6")
def test_a_coach_sees_their_plans_the_worst_first(app, load, come_in):
    plans, people = load
    with app.app_context(), transaction():
        # Of the other one nobody has spoken since day 1.
        db.session.execute(db.delete(CheckIn).where(CheckIn.plan_id == plans["lotus"]))

    page = main(come_in(people["Cleo"]).get("/portfolio/caseload/").text)

    assert texts("h2", page) == ["Plan of Lotus Desk", "Plan of Coral House"]
    told = words(page)
    for said in (
        "Review of day 50 in 12 days",
        "1 action is late",
        "Blocked: Ask for 6 days No permit",
        "Asked: Sign the permit 9 days without an answer",
        "Who knows the minister? Leo ,",
        "No check-in since day 1, 12 days ago",
    ):
        assert said in told
    assert "Every coach" not in told


def test_the_secretariat_looks_at_any_coach_and_nobody_else_does(load, come_in):
    _plans, people = load
    seen = {
        (who, asked): texts("h2", main(come_in(people[who]).get(f"/portfolio/caseload/?coach={asked}").text))
        for who in ("Sec", "Cleo", "Stranger")
        for asked in ("", "Noor", "Nobody")
    }
    cleos = ["Plan of Coral House", "Plan of Lotus Desk"]

    assert seen == {
        ("Sec", ""): [*cleos, "Plan of Norvale"],
        ("Sec", "Noor"): ["Plan of Norvale"],
        ("Sec", "Nobody"): [],
        **{("Cleo", asked): cleos for asked in ("", "Noor", "Nobody")},
        **{("Stranger", asked): [] for asked in ("", "Noor", "Nobody")},
    }


def test_a_note_of_the_coach_stands_on_the_plan(load, come_in, app):
    plans, people = load
    cleo, address = come_in(people["Cleo"]), f"/coaching/plans/{plans['coral']}/"

    empty = cleo.submit(address, words="  ")
    left = cleo.submit(address, words="Call the minister's office on Monday.", back="caseload")

    assert (empty.status_code, errors(empty.text)) == (422, {"words": "Write a sentence to the team."})
    assert (left.status_code, left.headers["Location"]) == (303, "/portfolio/caseload/")
    read = words(come_in(people["Dara"]).fragment(address).text)
    assert re.search(r"Call the minister's office on Monday\. Cleo on [\w ]+ · belongs to the plan's centre", read)
    assert f'hx-get="{address}"' in come_in(people["Dara"]).get(f"/plans/{plans['coral']}/").text


def test_a_note_of_the_alliance_says_nothing_of_the_centre(load, come_in):
    plans, people = load
    sec, address = come_in(people["Sec"]), f"/coaching/plans/{plans['coral']}/"

    sec.submit(address, words="Well done.")

    read = words(come_in(people["Dara"]).fragment(address).text)
    assert ("Well done. Sec on" in read, "belongs to the plan's centre" in read) == (True, False)


def test_notes_are_for_coaches_to_write_and_for_readers_to_read(app, load, come_in):
    plans, people = load
    address = f"/coaching/plans/{plans['coral']}/"

    assert come_in(people["Dara"]).submit(address, words="Mine").status_code == 403
    doors = [("get", "/coaching/plans/{plan}/"), ("submit", "/coaching/plans/{plan}/")]
    assert differing(app, come_in(people["Stranger"]), doors, {"plan": plans["coral"]}) == {}
    with app.app_context():
        for who, refusal in (("Dara", NotAllowed), ("Stranger", NotFound)):
            with pytest.raises(refusal):
                leave_note(people[who], plans["coral"], "Mine")


def test_whoever_calls_themselves_like_the_coach_is_not_the_coach(app, load, come_in):
    plans, people = load
    with app.app_context():
        call(db.session.get_one(Person, people["Dara"].id), "Cleo")
        call(db.session.get_one(Person, people["Cleo"].id), "Cleopatra")
    address = f"/coaching/plans/{plans['coral']}/"

    lookalike, coach = come_in(people["Dara"]), come_in(people["Cleo"])

    assert lookalike.submit(address, words="I am the coach").status_code == 403
    assert texts("h2", main(lookalike.get("/portfolio/caseload/").text)) == []
    assert coach.submit(address, words="I am the coach").status_code == 303
    assert texts("h2", main(coach.get("/portfolio/caseload/").text)) == ["Plan of Coral House", "Plan of Lotus Desk"]


def test_a_caseload_asks_as_often_for_many_plans_as_for_two(app, load, come_in):
    plans, people = load
    browser = come_in(people["Cleo"])
    asked = []
    for first in (2, 5):
        browser.get("/portfolio/caseload/")
        with statements(app) as said:
            browser.get("/portfolio/caseload/")
        asked.append(len(said))
        with app.app_context(), transaction():
            coral = db.session.get_one(Plan, plans["coral"])
            coral.asks += [
                Ask(id=new_id(), number=number, title="Sign it", to="Minister", asked_on=TODAY, created_at=clock.now())
                for number in range(first, first + 3)
            ]
            centre_id, now = db.session.get_one(Plan, plans["coral"]).centre_id, clock.now()
            for number in range(9):
                plan = Plan(id=new_id(), centre_id=centre_id, title=f"More {number}", coach="Cleo", timezone="UTC")
                plan.created_at, plan.day_one = now, TODAY
                plan.actions = [
                    Action(id=new_id(), number=1, title="Do it", status="blocked", critical=True, created_at=now)
                ]
                email = f"m{number}-{first}@example.org"
                maker = Person(id=new_id(), name=f"Maker {number}", email=email, created_at=now)
                link = CheckInLink(
                    id=new_id(), plan_id=plan.id, token_digest=new_id(), owner="Olu", created_by=maker.id,
                    created_at=now, expires_at=now,
                )  # fmt: skip
                filed = CheckIn(id=new_id(), client_id=new_id(), on=TODAY, filed_at=now, done="Yes", by_name="Olu")
                db.session.add_all((plan, maker))
                db.session.flush()
                db.session.add(link)
                db.session.flush()
                filed.link_id, filed.plan_id = link.id, plan.id
                db.session.add(filed)
                reached = {"plan_id": plan.id, "key": "cleo", "person_id": people["Cleo"].id}
                db.session.add(Contact(id=new_id(), name="Cleo", created_at=now, **reached))

    assert asked[0] == asked[1]
    assert "filed by a link that Maker 0 made for Olu" in words(main(browser.get("/portfolio/caseload/").text))
