"""What the status of a plan says of a promise to which its sponsor has not agreed."""

import csv
from dataclasses import replace

import pytest

from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.services import CheckInWords, ContactWords, MeasureWords, today_of
from app.plans.status.facts import judged
from app.plans.status.gist_queries import gists
from app.plans.status.rules import Why
from tests.plans.test_promises import said_in
from tests.statements import count_statements

TESTS = MeasureWords(name="Tests", baseline=0, target=30, main=True)
WAITS = "Spo has not confirmed a changed promise yet."
SAYS_NO = "Spo does not agree to a changed promise."


@pytest.fixture
def lowered(app, rhythm):
    """On day 21 a plan that was off track promises so few tests that it is on track; its sponsor Spo is Mo."""
    rhythm.mo = rhythm.room.person("Mo")
    lower(rhythm)
    with app.app_context():
        parts = [Shown.STATUS, Shown.PEOPLE]
        rhythm.public = services.share_plan(rhythm.dara, rhythm.plan_id, label="Partner", parts=parts).token
    return rhythm


def lower(rhythm):
    """Begin a plan that is off track on day 21, and let it promise less."""
    rhythm.begin(21)
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    with rhythm.app.app_context():
        dara, [tests], rhythm.today = rhythm.dara, rhythm.plan().measures, today_of(rhythm.plan())
        said = CheckInWords(client_id=f"form-of-{rhythm.plan_id}", done="We met")
        services.check_in(dara, rhythm.plan_id, said)
        services.file_reading(dara, tests.id, on=rhythm.today, value=2)
        reached = ContactWords(email=rhythm.mo.email)
        contact = services.say_contact(dara, rhythm.plan_id, "Spo", reached, reason="Mo is the sponsor")
        # Mo was known as the sponsor before day 15.
        contact.chosen_by_id = contact.chosen_on = contact.chosen_at = None
        db.session.commit()
        rhythm.before = str(judged(rhythm.plan(), rhythm.today).status)
        services.change_measure(dara, tests.id, replace(TESTS, target=9), why="Spo agreed")


def answer(lowered, verdict):
    with lowered.app.app_context():
        [ask] = lowered.plan().asks
        at = f"/plans/asks/{ask.id}/consent/"
        seen = len(ask.agreements)
    assert lowered.room.browser("Mo").submit(at, verdict=verdict, seen=seen).status_code == 303


def statuses(lowered):
    """What each page and file says of how the plan stands."""
    dara, at = lowered.room.browser("Dara"), f"/reports/plans/{lowered.plan_id}"
    pages = [lowered.page, f"{lowered.page}print/", f"{lowered.page}week/", "/plans/", f"/p/{lowered.public}/"]
    words = ("On track", "Needs attention", "Off track", "No data")
    told = [next(word for word in words if word in said_in(dara.get(page).text)) for page in pages]
    [row] = [row for row in csv.DictReader(dara.get(f"{at}.csv").text.lstrip("\ufeff").splitlines())
             if row["Kind"] == "Plan"]  # fmt: skip
    return {*told, row["State"]}, dara.get(f"{at}.json").json["status"]


def test_a_promise_that_was_refused_needs_attention_wherever_the_status_is(app, lowered):
    assert (lowered.before, statuses(lowered)) == ("red", ({"On track"}, "green"))

    answer(lowered, "no")

    assert statuses(lowered) == ({"Needs attention"}, "amber")
    page = said_in(lowered.room.browser("Dara").get(lowered.page).text)
    assert f"Why it needs attention. {SAYS_NO}" in page
    assert said_in(lowered.room.browser("Dara").get(f"{lowered.page}print/").text).count(SAYS_NO) == 1
    answer(lowered, "yes")
    assert statuses(lowered) == ({"On track"}, "green")


