"""A sign-off seals what a plan says: nothing changes it until the centre's director reopens it and says why."""

import json
from datetime import time, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import inspect

from app import clock as house_clock
from app.audit import AuditRow
from app.db import db
from app.errors import NotAllowed, NotFound
from app.ids import new_id
from app.plans import services
from app.plans.endings.seal import COLUMNS
from app.plans.errors import NotSigned, PlanSigned, ReasonMissing
from app.plans.items import words as item_words
from app.plans.models import (
    Agreement,
    Ask,
    CheckIn,
    Commitment,
    Edit,
    Evidence,
    Member,
    Milestone,
    NextCycle,
    Occasion,
    Pause,
    Plan,
    SignOff,
)
from app.plans.queries import plan_found
from app.plans.services import (
    ActionWords,
    CheckInWords,
    EvidenceWords,
    Frame,
    MeasureWords,
    Meeting,
    PartWords,
)
from app.plans.status.judging import judged
from app.plans.status.rules import Status
from tests.plans.endings import complete, words

TABLES = (
    "plan", "action", "action_part", "action_need", "measure", "measure_move", "reading", "evidence", "check_in",
    "check_in_move", "milestone", "risk", "ask", "decision", "commitment", "goal_version", "due_move", "plan_pause",
    "status_override", "thanks", "parked", "plan_edit", "sign_off",
)  # fmt: skip


KEYS = {"id", "plan_id", "measure_id", "action_id", "milestone_id", "check_in_id", "by_id", "created_at"}
"""Columns that tie rows together; what they tie is sealed as numbers and names."""

NOT_SEALED = {
    Agreement: {"ask_id", "item_id", "row_id"},
    Ask: {"address_by_id"},
    Plan: {"centre_id", "workshop_id", "baton", "baton_since", "version", "pauses_moved", "pauses_moved_at",
           "locked_at", "sponsor_by_id"},
    SignOff: {"followed_on", "followed", "next_plan_id", "sealed", "sha256", "reopened_at", "reopened_by",
              "reopened_why"},
    CheckIn: {"client_id", "link_id"},
    Commitment: {"state", "said"},
    Pause: {"made_at"},
    Edit: {"item_id"},
}  # fmt: skip
"""What changes after a sign-off, or says nothing of the plan."""


def test_every_column_of_what_is_sealed_is_sealed_or_named_here(app):
    left_out = {
        table: {column.key for column in inspect(table).column_attrs} - set(sealed) - KEYS
        for table, sealed in COLUMNS.items()
    }

    assert {table: columns for table, columns in left_out.items() if columns} == NOT_SEALED


@pytest.fixture
def signed(app, ending):
    """The plan of Dara with one of everything, signed off, and a check-in link."""
    with app.app_context():
        complete(ending)
        ending.evidence_id = db.session.scalar(db.select(Evidence.id))
        ending.part_id = services.add_part(ending.dara, ending.action_id, PartWords(title="Ask")).id
        milestone = item_words.MilestoneWords(title="First", due_on=ending.today)
        ending.milestone_id = services.add_item(ending.dara, ending.plan_id, Milestone, milestone).id
        ask = item_words.AskWords(title="Money", to="The director")
        ending.ask_id = services.add_item(ending.dara, ending.plan_id, Ask, ask).id
        ends = house_clock.now() + timedelta(days=30)
        ending.token = services.make_link(ending.dara, ending.plan_id, owner="Lab", expires_at=ends).token
        ending.earlier = CheckInWords(client_id="form-earlier", done="All of it")
        services.check_in_by_link(ending.token, ending.earlier)
        aside = ActionWords(title="Translate the calendar", owner="Mo", due_on=ending.today)
        aside_id = services.add_action(ending.dara, ending.plan_id, aside).id
        services.park_action(ending.dara, aside_id, reason="It does not move the number")
        services.sign_off(ending.dara, ending.plan_id, words(ending))
    return ending


def everything():
    """All that the tables of a plan hold."""
    db.session.expire_all()
    return {name: sorted(map(repr, db.session.execute(db.text(f'SELECT * FROM "{name}"')))) for name in TABLES}


