"""What the thanks at the end say: nothing of a plan as if there were one."""

import pytest

from app.workshops.drafts import StepDraft


@pytest.mark.parametrize("page", ["", "wall/"])
def test_the_thanks_promise_no_plan_where_there_is_none(person, workshop, centre, come_in, page):
    ada = person("Ada")
    host = centre("Meruvia Lab", director=ada)
    made = workshop(ada, StepDraft(minutes=5, title={"en": "Talk"}), host_id=host.id, host_name="")
    browser = come_in(ada)
    for seen in (".0", f"{made.steps[0].id}.0"):
        assert browser.submit(f"/w/{made.id}/moves/", to="next", seen=seen).status_code == 303

    text = browser.get(f"/w/{made.id}/{page}").text

    assert "If a plan comes of it, " in text
    assert "Once its plan is published" not in text
