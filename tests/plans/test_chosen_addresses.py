"""Who gives an address as the sponsor's once a plan is published is named beside what is answered there."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app import audit
from app.db import db, transaction
from app.moments import day_month_year
from app.plans import services
from app.plans.agreeing import moved_day_one
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.items.words import AskWords
from app.plans.models import Ask
from app.plans.services import ContactWords
from tests.plans.letters import links, words
from tests.plans.test_agreeing import MINE, NO, SAYS_NO, TESTS, WHY, YES, answer, seen_by
from tests.plans.test_promises import said_in
from tests.plans.test_replies import MAILBOX, SECRET, reply

PRIVATE = "nobody@example.net"
CHOSEN = "answered at an address that Dara chose on "
GOES_BY = "Tests: the status goes by the earlier target, 30 tests, until the sponsor agrees to 2,000 tests."
DOUBTED = "Spo said yes at an address that the person who changed the promise chose. It does not count as confirmed."
LATER = "Spo said yes {} that was chosen after the promise changed. It does not count as confirmed."
HELPS = "The secretariat of the alliance can confirm how the sponsor is reached; then a yes counts."
DAY = 24 * 3600


def give(asked, by, address):
    with asked.app.app_context():
        reached = ContactWords(email=address)
        services.say_contact(by, asked.plan_id, "Spo", reached, reason="Their new address")


def change_again(asked, target):
    with asked.app.app_context():
        services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=target), why=WHY)


def follow(asked, postbox, verdict, address=PRIVATE, at=DAY, by=None):
    """Answer by the link in the mail to an address, in somebody's browser where it is said whose."""
    asked.morning(at=at)
    letter = [mail for to, mail in postbox.letters if to == address][-1]
    browser = asked.room.browser(by) if by else asked.app.test_client()
    return browser.submit(f"/a/{links(letter)[-1]}/", **verdict)


@pytest.fixture
def private(app, asked, postbox):
    """The leader gave a mailbox of no account as the sponsor's address."""
    give(asked, asked.dara, PRIVATE)
    asked.postbox = postbox
    return asked


def test_a_yes_at_an_address_the_writer_chose_is_told_and_not_counted(app, private, come_in, person):
    with app.app_context():
        made = services.share_plan(private.dara, private.plan_id, label="P", parts=[Shown.NUMBERS, Shown.PEOPLE])
    assert follow(private, private.postbox, YES).status_code == 303

    for address in (private.page, private.measure):
        page = seen_by(private, address)
        assert ("Spo agrees, " in page, CHOSEN in page) == (True, True)
    log = seen_by(private, f"{private.page}changes/")
    assert "Tests: agrees answered at an address that Dara chose Yes, I agree." in log
    for address in (private.page, f"{private.page}print/", f"{private.page}week/", "/plans/"):
        assert DOUBTED in seen_by(private, address)
    assert DOUBTED in said_in(app.test_client().get(f"/p/{made.token}/").text)
    assert DOUBTED in said_in(come_in(person("Sec", alliance_role="secretariat")).get("/portfolio/").text)
    assert PRIVATE not in log


def test_files_and_seal_say_who_chose_the_address_of_an_answer(app, private):
    assert follow(private, private.postbox, YES).status_code == 303

    dara, at = private.room.browser("Dara"), f"/reports/plans/{private.plan_id}"
    filed = dara.get(f"{at}.json").json
    [ask] = filed["asks"]
    assert (ask["address_by"], ask["address_on"], filed["unconfirmed"]) == ("Dara", str(private.today), True)
    rows = {row["Kind"]: row for row in csv.DictReader(io.StringIO(dara.get(f"{at}.csv").text.lstrip("\ufeff")))}
    assert rows["Plan"]["Sponsor"] == f"{DOUBTED} {HELPS}\n{GOES_BY}"
    assert rows["Ask"]["Sponsor"] == "answered at an address that Dara chose"
    with app.app_context():
        sealed = json.dumps(said_of(private.plan(), private.today))
    assert ('"address_by": "Dara"' in sealed, PRIVATE in sealed) == (True, False)


