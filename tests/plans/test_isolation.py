"""Whoever may not read a plan learns nothing of it: its ids answer as ids that never were, with as many questions."""

import pytest
from sqlalchemy import event

from app import clock
from app.db import db
from app.ids import new_id
from app.plans import item_words, services
from app.plans.models import Milestone
from app.plans.queries import plan_found
from app.plans.services import EvidenceWords, MeasureWords, PartWords, today_of

PLAN = (
    "{plan}/", "{plan}/goal/", "{plan}/frame/", "{plan}/actions/", "{plan}/kanban/", "{plan}/measures/",
    "{plan}/milestones/", "{plan}/check-ins/", "{plan}/links/", "{plan}/overrides/",
    "{plan}/pauses/", "{plan}/evidence/", "{plan}/timeline/", "{plan}/calendar/", "{plan}/list/", "{plan}/feeds/",
    "{plan}/week/", "{plan}/changes/", "{plan}/print/",
    "actions/{action}/", "actions/{action}/parts/", "parts/{part}/", "measures/{measure}/", "measures/{measure}/edit/",
    "milestones/{milestone}/", "evidence/{evidence}/", "evidence/{evidence}/file/", "measures/{measure}/table/",
)  # fmt: skip
DEEDS = (
    "{plan}/publication/", "{plan}/baton/", "{plan}/overrides/withdrawal/", "{plan}/tickets/", "actions/{action}/",
    "actions/{action}/status/", "parts/{part}/tick/", "parts/{part}/drop/", "measures/{measure}/readings/",
    "milestones/{milestone}/", "links/{link}/revocation/", "pauses/{pause}/",
    "pauses/{pause}/drop/", "evidence/{evidence}/drop/",
    "measures/{measure}/tally/", "{plan}/pauses/", "{plan}/evidence/",
    "actions/{action}/days/", "{plan}/feeds/", "feeds/{feed}/revocation/", "{plan}/looks/",
)  # fmt: skip


@pytest.fixture
def things(app, planned):
    """One of each that a plan holds, by its id."""
    dara = planned.people["Dara"]
    with app.app_context():
        planned.begins = plan_found(planned.plan_id).day_one
        return {
            "plan": planned.plan_id,
            "action": planned.action_id,
            "part": services.add_part(dara, planned.action_id, PartWords(title="Ask")).id,
            "measure": services.add_measure(dara, planned.plan_id, MeasureWords(name="Tests")).id,
            "milestone": services.add_item(
                dara, planned.plan_id, Milestone, item_words.MilestoneWords(title="First")
            ).id,
            "evidence": services.add_evidence(
                dara, planned.plan_id, EvidenceWords(title="A stamp", on=today_of(plan_found(planned.plan_id)))
            ).id,
            "pause": services.pause_plan(
                dara, planned.plan_id, first=planned.begins, last=planned.begins, reason="Holidays"
            ).id,
            "feed": services.feed_of_plan(dara, planned.plan_id).row.id,
            "link": services.make_link(dara, planned.plan_id, owner="Bo", expires_at=clock.now()).row.id,
        }


@pytest.fixture
def asked(app):
    """`asked(deed)`: what it answers that somebody could tell apart, and how many questions it put to the database."""

    def ask(deed):
        put = []

        def note(_connection, _cursor, statement, *_more):
            put.append(statement)

        with app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            answer = deed()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return answer, put

    return ask


def told(answer, address):
    """What is told: without what is new in each answer, and without the address that was asked for."""
    headers = {name: value for name, value in answer.headers if name not in {"Content-Security-Policy", "Set-Cookie"}}
    return answer.status_code, headers, len(answer.text.replace(address, ""))


@pytest.mark.parametrize("who", ["Stranger", "Gov"])
def test_an_id_of_others_answers_as_one_that_never_was(planned, things, asked, who):
    browser = planned.browser(who)
    browser.get("/plans/")
    different = {}
    for method, where in [*(("get", each) for each in PLAN), *(("submit", each) for each in DEEDS)]:
        there = "/plans/" + where.format(**things)
        nowhere = "/plans/" + where.format(**{name: new_id() for name in things})
        # What is made once for each address, such as its parts of a page, is there.
        browser.get(nowhere)

        foreign, theirs = asked(lambda at=there, by=method: getattr(browser, by)(at))
        unknown, none = asked(lambda at=nowhere, by=method: getattr(browser, by)(at))

        same = told(foreign, there) == told(unknown, nowhere) and len(theirs) == len(none)
        if not same or foreign.status_code != 404:
            different[method, where] = told(foreign, there), told(unknown, nowhere), len(theirs), len(none)
    assert different == {}
