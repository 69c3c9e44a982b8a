"""No way of pages and forms shows that a sponsor agreed who did not, or hides that they refused."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from app import clock
from app.accounts.queries import person_by_email, person_by_id
from app.accounts.services import close_account
from app.centres.models import StaffRole
from app.centres.services import invite_staff, remove_staff
from app.db import db
from app.ids import new_id
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.items.words import AskWords
from app.plans.models import Ask, Edit, SignOff
from app.plans.queries import plan_found
from app.plans.services import CheckInWords, ContactWords
from tests.plans.letters import links
from tests.plans.test_agreeing import MINE, NO, SAYS_NO, TESTS, WAITS, YES, answer, seen_by
from tests.plans.test_chosen_addresses import ACCOUNT, DAY, DOUBTED, UNCOUNTED, follow, give
from tests.plans.test_promises import said_in
from tests.renaming import call

OWN_MAILBOX = "dara.at.home@example.net"


@pytest.fixture
def named_alike(app, asked):
    """The leader, who directs the centre, invites a mailbox of their own under the name of the sponsor on day 60."""

    def invite():
        with app.app_context():
            services.say_contact(asked.dara, asked.plan_id, "Spo", ContactWords(), reason="They left the ministry")
            invite_staff(asked.room.centre.id, email=OWN_MAILBOX, name="Spo", role=StaffRole.FACILITATOR, by=asked.dara)
            asked.room.people["Spo"] = person_by_email(OWN_MAILBOX)
        return asked

    return invite


@pytest.mark.parametrize("reached", ["by their name", "by their account", "by their address"])
def test_an_account_made_late_in_the_name_of_the_sponsor_names_who_made_it(app, named_alike, reached):
    asked = named_alike()
    words = {"by their account": {"person_id": asked.room.people["Spo"].id}, "by their address": {"email": OWN_MAILBOX}}
    if reached in words:
        with app.app_context():
            said = ContactWords(**words[reached])
            services.say_contact(asked.dara, asked.plan_id, "Spo", said, reason="They came here")

    assert answer(asked, "Spo", **YES).status_code == 303
    page = seen_by(asked, asked.page)
    assert (ACCOUNT in page, UNCOUNTED in page) == (True, True)


def test_a_refusal_stands_though_a_namesake_of_the_sponsor_is_let_in(app, asked, named_alike):
    answer(asked, **NO)
    named_alike()

    assert answer(asked, "Spo", **YES).status_code == 409
    assert SAYS_NO in seen_by(asked, asked.page)


@pytest.mark.parametrize("named", ["before", "by the writer"])
def test_a_refusal_outlasts_one_namesake_of_the_sponsor_after_the_other(app, asked, named_alike, named):
    named_alike()
    if named == "by the writer":
        with app.app_context():
            asked.plan().sponsor_by_id = asked.dara.id
            db.session.commit()
    assert answer(asked, "Spo", **NO).status_code == 303
    with app.app_context():
        remove_staff(asked.room.centre.id, asked.room.people["Spo"].id, by=asked.dara)
        email = "another.mailbox@example.net"
        invite_staff(asked.room.centre.id, email=email, name="Spo", role=StaffRole.FACILITATOR, by=asked.dara)
        asked.room.people["Spo"] = person_by_email(email)

    assert answer(asked, "Spo", **YES).status_code == 409
    assert SAYS_NO in seen_by(asked, asked.page)


def test_a_namesake_of_the_sponsor_who_was_let_in_late_agrees_to_nothing(app, asked, named_alike):
    answer(asked, **NO)
    named_alike()
    with app.app_context():
        services.change_measure(asked.room.people["Spo"], asked.measure_id, replace(TESTS, target=9.0), why="Less")

    page = seen_by(asked, asked.measure)
    assert ("agreed by Spo" in page, "Spo wrote down that Spo agreed" in page, SAYS_NO in page) == (False, True, True)


def test_a_sponsor_whose_account_somebody_else_makes_agrees_once_it_is_confirmed(app, asked):
    fay = asked.room.employ("Fay", "director")
    with app.app_context():
        services.say_contact(fay, asked.plan_id, "Spo", ContactWords(), reason="They get an account")
        invite_staff(asked.room.centre.id, email="spo@ministry.example", name="Spo", role=StaffRole.MEMBER, by=fay)
        asked.room.people["Spo"] = person_by_email("spo@ministry.example")

    assert "Do you agree" in seen_by(asked, MINE, "Spo")
    assert answer(asked, "Spo", **YES).status_code == 303
    page = seen_by(asked, asked.page)
    late = "Spo said yes with an account that was chosen after the promise changed."
    assert ("answered with an account that Fay chose" in page, late in page) == (True, True)
    asked.confirm(person_id=asked.room.people["Spo"].id)
    assert answer(asked, "Spo", **YES).status_code == 303
    page = seen_by(asked, asked.page)
    assert (WAITS in page, "not count as" in page) == (False, False)


def test_nobody_agrees_who_takes_the_name_of_a_sponsor_whom_nobody_reaches(app, unreached):
    fay = unreached.room.employ("Fay", "member")
    with app.app_context():
        call(person_by_id(fay.id), "Spo")
        services.ask_reached_sponsors()
        unreached.ask_id = unreached.plan().asks[-1].id

    mine = seen_by(unreached, MINE, "Fay")
    assert ("You chose yourself to answer for the sponsor" in mine, "Yes, I agree" in mine) == (True, False)
    assert answer(unreached, "Fay", verdict="yes", seen="2").status_code == 409
    assert WAITS in seen_by(unreached, f"/plans/{unreached.plan_id}/")


def point_to(asked, name):
    """The leader says that an account answers for the sponsor from now on."""
    with asked.app.app_context():
        whom = ContactWords(person_id=asked.room.people[name].id)
        services.say_contact(asked.dara, asked.plan_id, "Spo", whom, reason=f"{name} answers now")


@pytest.fixture
def two_colleagues(app, asked):
    """Fred and Gil work at the centre; the leader has Fred answer for the sponsor, and Fred does not agree."""
    asked.room.employ("Fred", "member")
    asked.room.employ("Gil", "member")
    point_to(asked, "Fred")
    assert answer(asked, "Fred", **NO).status_code == 303
    return asked


def test_a_refusal_outlasts_whom_the_writer_chooses_on_the_same_day(app, two_colleagues):
    point_to(two_colleagues, "Gil")

    assert answer(two_colleagues, "Gil", **YES).status_code == 409
    assert SAYS_NO in seen_by(two_colleagues, two_colleagues.page)


def test_a_yes_to_a_later_change_leaves_a_refusal_of_the_same_day_alone(app, two_colleagues):
    point_to(two_colleagues, "Gil")
    with app.app_context():
        fewer = replace(TESTS, target=1999.0)
        services.change_measure(two_colleagues.dara, two_colleagues.measure_id, fewer, why="One less")
        two_colleagues.ask_id = two_colleagues.plan().asks[-1].id

    assert answer(two_colleagues, "Gil", **YES).status_code == 303
    page = seen_by(two_colleagues, two_colleagues.page)
    assert (SAYS_NO in page, "Spo said yes with an account" in page) == (True, True)


def test_who_refused_may_agree_after_all_though_the_writer_chose_them(app, two_colleagues):
    assert answer(two_colleagues, "Fred", **YES).status_code == 303

    page = seen_by(two_colleagues, two_colleagues.page)
    assert (SAYS_NO in page, UNCOUNTED in page) == (False, True)


def test_a_refusal_outlasts_one_sponsor_after_the_other_whom_the_writer_names(app, rhythm):
    rhythm.begin(10)
    for name, account in (("Pat", "Fred"), ("Quin", "Gil")):
        person = rhythm.room.employ(account, "member")
        with app.app_context():
            services.add_item(rhythm.dara, rhythm.plan_id, Ask, AskWords(title="A room", to=name))
            services.say_contact(rhythm.dara, rhythm.plan_id, name, ContactWords(person_id=person.id))
    rhythm.clock(20 * DAY)
    rhythm.follow("Pat")
    with app.app_context():
        measure_id = rhythm.plan().measures[0].id
        services.change_measure(rhythm.dara, measure_id, TESTS, why="A unit")
        rhythm.ask_id = rhythm.plan().asks[-1].id
    assert answer(rhythm, "Fred", **NO).status_code == 303
    rhythm.follow("Quin")

    assert answer(rhythm, "Gil", **YES).status_code == 409
    assert "Pat does not agree to a changed promise." in seen_by(rhythm, f"/plans/{rhythm.plan_id}/")


CLAIM = "Agreed with the sponsor: 12 tests"


def test_a_title_that_says_the_sponsor_agreed_stands_beside_what_they_say(app, asked, come_in, person):
    with app.app_context():
        said = {"title": CLAIM, "goal": CLAIM, "day_one": asked.plan().day_one, "reason": "Fewer"}
        services.change_plan(asked.dara, asked.plan_id, **said)
        shared = [
            services.share_plan(asked.dara, asked.plan_id, label="P", parts=[part, Shown.PEOPLE]).token
            for part in (Shown.GOAL, Shown.NUMBERS, Shown.STATUS, Shown.RESULT)
        ]
    sec = come_in(person("Sec", alliance_role="secretariat"))

    def told():
        own = [
            seen_by(asked, at) for at in (asked.page, *(asked.page + each for each in ("print/", "week/")), "/plans/")
        ]
        outside = [said_in(app.test_client().get(f"/p/{token}/").text) for token in shared]
        pages = [*own, *outside, said_in(sec.get("/portfolio/").text)]
        assert {CLAIM in page for page in pages} == {True}
        return {(SAYS_NO in page, WAITS in page) for page in pages}

    assert told() == {(False, True)}
    assert "Dara wrote down that Spo agreed" in seen_by(asked, f"{asked.page}sign-off/")
    assert answer(asked, verdict="no", seen="2").status_code == 303
    assert told() == {(True, False)}
    assert SAYS_NO in seen_by(asked, f"{asked.page}sign-off/")


def test_people_outside_read_once_that_the_sponsor_has_not_confirmed(app, unreached):
    unreached.follow("Nia")
    with app.app_context():
        said = {"title": "Tests", "goal": "2,000 tests", "day_one": unreached.plan().day_one, "reason": "More"}
        services.change_plan(unreached.dara, unreached.plan_id, **said)
        shares = [
            services.share_plan(unreached.dara, unreached.plan_id, label="P", parts=[Shown.GOAL, *more]).token
            for more in ([], [Shown.PEOPLE])
        ]

    hidden, named = (said_in(app.test_client().get(f"/p/{token}/").text) for token in shares)
    waits = "has not confirmed a changed promise yet."
    assert (hidden.count(waits), f"Sponsor {waits}" in hidden) == (1, True)
    assert [f"{name} {waits}" in named for name in ("Spo", "Nia")] == [False, True]


def test_minutes_say_beside_a_goal_that_the_sponsor_has_not_confirmed_it(app, ending):
    ending.at(40)
    at = f"/reports/workshops/{ending.workshop.id}/minutes/"
    with app.app_context():
        plan = plan_found(ending.plan_id)
        said = {"title": plan.title, "goal": CLAIM, "day_one": plan.day_one, "reason": "Fewer"}
        before = said_in(ending.browser("Dara").get(at).text)
        services.change_plan(ending.dara, ending.plan_id, **said)

    now = said_in(ending.browser("Dara").get(at).text)
    waits = "Sponsor has not confirmed a changed promise yet."
    assert (waits in before, CLAIM in now, waits in now) == (False, True, True)
    # Who reads minutes may not read the plan.
    assert "The director has not confirmed" not in now


def test_who_agrees_in_a_tab_of_before_agrees_to_no_change_they_did_not_see(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        labs, visits = (
            services.add_measure(asked.dara, asked.plan_id, replace(TESTS, name=name, main=False))
            for name in ("Labs", "Visits")
        )
        services.change_measure(asked.dara, labs.id, replace(TESTS, name="Labs", main=False, target=9.0), why="Less")
    mo = asked.room.browser("Mo")
    page = mo.get(MINE).text
    [seen] = re.findall(r'name="seen" value="([^"]+)"', page)
    with app.app_context():
        services.change_measure(fay, labs.id, replace(TESTS, name="Labs", main=False, target=8.0), why="Less again")
        visited = replace(TESTS, name="Visits", main=False, target=1.0)
        services.change_measure(asked.dara, visits.id, visited, why="Not seen")
        assert [len(each.agreements) for each in asked.plan().asks] == [2, 2]

    late = mo.submit(f"/plans/asks/{asked.ask_id}/consent/", verdict="yes", seen=seen)

    assert (late.status_code, "Another change was added" in said_in(late.text)) == (409, True)
    own_form = late.text.split(f'action="/plans/asks/{asked.ask_id}/consent/"')[1]
    now = re.findall(r'name="seen" value="([^"]+)"', own_form)[0]
    assert mo.submit(f"/plans/asks/{asked.ask_id}/consent/", verdict="yes", seen=now).status_code == 303


@pytest.fixture
def passed_on(asked, postbox):
    """The address of the link in the sponsor's mail, which they passed on."""
    asked.morning(at=DAY)
    [letter] = [mail for address, mail in postbox.letters if address == asked.mo.email]
    return f"/a/{links(letter)[0]}/"