def test_a_yes_at_an_address_a_colleague_chose_after_the_change_is_told_and_not_counted(app, asked, postbox):
    fay = asked.room.employ("Fay", "facilitator")
    asked.room.person("Sec", alliance_role="secretariat")
    give(asked, fay, PRIVATE)
    assert follow(asked, postbox, YES).status_code == 303

    for address in (asked.page, f"{asked.page}print/", f"{asked.page}week/", "/plans/"):
        page = seen_by(asked, address)
        assert LATER.format("at an address") in page
        assert HELPS in page
    assert LATER.format("at an address") in seen_by(asked, "/portfolio/", "Sec")
    assert "answered at an address that Fay chose on " in seen_by(asked, asked.page)


@pytest.mark.parametrize("how", ["account", "address"])
def test_a_yes_with_an_account_a_colleague_chose_after_the_change_is_told_and_not_counted(app, asked, how):
    ada, bo = asked.room.employ("Ada", "facilitator"), asked.room.employ("Bo", "member")
    with app.app_context():
        reached = ContactWords(person_id=bo.id) if how == "account" else ContactWords(email=bo.email)
        services.say_contact(ada, asked.plan_id, "Spo", reached, reason="Bo answers now")
    assert answer(asked, "Bo", **YES).status_code == 303

    for address in (asked.page, f"{asked.page}print/", "/plans/"):
        assert LATER.format("with an account") in seen_by(asked, address)
    with app.app_context():
        assert asked.plan().asks[0].doubted_for == "later"


def test_a_yes_at_an_address_a_colleague_chose_before_the_change_counts(app, rhythm, postbox):
    rhythm.begin(60)
    give(rhythm, rhythm.room.employ("Fay", "facilitator"), PRIVATE)
    with app.app_context():
        rhythm.measure_id = rhythm.plan().measures[0].id
    change_again(rhythm, 2500.0)
    assert follow(rhythm, postbox, YES).status_code == 303

    page = seen_by(rhythm, f"/plans/{rhythm.plan_id}/")
    assert ("answered at an address that Fay chose on " in page, "not count as" in page) == (True, False)


def test_a_yes_of_who_may_change_the_plan_counts_only_from_the_sponsor_of_the_publishing(app, asked, rhythm):
    gil = asked.room.employ("Gil", "facilitator")
    asked.follow("Gil")
    assert answer(asked, "Gil", **YES).status_code == 303
    changer = "The yes of Gil was given by somebody who may change this plan or coaches it."
    for address in (asked.page, f"{asked.page}print/", "/plans/"):
        page = seen_by(asked, address)
        assert (changer in page, "It does not count as confirmed." in page) == (True, True)

    asked.confirm(person_id=gil.id)
    assert answer(asked, "Gil", **YES).status_code == 303
    assert "not count as" not in seen_by(asked, asked.page)


def test_a_sponsor_of_the_publishing_who_may_change_the_plan_says_a_yes_that_counts(app, rhythm):
    rhythm.begin(60)
    spo = rhythm.room.employ("Director", "director")
    rhythm.knew("Spo", person_id=spo.id)
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    with app.app_context():
        rhythm.measure_id = rhythm.plan().measures[0].id
    change_again(rhythm, 2000.0)
    with app.app_context():
        rhythm.ask_id = rhythm.plan().asks[0].id
    assert answer(rhythm, "Director", **YES).status_code == 303

    page = seen_by(rhythm, rhythm.page)
    assert ("Spo agrees, " in page, "not count as" in page) == (True, False)


def test_a_mail_that_was_passed_on_to_who_coaches_the_plan_confirms_nothing(app, asked, postbox):
    cai = asked.room.person("Cai")
    with app.app_context():
        plan = asked.plan()
        plan.coach = "Cai"
        db.session.commit()
        services.say_contact(asked.dara, asked.plan_id, "Cai", ContactWords(email=cai.email))
    assert follow(asked, postbox, YES, asked.mo.email, by="Cai").status_code == 303

    page = seen_by(asked, asked.page)
    assert "The yes of Spo was given by somebody who may change this plan or coaches it." in page