def verbs(here):
    """Every way to change what a plan says, by its name."""
    who, plan, action, measure = here.dara, here.plan_id, here.action_id, here.measure_id
    due = {"title": "Other", "owner": "Bo", "due_on": here.today}
    shown = EvidenceWords(title="Other", on=here.today, url="https://example.org/page")
    return {
        "goal": lambda: services.change_plan(who, plan, title="x", goal="x", day_one=here.today, reason="x"),
        "frame": lambda: services.change_frame(who, plan, Frame(scope_in="x")),
        "baton": lambda: services.pass_baton(who, plan, "coach"),
        "publish": lambda: services.publish_plan(who, plan),
        "override": lambda: services.override_status(who, plan, value="amber", reason="x"),
        "withdraw": lambda: services.withdraw_override(who, plan),
        "pause": lambda: services.pause_plan(who, plan, first=here.today, last=here.today, reason="x"),
        "add action": lambda: services.add_action(who, plan, ActionWords(**due)),
        "change action": lambda: services.change_action(who, action, ActionWords(**due), reason="x"),
        "move action": lambda: services.move_action(who, action, "done"),
        "reschedule": lambda: services.reschedule(who, action, start_on=None, due_on=here.today, reason="x"),
        "park": lambda: services.park_action(who, action, reason="x"),
        "take up": lambda: services.take_up_action(who, action),
        "add part": lambda: services.add_part(who, action, PartWords(title="x")),
        "tick part": lambda: services.tick_part(who, here.part_id, done=True),
        "change part": lambda: services.change_part(who, here.part_id, PartWords(title="x")),
        "drop part": lambda: services.drop_part(who, here.part_id),
        "add measure": lambda: services.add_measure(who, plan, MeasureWords(name="x")),
        "change measure": lambda: services.change_measure(who, measure, MeasureWords(name="x"), why="x"),
        "reading": lambda: services.file_reading(who, measure, on=here.today, value=99),
        "tally": lambda: services.tally(who, measure),
        "table": lambda: services.file_table(who, measure, [(here.today, 99.0)]),
        "add evidence": lambda: services.add_evidence(who, plan, shown),
        "evidence by link": lambda: services.add_evidence_by_link(here.token, shown),
        "change evidence": lambda: services.change_evidence(who, here.evidence_id, shown),
        "drop evidence": lambda: services.drop_evidence(who, here.evidence_id),
        "add item": lambda: services.add_item(who, plan, Ask, item_words.AskWords(title="x", to="y")),
        "change item": lambda: services.change_item(
            who, Ask, here.ask_id, item_words.AskWords(title="x", to="y", answer="z")
        ),
        "milestone": lambda: services.move_milestone(who, here.milestone_id, due_on=here.today, reason="x"),
        "check-in": lambda: services.check_in(who, plan, CheckInWords(client_id=new_id(), done="x")),
        "check-in by link": lambda: services.check_in_by_link(here.token, CheckInWords(client_id=new_id(), done="x")),
        "promote": lambda: services.promote(here.seats["Ada"], *here.note("Late idea"), ActionWords(**due)),
        "sign off again": lambda: services.sign_off(who, plan, words(here)),
    }  # fmt: skip


@pytest.mark.row("P17")
def test_after_the_sign_off_no_verb_changes_what_the_plan_says(app, signed):
    with app.app_context():
        before = everything()
        told = {}
        for name, verb in verbs(signed).items():
            with pytest.raises(Exception) as refusal:  # noqa: PT011 - which one is told below
                verb()
            told[name] = refusal.value.code
        after = everything()

    assert {name: code for name, code in told.items() if code != "plan-signed"} == {"sign off again": "already-signed"}
    assert {name for name in TABLES if before[name] != after[name]} == set()


def test_what_is_sealed_can_be_checked_by_anybody_letter_by_letter(app, signed):
    mo = signed.browser("Mo")
    page = mo.get(f"/plans/{signed.plan_id}/sign-off/").text
    address = page.split(f'href="/plans/{signed.plan_id}/sign-off/')[1].split('"')[0]

    answer = mo.get(f"/plans/{signed.plan_id}/sign-off/{address}")
    said = json.loads(answer.data)

    assert sha256(answer.data).hexdigest() in page
    assert (said["plan"]["goal"], said["signed"]["result"]) == ("30 tests", "31 tests from five countries")
    [measure] = said["measures"]
    assert (measure["name"], measure["value"], measure["target"]) == ("Tests", 31, 30)
    assert [each["title"] for each in said["evidence"]] == ["The register"]
    assert [each["parked_reason"] for each in said["actions"]] == ["", "It does not move the number"]
    assert [each["done"] for each in said["check_ins"]] == ["31 tests from five countries", "All of it"]
    assert "31 of <bdi>30 tests</bdi>" in page
    assert signed.browser("Stranger").get(f"/plans/{signed.plan_id}/sign-off/{address}").status_code == 404


def test_what_was_said_before_is_sealed_and_how_people_are_reached_is_not(app, ending):
    with app.app_context():
        complete(ending)
        mayor = item_words.MemberWords(title="The mayor", contact="+254 700")
        member_id = services.add_item(ending.dara, ending.plan_id, Member, mayor).id
        other = item_words.MemberWords(title="The mayor", contact="+254 711")
        services.change_item(ending.dara, Member, member_id, other)
        ask_id = services.add_item(ending.dara, ending.plan_id, Ask, item_words.AskWords(title="Money", to="X")).id
        for answer in ("Half of it", "None"):
            said = item_words.AskWords(title="Money", to="X", answer=answer)
            services.change_item(ending.dara, Ask, ask_id, said)
        signed = services.sign_off(ending.dara, ending.plan_id, words(ending))
        text, hashed = signed.sealed, signed.sha256

    edits = [(each["kind"], each["said"]) for each in json.loads(text)["edits"]]

    assert edits[-2:] == [("ask", {"answer": ["", "Half of it"]}), ("ask", {"answer": ["Half of it", "None"]})]
    assert ("+254" in text, sha256(text.encode()).hexdigest() == hashed) == (False, True)


