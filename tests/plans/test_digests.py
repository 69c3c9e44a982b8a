"""One letter a morning to each reader, with all that waits for them: once, in their language, by their clock."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from app import clock as server_clock
from app.accounts.models import Person
from app.db import db, transaction
from app.mail import queries as mail_queries
from app.mail.models import OutgoingMail
from app.plans import services
from app.plans.items.words import AskWords, CommitmentWords
from app.plans.letters.queries import running_plans
from app.plans.models import Ask, Commitment, Contact, Digest, MailAddress, MailReply, Reminder
from app.plans.services import ActionWords, ContactWords, EvidenceWords, SignOffWords
from app.plans.services.forgetting import forget_letters
from tests.plans.letters import ADDRESSES, WHO, Postbox, links, until, words

HOUR = 3600
DAY = 24 * HOUR


def told(app):
    with app.app_context():
        rows = db.session.execute(db.select(Reminder.address, Reminder.step, Reminder.item_id))
        return sorted((address, step) for address, step, _item in rows)


def letters(app):
    with app.app_context():
        return db.session.scalars(db.select(Digest).order_by(Digest.made_at, Digest.address)).all()


def mails(app):
    with app.app_context():
        return db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.made_at, OutgoingMail.address)).all()


@pytest.mark.row("P11")
def test_each_reader_gets_one_letter_with_everything_that_waits_for_them(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=2)
    rhythm.act("Hire a lab manager", due=0)
    rhythm.act("Paint the door", due=9)
    rhythm.act("Call the ministry", due=1, owner="Lea")
    rhythm.reach("Lea", "Olu", "Cai")

    rhythm.morning()
    rhythm.act("Ring the bell", due=0)
    rhythm.morning(at=HOUR)

    assert sorted(address for address, _letter in postbox.letters) == ["lea@example.org", "olu@example.org"]
    [letter] = postbox.to("Olu")
    assert letter["Subject"] == "2 things wait for you in 100-day plans"
    assert letter["Auto-Submitted"] == "auto-generated"
    text = words(letter)
    heading = "Open the testbed · Meruvia Open Testbed: day 20 of 100"
    assert text.startswith(f"Hello Olu,\n\n{heading}\n\n1. Sign the contract\n   Due in 2 days, on ")
    assert "\n\n2. Hire a lab manager\n   Due today.\n   Done, moving or blocked? Say it here:\n   http" in text
    assert "Paint the door" not in text
    assert len(set(links(letter))) == 2
    assert letter["List-Unsubscribe"].strip(" <>") in text
    assert [row.text for row in mails(app)] == ["", ""], "no secret stays once a letter is sent"


def test_a_mail_program_stops_letters_with_one_request_and_no_form(app, rhythm, postbox, visitor):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=2)
    rhythm.reach("Olu")
    rhythm.morning()
    [letter] = postbox.to("Olu")

    answer = visitor().post(letter["List-Unsubscribe"].strip(" <>"), data={"List-Unsubscribe": "One-Click"})
    rhythm.act("Open the door", due=1)
    rhythm.morning(at=DAY)

    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert answer.status_code == 200
    assert len(postbox.letters) == 1, "nothing more is written"


def test_one_letter_that_is_not_taken_delays_no_other_and_is_given_up_after_three_days(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0, owner="Lea")
    rhythm.act("Hire a manager", due=0)
    rhythm.reach("Lea", "Olu")
    postbox.greylisted.add(ADDRESSES["Lea"])

    rhythm.morning()
    on_the_first_morning = [address for address, _letter in postbox.letters]
    for hour in range(2, 80, 2):
        rhythm.morning(at=hour * HOUR)

    assert on_the_first_morning == [ADDRESSES["Olu"]]
    assert any(row.failed_at for row in mails(app) if row.address == ADDRESSES["Lea"])
    with app.app_context():
        lost = mail_queries.undelivered()
    assert {(mail.address, mail.said) for mail in lost} == {(ADDRESSES["Lea"], "451 4.7.1 come back later")}


def test_a_letter_that_is_not_taken_is_tried_again_after_one_minute_then_two(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0)
    rhythm.reach("Olu")
    postbox.greylisted.add(ADDRESSES["Olu"])

    tried = []
    for second in (0, 59, 60, 179, 180):
        rhythm.morning(at=second)
        tried.append([row.tries for row in mails(app)])

    assert tried == [[1], [1], [2], [2], [3]]


def test_one_digest_that_cannot_be_written_keeps_no_other_back(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0, owner="Lea")
    rhythm.act("Hire a manager", due=0)
    rhythm.reach("Lea", "Olu")
    with app.app_context(), transaction():
        # A language that no version of this program speaks, as an older one may have kept it.
        db.session.execute(db.update(Contact).where(Contact.email == ADDRESSES["Lea"]).values(language="☃"))

    rhythm.morning()

    assert [address for address, _letter in postbox.letters] == [ADDRESSES["Olu"]]


def test_what_was_said_once_is_not_said_again_until_it_is_graver_or_due_on_another_day(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    action_id = rhythm.act("Sign the contract", due=2)
    rhythm.reach("Olu")

    heard = []
    for day in range(6):
        rhythm.morning(at=day * DAY)
        heard.append(
            [(words(each).count("\n\n1. "), len(links(each))) for each in postbox.to("Olu")[sum(map(len, heard)) :]]
        )
    with app.app_context():
        today = services.today_of(rhythm.plan())
        moved = ActionWords(title="Sign the contract", owner="Olu", due_on=today + timedelta(days=3))
        services.change_action(rhythm.dara, action_id, moved, reason="The ministry is closed")
    rhythm.morning(at=6 * DAY)

    one = [(1, 1)]
    assert heard == [one, [], one, [], [], one]
    assert told(app) == [("olu@example.org", step) for step in ("late", "soon", "soon", "today")]


def test_a_day_on_which_nobody_could_say_it_loses_nothing_and_only_the_gravest_is_said(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=1)
    rhythm.reach("Olu", "Lea", "Cai")

    rhythm.morning(at=5 * DAY)
    rhythm.morning(at=8 * DAY)

    assert told(app) == [
        ("cai@example.org", "stuck"),
        ("lea@example.org", "check-in"),
        ("lea@example.org", "late"),
        ("olu@example.org", "late"),
    ]
    assert "Late by 4 days, due on" in words(postbox.to("Olu")[0])
    assert "Olu sees to it." in words(postbox.to("Cai")[0])


def test_the_things_of_all_plans_come_in_one_letter_whatever_the_names_there(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0)
    rhythm.reach("Olu")
    rhythm.begin(30)
    rhythm.check_in()
    rhythm.act("Open the door", due=0, owner="Lea")
    with app.app_context():
        services.say_contact(rhythm.dara, rhythm.plan_id, "LEA ", ContactWords(email="Olu@example.org"))

    rhythm.morning()

    [(address, letter)] = postbox.letters
    assert address == "olu@example.org"
    assert ("1. Sign the contract" in words(letter), "2. Open the door" in words(letter)) == (True, True)
    with app.app_context():
        names = db.session.execute(db.select(Reminder.position, Reminder.name).order_by(Reminder.position)).all()
    assert [tuple(each) for each in names] == [(1, "Olu"), (2, "Lea")]


def test_a_letter_is_written_in_the_language_and_at_the_hour_of_its_reader(app, rhythm, postbox):
    """The clocks of Berlin went back that night, those of Santiago stood; Nairobi knows no such nights."""
    rhythm.clock(until(datetime(2026, 10, 23, 12, tzinfo=UTC)))
    rhythm.begin(20)
    rhythm.check_in()
    zones = {"Lea": "Europe/Berlin", "Cai": "America/Santiago", "Olu": "Africa/Nairobi"}
    for name, zone in zones.items():
        rhythm.act(f"Call {name}", due=2, owner=name)
        rhythm.reach(name, timezone=zone)
        rhythm.act(f"Call {name} again", due=5, owner=name)

    at = {}
    begins, quarters = datetime(2026, 10, 24, 0, tzinfo=UTC), 4 * 24 * 2
    for quarter in range(quarters + 1):
        moment = begins + timedelta(minutes=15 * quarter)
        if moment.hour in {3, 4, 5, 6, 9, 10, 11} and moment.minute in {0, 45}:
            rhythm.morning(at=until(moment))
            for address, letter in postbox.letters[len(at) :]:
                at[address, letter["Message-ID"]] = moment.strftime("%d %H:%M")

    assert sorted((address.partition("@")[0], moment) for (address, _id), moment in at.items()) == [
        ("cai", "24 10:00"), ("cai", "25 10:00"),
        ("lea", "24 05:00"), ("lea", "25 06:00"),
        ("olu", "24 04:00"), ("olu", "25 04:00"),
    ]  # fmt: skip


def test_who_has_an_account_is_reached_as_they_said_there(app, rhythm, postbox, client):
    fay = rhythm.room.employ("Fay", "facilitator")
    with app.app_context(), transaction():
        db.session.get(Person, fay.id).language = "ar"
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0)
    rhythm.reach("Olu", person_id=fay.id, email="")

    rhythm.morning()

    [row] = letters(app)
    assert (row.address, row.language) == ("fay@example.org", "ar")
    [(_address, letter)] = postbox.letters
    page = client.get(f"/a/{links(letter)[0]}/", headers={"Accept-Language": "en"}).text
    assert '<html lang="ar" dir="rtl"' in page


def test_the_secretariat_hears_of_plans_nobody_spoke_of_for_twenty_one_days(app, rhythm, postbox):
    rhythm.room.person("Sec", alliance_role="secretariat")
    rhythm.room.person("Root", alliance_role="administrator")
    rhythm.begin(20)

    rhythm.morning()
    rhythm.morning(at=DAY)

    [(address, letter)] = postbox.letters
    assert address == "sec@example.org"
    assert "This plan is silent\n   Nobody checked in for 21 days.\n   See the plan:" in words(letter)
    assert links(letter) == []


def test_the_coach_of_a_signed_plan_hears_once_that_its_follow_up_is_due(app, rhythm, postbox):
    rhythm.begin(95)
    rhythm.reach("Cai")
    with app.app_context():
        on = services.today_of(rhythm.plan())
        services.add_evidence(
            rhythm.dara, rhythm.plan_id, EvidenceWords(title="The register", on=on, url="https://example.org/r")
        )
        kept = CommitmentWords(title="The calendar stays open", owner="Lab")
        services.add_item(rhythm.dara, rhythm.plan_id, Commitment, kept)
        services.file_reading(rhythm.dara, rhythm.plan().measures[0].id, on=on, value=31)
        fields = {"result": "31 tests", "handover": "The lab", "choice": "build"}
        services.sign_off(rhythm.dara, rhythm.plan_id, SignOffWords(**fields, follow_on=on + timedelta(days=65)))

    for day in (64, 65, 66):
        rhythm.morning(at=day * DAY)

    [(address, letter)] = postbox.letters
    assert address == "cai@example.org"
    asked = "1. Does it last?\n   The plan was signed off; somebody looks again at what it left."
    text = words(letter)
    assert f"\n\nOpen the testbed · Meruvia Open Testbed\n\n{asked}\n   Say it here, signed in:\n   http" in text
    assert f"/plans/{rhythm.plan_id}/follow-up/" in text
    assert "You can also answer this mail" not in text


def test_who_is_muted_or_stopped_hears_nothing_and_can_begin_again(app, rhythm, postbox, client):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0)
    rhythm.act("Open the door", due=0, owner="Lea")
    rhythm.reach("Olu", muted=True)
    rhythm.reach("Lea")
    rhythm.morning()
    stop = postbox.to("Lea")[0]["List-Unsubscribe"].strip(" <>").partition("//")[2].partition("/")[2]
    rhythm.act("Ring the bell", due=0, owner="Lea")

    page = client.get(f"/{stop}")
    with app.app_context():
        assert db.session.get(MailAddress, ADDRESSES["Lea"]) is None, "opening it changes nothing"
    stopped = client.submit(f"/{stop}", letters="none")
    rhythm.morning(at=DAY)
    silent = len(postbox.letters)
    client.submit(f"/{stop}", letters="again")
    rhythm.morning(at=DAY)

    assert (page.status_code, stopped.status_code) == (200, 303)
    assert (silent, len(postbox.letters)) == (1, 2)
    assert client.get("/mail/forged/").status_code == 404
    assert postbox.to("Olu") == []


def test_while_the_mail_server_is_away_letters_wait_and_go_out_once(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0)
    rhythm.reach("Olu")
    postbox.stop()

    for hour in range(3):
        rhythm.morning(at=hour * HOUR)
    waiting = [(row.sent_at, row.tries) for row in mails(app)]
    again = Postbox(postbox.port).start()
    rhythm.morning(at=5 * HOUR)
    rhythm.morning(at=7 * HOUR)
    again.stop()
    postbox.start()

    assert waiting == [(None, 0)], "that the server is away costs no letter a try"
    assert [address for address, _letter in again.letters] == ["olu@example.org"]
    assert [(row.sent_at is not None, row.tries) for row in mails(app)] == [(True, 1)]


def test_an_address_that_is_refused_is_not_written_to_until_somebody_says_it_anew(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0)
    rhythm.reach("Olu")
    postbox.refused.add(ADDRESSES["Olu"])
    rhythm.morning()
    rhythm.act("Open the door", due=1)
    rhythm.morning(at=DAY)
    page = rhythm.room.browser("Dara").get(f"/plans/{rhythm.plan_id}/contacts/").text
    asked = list(postbox.asked)

    postbox.refused.clear()
    rhythm.reach("Olu")
    rhythm.morning(at=DAY)

    assert asked == [ADDRESSES["Olu"]]
    assert "No mail server takes letters for this address" in page
    assert [address for address, _letter in postbox.letters] == [ADDRESSES["Olu"]]
    assert [row.failed_at is not None for row in mails(app)] == [True, False]
    [letter] = postbox.to("Olu")
    assert all(said in words(letter) for said in ("Sign the contract", "Open the door")), "nobody had heard of it"


def test_a_letter_that_waits_reaches_nobody_who_stopped_letters_meanwhile(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    for name in ("Olu", "Lea", "Cai"):
        rhythm.act(f"Call {name}", due=0, owner=name)
        rhythm.reach(name)
    postbox.stop()
    rhythm.morning()
    waiting = {row.address: row.id for row in letters(app)}

    with app.app_context():
        services.stop_letters(waiting[ADDRESSES["Olu"]])
    rhythm.reach("Lea", email="other@example.org")
    postbox.start()
    rhythm.morning(at=HOUR)

    assert sorted(waiting) == sorted(ADDRESSES[name] for name in ("Cai", "Lea", "Olu"))
    assert sorted(address for address, _letter in postbox.letters) == [ADDRESSES["Cai"], "other@example.org"]
    assert [mail.address for mail in mails(app)] == [ADDRESSES["Cai"], "other@example.org"], "what fell away is erased"


def test_a_letter_that_waits_reaches_nobody_whom_the_plan_no_longer_names(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    action_id = rhythm.act("Sign the contract", due=0)
    rhythm.reach("Olu", "Lea")
    postbox.stop()
    rhythm.morning()

    with app.app_context():
        handed_on = ActionWords(title="Sign the contract", owner="Lea", due_on=services.today_of(rhythm.plan()))
        services.change_action(rhythm.dara, action_id, handed_on)
    postbox.start()
    rhythm.morning(at=HOUR)

    assert [address for address, _letter in postbox.letters] == [ADDRESSES["Lea"]]
    assert told(app) == [(ADDRESSES["Lea"], "today")]


def test_a_letter_whose_things_were_all_erased_is_not_sent(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0)
    rhythm.reach("Olu")
    postbox.stop()
    rhythm.morning()

    with app.app_context(), transaction():
        db.session.execute(db.delete(Reminder))
    postbox.start()
    rhythm.morning(at=HOUR)

    assert (postbox.letters, mails(app)) == ([], [])


def test_nobody_is_written_to_of_whom_nothing_is_due(app, rhythm, postbox):
    rhythm.begin(20, roles=WHO)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=9)
    rhythm.reach("Olu", "Lea", "Cai", "Spo")

    rhythm.morning()

    assert (postbox.letters, letters(app)) == ([], [])


def test_letters_with_reminders_and_replies_are_forgotten_after_400_days(app, rhythm, postbox, clock):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=2)
    rhythm.reach("Lea", "Olu", "Cai")
    rhythm.morning()
    with app.app_context(), transaction():
        letter = db.session.scalars(db.select(Digest)).first()
        reply = {"digest_id": letter.id, "code": "filed", "received_at": letter.made_at}
        db.session.add(MailReply(message_id="<a@example.org>", **reply))

    def kept():
        with app.app_context():
            return [len(db.session.scalars(db.select(table)).all()) for table in (Digest, Reminder, MailReply)]

    clock(399 * DAY)
    with app.app_context():
        assert forget_letters() == 0
    before = kept()
    clock(420 * DAY)
    with app.app_context():
        assert forget_letters() == before[0]

    assert (before[0] > 0, kept()) == (True, [0, 0, 0])


@pytest.mark.row("P9")
def test_an_ask_with_a_barrier_is_told_of_before_its_answer_is_due(app, rhythm, postbox, clock):
    rhythm.begin(20)
    with app.app_context():
        today = services.today_of(rhythm.plan())
        reply_by = today + timedelta(days=5)
        law = AskWords(title="Change the law", to="Spo", reply_by=reply_by, barrier="No permit without a decree")
        services.add_item(rhythm.dara, rhythm.plan_id, Ask, law)
    rhythm.reach("Spo")
    rhythm.morning()
    assert postbox.to("Spo") == []

    clock(DAY)
    rhythm.morning()
    clock(2 * DAY)
    rhythm.morning()

    [letter] = postbox.to("Spo")
    assert re.search(rf"An answer is asked for by .*\b{reply_by.day}\b", words(letter))
    assert "In the way: No permit without a decree" in words(letter)
    assert "Answer here:" in words(letter)
    assert len(links(letter)) == 1


def test_who_is_asked_reads_what_is_in_the_way_in_the_letter(app, rhythm, postbox):
    rhythm.begin(20)
    with app.app_context():
        today = services.today_of(rhythm.plan())
        law = AskWords(title="Change the law", to="Spo", reply_by=today, barrier="No permit\nwithout a decree")
        services.add_item(rhythm.dara, rhythm.plan_id, Ask, law)
    rhythm.reach("Spo")

    rhythm.morning()

    assert "In the way: No permit without a decree" in words(postbox.to("Spo")[0])


@pytest.mark.parametrize(("begun", "is_read"), [(700, True), (900, False), (-30, True)])
def test_a_question_keeps_a_plan_among_those_read_for_letters_two_years(app, asked, begun, is_read):
    with app.app_context():
        asked.plan().day_one = asked.today - timedelta(days=begun)
        db.session.commit()
        assert any(ask.confirms and not ask.verdict for ask in asked.plan().asks)

        assert [each.id for each in running_plans(server_clock.now())] == ([asked.plan_id] if is_read else [])