def test_an_address_given_in_a_draft_is_the_sponsors(app, rhythm, postbox):
    rhythm.begin(1)
    with app.app_context():
        plan = rhythm.plan()
        published, plan.published_at = plan.published_at, None
        db.session.commit()
        services.say_contact(rhythm.dara, rhythm.plan_id, "Spo", ContactWords(email=PRIVATE))
        rhythm.plan().published_at = published
        rhythm.measure_id = rhythm.plan().measures[0].id
        db.session.commit()
    rhythm.clock(20 * DAY)
    change_again(rhythm, 2000.0)
    assert follow(rhythm, postbox, YES, at=21 * DAY).status_code == 303

    page = seen_by(rhythm, f"/plans/{rhythm.plan_id}/")
    assert ("Spo agrees, " in page, "at an address" in page) == (True, False)


def move_day_one(rhythm, by_days):
    with rhythm.app.app_context():
        plan = rhythm.plan()
        later = plan.day_one + timedelta(days=by_days)
        services.change_plan(rhythm.dara, plan.id, title=plan.title, goal=plan.goal, day_one=later, reason=WHY)


def test_a_yes_to_a_moved_day_1_from_an_address_chosen_since_publishing_is_not_counted(app, rhythm, postbox):
    rhythm.begin(1)
    rhythm.knew("Spo", "spo@example.org")
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    contact = f"{rhythm.page}contact/?name=Spo"
    dara = rhythm.room.browser("Dara")
    assert dara.submit(contact, email=PRIVATE, language="en").status_code == 422
    assert dara.submit(contact, email=PRIVATE, language="en", reason="They moved").status_code == 303
    move_day_one(rhythm, 60)
    rhythm.morning(at=DAY)
    told = [words(mail) for to, mail in postbox.letters if to == "spo@example.org"]
    assert "Dara wrote: “They moved”" in told[0]
    assert follow(rhythm, postbox, YES, at=2 * DAY).status_code == 303

    page, log = seen_by(rhythm, rhythm.page), seen_by(rhythm, f"{rhythm.page}changes/")
    assert ("Spo agrees, " in page, CHOSEN in page, DOUBTED in page) == (True, True, True)
    assert "Mail address of the sponsor: an address → another address They moved" in log
    with app.app_context():
        assert moved_day_one(rhythm.plan())


def test_a_sponsor_named_since_publishing_says_nothing_for_who_named_them(app, rhythm, postbox):
    rhythm.begin(1)
    rhythm.knew("Spo", "spo@example.org")
    rhythm.page, dara = f"/plans/{rhythm.plan_id}/", rhythm.room.browser("Dara")
    with app.app_context():
        plan = rhythm.plan()
        said = {"title": plan.title, "goal": plan.goal, "leader": "Lea", "coach": "Cai", "version": str(plan.version)}
        said |= {"day_one": plan.day_one.isoformat(), "sponsor": "Dara"}
    refused = dara.submit(f"{rhythm.page}goal/", **said)
    assert (refused.status_code, "Say why, in one sentence." in refused.text) == (422, True)
    assert dara.submit(f"{rhythm.page}goal/", **said, sponsor_reason="Spo left").status_code == 303
    rhythm.morning(at=DAY)
    [told] = [words(mail) for to, mail in postbox.letters if to == "spo@example.org"]
    assert ("Spo → Dara" in told, "Dara wrote: “Spo left”" in told) == (True, True)
    move_day_one(rhythm, 60)

    with app.app_context():
        assert (moved_day_one(rhythm.plan()), rhythm.plan().agreements[0].own) == (True, False)


def test_an_account_made_since_publishing_in_the_sponsors_name_names_its_maker(app, rhythm):
    rhythm.begin(1)
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    spo = rhythm.room.employ("Spo", "member")
    with app.app_context(), transaction():
        audit.record("person.invited", f"principal:{spo.id}", actor_id=rhythm.dara.id)
    move_day_one(rhythm, 60)
    with app.app_context():
        rhythm.ask_id = rhythm.plan().asks[0].id
    assert answer(rhythm, "Spo", **YES).status_code == 303

    page = seen_by(rhythm, rhythm.page)
    assert ("answered with an account that Dara chose" in page, UNCOUNTED in page) == (True, True)


