"""A sponsor sees what changed in a promise, says yes or no to it, and the plan says which."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.accounts.queries import person_by_id
from app.accounts.services import change_profile
from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.moments import day_month
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.errors import AskedOfSponsor, AskedThemselves, ReasonMissing
from app.plans.items.words import AskWords
from app.plans.letters import reply_words
from app.plans.models import Ask, Edit
from app.plans.queries import plan_found
from app.plans.services import ContactWords, MeasureWords
from tests.plans.letters import WHO, links, words
from tests.plans.test_promises import said_in
from tests.plans.test_replies import MAILBOX, SECRET, reply
from tests.renaming import call

TESTS = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)
TESTS_OF_2000 = replace(TESTS, target=2000.0)
WHY = "The ministry agreed"
OF_MO = "The sponsor is reached at the address of Mo. The alliance has not confirmed this."
MINE = "/plans/mine/"
YES, NO = {"verdict": "yes", "seen": "1"}, {"verdict": "no", "seen": "1", "words": "It was 30"}


def answer(asked, name="Mo", **said):
    return asked.room.browser(name).submit(f"/plans/asks/{asked.ask_id}/consent/", **said)


def seen_by(asked, address, name="Dara"):
    return said_in(asked.room.browser(name).get(address).text)


def test_a_sponsor_sees_before_and_after_and_says_yes(app, asked):
    page = said_in(asked.room.browser("Mo").get(MINE).text)

    assert "Do you agree to a changed promise?" in page
    assert "Before: 30 tests Now: 2,000 tests" in page
    assert "Dara wrote down that you agreed: The ministry agreed" in page
    assert ("Yes, I agree" in page, "No, I do not agree" in page) == (True, True)
    before = seen_by(asked, asked.measure)
    filed = answer(asked, **YES)

    assert (filed.status_code, filed.location) == (303, f"{MINE}#asked")
    assert "Dara wrote down that Spo agreed; Spo has not confirmed it yet" in before
    now = seen_by(asked, asked.measure)
    assert ("Spo agrees" in now, "wrote down" in now) == (True, False)
    assert "Do you agree" not in asked.room.browser("Mo").get(MINE).text


def test_a_refusal_stands_beside_the_measure_and_on_the_plan(app, asked):
    assert answer(asked, **NO).status_code == 303

    for address in (asked.page, asked.measure):
        page = seen_by(asked, address)
        assert "Spo does not agree to a changed promise." in page
        assert "before: 30 tests, now: 2,000 tests" in page
        assert "No, I do not agree. It was 30" in page
        assert "Speak with them, then promise what they agree to." in page
        assert ("wrote down that Spo agreed" in page, "agreed by Spo" in page) == (False, False)
    log = seen_by(asked, f"{asked.page}changes/")
    assert "Do you agree to a changed promise? Tests: does not agree No, I do not agree. It was 30" in log
    assert "wrote down that Spo agreed" not in log


@pytest.mark.row("P14")
def test_a_later_yes_takes_the_place_of_a_no_and_both_are_told(app, asked):
    answer(asked, **NO)
    page = said_in(asked.room.browser("Mo").get(MINE).text)
    assert ("Spo does not agree" in page, "Yes, I agree" in page) == (True, True)

    assert answer(asked, **YES).status_code == 303

    assert "does not agree" not in seen_by(asked, asked.measure)
    log = seen_by(asked, f"{asked.page}changes/")
    assert "Do you agree to a changed promise? Tests: does not agree → agrees Yes, I agree." in log
    with app.app_context():
        told = db.session.scalars(db.select(Edit).where(Edit.item_id == asked.ask_id).order_by(Edit.id)).all()
        assert [each.said["verdict"] for each in told] == [["", "no"], ["no", "yes"]]


def test_each_answer_says_with_whose_account_the_sponsor_gave_it(app, asked):
    answer(asked, **NO)
    at = f"/reports{asked.page[:-1]}.csv"

    # The box above what was refused tells the answer, and so does the question.
    for page, times in ((asked.page, 2), (asked.measure, 2), (f"{asked.page}changes/", 1), (at, 1)):
        assert (page, seen_by(asked, page).count("answered by Mo")) == (page, times)

    answer(asked, **YES)
    assert [seen_by(asked, page).count(", answered by Mo") for page in (asked.page, asked.measure)] == [1, 1]


def test_a_refusal_stands_until_the_plan_promises_something_else(app, asked):
    answer(asked, **NO)
    with app.app_context():
        services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=2000.0, unit="kits"), why="Kits")
    assert "Spo does not agree to a changed promise." in seen_by(asked, asked.page)

    with app.app_context():
        services.change_measure(asked.dara, asked.measure_id, TESTS, why="As before")

    assert "Spo does not agree to a changed promise." not in seen_by(asked, asked.page)
    assert "Spo does not agree, " in seen_by(asked, asked.measure)


def test_a_refusal_stands_beside_a_measure_that_promises_a_little_less(app, asked):
    answer(asked, **NO)
    with app.app_context():
        services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=1999.0), why="One less")

    for address in (asked.page, asked.measure):
        page = seen_by(asked, address)
        assert SAYS_NO in page
        assert "before: 30 tests, refused: 2,000 tests, now: 1,999 tests" in page
    for address in ("print/", "week/"):
        assert SAYS_NO in seen_by(asked, asked.page + address)
    filed = asked.room.browser("Dara").get(f"/reports/plans/{asked.plan_id}.json").json
    assert (filed["measures"][0]["refused"], filed["agreements"][0]["stands"]) == (True, True)
    assert "No, I do not agree" in said_in(asked.room.browser("Mo").get(MINE).text)


@pytest.mark.parametrize("said", [{"seen": "1"}, {"seen": "1", "verdict": "perhaps"}])
def test_who_presses_neither_button_is_told_so(app, asked, said):
    refused = answer(asked, **said, words="It depends")

    assert (refused.status_code, "Press one of the two buttons." in refused.text) == (422, True)
    assert "It depends</textarea>" in refused.text
    with app.app_context():
        assert db.session.get(Ask, asked.ask_id).verdict == ""


def test_nobody_answers_for_the_sponsor(app, asked):
    for name in ("Dara", "Stranger"):
        assert answer(asked, name, **YES).status_code == 404
    body = {"title": "Do you agree?", "to": "Spo", "answer": "Yes, I agree"}
    refused = asked.room.browser("Dara").submit(f"/plans/asks/{asked.ask_id}/", **body)
    assert (refused.status_code, "Only the sponsor answers whether they agree" in refused.text) == (409, True)
    with app.app_context():
        with pytest.raises(AskedOfSponsor):
            services.change_item(asked.dara, Ask, asked.ask_id, AskWords(title="x", to="Dara", answer="Yes"))
        with pytest.raises(AskedOfSponsor):
            services.answer_own_ask(asked.mo, asked.ask_id, "Yes")


def test_all_that_changes_on_one_day_is_one_question_of_several_lines(app, asked):
    with app.app_context():
        plan = asked.plan()
        said = {"title": plan.title, "day_one": plan.day_one, "reason": "We promise more"}
        services.change_plan(asked.dara, asked.plan_id, **said, goal="2,000 tests")
        for target in (2500.0, 3000.0):
            services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=target), why=WHY)
        assert [len(each.agreements) for each in asked.plan().asks] == [4]

    late = answer(asked, **YES)
    assert late.status_code == 409
    assert "Another change was added to this question meanwhile." in said_in(late.text)
    assert "Before: 30 tests Now: 3,000 tests" in said_in(late.text)
    assert answer(asked, verdict="yes", seen="4").status_code == 303


def test_a_letter_says_what_changed_and_its_link_takes_a_no(app, asked, postbox):
    asked.morning(at=24 * 3600)
    [letter] = [mail for address, mail in postbox.letters if address == asked.mo.email]
    text = words(letter)

    assert "1. Do you agree to a changed promise?" in text
    assert ": 30 tests → 2,000 tests" in text
    assert "Dara wrote: “The ministry agreed”" in text
    [token] = links(letter)
    client = app.test_client()
    page = said_in(client.get(f"/a/{token}/").text)
    assert ("Before: 30 tests Now: 2,000 tests" in page, "No, I do not agree" in page) == (True, True)
    assert client.submit(f"/a/{token}/", words="x").status_code == 422
    assert client.submit(f"/a/{token}/", **NO).status_code == 303
    assert "Spo does not agree to a changed promise." in seen_by(asked, asked.page)
    assert client.submit(f"/a/{token}/", **YES).status_code == 303
    assert "does not agree to a changed" not in seen_by(asked, asked.page)


def test_a_mail_that_was_passed_on_gives_no_writer_the_sponsors_word(app, asked, postbox):
    asked.morning(at=24 * 3600)
    [letter] = [mail for address, mail in postbox.letters if address == asked.mo.email]
    at = f"/a/{links(letter)[0]}/"

    refused = asked.room.browser("Dara").submit(at, **YES)
    assert (refused.status_code, "You wrote down this change yourself" in refused.text) == (403, True)
    with app.app_context():
        assert db.session.get(Ask, asked.ask_id).verdict == ""
    assert asked.room.browser("Mo").submit(at, **YES).status_code == 303


def test_who_asked_for_a_change_cannot_be_who_agrees(app, asked):
    with app.app_context():
        own = ContactWords(email=asked.dara.email)
        services.say_contact(asked.dara, asked.plan_id, "Spo", own, reason="I am the sponsor now")
        with pytest.raises(AskedThemselves):
            services.confirm_own_ask(asked.dara, asked.ask_id, services.Consent(verdict="yes", seen=1))

    page = said_in(asked.room.browser("Dara").get(MINE).text)
    assert "You wrote down this change yourself" in page
    assert "Yes, I agree" not in page
    assert answer(asked, "Dara", **YES).status_code == 403


OWN = "agreed by Spo, who asked for it too, answered by Fay"


def point_at(asked, by, whom, why="They answer now"):
    account = ContactWords(person_id=whom.id)
    services.say_contact(by, asked.plan_id, "Spo", account, reason=why)


def pages_of(asked):
    return [seen_by(asked, address) for address in (asked.measure, f"{asked.page}pauses/", f"{asked.page}changes/")]


def test_a_sponsor_whom_the_secretariat_confirmed_is_named_as_both(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        point_at(asked, asked.dara, fay)
    asked.confirm(person_id=fay.id)
    with app.app_context():
        services.change_measure(fay, asked.measure_id, TESTS, why="Back again")
        assert asked.plan().asks == []

    assert OWN in seen_by(asked, asked.measure)


def test_who_was_the_sponsor_before_publishing_may_say_where_they_are(app, rhythm):
    rhythm.begin(10)
    spo = rhythm.room.employ("Spo", "facilitator")
    rhythm.knew("Spo", person_id=spo.id)
    with app.app_context():
        measure_id = rhythm.plan().measures[0].id
    rhythm.clock(20 * 24 * 3600)
    with app.app_context():
        services.say_contact(spo, rhythm.plan_id, "Spo", ContactWords(email=spo.email), reason="By mail")
        services.change_measure(spo, measure_id, TESTS_OF_2000, why="More")

    assert "agreed by Spo, who asked for it too" in seen_by(rhythm, f"/plans/measures/{measure_id}/")


def test_nobody_who_makes_themselves_the_sponsor_agrees_to_anything(app, asked):
    fay, on = asked.room.employ("Fay", "facilitator"), asked.today - timedelta(days=5)
    with app.app_context():
        point_at(asked, fay, fay, "I answer for Spo now")
        services.change_measure(fay, asked.measure_id, replace(TESTS, target=20.0), why="Less")
        services.pause_plan(fay, asked.plan_id, first=on, last=on, reason="A flood", agreed="One day")
        asked.ask_id = asked.plan().asks[-1].id

    for page in pages_of(asked):
        assert "Fay wrote down that Spo agreed; Spo has not confirmed it yet" in page
        assert "agreed by" not in page
    mine = said_in(asked.room.browser("Fay").get(MINE).text)
    assert ("You wrote down this change yourself" in mine, "Yes, I agree" in mine) == (True, False)
    assert answer(asked, "Fay", **YES).status_code == 403


def test_who_said_where_they_are_reached_answers_once_another_makes_them_sponsor(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        services.add_item(fay, asked.plan_id, Ask, AskWords(title="A room", to="Fay"))
        services.say_contact(fay, asked.plan_id, "Fay", ContactWords(email=fay.email))
        asked.follow("Fay")

    assert answer(asked, "Fay", **YES).status_code == 303
    assert "Fay agrees, " in seen_by(asked, asked.measure)


def test_nobody_agrees_who_names_themselves_the_sponsor(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        asked.follow("Fay", by=fay)
        services.change_measure(fay, asked.measure_id, replace(TESTS, target=20.0), why="Less")
        asked.ask_id = asked.plan().asks[-1].id

    assert "Fay wrote down that Fay agreed; Fay has not confirmed it yet" in seen_by(asked, asked.measure)
    assert answer(asked, "Fay", **YES).status_code == 403


def test_nobody_agrees_who_takes_the_name_of_the_sponsor(app, rhythm):
    rhythm.begin(60)
    fay = rhythm.room.employ("Fay", "facilitator")
    with app.app_context():
        measure_id = rhythm.plan().measures[0].id
        fay = person_by_id(fay.id)
        call(fay, "Spo")
        services.change_measure(fay, measure_id, TESTS_OF_2000, why="More")

    page = seen_by(rhythm, f"/plans/measures/{measure_id}/")
    assert ("Spo wrote down that Spo agreed" in page, "agreed by" in page) == (True, False)


def test_a_refusal_stands_though_somebody_makes_themselves_the_sponsor(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    answer(asked, **NO)
    with app.app_context():
        point_at(asked, fay, fay, "I answer for Spo now")

    mine = seen_by(asked, MINE, "Fay")
    assert ("You chose yourself to answer for the sponsor" in mine, "Nothing was changed" in mine) == (True, False)
    assert answer(asked, "Fay", **YES).status_code == 409
    assert SAYS_NO in seen_by(asked, asked.page)
    gil, hal = asked.room.employ("Gil", "member"), asked.room.employ("Hal", "facilitator")
    with app.app_context():
        point_at(asked, asked.dara, gil)
    assert answer(asked, "Gil", **YES).status_code == 409
    assert SAYS_NO in seen_by(asked, asked.page)
    with app.app_context():
        point_at(asked, hal, fay)
        point_at(asked, hal, gil)
    assert answer(asked, "Gil", **YES).status_code == 409
    asked.confirm(person_id=gil.id)
    assert answer(asked, "Gil", **YES).status_code == 303
    page = seen_by(asked, asked.measure)
    assert (SAYS_NO in page, ", answered by Gil" in page) == (False, True)


def test_a_refusal_keeps_the_name_of_who_refused_once_another_is_the_sponsor(app, asked):
    asked.room.employ("Gil", "member")
    asked.room.person("Sec", alliance_role="secretariat")
    answer(asked, **NO)
    asked.follow("Gil", by=asked.room.employ("Fay", "facilitator"))

    for address in (asked.page, asked.measure, f"{asked.page}print/", f"{asked.page}week/", "/portfolio/"):
        page = seen_by(asked, address, "Sec")
        assert (SAYS_NO in page, "Gil does not agree" in page) == (True, False)
    assert "Spo does not agree, " in seen_by(asked, MINE, "Gil")

    assert answer(asked, "Gil", **YES).status_code == 303
    page = seen_by(asked, asked.measure)
    assert ("Gil agrees, " in page, "Spo does not" in page) == (True, False)


def test_a_new_sponsor_who_refuses_in_the_same_words_is_named(app, asked):
    asked.room.employ("Gil", "member")
    answer(asked, **NO)
    asked.follow("Gil", by=asked.room.employ("Fay", "facilitator"))

    assert answer(asked, "Gil", **NO).status_code == 303
    page = seen_by(asked, asked.measure)
    assert ("Gil does not agree" in page, "Spo does not agree" in page) == (True, False)


def test_who_was_the_sponsor_hears_that_somebody_else_answers_now(app, asked, postbox):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        point_at(asked, fay, fay, "I answer for Spo now")
        point_at(asked, fay, asked.dara)
        asked.follow("Bo", by=fay)
    asked.send()

    [to_mo], [to_dara] = ([mail for at, mail in postbox.letters if at == each.email] for each in (asked.mo, asked.dara))
    assert to_mo["Subject"] == "Open the testbed: Sponsor"
    assert "Account of the sponsor: – → Fay" in words(to_mo)
    assert "Mail address of the sponsor: an address → –" in words(to_mo)
    assert "Fay wrote: “I answer for Spo now”" in words(to_mo)
    assert ("Sponsor: Spo → Bo" in words(to_dara), "Fay wrote: “Spo left”" in words(to_dara)) == (True, True)
    assert "has not confirmed a changed promise yet." in words(to_mo)
    # Dara reads the plan as the director of its centre, Mo of another centre does not.
    at = f"You can read the plan here: {app.config['PUBLIC_URL']}{asked.page}"
    assert [at in words(to_dara), "You can read" in words(to_mo)] == [True, False]


def test_each_reader_reads_in_their_own_language_what_the_sponsor_is_asked(app, asked):
    with app.app_context():
        french = ContactWords(email=asked.mo.email, language="fr")
        services.say_contact(asked.dara, asked.plan_id, "Spo", french, reason="In French")
        change_profile(person_by_id(asked.mo.id), name="Mo", language="fr", timezone=None)
        services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=2500.0), why=WHY)
        assert asked.plan().asks[0].title.startswith("Acceptez-vous")
    assert answer(asked, verdict="yes", seen="2").status_code == 303

    for address in (asked.page, f"{asked.page}changes/"):
        page = seen_by(asked, address)
        assert ("Do you agree to a changed promise? Tests" in page, "Acceptez-vous" in page) == (True, False)


def test_lists_and_files_say_what_is_asked_in_the_readers_language(app, asked, postbox):
    with app.app_context():
        french = ContactWords(email=asked.mo.email, language="fr")
        services.say_contact(asked.dara, asked.plan_id, "Spo", french, reason="In French")
        services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=2500.0), why=WHY)
    asked.room.person("Sec", alliance_role="secretariat")
    asked.clock(8 * 24 * 3600)

    assert "Do you agree to a changed promise? Tests: asked 8 days ago, no answer yet." in seen_by(asked, asked.page)
    pages = (
        f"{asked.page}print/",
        f"/reports/plans/{asked.plan_id}.csv",
        "/portfolio/asks/",
        "/portfolio/caseload/",
        "/alliance/blockers/",
    )
    for address in pages:
        page = seen_by(asked, address, "Sec")
        assert ("Do you agree to a changed promise? Tests" in page, "Acceptez-vous" in page) == (True, False), address


def test_an_answer_is_shown_with_its_question_in_the_language_of_the_mail(app, asked, postbox):
    with app.app_context():
        french = ContactWords(email=asked.mo.email, language="fr")
        services.say_contact(asked.dara, asked.plan_id, "Spo", french, reason="In French")
    asked.morning(at=24 * 3600)
    [token] = links(next(mail for address, mail in postbox.letters if address == asked.mo.email))
    client = app.test_client()
    assert client.submit(f"/a/{token}/", **YES).status_code == 303

    page = said_in(client.get(f"/a/{token}/").text)
    assert ("Acceptez-vous" in page, "Do you agree" in page) == (True, False)


def test_a_letter_answered_by_an_account_names_that_account(app, asked, postbox):
    asked.morning(at=24 * 3600)
    [token] = links(next(mail for address, mail in postbox.letters if address == asked.mo.email))
    assert app.test_client().submit(f"/a/{token}/", **YES).status_code == 303

    page = seen_by(asked, asked.measure)
    assert ("Spo agrees, " in page, ", answered by Mo" in page) == (True, True)


def test_after_day_fifteen_another_sponsor_needs_a_reason_and_is_asked(app, asked):
    dara, there = asked.room.browser("Dara"), f"{asked.page}goal/"
    with app.app_context():
        plan = asked.plan()
        same = {"title": plan.title, "goal": plan.goal, "day_one": plan.day_one}
        with pytest.raises(ReasonMissing):
            services.change_plan(asked.dara, asked.plan_id, **same, roles=replace(WHO, sponsor="Dara"))
        version = plan.version
    body = {**same, "version": version, "leader": "Lea", "coach": "Cai", "sponsor": "Bo"}

    refused = dara.submit(there, **body)
    assert (refused.status_code, "Why somebody else is the sponsor" in refused.text) == (422, True)
    assert dara.submit(there, **body, sponsor_reason="Spo left").status_code == 303

    log = seen_by(asked, f"{asked.page}changes/")
    assert "Sponsor: Spo → Bo Spo left" in log
    with app.app_context():
        assert db.session.get(Ask, asked.ask_id).to == "Bo"


@pytest.mark.parametrize("first", ["Spo", ""])
def test_pages_say_who_was_asked_first_once_another_is_asked(app, asked, first):
    asked.clock(24 * 3600)
    with app.test_request_context():
        ask = services.add_item(asked.dara, asked.plan_id, Ask, AskWords(title="A room", to="Spo"))
        # Earlier servers put an ask to nobody by name, which is to the sponsor.
        db.session.get_one(Ask, ask.id).to = first
        db.session.commit()
        services.change_item(asked.dara, Ask, ask.id, AskWords(title="A room", to="Olu"))
        on = day_month(asked.today + timedelta(days=1))

    assert f"Asked of Spo on {on}. Olu is asked since {on}." in seen_by(asked, asked.page)


def test_pages_say_who_was_asked_first_once_another_is_the_sponsor(app, asked):
    asked.clock(24 * 3600)
    with app.test_request_context():
        plan = asked.plan()
        same = {"title": plan.title, "goal": plan.goal, "day_one": plan.day_one}
        roles = replace(WHO, sponsor="Fay", sponsor_reason="Spo left")
        services.change_plan(asked.dara, asked.plan_id, **same, roles=roles)
        first, then = day_month(asked.today), day_month(asked.today + timedelta(days=1))
    asked.room.employ("Fay", "facilitator")

    for page in (asked.page, MINE):
        assert f"Asked of Spo on {first}. Fay is asked since {then}." in seen_by(asked, page, "Fay")


def test_how_the_sponsor_is_reached_is_told_without_the_address(app, asked):
    dara, there = asked.room.browser("Dara"), f"{asked.page}contact/?name=Spo"
    own = {"email": "other@example.org", "language": "en"}

    refused = dara.submit(there, **own)
    assert (refused.status_code, "Say why, in one sentence." in refused.text) == (422, True)
    assert dara.submit(there, **own, reason="A new address").status_code == 303
    account = {**own, "person": asked.dara.id, "reason": "For now"}
    assert dara.submit(there, **account).status_code == 303

    log = seen_by(asked, f"{asked.page}changes/")
    assert "Mail address of the sponsor: an address → another address A new address" in log
    assert "Account of the sponsor: – → Dara For now" in log
    assert "other@example.org" not in log
    with app.app_context(), pytest.raises(ReasonMissing):
        services.say_contact(asked.dara, asked.plan_id, "Spo", ContactWords())


def test_a_pause_the_sponsor_refuses_stands_so_beside_it(app, asked):
    on = asked.today - timedelta(days=5)
    with app.app_context():
        services.pause_plan(asked.dara, asked.plan_id, first=on, last=on, reason="A flood", agreed="One day")
        assert len(plan_found(asked.plan_id).asks) == 1

    assert answer(asked, verdict="no", seen="2").status_code == 303

    page = seen_by(asked, f"{asked.page}pauses/")
    assert ("Spo does not agree" in page, "wrote down" in page) == (True, False)


def test_a_sponsor_of_another_centre_finds_the_question_once_signed_in(app, asked):
    mo = asked.room.browser("Mo")

    home = mo.get("/").text
    assert "1 question of a 100-day plan waits for your answer." in said_in(home)
    assert f'href="{MINE}#asked"' in home
    assert f'href="{MINE}"' in mo.get("/plans/").text

    answer(asked, **NO)
    assert "waits for your answer" not in mo.get("/").text
    assert "waits for your answer" not in asked.room.browser("Dara").get("/").text


def test_a_mail_that_begins_with_yes_or_no_answers_and_any_other_asks_back(app, asked):
    assert reply_words.consent_in("No. It was 30") == (False, "It was 30")
    assert reply_words.consent_in("Oui, d'accord") == (True, "d'accord")
    assert reply_words.consent_in("نعم") == (True, "")
    assert reply_words.consent_in("不同意。") == (False, "")
    for unclear in ("No problem at all", "Si el ministerio paga", "Perhaps", "不知道"):
        assert reply_words.consent_in(unclear) is None


def test_a_reply_of_no_is_filed_and_one_of_neither_files_no_verdict(app, asked, postbox):
    app.config |= {"REPLY_TO": MAILBOX, "REPLY_SECRET": SECRET}
    asked.morning(at=24 * 3600)
    [asked.letter] = [mail for address, mail in postbox.letters if address == asked.mo.email]
    assert "begin with “yes” or “no”" in words(asked.letter)
    with app.app_context():
        services.take_mail(reply(asked, "I shall think about it", sender=asked.mo.email, name="<a@example.org>"))
        assert db.session.get(Ask, asked.ask_id).verdict == ""
        services.take_mail(reply(asked, "No. It was 30", sender=asked.mo.email, name="<b@example.org>"))
        db.session.expire_all()
        ask = db.session.get(Ask, asked.ask_id)
        assert (ask.verdict, ask.answer, ask.verdict_by) == ("no", "No, I do not agree. It was 30", "Mo")


SAYS_NO = "Spo does not agree to a changed promise."
WAITS = "Spo has not confirmed a changed promise yet."
BY_BEFORE = "Goes by the earlier target, 30 tests; 2,000 tests is not agreed to."
GOES_BY = "Tests: the status goes by the earlier target, 30 tests, until the sponsor agrees to 2,000 tests."


@pytest.mark.parametrize("page", ["print/", "week/"])
def test_a_refusal_stands_on_the_printed_page_and_in_the_week(app, asked, page):
    before = seen_by(asked, asked.page + page)
    answer(asked, **NO)
    refused = seen_by(asked, asked.page + page)
    answer(asked, **YES)

    now = seen_by(asked, asked.page + page)
    assert [SAYS_NO in each for each in (before, refused, now)] == [False, True, False]


def test_people_outside_read_that_a_promise_was_refused(app, asked):
    def outside(*parts):
        with app.app_context():
            made = services.share_plan(asked.dara, asked.plan_id, label="Partner", parts=parts)
        return said_in(app.test_client().get(f"/p/{made.token}/").text)

    assert "does not agree" not in outside(Shown.NUMBERS, Shown.PEOPLE)
    answer(asked, **NO)

    for part in (Shown.GOAL, Shown.NUMBERS, Shown.STATUS, Shown.EVIDENCE):
        page = outside(part)
        assert ("Sponsor does not agree to a changed promise." in page, "Spo " in page) == (True, False)
    assert SAYS_NO in outside(Shown.NUMBERS, Shown.PEOPLE)


def test_the_files_of_a_plan_say_what_was_refused(app, asked):
    def files():
        dara, at = asked.room.browser("Dara"), f"/reports/plans/{asked.plan_id}"
        rows = list(csv.DictReader(dara.get(f"{at}.csv").text.lstrip("\ufeff").splitlines()))
        return {row["Kind"]: row["Sponsor"] for row in rows}, dara.get(f"{at}.json").json

    def refused(filed):
        return [filed["refused"], *(each["refused"] for name in ("measures", "agreements") for each in filed[name])]

    sheet, filed = files()
    assert ("does not agree" in str(sheet), {*refused(filed)}) == (False, {False})
    answer(asked, **NO)

    sheet, filed = files()
    assert sheet["Plan"] == f"{SAYS_NO}{OF_MO}{GOES_BY}"
    assert (sheet["Measure"], sheet["Action"]) == (f"{SAYS_NO}{BY_BEFORE}", "")
    assert refused(filed) == [True, True, True]


def test_the_portfolio_says_that_a_promise_was_refused_or_waits(app, asked, come_in, person):
    browser, sec = come_in(person("Sec", alliance_role="secretariat")), person("Sec2", alliance_role="secretariat")

    def told():
        with app.test_request_context():
            table = table_of(View.PLANS, take_look(sec, vocabulary(), Wanted()))
        page = said_in(browser.get("/portfolio/").text)
        beside = [each for each in table.rows[0][-1].split("\n") if " when last known (day " not in each]
        return [each for each in (WAITS, SAYS_NO) if each in page], table.head[-1], "\n".join(beside)

    before = told()
    answer(asked, **NO)
    refused = told()
    answer(asked, **YES)

    first = "Promised otherwise first: Tests (first promised 30, now 2,000)\nTests: not counted yet, aim 30 tests"
    assert before == ([WAITS], "Beside the status", f"{WAITS}\n{OF_MO}\n{GOES_BY}\n{first}")
    said = f"{SAYS_NO}\n{OF_MO}\n{GOES_BY}"
    assert refused == ([SAYS_NO], "Beside the status", f"{said}\n{first}")
    agreed = first.replace("aim 30", "aim 2,000")
    assert told() == ([], "Beside the status", f"{OF_MO}\n{agreed}")


def test_files_say_who_wrote_down_the_answer_to_an_ask(app, asked):
    with app.app_context():
        looks_so = AskWords(title="Do you agree to a changed promise? Tests", to="Spo", answer="Yes, I agree.")
        services.add_item(asked.dara, asked.plan_id, Ask, looks_so)

    dara, at = asked.room.browser("Dara"), f"/reports/plans/{asked.plan_id}"
    rows = list(csv.DictReader(io.StringIO(dara.get(f"{at}.csv").text.lstrip("\ufeff"))))
    [written] = [row["Words"] for row in rows if row["Words"].startswith("Yes, I agree.")]
    assert "written down by Dara for Spo, " in written
    filed = dara.get(f"{at}.json").json["asks"]
    assert [(each["answered_by"], each["written_down"]) for each in filed] == [("", False), ("Dara", True)]


def test_who_is_asked_answers_themselves_however_their_name_is_typed(app, asked):
    with app.app_context():
        services.add_item(asked.dara, asked.plan_id, Ask, AskWords(title="A room", to="DARA", answer="Room 4"))

    [_sponsors, filed] = asked.room.browser("Dara").get(f"/reports/plans/{asked.plan_id}.json").json["asks"]
    assert (filed["answered_by"], filed["written_down"]) == ("Dara", False)
    page = seen_by(asked, asked.page)
    assert ("answered by Dara, " in page, "written down by Dara" in page) == (True, False)


def test_a_file_keeps_the_name_of_who_refused_once_another_is_the_sponsor(app, asked):
    asked.room.employ("Gil", "member")
    answer(asked, **NO)
    asked.follow("Gil")

    sheet = asked.room.browser("Dara").get(f"/reports/plans/{asked.plan_id}.csv").text.lstrip("\ufeff")
    [row] = [each for each in csv.DictReader(io.StringIO(sheet)) if each["Kind"] == "Ask"]
    assert (row["Who"], "answered by Mo, " in row["Words"]) == ("Spo", True)


def asks_of(unreached):
    with unreached.app.app_context():
        return [
            (each.to, each.confirms, [change.said["target"] for change in each.agreements])
            for each in unreached.plan().asks
        ]


STEPS = [("Spo", True, [[30.0, 1000.0], [1000.0, 2000.0]])]


def test_a_sponsor_is_asked_as_soon_as_somebody_says_how_to_reach_them(app, unreached):
    with app.app_context():
        reached = ContactWords(email=unreached.mo.email)
        for _twice in range(2):
            services.say_contact(unreached.dara, unreached.plan_id, "Spo", reached, reason="Mo is the sponsor")

    assert asks_of(unreached) == STEPS
    page = said_in(unreached.room.browser("Mo").get(MINE).text)
    assert ("Before: 30 Now: 2,000" in page, "Yes, I agree" in page) == (True, True)


def test_what_two_people_changed_before_the_sponsor_was_reached_is_one_ask(app, unreached):
    fay = unreached.room.employ("Fay", "facilitator")
    with app.app_context():
        services.change_measure(fay, unreached.measure_id, replace(TESTS, target=2500.0), why=WHY)
        reached = ContactWords(email=unreached.mo.email)
        services.say_contact(unreached.dara, unreached.plan_id, "Spo", reached, reason="Mo is the sponsor")

    assert asks_of(unreached) == [("Spo", True, [[30.0, 1000.0], [1000.0, 2000.0], [2000.0, 2500.0]])]
    assert seen_by(unreached, MINE, "Mo").count("Before: 30 Now: 2,500") == 1


def test_a_sponsor_whose_account_comes_later_is_asked_in_the_morning(app, unreached):
    unreached.morning()
    assert asks_of(unreached) == []
    unreached.room.employ("Spo", "member")

    unreached.morning(at=24 * 3600)
    unreached.morning(at=25 * 3600)

    assert asks_of(unreached) == STEPS


def change_goal(asked, goal):
    plan = asked.plan()
    said = {"title": plan.title, "day_one": plan.day_one, "reason": "Fewer, but better"}
    services.change_plan(asked.dara, asked.plan_id, goal=goal, **said)


@pytest.mark.parametrize("page", ["print/", "week/", "/plans/"])
def test_a_goal_that_changed_stands_beside_the_one_promised_first(app, asked, page):
    at = page if page.startswith("/") else asked.page + page
    before = seen_by(asked, at)
    with app.app_context():
        change_goal(asked, "12 tests")
        change_goal(asked, "10 tests")
    changed = seen_by(asked, at)
    with app.app_context():
        change_goal(asked, "30 tests")

    now = seen_by(asked, at)
    assert ["First promised: 30 tests" in each for each in (before, changed, now)] == [False, True, False]


def test_outside_and_in_files_the_goal_promised_first_is_told(app, asked):
    with app.app_context():
        change_goal(asked, "10 tests")
        made = services.share_plan(asked.dara, asked.plan_id, label="Partner", parts=[Shown.GOAL])

    dara, at = asked.room.browser("Dara"), f"/reports/plans/{asked.plan_id}"
    assert "10 tests" in (outside := said_in(app.test_client().get(f"/p/{made.token}/").text))
    assert "First promised: 30 tests" in outside
    rows = csv.DictReader(dara.get(f"{at}.csv").text.lstrip("\ufeff").splitlines())
    first = {row["Kind"]: row["First promised"] for row in rows}
    assert (first["Plan"], first["Measure"]) == ("30 tests", "30.0")
    filed = dara.get(f"{at}.json").json
    assert (filed["plan"]["goal"], filed["plan"]["first_goal"]) == ("10 tests", "30 tests")
    assert filed["measures"][0]["first_target"] == 30


def test_who_takes_the_name_that_is_asked_writes_its_answer_down(app, asked):
    fay = asked.room.employ("Fay", "facilitator")
    with app.app_context():
        call(db.session.get_one(Person, fay.id), "Spo")
        ask = services.add_item(asked.dara, asked.plan_id, Ask, AskWords(title="A room", to="spo"))
    page = f"/plans/asks/{ask.id}/"

    assert asked.room.browser("Fay").submit(page, title="A room", to="spo", kind="", answer="4").status_code == 303

    said = seen_by(asked, asked.page)
    assert ("written down by Spo for spo, " in said, "answered by Spo" in said) == (True, False)
    dara, at = asked.room.browser("Dara"), f"/reports/plans/{asked.plan_id}"
    assert "written down by Spo for spo, " in said_in(dara.get(f"{at}.csv").text)
    assert [each["written_down"] for each in dara.get(f"{at}.json").json["asks"]] == [False, True]
