"""A pause to which the sponsor did not agree makes nothing better, nothing worse, and every page says so."""

import re
from datetime import timedelta
from functools import partial

import pytest

from app import clock
from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.queries import holding_of
from app.alliance.portfolio.tables import table_of
from app.alliance.practices.sketch import sketch
from app.centres.queries import vocabulary
from app.db import db
from app.moments import day_month
from app.plans import days, services
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.endings.signing import Lack, lacking
from app.plans.feeds.happenings import happenings
from app.plans.letters.reminders import sayings
from app.plans.models import Action, Measure, Reading, Verdict
from app.plans.queries import plan_found
from app.plans.services import ActionWords, Consent
from app.plans.status.came import Unreached
from app.plans.status.ended import unreached
from app.plans.status.facts import facts_of
from app.plans.status.firm_days import firm_day, firm_of
from app.plans.status.gist_queries import gists
from app.plans.status.judging import judged
from tests.plans.endings import complete
from tests.plans.endings import words as ending_words
from tests.plans.letters import words
from tests.plans.test_kept_in_sight import TESTS
from tests.plans.test_promises import said_in

DAY = 24 * 3600
PAUSE = 14


def confirm_pause(app, asked):
    """Say yes to the pause, as the sponsor."""
    with app.test_request_context():
        ask = next(each for each in asked.plan().asks if any(one.kind == "pause" for one in each.agreements))
        services.confirm_own_ask(asked.mo, ask.id, Consent(verdict=Verdict.YES, seen=len(ask.agreements)))


@pytest.fixture
def paused(app, asked):
    """The plan on day 60, which a pause of fourteen days ago makes day 46; the sponsor was asked and said nothing."""
    with app.app_context():
        asked.sign = services.add_action(
            asked.dara, asked.plan_id, ActionWords(title="Sign", owner="Olu", due_on=day(asked, 70), critical=True)
        ).id
        asked.clock(60)
        first = asked.today - timedelta(days=PAUSE)
        asked.pause_id = services.pause_plan(
            asked.dara, asked.plan_id, first=first, last=asked.today - timedelta(days=1), reason="Flood", agreed="Yes"
        ).id
    asked.confirm = partial(confirm_pause, app, asked)
    return asked


def short(on):
    return f"{on.day} {on:%B %Y}"


def day(asked, number):
    return days.date_of(number, asked.plan().day_one)


SAID = "Day 46 with a pause that the sponsor has not agreed to; day 60 without it."


def due_days(asked, title):
    """Return the day an action is due with the pauses and without those not agreed to, as object and in gist."""
    plan = plan_found(asked.plan_id)
    [gist] = gists(db.true())
    found = []
    for of in (plan, gist):
        for firm in (None, firm_of(of)):
            [due] = [each.day for each in facts_of(of, asked.today, firm).actions if each.name == title]
            found.append(due)
    return found


def test_what_was_dated_before_such_a_pause_is_late_by_the_day_it_had(app, paused):
    with app.app_context():
        assert db.session.get(Action, paused.sign).due_on == day(paused, 84)
        assert firm_day(paused.plan(), paused.today).day == 60
        assert due_days(paused, "Sign") == [70, 70, 70, 70]


def test_what_comes_next_is_as_many_days_away_as_the_sponsor_agreed_to(app, paused):
    dara, says = paused.room.browser("Dara"), "Next, in {} days: Sign"

    before = said_in(dara.get(paused.page).text)
    paused.confirm()
    after = said_in(dara.get(paused.page).text)

    assert (says.format(10) in before, says.format(24) in after) == (True, True)


def test_what_was_dated_after_such_a_pause_is_due_on_its_date(app, paused):
    paused.clock(120)
    with app.app_context():
        said = ActionWords(title="Print", owner="Olu", due_on=day(paused, 62), critical=True)
        made = services.add_action(paused.dara, paused.plan_id, said)
        services.reschedule(
            paused.dara, paused.sign, start_on=None, due_on=day(paused, 63), reason="The lab asked for it"
        )
        assert due_days(paused, "Print") == [48, 62, 48, 62]
        assert due_days(paused, "Sign") == [49, 63, 49, 63]
        services.park_action(paused.dara, made.id, reason="Later")
        services.take_up_action(paused.dara, made.id)
        assert due_days(paused, "Print") == [48, 62, 48, 62]


