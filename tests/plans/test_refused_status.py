"""What the status of a plan says of a promise to which its sponsor has not agreed."""

import csv
import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.measures.curve import Curve
from app.plans.models import Direction, Share
from app.plans.services import CheckInWords, ContactWords, MeasureWords, today_of
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from app.plans.status.rules import Why
from tests.plans.test_promises import said_in
from tests.statements import count_statements

TESTS = MeasureWords(name="Tests", baseline=0, target=30, main=True)
WAITS = "Spo has not confirmed a changed promise yet."
SAYS_NO = "Spo does not agree to a changed promise."


@pytest.fixture
def lowered(app, rhythm):
    """On day 21 a plan that is off track promises so few tests that it would be on track; its sponsor Spo is Mo."""
    rhythm.mo = rhythm.room.person("Mo")
    lower(rhythm)
    with app.app_context():
        parts = [Shown.STATUS, Shown.PEOPLE]
        rhythm.public = services.share_plan(rhythm.dara, rhythm.plan_id, label="Partner", parts=parts).token
    return rhythm


def lower(rhythm):
    """Begin a plan that is off track on day 21, and let it promise less."""
    begin(rhythm)
    with rhythm.app.app_context():
        [tests] = rhythm.plan().measures
        services.change_measure(rhythm.dara, tests.id, replace(TESTS, target=9), why="Spo agreed")


def begin(rhythm):
    """Begin a plan that is off track on day 21."""
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


def test_a_lowered_target_makes_the_status_better_once_the_sponsor_agreed(app, lowered):
    assert (lowered.before, statuses(lowered)) == ("red", ({"Off track"}, "red"))

    answer(lowered, "no")

    assert statuses(lowered) == ({"Off track"}, "red")
    page = said_in(lowered.room.browser("Dara").get(lowered.page).text)
    assert f"Why off track. Tests: 2 where the curve asks for 6.3. {SAYS_NO}" in page
    assert said_in(lowered.room.browser("Dara").get(f"{lowered.page}print/").text).count(SAYS_NO) == 1
    answer(lowered, "yes")
    assert statuses(lowered) == ({"On track"}, "green")


GOES_BY = "Tests: the status goes by the earlier target, 30, until the sponsor agrees to 9."


def beside(lowered, words):
    """Where the words stand of the pages and files that say how the plan stands."""
    lowered.room.person("Sec", alliance_role="secretariat")
    dara, files = lowered.room.browser("Dara"), f"/reports/plans/{lowered.plan_id}"
    pages = (lowered.page, f"{lowered.page}print/", f"{lowered.page}week/", "/plans/", f"{files}.csv")
    lists = ("/portfolio/", "/portfolio/caseload/", "/portfolio/timeline/", "/portfolio/silent/")
    said = {at: dara.get(at).text for at in pages}
    said |= {at: lowered.room.browser("Sec").get(at).text for at in lists}
    with lowered.app.test_request_context():
        looked = take_look(lowered.room.people["Sec"], vocabulary(), Wanted())
        for view in (View.PLANS, View.TIMELINE, View.SILENT):
            said[view] = "\n".join(str(row[-1]) for row in table_of(view, looked).rows)
    return {at for at, text in said.items() if words in said_in(text)}, set(said)


def test_which_target_the_status_goes_by_is_told_wherever_it_stands(app, lowered):
    # The list of plans that fell silent has none of those that speak.
    silent = {"/portfolio/silent/", View.SILENT}
    told, everywhere = beside(lowered, GOES_BY)
    assert told == everywhere - silent
    filed = lowered.room.browser("Dara").get(f"/reports/plans/{lowered.plan_id}.json").json
    went = {"earlier": True, "target_before": 30, "target_now": 9, "unit_before": "", "unit_now": ""}
    went |= {"agreed_after_end": None}
    assert filed["goes_by"] == [{"measure": "Tests", **went, "later_numbers_left_out": False}]
    answer(lowered, "no")
    assert beside(lowered, GOES_BY)[0] == everywhere - silent
    answer(lowered, "yes")
    assert beside(lowered, "the status goes by")[0] == set()
    assert lowered.room.browser("Dara").get(f"/reports/plans/{lowered.plan_id}.json").json["goes_by"] == []