def test_a_mail_that_was_passed_on_names_whoever_is_signed_in_and_answers(app, asked, passed_on):
    asked.room.employ("Fay", "member")
    fay, mo = asked.room.browser("Fay"), asked.room.browser("Mo")

    shown = [said_in(browser.get(passed_on).text) for browser in (fay, mo)]
    told = "You are signed in as Fay. The plan names you beside the answer."
    assert [told in page for page in shown] == [True, False]
    assert fay.submit(passed_on, **YES).status_code == 303
    page = seen_by(asked, asked.page)
    assert ("Spo agrees, " in page, ", answered by Fay" in page) == (True, True)
    assert mo.submit(passed_on, **YES).status_code == 303
    page = seen_by(asked, asked.page)
    assert (", answered by Mo" in page, ", answered by Fay" in page) == (True, False)


@pytest.mark.parametrize("author", ["who chose the address", "who wrote the change"])
def test_nobody_answers_a_mail_to_themselves_in_the_browser_of_a_colleague(app, asked, postbox, author):
    fay, _gil = (asked.room.employ(name, "facilitator") for name in ("Fay", "Gil"))
    by = fay if author == "who chose the address" else asked.dara
    give(asked, fay, by.email)

    assert follow(asked, postbox, YES, by.email, by="Gil").status_code in {403, 409}
    assert WAITS in seen_by(asked, asked.page)