def test_a_longer_pause_moves_back_what_was_dated_between(app, paused):
    paused.clock(120)
    with app.app_context():
        said = ActionWords(title="Print", owner="Olu", due_on=day(paused, 70), critical=True)
        services.add_action(paused.dara, paused.plan_id, said)
    paused.clock(180)
    with app.app_context():
        longer = paused.today + timedelta(days=4)
        services.change_pause(paused.dara, paused.pause_id, last=longer, agreed="Longer")
        assert due_days(paused, "Print") == [56, 70, 56, 70]
        assert due_days(paused, "Sign") == [70, 70, 70, 70]


def test_every_page_with_the_day_says_which_it_is_without_the_pause(app, paused):
    with app.app_context():
        ends = clock.now() + timedelta(days=5)
        link = services.make_link(paused.dara, paused.plan_id, owner="Olu", expires_at=ends).token
        shares = [
            services.share_plan(paused.dara, paused.plan_id, label=part, parts=[part]).token
            for part in (Shown.STATUS, Shown.GOAL, Shown.NUMBERS)
        ]
    at, sec = paused.page, paused.room.person("Sec", alliance_role="secretariat").name
    dara = [at, *(f"{at}{name}/" for name in ("print", "week", "timeline", "kanban", "calendar", "list"))]
    pages = [
        *(("Dara", where) for where in (*dara, "/plans/", paused.measure)),
        *((sec, where) for where in ("/portfolio/", "/portfolio/silent/", "/portfolio/caseload/")),
        *(("Mo", where) for where in (f"/c/{link}/", *(f"/p/{token}/" for token in shares))),
    ]

    said = {where: said_in(paused.room.browser(who).get(where).text) for who, where in pages}

    assert [where for where, page in said.items() if SAID not in page] == []
    # What a status goes by is said where one stands.
    judged_by = {where for where, page in said.items() if "The status goes by the worse of the two." in page}
    assert judged_by == {
        at, f"{at}print/", f"{at}week/", "/plans/", "/portfolio/", "/portfolio/silent/", "/portfolio/caseload/",
        *(f"/p/{token}/" for token in shares),
    }  # fmt: skip
    paused.confirm()
    assert [where for who, where in pages if "not agreed to" in paused.room.browser(who).get(where).text] == []


@pytest.mark.parametrize("ends", ["its days", "its sign-off"])
def test_once_all_days_are_over_or_it_is_signed_a_plan_says_when_day_100_is(app, paused, ends):
    sec = paused.room.person("Sec", alliance_role="secretariat")
    until, after = (54, 55) if ends == "its days" else (50, 50)

    with app.app_context():
        first, last = (short(days.date_of(100, each)) for each in (paused.plan().day_one, paused.plan().calendar))
    ended = f"Day 100 falls on {last} with days that the sponsor has not agreed to; on {first} without them."

    def told(later):
        paused.clock(later * DAY)
        page, portfolio = paused.room.browser("Dara").get(paused.page), paused.room.browser(sec.name).get("/portfolio/")
        return [("without it." in said, ended in said) for said in (said_in(page.text), said_in(portfolio.text))]

    assert told(until) == [(True, False)] * 2
    if ends == "its sign-off":
        with app.app_context():
            paused.today = services.today_of(paused.plan())
            paused.day = partial(days.date_of, begins=paused.plan().calendar)
            complete(paused)
            services.sign_off(paused.dara, paused.plan_id, ending_words(paused))
    assert told(after) == [(False, True)] * 2


def test_files_say_the_day_without_the_pause(app, paused):
    dara, at = paused.room.browser("Dara"), f"/reports/plans/{paused.plan_id}"
    assert dara.get(f"{at}.json").json["day_without_pauses_not_agreed_to"] == 60
    assert SAID in dara.get(f"{at}.csv").text
    paused.confirm()
    assert dara.get(f"{at}.json").json["day_without_pauses_not_agreed_to"] is None
    assert "not agreed to" not in dara.get(f"{at}.csv").text