def test_people_outside_read_no_number_where_their_link_was_made_without(app, lowered):
    with app.app_context():
        # As earlier servers kept a link.
        for share in db.session.scalars(select(Share)):
            share.parts = [Shown.STATUS]
        db.session.commit()
        parts = [Shown.STATUS, Shown.NUMBERS]
        shown = services.share_plan(lowered.dara, lowered.plan_id, label="Donor", parts=parts).token

    status, numbers = (said_in(app.test_client().get(f"/p/{token}/").text) for token in (lowered.public, shown))

    assert "The status goes by the earlier promise until the sponsor agrees to the new one." in status
    assert ("Tests" in status, GOES_BY in numbers) == (False, True)


def test_a_target_raised_too_far_counts_before_the_sponsor_agrees(app, lowered):
    with app.app_context():
        [tests] = lowered.plan().measures
        services.file_reading(lowered.dara, tests.id, on=lowered.today, value=20)
        services.change_measure(lowered.dara, tests.id, replace(TESTS, target=2000), why="Spo agreed")
        assert str(judged(lowered.plan(), lowered.today).status) == "red"

    page = said_in(lowered.room.browser("Dara").get(lowered.page).text)

    assert "Tests: the status goes by the new target, 2,000; by the earlier one, 30, it would be better." in page


EARLIER = "promise until the sponsor agrees to the new one."
OTHERWISE = {
    "a later curve": {"curve": Curve.LATE},
    "later steps": {"curve": Curve.STEPPED, "steps": ((90, 0.1), (100, 1.0))},
    "a baseline that is further on": {"baseline": -100},
    "another direction": {"baseline": 3, "target": 1, "direction": Direction.DOWN},
}


@pytest.mark.parametrize("said", OTHERWISE.values(), ids=OTHERWISE)
def test_what_makes_the_number_better_waits_for_the_sponsor(app, rhythm, said):
    rhythm.mo = rhythm.room.person("Mo")
    begin(rhythm)
    with app.app_context():
        [tests] = rhythm.plan().measures
        services.change_measure(rhythm.dara, tests.id, replace(TESTS, **said), why="Spo agreed")
        [gist] = gists(db.true())
        assert [str(judged(of, rhythm.today).status) for of in (rhythm.plan(), gist)] == ["red", "red"]
    earlier = "target, 30, until the sponsor agrees to 1." if "target" in said else EARLIER
    sentence = f"Tests: the status goes by the earlier {earlier}"
    assert sentence in said_in(rhythm.room.browser("Dara").get(rhythm.page).text)

    answer(rhythm, "yes")

    with app.app_context():
        [gist] = gists(db.true())
        assert [str(judged(of, rhythm.today).status) for of in (rhythm.plan(), gist)] == ["green", "green"]


def test_another_main_measure_waits_for_the_sponsor(app, rhythm):
    rhythm.mo = rhythm.room.person("Mo")
    begin(rhythm)
    with app.app_context():
        visits = replace(TESTS, name="Visits", target=10)
        made = services.add_measure(rhythm.dara, rhythm.plan_id, visits, why="Spo agreed")
        services.file_reading(rhythm.dara, made.id, on=rhythm.today, value=9)
        tests = next(each for each in rhythm.plan().measures if each.name == "Tests")
        services.change_measure(rhythm.dara, tests.id, replace(TESTS, main=False), why="Spo agreed")
        [gist] = gists(db.true())
        assert [str(judged(of, rhythm.today).status) for of in (rhythm.plan(), gist)] == ["red", "red"]
    page = said_in(rhythm.room.browser("Dara").get(rhythm.page).text)
    for name in ("Tests", "Visits"):
        assert f"{name}: the status goes by the earlier {EARLIER}" in page

    answer(rhythm, "yes")

    with app.app_context():
        assert str(judged(rhythm.plan(), rhythm.today).status) == "amber"