def test_a_guest_who_bears_the_name_of_the_sponsor_is_none(app, asked, postbox):
    give(asked, asked.dara, OWN_MAILBOX)
    asked.room.guest("Spo")

    assert follow(asked, postbox, YES, OWN_MAILBOX, by="Spo").status_code == 303
    assert DOUBTED in seen_by(asked, asked.page)


def test_who_cannot_take_a_refusal_back_is_told_so_and_keeps_their_words(app, two_colleagues):
    point_to(two_colleagues, "Gil")

    refused = answer(two_colleagues, "Gil", **YES, words="It is fine now")

    assert (
        refused.status_code,
        "only who said no can, once they are the sponsor again, or whom the secretariat" in refused.text,
    ) == (409, True)
    assert "It is fine now</textarea>" in refused.text


@pytest.fixture
def asked_besides(app, asked):
    """Something else is asked of the sponsor, in words that look like a question whether they agree."""
    with app.app_context():
        looks_so = AskWords(title="Do you agree to 2,000 tests?", to="Spo", reply_by=asked.today)
        services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=30.0), why="As before")
        asked.besides_id = services.add_item(asked.dara, asked.plan_id, Ask, looks_so).id
    return asked


def besides(asked):
    """Return what the plan and its changes say of who answered that."""
    page = seen_by(asked, asked.page).split("Barriers and asks")[1]
    return page, seen_by(asked, f"{asked.page}changes/")