def test_such_a_pause_makes_no_silence_shorter(app, paused):
    with app.app_context():
        sec = paused.room.person("Sec", alliance_role="secretariat")
        [row] = holding_of(sec).rows
        silent = next(each.days for each in judged(paused.plan(), paused.today).verdict.reasons if each.why == "silent")
    assert (row.silent, row.silence) == (silent, "off")
    paused.confirm()
    with app.app_context():
        assert holding_of(sec).rows[0].silent == silent - PAUSE


@pytest.mark.parametrize("lasts", [False, True])
def test_letters_say_the_same_silence_as_the_portfolio(app, paused, lasts):
    with app.app_context():
        if lasts:
            services.change_pause(paused.dara, paused.pause_id, last=paused.today + timedelta(days=5), agreed="Longer")
        [row] = holding_of(paused.room.person("Sec", alliance_role="secretariat")).rows
        said = {each.step: each.late for each in sayings(paused.plan(), paused.today)}
    assert said["grey"] == row.silent
    paused.confirm()
    with app.app_context():
        assert ("grey" in {each.step for each in sayings(paused.plan(), paused.today)}) is not lasts


def test_a_letter_says_the_day_without_the_pause(app, paused, postbox):
    paused.act("Print", due=2)
    paused.reach("Olu")
    paused.morning(at=180)
    [letter] = postbox.to("Olu")
    assert f"day 46 of 100\n\n{SAID}" in words(letter)


@pytest.fixture
def prolonged(app, asked):
    """The plan four days after its end with 12 tests; a pause not agreed to makes it day 90, when 1,900 are told."""
    asked.clock(44 * DAY)
    with app.app_context():
        ended = asked.today = services.today_of(asked.plan())
        last = days.date_of(100, asked.plan().day_one)
        services.file_reading(asked.dara, asked.measure_id, on=last, value=12)
        first = ended - timedelta(days=PAUSE)
        asked.pause_id = services.pause_plan(
            asked.dara, asked.plan_id, first=first, last=ended - timedelta(days=1), reason="Flood", agreed="Yes"
        ).id
        services.file_reading(asked.dara, asked.measure_id, on=ended, value=1900)
    asked.check_in()
    asked.confirm = partial(confirm_pause, app, asked)
    return asked


def counted_in(plan, today, firm=None):
    return [each.value for each in facts_of(plan, today, firm).measures]


def test_a_number_told_in_days_such_a_pause_adds_makes_the_status_no_better(app, prolonged):
    with app.app_context():
        [gist] = gists(db.true())
        for of in (prolonged.plan(), gist):
            assert counted_in(of, prolonged.today) == [1900]
            assert counted_in(of, prolonged.today, firm_of(of)) == [12]
            assert judged(of, prolonged.today).status == "red"


def test_what_was_told_in_days_a_pause_added_counts_no_more_without_it(app, prolonged):
    with app.app_context():
        services.drop_pause(prolonged.dara, prolonged.pause_id, agreed="Taken back")
        [gist] = gists(db.true())
        for of in (prolonged.plan(), gist):
            assert counted_in(of, prolonged.today) == [12]
        [row] = holding_of(prolonged.room.person("Sec", alliance_role="secretariat")).rows
        assert row.number.actual == 12
        said = said_of(prolonged.plan(), prolonged.today)["measures"][0]
        assert (said["value"], said["readings"][-1]["value"]) == (12, 1900)
    page = said_in(prolonged.room.browser("Dara").get(prolonged.measure).text)
    assert "12 of 30" in page
    assert "after day 100, so it does not count" in page


def test_forms_compare_with_the_last_number_that_counts(app, prolonged):
    dara, last = prolonged.room.browser("Dara"), "9,000 is far from the last value 12 and the target 2,000."
    with app.app_context():
        services.drop_pause(prolonged.dara, prolonged.pause_id, agreed="Taken back")
        on = days.date_of(100, prolonged.plan().day_one).isoformat()
    at, measure = f"{prolonged.page}check-ins/", f"measure-{prolonged.measure_id}"

    assert "last time 12" in said_in(dara.get(at).text)
    for address, said in (
        (at, {"client_id": "form-00009", measure: "9000", "why": "By post"}),
        (f"{prolonged.measure}readings/", {"on": on, "value": "9000", "note": "By post"}),
    ):
        assert last in said_in(dara.submit(address, **said).text)