def test_a_second_cut_is_judged_by_what_the_sponsor_agreed_to_last(app, lowered):
    answer(lowered, "yes")
    with app.app_context():
        [tests] = lowered.plan().measures
        services.file_reading(lowered.dara, tests.id, on=lowered.today, value=1.8)
        for target in (5, 4):
            services.change_measure(lowered.dara, tests.id, replace(TESTS, target=target), why="Spo agreed")
        [said] = judged(lowered.plan(), lowered.today).goes_by
    assert (said.earlier, said.before.value, said.now.value) == (True, 9, 4)


@pytest.mark.parametrize(("target", "refuses"), [(9.5, True), (30, False)])
def test_another_number_in_place_of_a_refused_one_is_none_they_agree_to(app, lowered, target, refuses):
    answer(lowered, "no")
    with app.app_context():
        [tests] = lowered.plan().measures
        services.change_measure(lowered.dara, tests.id, replace(TESTS, target=target), why="Spo agreed")
        told = judged(lowered.plan(), lowered.today).verdict
        [gist] = gists(db.true())

        refused = [reason.name for reason in told.reasons if reason.why is Why.REFUSED]
        assert (str(told.status), refused) == ("red", ["Spo"] if refuses else [])
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

    assert (statuses(lowered)[1], told()) == ("red", {True})
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


def test_the_portfolio_judges_a_lowered_target_as_the_plan_does(app, lowered, come_in, person):
    browser = come_in(person("Sec", alliance_role="secretariat"))

    def kind():
        with app.app_context():
            return [str(judged(gist, lowered.today).status) for gist in gists(db.true())]

    for verdict in ("", "no"):
        if verdict:
            answer(lowered, verdict)
        assert kind() == ["red"]
        assert 'class="st st-off"' in row_in(browser.get("/portfolio/").text)
    answer(lowered, "yes")
    assert kind() == ["green"]
    assert 'class="st st-off"' not in row_in(browser.get("/portfolio/").text)


def test_the_portfolio_draws_the_number_by_the_target_that_was_agreed_to(app, lowered, come_in, person):
    sec = person("Sec", alliance_role="secretariat")
    browser = come_in(sec)

    def told():
        page = browser.get("/portfolio/").text
        with app.test_request_context():
            table = table_of(View.PLANS, take_look(sec, vocabulary(), Wanted()))
        [row] = [dict(zip(map(str, table.head), row, strict=True)) for row in table.rows]
        drawn = [float(share) for share in re.findall(r'<rect width="([\d.]+)%"', row_in(page))]
        return drawn, row["Target"], row["Target not agreed to"], said_in(row_in(page))

    for verdict in ("", "no"):
        if verdict:
            answer(lowered, verdict)
        drawn, target, not_agreed, said = told()
        assert (drawn, target, not_agreed) == ([6.7], 30, "9")
        assert "2 of 30 changed to 9, not agreed to" in said
    answer(lowered, "yes")
    drawn, target, not_agreed, said = told()
    assert (drawn, target, not_agreed) == ([22.2], 9, "")
    assert ("2 of 9" in said, "not agreed to" in said) == (True, False)


def test_a_promise_that_was_refused_needs_attention_though_its_number_is_well(app, lowered):
    with app.app_context():
        [tests] = lowered.plan().measures
        services.file_reading(lowered.dara, tests.id, on=lowered.today, value=20)
    assert statuses(lowered) == ({"On track"}, "green")

    answer(lowered, "no")

    assert statuses(lowered) == ({"Needs attention"}, "amber")


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
    assert put() == few == ({"red"}, *few[1:])


def copy_refused(lowered):
    """Let another plan be refused in the same way; `lowered` is that one from then on."""
    lower(lowered)
    answer(lowered, "no")