def test_an_answer_for_the_sponsor_from_the_leaders_mailbox_names_who_chose_it(app, asked_besides, postbox):
    give(asked_besides, asked_besides.dara, OWN_MAILBOX)
    assert follow(asked_besides, postbox, {"words": "Yes, I agree."}, OWN_MAILBOX, at=0).status_code == 303

    page, log = besides(asked_besides)
    assert "answered by Spo, " in page
    assert "answered at an address that Dara chose on " in page
    assert "answered at an address that Dara chose" in log
    with app.app_context():
        written = AskWords(title="Do you agree to 2,000 tests?", to="Spo", answer="No")
        services.change_item(asked_besides.dara, Ask, asked_besides.besides_id, written)
    page, _log = besides(asked_besides)
    assert "No written down by Dara for Spo, " in page
    assert "answered at an address" not in page.split("Earlier answers")[0]


def test_an_answer_for_the_sponsor_by_mail_to_an_account_names_that_account(app, rhythm, postbox):
    rhythm.begin(10)
    with app.app_context():
        reached = ContactWords(email=rhythm.dara.email)
        services.say_contact(rhythm.dara, rhythm.plan_id, "Spo", reached, reason="I answer")
        looks_so = AskWords(title="Do you agree?", to="Spo", reply_by=services.today_of(rhythm.plan()))
        services.add_item(rhythm.dara, rhythm.plan_id, Ask, looks_so)
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    assert follow(rhythm, postbox, {"words": "Yes"}, rhythm.dara.email, at=0).status_code == 303

    page, log = besides(rhythm)
    assert "Yes written down by Dara for Spo, " in page
    assert "Dara Answered: Do you agree? answered with an account that Dara chose Yes" in log


