"""The plans of the demonstration: what the file says of them is in the house, and the rules come to its statuses."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.centres.models import Centre
from app.db import db
from app.plans import days
from app.plans.endings import seal
from app.plans.models import ActionStatus, Plan
from app.plans.services import today_of
from app.plans.status.check_ins import last_check_in
from app.plans.status.judging import judged
from app.plans.status.readings import last_reading
from app.plans.status.rules import Status

CODES = [f"CEN-{number:02}" for number in range(1, 11)]
TOLD = {"CEN-05": 0, "CEN-08": 1}
"""Centres whose plan a workshop tells in full, by its place in the file."""


def brief(file, code):
    return next(centre["plan"] for centre in file["portfolio"]["centres"] if centre["id"] == code)


def plan_of(code):
    return db.session.scalars(select(Plan).join(Centre, Centre.id == Plan.centre_id).where(Centre.code == code)).one()


def told(file, code):
    return file["workshops"][TOLD[code]]["plan"]


@pytest.mark.parametrize("code", CODES)
def test_the_rules_and_the_leader_say_what_the_file_says(app, demo, file, code):
    written = brief(file, code)

    with app.app_context():
        plan = plan_of(code)
        how = judged(plan, today_of(plan))

        # What begins with a workshop still to come was not published.
        assert str(how.status) == ("draft" if written["day"] < 1 else written["computed_rag"])
        assert (how.said.value if how.said else None) == written["manual_rag"]


def test_a_plan_that_is_done_is_signed_off_and_sealed(app, demo):
    with app.app_context():
        plan = plan_of("CEN-02")
        signed, how = plan.sign_off, judged(plan, today_of(plan))
        sealed = seal.opened(signed)

        assert (signed.result, signed.handover) == ("11 of 10 teams.", plan.note)
        assert (days.day_of(signed.signed_on, plan.day_one), days.day_of(signed.follow_on, plan.day_one)) == (99, 175)
        assert (how.status, sealed.intact, sealed.said["measures"][0]["value"]) == (Status.DONE, True, 11)


@pytest.mark.parametrize("code", TOLD)
def test_a_plan_told_in_full_says_the_same_in_both_places(app, demo, file, code):
    whole = told(file, code)
    computed = next(value for key, value in whole.items() if key.startswith("computed_rag"))

    assert (computed, whole["manual_rag"]) == (brief(file, code)["computed_rag"], brief(file, code)["manual_rag"])
    with app.app_context():
        plan = plan_of(code)
        assert judged(plan, today_of(plan)).said.reason == whole["manual_reason"]


def test_the_override_of_the_typical_centre_is_said_until_day_70(app, demo):
    with app.app_context():
        plan = plan_of("CEN-05")
        said = judged(plan, today_of(plan)).said

        assert days.day_of(said.until, plan.day_one) == 70


@pytest.mark.parametrize("code", [code for code in CODES if code not in TOLD])
def test_a_plan_in_brief_has_as_many_rows_as_it_says(app, demo, file, code):
    written = brief(file, code)

    with app.app_context():
        plan = plan_of(code)
        today = today_of(plan)
        due = [action for action in plan.actions if action.due_on <= today]
        last = last_check_in(plan, today)
        counted = [last_reading(measure, today).value for measure in plan.measures]

        assert plan.goal == written["goal"]
        assert max(0, days.day_of(today, plan.day_one)) == written["day"]
        assert (len(due), len(plan.actions)) == (written["due_actions"],) * 2
        late = [action for action in due if action.due_on < today and action.status != ActionStatus.DONE]
        assert len(late) == written["overdue_actions"]
        assert sum(action.status == ActionStatus.BLOCKED for action in due) == written["blocked_actions"]
        assert counted == ([] if written["actual"] == "" else [written["actual"]])
        assert [(each.target, each.unit) for each in plan.measures] == (
            [] if written["target"] == "" else [(written["target"], written["unit"])]
        )
        silent = written["days_since_checkin"]
        spoken = silent is not None and silent < written["day"]
        assert ((today - last.on).days if last else None) == (silent if spoken else None)


@pytest.mark.parametrize("code", TOLD)
def test_a_plan_told_in_full_keeps_every_word_and_number(app, demo, file, code):
    written = told(file, code)

    with app.app_context():
        plan = plan_of(code)

        def day(on):
            return days.day_of(on, plan.day_one)

        assert [
            (each.name, each.baseline, each.target, each.unit, each.direction, each.main) for each in plan.measures
        ] == [
            (each["name"], each["baseline"], each["target"], each["unit"], each.get("direction", "up"), "main" in each)
            for each in written["measures"]
        ]
        assert [[[day(one.on), one.value] for one in each.readings] for each in plan.measures] == [
            each["readings"] for each in written["measures"]
        ]
        assert {part: getattr(plan, part) for part in written["roles"]} == written["roles"]
        assert [(day(each.due_on), each.title, each.state) for each in plan.milestones] == [
            (each["day"], each["title"], each["status"]) for each in written["milestones"]
        ]
        assert [
            (each.title, each.likelihood, each.impact, each.owner, each.response, each.state) for each in plan.risks
        ] == [
            tuple(each[key] for key in ("title", "likelihood", "impact", "owner_role", "response", "status"))
            for each in written["risks"]
        ]
        assert [
            (day(each.on), each.mood, each.by_role, each.done, each.help, each.review)
            for each in reversed(plan.check_ins)
        ] == [
            (each["day"], each["rag"], each["by"], each["text"], each.get("help_needed", ""), each.get("review"))
            for each in written["checkins"]
        ]


def test_a_stepped_curve_changes_the_status_of_the_forum(app, demo):
    with app.app_context():
        plan = plan_of("CEN-08")
        adopted = plan.measures[1]
        adopted.curve, adopted.steps = "stepped", [[15, 0.0], [72, 0.8], [100, 1.0]]

        assert str(judged(plan, today_of(plan)).status) == "amber"
        db.session.rollback()


def test_an_action_leads_from_its_notes_and_their_votes_to_the_check_in_that_moved_it(app, demo):
    with app.app_context():
        first = plan_of("CEN-05").actions[0]

        assert sorted(origin.details["votes"] for origin in first.origins) == [8, 11, 12, 12]
        assert [(move.before, move.after, move.check_in.done) for move in first.moves] == [
            ("doing", "done", "First Friday held, four firms, one failed test we will write about.")
        ]


def test_the_days_of_a_plan_move_with_today(app, demo, clock):
    from app.demo import services

    clock(timedelta(days=9).total_seconds())
    with app.app_context():
        services.reset()

        plan = plan_of("CEN-07")
        assert days.day_of(today_of(plan), plan.day_one) == 72
        assert len(db.session.scalars(select(Plan)).all()) == 10