@pytest.mark.parametrize(("target", "status"), [(9.5, "amber"), (30, "red")])
def test_another_number_in_place_of_a_refused_one_is_none_they_agree_to(app, lowered, target, status):
    answer(lowered, "no")
    with app.app_context():
        [tests] = lowered.plan().measures
        services.change_measure(lowered.dara, tests.id, replace(TESTS, target=target), why="Spo agreed")
        told = judged(lowered.plan(), lowered.today).verdict
        [gist] = gists(db.true())

        refused = [reason.name for reason in told.reasons if reason.why is Why.REFUSED]
        assert (str(told.status), refused) == (status, ["Spo"] if status == "amber" else [])
        assert gist.refused == tuple(refused)
        later = lowered.plan().asks[-1].id
    printed = said_in(lowered.room.browser("Dara").get(f"{lowered.page}print/").text)
    assert (SAYS_NO in printed) == bool(refused)
    yes = {"verdict": "yes", "seen": 1}
    assert lowered.room.browser("Mo").submit(f"/plans/asks/{later}/consent/", **yes).status_code == 303
    with app.app_context():
        assert str(judged(lowered.plan(), lowered.today).status) == ("green" if refused else "red")


def test_a_change_that_waits_for_the_sponsor_is_told_beside_the_status(app, lowered):
    pages = {**dict.fromkeys(("", "print/", "week/")), "list": "/plans/", "outside": f"/p/{lowered.public}/"}

    def told():
        dara, files = lowered.room.browser("Dara"), f"/reports/plans/{lowered.plan_id}"
        shown = [WAITS in said_in(dara.get(at or f"{lowered.page}{name}").text) for name, at in pages.items()]
        filed = dara.get(f"{files}.json").json
        agreed = [each["unconfirmed"] for each in filed["agreements"]]
        return {*shown, WAITS in dara.get(f"{files}.csv").text, filed["unconfirmed"], *agreed}

    assert (statuses(lowered)[1], told()) == ("green", {True})
    for verdict in ("no", "yes"):
        answer(lowered, verdict)
        assert told() == {False}


def test_a_change_of_which_nobody_could_ask_the_sponsor_is_not_confirmed(app, rhythm):
    rhythm.begin(21)
    with app.app_context():
        [tests] = rhythm.plan().measures
        services.change_measure(rhythm.dara, tests.id, replace(TESTS, target=9), why="Spo agreed")
        token = services.share_plan(rhythm.dara, rhythm.plan_id, label="Partner", parts=[Shown.STATUS]).token

    outside = said_in(app.test_client().get(f"/p/{token}/").text)

    assert ("Sponsor has not confirmed a changed promise yet." in outside, "Spo " in outside) == (True, False)
    assert WAITS in said_in(rhythm.room.browser("Dara").get(f"/plans/{rhythm.plan_id}/").text)


def test_the_portfolio_says_that_a_refused_promise_needs_attention(app, lowered, come_in, person):
    browser = come_in(person("Sec", alliance_role="secretariat"))

    def kind():
        with app.app_context():
            return [str(judged(gist, lowered.today).status) for gist in gists(db.true())]

    assert kind() == ["green"]
    assert 'class="st st-warn"' not in row_in(browser.get("/portfolio/").text)
    answer(lowered, "no")
    assert kind() == ["amber"]
    assert 'class="st st-warn"' in row_in(browser.get("/portfolio/").text)


def row_in(page):
    return page[page.index("<tbody") :]


def test_many_refused_plans_take_no_more_questions_than_one(app, lowered):
    answer(lowered, "no")
    dara = lowered.room.browser("Dara")

    def put():
        with app.app_context():
            known, gisted = count_statements(app, lambda: gists(db.true()))
        _page, listed = count_statements(app, lambda: dara.get("/plans/"))
        return {str(judged(each, lowered.today).status) for each in known}, gisted, listed

    put()
    few = put()
    for _more in range(3):
        copy_refused(lowered)
    assert put() == few == ({"amber"}, *few[1:])


def copy_refused(lowered):
    """Let another plan be refused in the same way; `lowered` is that one from then on."""
    lower(lowered)
    answer(lowered, "no")