def test_another_sponsor_of_an_earlier_address_is_told_too(app, rhythm, postbox):
    rhythm.begin(10)
    with app.app_context():
        services.add_item(rhythm.dara, rhythm.plan_id, Ask, AskWords(title="A room", to="Olu"))
        services.say_contact(rhythm.dara, rhythm.plan_id, "Olu", ContactWords(email=PRIVATE))
    rhythm.clock(20 * DAY)
    with app.app_context():
        rhythm.follow("Olu")
        rhythm.measure_id = rhythm.plan().measures[0].id
    change_again(rhythm, 2000.0)
    assert follow(rhythm, postbox, YES, at=21 * DAY).status_code == 303

    page = seen_by(rhythm, f"/plans/{rhythm.plan_id}/")
    assert "answered at an address that Dara chose" in page
    assert DOUBTED.replace("Spo", "Olu") in page


def test_a_no_stands_against_a_yes_from_the_writers_mailbox(app, asked, postbox):
    answer(asked, **NO)
    give(asked, asked.dara, PRIVATE)
    change_again(asked, 2500.0)
    assert follow(asked, postbox, YES).status_code == 303

    page = seen_by(asked, asked.page)
    assert SAYS_NO in page


def test_a_no_at_a_corrected_address_counts_and_so_does_a_later_yes(app, private):
    assert follow(private, private.postbox, NO).status_code == 303
    page = seen_by(private, private.page)
    assert (SAYS_NO in page, CHOSEN in page) == (True, True)
    change_again(private, 500.0)
    assert follow(private, private.postbox, YES, at=2 * DAY).status_code == 303

    page = seen_by(private, private.page)
    assert (SAYS_NO in page, DOUBTED in page) == (False, True)


def test_a_no_at_a_corrected_address_outlasts_another_the_writer_chooses(app, private):
    fred = private.room.employ("Fred", "member")
    assert follow(private, private.postbox, NO).status_code == 303
    with app.app_context():
        reached = ContactWords(person_id=fred.id)
        services.say_contact(private.dara, private.plan_id, "Spo", reached, reason="Fred answers now")

    assert answer(private, "Fred", **YES).status_code == 409
    change_again(private, 500.0)
    give(private, private.dara, "another@example.net")
    assert follow(private, private.postbox, YES, "another@example.net", at=2 * DAY).status_code == 303
    page = seen_by(private, private.page)
    assert SAYS_NO in page


def test_a_sponsor_whose_yes_does_not_count_confirms_it_signed_in(app, private):
    follow(private, private.postbox, YES)
    counts = "It counts as confirmed once Spo answers with an account that had that name when the plan was published"
    assert counts in seen_by(private, private.page)
    private.confirm(email=private.mo.email)

    assert "Spo agrees, " in said_in(private.room.browser("Mo").get(MINE).text)
    assert answer(private, **YES).status_code == 303

    page = seen_by(private, private.page)
    assert ("not count as" in page, ", answered by Mo" in page, CHOSEN in page) == (False, True, False)


ACCOUNT = "answered with an account that Dara chose"
UNCOUNTED = (
    "Spo said yes with an account that the person who changed the promise chose. It does not count as confirmed."
)