def test_a_number_that_does_not_count_is_none_with_which_a_plan_is_signed(app, prolonged):
    with app.app_context():
        before, _late = db.session.scalars(db.select(Reading).order_by(Reading.on))
        db.session.delete(before)
        db.session.commit()
        assert Lack.LAST_NUMBER not in lacking(prolonged.plan())
        services.drop_pause(prolonged.dara, prolonged.pause_id, agreed="Taken back")
        assert Lack.LAST_NUMBER in lacking(prolonged.plan())


def test_a_last_number_by_the_days_agreed_to_is_one_and_the_sign_off_names_its_dates(app, prolonged):
    with app.app_context():
        for each in db.session.scalars(db.select(Reading)):
            db.session.delete(each)
        db.session.commit()
        plan = prolonged.plan()
        first, last = short(days.date_of(90, plan.day_one)), short(days.date_of(100, plan.calendar))
    page = said_in(prolonged.room.browser("Dara").get(f"{prolonged.page}sign-off/").text)
    assert f"File the last number of each main measure for a day from {first} to {last}" in page
    counted = "Numbers and the sign-off leave out days that the sponsor has not agreed to."
    assert counted in said_in(prolonged.room.browser("Dara").get(prolonged.page).text)

    with app.app_context():
        on = days.date_of(89, prolonged.plan().day_one)
        services.file_reading(prolonged.dara, prolonged.measure_id, on=on, value=12, note="Late")
        assert Lack.LAST_NUMBER in lacking(prolonged.plan())
        services.file_reading(prolonged.dara, prolonged.measure_id, on=on + timedelta(days=5), value=12, note="Late")
        assert Lack.LAST_NUMBER not in lacking(prolonged.plan())


NEEDS_PAUSE = "counts only with a pause that the sponsor has not agreed to"


def test_a_number_that_counts_only_with_such_a_pause_says_so_wherever_it_stands(app, prolonged):
    with app.test_request_context():
        token = services.share_plan(prolonged.dara, prolonged.plan_id, label="P", parts=[Shown.NUMBERS]).token
        [measure] = said_of(prolonged.plan(), prolonged.today)["measures"]
        assert (measure["value"], measure["needs_pause"]) == (1900, True)
        assert sketch(prolonged.plan()).evidence.endswith(NEEDS_PAUSE)
    at, sec = prolonged.page, prolonged.room.person("Sec", alliance_role="secretariat").name
    pages = [
        *(("Dara", where) for where in (at, f"{at}print/", f"{at}week/", f"{at}sign-off/", prolonged.measure)),
        ("Mo", f"/p/{token}/"),
        (sec, "/portfolio/"),
    ]

    assert [
        where for who, where in pages if NEEDS_PAUSE not in said_in(prolonged.room.browser(who).get(where).text)
    ] == []
    sheet = prolonged.room.browser("Dara").get(f"/reports/plans/{prolonged.plan_id}.csv").text
    assert sheet.count(NEEDS_PAUSE) == 2
    with app.test_request_context():
        looked = take_look(prolonged.room.people["Sec"], vocabulary(), Wanted())
        [row] = table_of(View.PLANS, looked).rows
    assert NEEDS_PAUSE in str(row[-1])
    prolonged.confirm()
    assert [where for who, where in pages if NEEDS_PAUSE in said_in(prolonged.room.browser(who).get(where).text)] == []


OUTSIDE = "Tests: its last number is after day 100 without the days that the sponsor has not agreed to."
UNCOUNTED = "Tests: no number without the days that the sponsor has not agreed to, where the curve asks for"
WITHOUT = "Leaving out what the sponsor has not agreed to, it ended without a number"


def told_of(plan, *pages):
    """Return what pages of a plan say, and then the portfolio."""
    sec = plan.room.person("Sec", alliance_role="secretariat").name
    read = [("Dara", plan.page + each) for each in pages] + [(sec, "/portfolio/")]
    return [said_in(plan.room.browser(who).get(where).text) for who, where in read]