def test_a_page_says_when_what_is_kept_is_not_what_was_signed(app, signed):
    from app.db import transaction

    mo, there = signed.browser("Mo"), f"/plans/{signed.plan_id}/sign-off/"
    before = mo.get(there).text
    with app.app_context(), transaction():
        sign_off = db.session.get(Plan, signed.plan_id).sign_off
        sign_off.sealed = sign_off.sealed.replace('"value":31', '"value":41')

    assert "is not what was signed" not in before
    assert "is not what was signed" in mo.get(there).text


def test_words_sent_by_a_link_after_the_sign_off_are_given_back(app, signed, client):
    page = client.get(f"/c/{signed.token}/?more=1").text
    late = client.submit(f"/c/{signed.token}/", client_id="form-000009", done="Written on the train")
    again = client.submit(f"/c/{signed.token}/", client_id="form-earlier", done="All of it")
    shown = client.submit(f"/c/{signed.token}/evidence/", title="A photo", on=signed.today, of_id="")

    assert "This plan was signed off." in page
    assert (late.status_code, again.status_code, shown.status_code) == (409, 303, 409)
    assert "Written on the train</textarea>" in late.text
    assert "The director of its centre can reopen it" in late.text
    assert 'value="A photo"' in shown.text


def test_words_of_a_check_in_typed_while_somebody_signs_stay_in_the_form(signed):
    dara, address = signed.browser("Dara"), f"/plans/{signed.plan_id}/check-ins/"

    late = dara.submit(address, client_id="form-000009", done="Typed meanwhile")

    assert (late.status_code, "Typed meanwhile</textarea>" in late.text) == (409, True)
    assert "The director of its centre can reopen it" in late.text
    assert "<form" not in dara.get(address).text.partition('id="main"')[2]


def test_who_reads_outside_and_what_comes_next_go_on_after_the_sign_off(app, signed):
    with app.app_context():
        services.share_plan(signed.dara, signed.plan_id, label="Partner", parts=["goal"])
        services.follow_up(signed.dara, signed.plan_id, {}, words="It lasts")
        meeting = Meeting(title="Scale", on=signed.today, at=time(9))
        opened = services.open_occasion(signed.dara, signed.plan_id, Occasion.SCALE_UP, meeting)
        with pytest.raises(PlanSigned):
            services.write_back(signed.dara, opened.id, [])
        assert services.begin_next(signed.dara, signed.plan_id, title="Next", day_one=None).title == "Next"


@pytest.mark.row("P17")
def test_the_director_alone_reopens_and_everybody_sees_who_and_why(app, signed):
    why = "The register held two tests twice"
    there = f"/plans/{signed.plan_id}/reopening/"
    statuses = {who: signed.browser(who).submit(there, reason=why).status_code for who in ("Fay", "Mo", "Sec", "Ada")}
    dara = signed.browser("Dara")
    wordless = dara.submit(there, reason="")
    done = dara.submit(there, reason=why)

    assert statuses == {"Fay": 403, "Mo": 403, "Sec": 403, "Ada": 403}
    assert (wordless.status_code, done.status_code) == (422, 303)
    for page in (f"/plans/{signed.plan_id}/", f"/plans/{signed.plan_id}/sign-off/"):
        told = signed.browser("Mo").get(page).text
        assert (why in told, "<bdi>Dara</bdi>" in told) == (True, True)
    with app.app_context():
        plan = plan_found(signed.plan_id)
        [row] = db.session.scalars(db.select(AuditRow).where(AuditRow.action == "plan.reopen"))
        assert (row.details["reason"], plan.sign_off, len(plan.reopenings)) == (why, None, 1)
        assert judged(plan, signed.today).status is not Status.DONE
        services.file_reading(signed.dara, signed.measure_id, on=signed.today, value=29)
        again = services.sign_off(signed.dara, signed.plan_id, words(signed, result="29 tests"))
        assert json.loads(again.sealed)["measures"][0]["value"] == 29
        assert judged(plan_found(signed.plan_id), signed.today).status is Status.DONE


def test_the_next_plan_stays_the_next_one_over_a_reopening(app, signed):
    with app.app_context():
        new = services.begin_next(signed.dara, signed.plan_id, title="Next", day_one=None).id
        services.reopen(signed.dara, signed.plan_id, reason="A number was wrong")

        assert services.sign_off(signed.dara, signed.plan_id, words(signed)).next_plan_id == new


def test_what_is_not_signed_is_not_reopened(app, ending):
    with app.app_context():
        with pytest.raises(NotSigned):
            services.reopen(ending.dara, ending.plan_id, reason="x")
        with pytest.raises(NotFound):
            services.reopen(ending.people["Stranger"], ending.plan_id, reason="x")
        complete(ending)
        services.sign_off(ending.dara, ending.plan_id, words(ending, choice=NextCycle.BUILD))
        with pytest.raises(ReasonMissing):
            services.reopen(ending.dara, ending.plan_id, reason="")
        with pytest.raises(NotAllowed):
            services.reopen(ending.people["Ada"], ending.plan_id, reason="x")
        assert services.follow_up(ending.dara, ending.plan_id, {}, words="x").followed
