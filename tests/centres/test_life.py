"""The life of a centre: decided by the alliance, kept with its words, and closed for what would be new."""

from datetime import date, timedelta

import pytest

from app.centres.errors import CentreClosed, SamePhase, StepOutOfOrder, StepUnexplained
from app.centres.life import Decision, Phase, may_begin, needs_reason
from app.centres.queries import centre_by_id
from app.centres.services import take_step
from app.errors import NotAllowed, NotFound
from app.moments import day_month_year
from app.plans.services import make_plan
from tests.centres.reading import errors, main, texts, words
from tests.morning import TODAY
from tests.plans.conftest import ending, planned, room
from tests.workshops.test_making_pages import SAID

__all__ = ["ending", "planned", "room"]


def test_on_to_the_next_phase_needs_no_reason_and_every_other_way_does():
    free = [(before.value, after.value) for before in Phase for after in Phase if not needs_reason(before, after)]

    assert free == [("candidate", "selected"), ("selected", "active"), ("active", "closed")]


def test_a_phase_begins_between_the_day_of_the_last_one_and_today():
    day = date(2026, 3, 23)
    asked = [(None, 0), (None, 1), (day, 0), (day + timedelta(days=1), 0)]

    assert [may_begin(day + timedelta(days=late), last=last, today=day) for last, late in asked] == [
        True,
        False,
        True,
        False,
    ]


@pytest.fixture
def town(app, person, centre):
    """Dina directs a centre where Fay facilitates; Odo directs another; Sec decides for the alliance."""
    people = {name: person(name) for name in ("Dina", "Fay", "Odo")}
    people["Sec"] = person("Sec", alliance_role="secretariat")
    here = centre("Here", staff={"director": people["Dina"], "facilitator": people["Fay"]})
    centre("There", staff={"director": people["Odo"]})
    return {**people, "here": here}


def close(app, town, words="Its host ended the funding.") -> None:
    with app.app_context():
        take_step(town["here"].id, Decision(Phase.CLOSED, TODAY, words), by=town["Sec"])


def test_the_secretariat_decides_where_a_centre_stands_and_everybody_reads_it(app, town, come_in, client, deeds):
    here, browser = town["here"], come_in(town["Sec"])
    assert f"Active since {day_month_year(TODAY)}." in words(client.get(f"/centres/{here.id}/").text)

    answer = browser.submit(
        f"/centres/{here.id}/steps/", phase="closed", on=TODAY.isoformat(), words="Its host ended the funding."
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/centres/{here.id}/#life")
    told = f"Closed since {day_month_year(TODAY)}"
    decided = "Its host ended the funding. Decided by Sec"
    for reading, tells in ((client, False), (come_in(town["Odo"]), True)):
        page = words(main(reading.get(f"/centres/{here.id}/").text))
        assert (told in page, decided in page, "It hosts no new workshop" in page) == (True, tells, True)
    assert deeds(f"centre:{here.id}")[-1] == (
        "centre.step",
        town["Sec"].id,
        {"before": "active", "after": "closed"},
    )


def test_a_step_back_says_why_and_nothing_typed_is_lost(app, town, come_in):
    close(app, town)
    browser, address = come_in(town["Sec"]), f"/centres/{town['here'].id}/steps/"

    refused = browser.submit(address, phase="active", on=(TODAY - timedelta(days=1)).isoformat(), words=" ")
    strange = browser.submit(address, phase="asleep", on="soon", words="My words")
    taken = browser.submit(address, phase="active", on=TODAY.isoformat(), words="A new host was found.")

    assert (refused.status_code, errors(refused.text)) == (
        422,
        {
            "on": "A step is taken on the day of the one before it or later, today at the latest.",
            "words": "Say why, in one sentence.",
        },
    )
    assert (strange.status_code, errors(strange.text).keys(), "My words" in strange.text) == (
        422,
        {"phase", "on"},
        True,
    )
    assert taken.status_code == 303
    assert [text.split(" since")[0] for text in texts("li", browser.get(address).text) if " since " in text] == [
        "Active",
        "Closed",
    ]


def test_the_verb_refuses_what_the_form_would(app, town):
    here, sec = town["here"].id, town["Sec"]
    tomorrow = TODAY + timedelta(days=1)
    refusals = {
        SamePhase: Decision(Phase.ACTIVE, TODAY, "Again"),
        StepUnexplained: Decision(Phase.CANDIDATE, TODAY),
        StepOutOfOrder: Decision(Phase.CLOSED, tomorrow),
    }
    for refusal, decision in refusals.items():
        with app.app_context(), pytest.raises(refusal):
            take_step(here, decision, by=sec)
    for name, refusal in {"Dina": NotAllowed, "Fay": NotAllowed, "Odo": NotFound}.items():
        with app.app_context(), pytest.raises(refusal):
            take_step(here, Decision(Phase.CLOSED, TODAY), by=town[name])
    with app.app_context():
        assert centre_by_id(here).phase == "active"


def test_a_closed_centre_hosts_no_new_workshop_and_gets_no_new_plan(app, town, come_in):
    here, dina = town["here"], come_in(town["Dina"])
    told = "This centre is closed: it hosts no new workshop and gets no new plan."
    offered = f'<option selected value="{here.id}"'
    form = {**SAID, "empty": "yes", "host": here.id}
    assert offered in dina.get("/workshops/new/?empty=yes").text
    close(app, town)

    assert offered not in dina.get("/workshops/new/?empty=yes").text
    workshop = dina.submit("/workshops/", **form)
    assert (workshop.status_code, errors(workshop.text)["host"]) == (422, told)
    plan = dina.get(f"/plans/of/{here.id}/new/")
    assert (plan.status_code, told in words(plan.text)) == (409, True)
    with app.app_context(), pytest.raises(CentreClosed):
        make_plan(town["Dina"], here.id, title="More slots")
    page = dina.get(f"/plans/of/{here.id}/")
    assert (page.status_code, "New plan" in page.text) == (200, False)


def test_the_directory_finds_centres_by_where_they_stand(app, town, come_in, client):
    close(app, town)
    form = {"name": "Young", "phase": "candidate", "type_code": "", "country_code": ""}
    form |= {"region_code": "ASP", "timezone": "UTC", "language": "en"}

    assert come_in(town["Sec"]).submit("/centres/", scope="national", **form).status_code == 303

    found = {
        phase: texts("h3", client.get(f"/centres/?phase={phase}").text)
        for phase in ("", "active", "candidate", "closed", "asleep")
    }
    assert found == {
        "": ["Here", "There", "Young"],
        "active": ["There"],
        "candidate": ["Young"],
        "closed": ["Here"],
        "asleep": ["Here", "There", "Young"],
    }


def test_a_plan_of_a_closed_centre_goes_on_in_no_other(app, ending):
    from app.plans import services
    from tests.plans.test_signing_off import complete
    from tests.plans.test_signing_off import words as signed

    sec = ending.person("Sec")
    with app.app_context():
        complete(ending)
        services.sign_off(ending.dara, ending.plan_id, signed(ending))
        take_step(ending.centre.id, Decision(Phase.CLOSED, TODAY - timedelta(days=1), "Done."), by=sec)
        with pytest.raises(CentreClosed):
            services.begin_next(ending.dara, ending.plan_id, title="Faster", day_one=None)
    answer = ending.browser("Dara").get(f"/plans/{ending.plan_id}/next/")
    assert (answer.status_code, str(CentreClosed.message) in words(answer.text)) == (409, True)