def test_a_plan_counted_after_the_days_agreed_to_alone_says_so_and_which_way_leads_out(app, prolonged):
    with app.app_context():
        db.session.delete(db.session.scalars(db.select(Reading).order_by(Reading.on)).first())
        db.session.commit()

    page, printed, portfolio = told_of(prolonged, "", "print/")

    for said in (page, printed):
        assert (OUTSIDE in said, UNCOUNTED in said, "not counted yet" in said, "no number for" in said) == (
            True, True, False, False,
        )  # fmt: skip
    assert "The way out is that the sponsor agrees to the changed days." in page
    assert "A check-in with this number is the way out." not in page
    assert ["Counted once, on day 104." in said for said in (page, portfolio)] == [True, True]
    assert [WITHOUT in said for said in (page, printed, portfolio)] == [True, True, True]
    prolonged.confirm()
    assert [told for told in (OUTSIDE, UNCOUNTED, WITHOUT) for said in told_of(prolonged, "") if told in said] == []


def test_its_chart_and_how_it_ended_stay_as_they_were_once_it_is_signed_off(app, prolonged):
    with app.app_context():
        db.session.delete(db.session.scalars(db.select(Reading).order_by(Reading.on)).first())
        db.session.commit()
        prolonged.today = services.today_of(prolonged.plan())
        prolonged.day = partial(days.date_of, begins=prolonged.plan().calendar)
        complete(prolonged)
        services.file_reading(prolonged.dara, prolonged.measure_id, on=prolonged.today, value=2000, note="Counted")

    def drawn():
        page = prolonged.room.browser("Dara").get(prolonged.page).text
        return re.findall(r'<path[^>]* d="([^"]*)"', re.search(r'<svg class="chart" .*?</svg>', page, re.DOTALL)[0])

    before = drawn()
    with app.app_context():
        services.sign_off(prolonged.dara, prolonged.plan_id, ending_words(prolonged))
    assert (len(before) > 1, drawn()) == (True, before)
    said = told_of(prolonged, "", "print/")
    assert [(WITHOUT in each, "Counted once, on day 104." in each) for each in said] == [(True, True)] * 3
    # Every day beside the number is counted as the status counts.
    page = prolonged.room.browser("Dara").get(prolonged.page).text
    [row] = re.findall(r"<tr><th scope=\"row\"><bdi>(\d+)</bdi>", page)
    assert (row, "No data when it was signed off on day 104" in said_in(page)) == ("104", True)


def test_how_far_a_plan_came_by_what_was_agreed_is_said_where_the_rest_reaches_the_target(app, prolonged):
    later = "Ended without a number; 12 tests told 4 days after the end"
    with app.app_context():
        # 1,900 of 30 tests: reached with the pause alone.
        assert unreached(prolonged.plan(), prolonged.today) == Unreached(12, None, 30, "tests", as_agreed=True)
        [gist] = gists(db.true())
        assert unreached(gist, prolonged.today) == Unreached(12, None, 30, "tests", as_agreed=True)
    assert [(WITHOUT in told, later in told) for told in told_of(prolonged, "", "print/", "week/")] == [
        (True, True)
    ] * 4
    with app.app_context():
        prolonged.day = partial(days.date_of, begins=prolonged.plan().calendar)
        complete(prolonged)
        services.file_reading(prolonged.dara, prolonged.measure_id, on=prolonged.today, value=2000, note="Counted")
        services.sign_off(prolonged.dara, prolonged.plan_id, ending_words(prolonged))
    assert [(WITHOUT in told, later in told) for told in told_of(prolonged, "", "print/")] == [(True, True)] * 3