def test_who_was_the_sponsor_all_along_answers_once_they_are_so_again(app, asked):
    with app.app_context():
        # The plan of day 60 was drafted before it was published.
        drafted = asked.plan().published_at
        db.session.execute(db.update(Edit).where(Edit.kind == "plan").values(made_at=drafted))
        db.session.commit()
    assert answer(asked, **NO).status_code == 303
    for name in ("Bo", "Pat", "Spo"):
        asked.follow(name)
    assert SAYS_NO in seen_by(asked, asked.page)

    assert answer(asked, **YES).status_code == 303
    page = seen_by(asked, asked.page)
    assert (SAYS_NO in page, "does not count" in page, "Spo agrees, " in page) == (False, False, True)


def test_a_sponsor_named_a_second_time_after_day_fifteen_is_named_by_somebody(app, asked):
    fred = asked.room.employ("Fred", "member")
    for name in ("Olu", "Spo", "Olu"):
        asked.follow(name)
    with app.app_context():
        contact = services.say_contact(asked.dara, asked.plan_id, "Olu", ContactWords(person_id=fred.id), reason="So")
        # Olu was reached so before day 15.
        contact.chosen_by_id = contact.chosen_on = contact.chosen_at = None
        db.session.commit()

    assert answer(asked, "Fred", **YES).status_code == 303
    assert ACCOUNT in seen_by(asked, asked.page)


def test_a_refusal_stands_once_the_account_that_gave_it_is_closed(app, asked):
    root = asked.room.person("Root", alliance_role="administrator")
    answer(asked, **NO)
    with app.app_context():
        close_account(asked.mo.id, by=root)

    page = seen_by(asked, asked.page)
    assert (SAYS_NO in page, ", answered by Mo" in page) == (True, True)


def test_a_refusal_stands_though_the_same_is_proposed_again_after_it_was_taken_back(app, asked):
    answer(asked, **NO)
    for target in (30.0, 2000.0):
        with app.app_context():
            services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=target), why="Again")

    page = seen_by(asked, asked.page)
    assert (SAYS_NO in page, WAITS in page) == (True, True)


def test_the_next_plan_tells_nothing_that_the_sponsor_agreed_to_in_this_one(app, asked):
    with app.app_context():
        plan = asked.plan()
        signed = SignOff(
            id=new_id(), plan_id=plan.id, result="Done", handover="Lab", choice="build", sponsor="Spo",
            signed_on=asked.today, created_at=plan.created_at, follow_on=asked.today,
        )  # fmt: skip
        db.session.add(signed)
        db.session.commit()
        new = services.begin_next(asked.dara, asked.plan_id, title=CLAIM, day_one=None)
        assert (new.agreements, new.asks, new.sponsor_by_id, new.published_at) == ([], [], None, None)
    assert "agrees, " not in seen_by(asked, f"/plans/{new.id}/")


def test_a_check_in_by_a_link_made_in_the_sponsors_name_names_who_made_it(app, asked):
    with app.app_context():
        ends = clock.now() + timedelta(days=5)
        made = services.make_link(asked.dara, asked.plan_id, owner="Spo", expires_at=ends)
        agrees = CheckInWords(client_id=new_id(), done="I agree to 2,000 tests")
        services.check_in_by_link(made.token, agrees)

    told = "filed by a link that Dara made for Spo I agree to 2,000 tests"
    for address in (asked.page, f"{asked.page}changes/"):
        assert told in seen_by(asked, address)