@pytest.mark.parametrize("how", ["account", "address"])
def test_a_yes_with_an_account_the_writer_chose_is_told_and_not_counted(app, asked, come_in, person, how):
    fred = asked.room.employ("Fred", "member")
    with app.app_context():
        reached = ContactWords(person_id=fred.id) if how == "account" else ContactWords(email=fred.email)
        services.say_contact(asked.dara, asked.plan_id, "Spo", reached, reason="Fred answers now")
        made = services.share_plan(asked.dara, asked.plan_id, label="P", parts=[Shown.NUMBERS, Shown.PEOPLE])
    assert answer(asked, "Fred", **YES).status_code == 303

    for address in (asked.page, asked.measure):
        page = seen_by(asked, address)
        assert ("answered by Fred" in page, f"{ACCOUNT} on " in page) == (True, True)
        assert "does not count as confirmed" in page
    assert f"Tests: agrees {ACCOUNT} Yes, I agree." in seen_by(asked, f"{asked.page}changes/")
    for address in (asked.page, f"{asked.page}print/", f"{asked.page}week/", "/plans/"):
        assert UNCOUNTED in seen_by(asked, address)
    assert UNCOUNTED in said_in(app.test_client().get(f"/p/{made.token}/").text)
    assert UNCOUNTED in said_in(come_in(person("Sec", alliance_role="secretariat")).get("/portfolio/").text)
    dara, at = asked.room.browser("Dara"), f"/reports/plans/{asked.plan_id}"
    rows = {row["Kind"]: row for row in csv.DictReader(io.StringIO(dara.get(f"{at}.csv").text.lstrip("\ufeff")))}
    reached = "by the account of Fred" if how == "account" else "at the address of Fred"
    known = f"The sponsor is reached {reached}. The alliance has not confirmed this."
    assert rows["Plan"]["Sponsor"] == f"{UNCOUNTED} {HELPS}\n{known}\n{GOES_BY}"
    assert rows["Ask"]["Sponsor"].startswith(f"{ACCOUNT} on ")
    filed = dara.get(f"{at}.json").json
    assert (filed["unconfirmed"], filed["asks"][0]["by_account"], filed["asks"][0]["doubted"]) == (True, True, True)


def test_a_yes_with_an_account_of_the_sponsors_own_name_counts(app, asked):
    spo = asked.room.employ("Spo", "member")
    with app.app_context():
        services.say_contact(asked.dara, asked.plan_id, "Spo", ContactWords(person_id=spo.id), reason="Their account")
    assert answer(asked, "Spo", **YES).status_code == 303

    page = seen_by(asked, asked.page)
    assert ("Spo agrees, " in page, "an account that" in page, "not count as" in page) == (True, False, False)


def test_a_new_sponsor_is_asked_where_a_yes_before_them_does_not_count(app, private):
    follow(private, private.postbox, YES)
    private.room.employ("Gil", "member")
    private.follow("Gil")

    assert DOUBTED in seen_by(private, private.page)
    assert answer(private, "Gil", **YES).status_code == 303
    page = seen_by(private, private.page)
    assert ("Gil agrees, " in page, "does not count" in page) == (True, False)


def test_a_yes_by_mail_from_a_chosen_address_is_told_too(app, private):
    app.config |= {"REPLY_TO": MAILBOX, "REPLY_SECRET": SECRET}
    private.morning(at=DAY)
    [private.letter] = [mail for to, mail in private.postbox.letters if to == PRIVATE]
    assert "begin with “yes” or “no”" in words(private.letter)
    with app.app_context():
        services.take_mail(reply(private, "Yes", sender=PRIVATE, name="<a@example.org>"))
        ask = db.session.get(Ask, private.ask_id)
        assert (ask.verdict, ask.address_by) == ("yes", "Dara")


def reached_as_told(app, asked):
    """Return what the People of the plan, its sign-off and its print say of who chose how the sponsor is reached."""
    people = asked.room.browser("Dara").get(asked.page).text.partition('id="people"')[2].partition("</section>")[0]
    said = (said_in(people), *(seen_by(asked, f"{asked.page}{page}/") for page in ("sign-off", "print")))
    with app.test_request_context():
        today = day_month_year(asked.today)
    ways = {
        way: f"The sponsor is reached {way} that Dara chose on {today}." for way in ("by an account", "at an address")
    }
    return [{way for way, words in ways.items() if words in each} for each in said]


def test_people_sign_off_and_print_say_who_chose_how_the_sponsor_is_reached(app, asked):
    before = reached_as_told(app, asked)
    give(asked, asked.dara, PRIVATE)
    elsewhere = reached_as_told(app, asked)
    asked.room.employ("Fay", "facilitator")
    with app.app_context():
        words = ContactWords(person_id=asked.room.people["Fay"].id)
        services.say_contact(asked.dara, asked.plan_id, "Spo", words, reason="They came here")
    by_account = reached_as_told(app, asked)
    asked.confirm(email=asked.mo.email)

    assert before == [set()] * 3
    assert elsewhere == [{"at an address"}] * 3
    assert by_account == [{"by an account"}] * 3
    assert reached_as_told(app, asked) == [set()] * 3