def test_a_total_says_how_many_numbers_count_only_with_such_a_pause(app, prolonged):
    root = prolonged.room.browser(prolonged.room.person("Root", alliance_role="administrator").name)
    unit = {"code": "tests", "title_en": "Tests", "unit_en": "tests", "direction": "up", "adds": "sum"}
    assert root.submit("/terms/indicator/", **unit).status_code == 303
    with app.app_context():
        db.session.get(Measure, prolonged.measure_id).definition = "tests"
        db.session.commit()
    sec = prolonged.room.person("Sec", alliance_role="secretariat")

    page = said_in(prolonged.room.browser(sec.name).get("/portfolio/indicators/").text)

    assert "1 of these numbers counts only with a pause that a sponsor has not agreed to." in page
    with app.test_request_context():
        looked = take_look(sec, vocabulary(), Wanted())
        table = table_of(View.INDICATORS, looked)
    told = dict(zip(table.head, table.rows[0], strict=True))
    columns = ("Numbers that count only with a pause not agreed to", "Numbers told after the end, not added")
    assert [told[column] for column in columns] == [1, 0]
    prolonged.confirm()
    page = said_in(prolonged.room.browser(sec.name).get("/portfolio/indicators/").text)
    assert ("1,900" in page, "counts only with a pause" in page) == (True, False)


def confirm_promise(app, asked):
    """Say yes to what changed before, as the sponsor."""
    with app.test_request_context():
        [ask] = asked.plan().asks
        services.confirm_own_ask(asked.mo, ask.id, Consent(verdict=Verdict.YES, seen=len(ask.agreements)))


def asks_to_confirm(paused, postbox):
    letters = [letter for address, letter in postbox.letters if address == paused.mo.email]
    postbox.letters.clear()
    return sum("Do you agree" in words(letter) for letter in letters)


def test_a_sponsor_is_asked_about_a_pause_by_mail_while_it_lasts(app, asked, postbox):
    assert asks_to_confirm(asked, postbox) == 0
    confirm_promise(app, asked)
    with app.app_context():
        services.pause_plan(
            asked.dara, asked.plan_id, first=asked.today, last=asked.today + timedelta(days=60), reason="Flood",
            agreed="Yes",
        )  # fmt: skip
    told = []
    for day_after in (1, 2, 7, 8):
        asked.morning(at=day_after * DAY)
        told.append(asks_to_confirm(asked, postbox))
    assert told == [1, 0, 1, 0]


def test_a_sponsor_is_asked_by_mail_what_changed_after_the_last_day(app, asked, postbox):
    confirm_promise(app, asked)
    asked.clock(44 * DAY)
    with app.app_context():
        services.change_measure(asked.dara, asked.measure_id, TESTS, why="They agreed")
    asked.morning(at=45 * DAY)
    assert asks_to_confirm(asked, postbox) == 1


def test_only_the_day_itself_is_written_large(paused):
    page = paused.room.browser("Dara").get(paused.page).text
    large, said = re.findall(r'<p class="day"><b class="num">(\d+)</b>(.*?)</p>', page, re.DOTALL)[0]

    assert (large, "counts as day 60" in said, "<b>" in said) == ("46", True, False)


def test_a_signed_plan_has_no_days_left_and_keeps_the_day_it_counts_as(app, paused):
    sec = paused.room.person("Sec", alliance_role="secretariat")
    paused.clock(50 * DAY)
    with app.app_context():
        paused.today = services.today_of(paused.plan())
        paused.day = partial(days.date_of, begins=paused.plan().calendar)
        complete(paused)
        services.sign_off(paused.dara, paused.plan_id, ending_words(paused))
        ended = days.date_of(100, paused.plan().day_one)
        held = [each.on for each in happenings(paused.plan(), paused.today) if each.key == "review-100"]
    with app.test_request_context():
        table = table_of(View.PLANS, take_look(sec, vocabulary(), Wanted()))
        said = f"of 100 dayssigned off on {day_month(paused.today)}counts as day 110, ended {day_month(ended)}"
    dara = paused.room.browser("Dara")
    told = [said_in(dara.get(f"{paused.page}{each}").text) for each in ("", "print/", "week/")]

    assert [(said in each, " left, ends " in each) for each in told] == [(True, False)] * 3
    [row] = [dict(zip(map(str, table.head), cells, strict=True)) for cells in table.rows]
    assert (row["Day"], row["Day without what is not agreed"]) == (96, 110)
    assert dara.get(f"/reports/plans/{paused.plan_id}.json").json["day_without_pauses_not_agreed_to"] == 110
    assert held == [paused.today]
