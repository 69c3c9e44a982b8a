"""All of a plan is read with a question for each part that is not empty, and nothing of it is asked for later."""

from app.plans.extent import PARTS
from app.plans.queries import plan_found
from tests.statements import count_statements

OF_ACTIONS = 4
"""What lies in actions is asked for once for all of them: where they came from, parts, needs, moves."""


def test_what_is_empty_in_a_plan_is_not_asked_for(app, planned):
    with app.app_context():
        plan, asked = count_statements(app, lambda: plan_found(planned.plan_id))
        filled, more = count_statements(app, lambda: [part.key for part, _nested in PARTS if getattr(plan, part.key)])

    assert filled == ["actions"]
    begin_and_plan = 2
    assert (asked, more) == (begin_and_plan + len(filled) + OF_ACTIONS, 0)
