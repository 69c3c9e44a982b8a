"""A letter is answered by mail: what it says is filed once, in the name and from the address it was written to."""

import hmac
import os
import subprocess
import sys
import time
from email.message import EmailMessage

import pytest
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError

from app import failures
from app.db import db
from app.plans import services
from app.plans.errors import ForeignSender, LetterOver, LinkGone, NoMailbox
from app.plans.items.words import AskWords
from app.plans.letters import mail_letter
from app.plans.models import Action, Ask, CheckIn, CheckInLink, MailReply
from app.plans.services import ActionWords
from tests.places import ROOT
from tests.plans.letters import ADDRESSES, words

DAY = 24 * 3600
MAILBOX = "plans@baraza.example"
SOON = 5
"""Seconds, on a machine that others use too: it took minutes."""

SECRET = "a key for replies, long enough"


@pytest.fixture
def told(app, rhythm, postbox):
    """Olu has a letter about two actions and an ask, which takes answers."""
    app.config |= {"REPLY_TO": MAILBOX, "REPLY_SECRET": SECRET}
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.ids = [rhythm.act("Sign the contract", due=0), rhythm.act("Open the door", due=1)]
    with app.app_context():
        ask = AskWords(title="Change the law", to="Olu", reply_by=services.today_of(rhythm.plan()))
        rhythm.ids.append(services.add_item(rhythm.dara, rhythm.plan_id, Ask, ask).id)
    rhythm.reach("Olu", "Lea")
    rhythm.morning()
    [rhythm.letter] = postbox.to("Olu")
    return rhythm


NESTED = "--b\n" + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
"""Parts in parts in parts."""


def reply(told, text, *, name="<one@example.org>", sender="Olu <olu@example.org>", to=None, **headers):
    message = EmailMessage()
    message["From"], message["To"] = sender, to or told.letter["Reply-To"]
    message["Message-ID"], message["Subject"] = name, "Re: " + told.letter["Subject"]
    for header, value in headers.items():
        message[header.replace("_", "-")] = value
    quoted = "\n".join(f"> {line}" for line in words(told.letter).splitlines())
    message.set_content(f"{text}\n\nOn Mon, 2 Mar 2026 at 07:00, Baraza <{MAILBOX}> wrote:\n{quoted}\n")
    return bytes(message)


def from_(told, sender):
    """A mail that says literally this of its sender."""
    return reply(told, "done").replace(b"From: Olu <olu@example.org>", f"From: {sender}".encode())


def stop_of(told):
    """What the address holds at which letters are stopped."""
    return told.letter["List-Unsubscribe"].strip(" <>").rstrip("/").rpartition("/")[2]


def take(app, raw):
    with app.app_context():
        return services.take_mail(raw)


def filed(app):
    with app.app_context():
        rows = db.session.scalars(db.select(CheckIn).where(CheckIn.by_name == "Olu").order_by(CheckIn.filed_at))
        return [(row.done, row.blocked, [each.after for each in row.moves]) for row in rows]


def statuses(app, told):
    with app.app_context():
        return [db.session.get(Action, each).status for each in told.ids[:2]]


@pytest.mark.row("P12")
def test_an_answer_by_mail_is_a_check_in_filed(app, told):
    assert told.letter["Reply-To"].startswith("plans+")
    assert "You can also answer this mail." in words(told.letter)

    text = "1 done\n2 blocked waiting for the ministry\n3. In June\n\nSee you on Friday"
    codes = [take(app, reply(told, text)) for _time in range(2)]

    assert codes == ["filed", "again"]
    assert statuses(app, told) == ["done", "blocked"]
    assert filed(app) == [("", "", ["done"]), ("", "waiting for the ministry", ["blocked"])]
    with app.app_context():
        ask = db.session.get(Ask, told.ids[2])
        assert ask.answer == "In June\n\nSee you on Friday"
        assert db.session.scalars(db.select(MailReply.code)).all() == ["filed"]


def test_a_mail_that_failed_for_another_reason_is_taken_when_it_comes_again(app, told):
    raw = reply(told, "1 done")
    with app.app_context():
        db.session.execute(sql("CREATE UNIQUE INDEX one_check_in ON check_in (plan_id)"))
        db.session.commit()
        try:
            with pytest.raises(IntegrityError):
                services.take_mail(raw)
            db.session.rollback()
            assert db.session.scalars(db.select(MailReply.code)).all() == []
        finally:
            db.session.rollback()
            db.session.execute(sql("DROP INDEX one_check_in"))
            db.session.commit()

    assert (take(app, raw), take(app, raw)) == ("filed", "again")
    assert statuses(app, told) == ["done", "todo"]


@pytest.mark.row("P12")
def test_a_number_of_people_closes_no_ask(app, told):
    assert take(app, reply(told, "Good news:\n3 startups joined")) == "unclear"

    assert filed(app) == [("Good news:\n3 startups joined", "", [])]
    with app.app_context():
        ask = db.session.get(Ask, told.ids[2])
        assert (ask.answer, ask.answered_on) == ("", None)


@pytest.mark.row("P12")
def test_every_language_answers_and_what_else_is_written_is_kept(app, told):
    for number, text in enumerate(("تم", "2 受阻，等部委", "2 готово\nВсё хорошо")):
        assert take(app, reply(told, text, name=f"<{number}@example.org>")) == "filed"

    assert statuses(app, told) == ["done", "done"]
    assert filed(app) == [("", "", ["done"]), ("", "等部委", ["blocked"]), ("", "", ["done"]), ("Всё хорошо", "", [])]


def test_a_mail_from_elsewhere_forged_or_too_late_is_refused_and_changes_nothing(app, told, clock):
    local, domain = MAILBOX.split("@")
    refused = {
        "nobody's secret": (reply(told, "done", to=f"{local}+{'0' * 32}@{domain}"), "no-such-letter"),
        "no secret": (reply(told, "done", to=MAILBOX), "not-to-a-letter"),
        "where letters are stopped": (reply(told, "done", to=f"{local}+{stop_of(told)}@{domain}"), "not-to-a-letter"),
        "another site": (reply(told, "done", to=told.letter["Reply-To"].replace(domain, "x.org")), "not-to-a-letter"),
        "another sender": (reply(told, "done", sender="lea@example.org"), "foreign-sender"),
        "his name only": (reply(told, "done", sender='"olu@example.org" <lea@example.org>'), "foreign-sender"),
        "his name in disguise": (from_(told, "=?utf-8?q?olu=40example=2Eorg=2C?= <lea@example.org>"), "foreign-sender"),
        "his address before another": (from_(told, "olu@example.org, <lea@example.org>"), "foreign-sender"),
        "two senders": (from_(told, "olu@example.org\nFrom: lea@example.org"), "foreign-sender"),
        "too large": (reply(told, "x" * 1_100_000), "too-large"),
    }
    codes = {}
    for name, (raw, _code) in refused.items():
        with pytest.raises(Exception) as caught:  # noqa: PT011 - which it is stands below
            take(app, raw)
        codes[name] = caught.value.code
    assert codes == {name: code for name, (_raw, code) in refused.items()}

    with app.app_context():
        link = db.session.scalars(db.select(CheckInLink).filter_by(owner="Olu")).one()
        services.revoke_link(told.dara, link.id)
    with pytest.raises(LetterOver):
        take(app, reply(told, "done"))
    assert (statuses(app, told), filed(app)) == (["todo", "todo"], [])
    with app.app_context():
        assert db.session.scalars(db.select(MailReply.code)).all() == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html", "<blockquote>" * 40_000 + "<br>" * 40_000),
        ("text/html", "<table>" * 100_000),
        ("multipart/mixed; boundary=b", NESTED),
    ],
    ids=["quoted forty thousand times over", "in a hundred thousand tables", "in three thousand parts"],
)
def test_a_mail_made_to_be_slow_costs_nobody_a_moment_and_holds_no_words(kind, body):
    started = time.monotonic()

    mail = mail_letter.read(f"From: olu@example.org\nContent-Type: {kind}\n\n{body}".encode())

    assert (mail.sender, mail.text.strip("> \n")) == ("olu@example.org", "")
    assert time.monotonic() - started < SOON


def test_a_letter_is_answered_until_thirty_days_after_day_100(app, told, clock):
    clock(109 * DAY)
    assert take(app, reply(told, "1 done")) == "filed"
    clock(112 * DAY)
    with pytest.raises(LinkGone):
        take(app, reply(told, "2 done", name="<two@example.org>"))


def test_a_mail_to_a_letter_that_asks_nothing_is_not_said_to_be_filed(app, told, postbox):
    told.room.person("Sec", alliance_role="secretariat")
    told.morning(at=21 * DAY)
    [told.letter] = [letter for address, letter in postbox.letters if address == "sec@example.org"]
    before = filed(app)

    with pytest.raises(LetterOver):
        take(app, reply(told, "We call them tomorrow", sender="sec@example.org"))

    assert filed(app) == before
    with app.app_context():
        assert db.session.scalars(db.select(MailReply)).all() == []


def test_what_no_person_wrote_is_left_alone_and_whoever_is_unclear_is_told_how_once(app, told, postbox, jobs_at_once):
    before = len(postbox.letters)
    assert take(app, reply(told, "I am away", Auto_Submitted="auto-replied")) == "automatic"
    assert (len(postbox.letters), filed(app)) == (before, [])

    assert take(app, reply(told, "All is well with us")) == "unclear"
    assert take(app, reply(told, "", name="<two@example.org>")) == "unclear"

    assert filed(app) == [("All is well with us", "", [])]
    [(address, letter)] = postbox.letters[before:]
    assert (address, letter["Auto-Submitted"], letter["In-Reply-To"]) == (
        ADDRESSES["Olu"], "auto-replied", "<one@example.org>",
    )  # fmt: skip
    assert "“2 blocked”" in words(letter)
    assert "To what was asked, write its number with a full stop, then your answer: “3. Yes”." in words(letter)
    assert "What you wrote is kept as your check-in." in words(letter)


def test_what_is_blocked_by_mail_without_a_reason_is_asked_back(app, told, postbox, jobs_at_once):
    before = len(postbox.letters)

    assert take(app, reply(told, "1 done\n2 blocked")) == "unclear"

    assert statuses(app, told) == ["done", "todo"]
    assert filed(app) == [("", "", ["done"])]
    [(address, letter)] = postbox.letters[before:]
    assert (address, letter["Reply-To"]) == (ADDRESSES["Olu"], told.letter["Reply-To"])
    assert "Answer this mail with “2 blocked” and, behind it, what blocks it in one sentence." in words(letter)
    assert "Everything else you wrote is filed." in words(letter)

    assert take(app, reply(told, "2 blocked", name="<two@example.org>")) == "unclear"
    assert len(postbox.letters) == before + 2
    assert take(app, reply(told, "2 blocked: no permit", name="<three@example.org>")) == "filed"
    assert (statuses(app, told), filed(app)[1:]) == (["done", "blocked"], [("", "no permit", ["blocked"])])


def test_what_blocks_a_thing_may_stand_in_the_lines_below(app, told):
    assert take(app, reply(told, "2 Blocked\n\nThere is no permit yet.\n1 done")) == "filed"

    assert statuses(app, told) == ["done", "blocked"]
    with app.app_context():
        assert db.session.get(Action, told.ids[1]).blocked_reason == "There is no permit yet."


def test_to_a_letter_that_asks_for_a_check_in_any_words_are_one(app, told, postbox, clock):
    told.morning(at=8 * DAY)
    [told.letter] = postbox.to("Lea")[-1:]

    assert take(app, reply(told, "We met the ministry", sender=ADDRESSES["Lea"])) == "filed"

    with app.app_context():
        last = db.session.scalars(db.select(CheckIn).where(CheckIn.by_name == "Lea")).all()
        assert [(row.done, row.by_role) for row in last] == [("We met the ministry", "leader")]


def test_an_answer_to_an_action_that_was_renamed_since_the_letter_moves_nothing_and_is_kept(app, told):
    with app.app_context():
        renamed = ActionWords(title="Cancel the contract", owner="Olu", due_on=services.today_of(told.plan()))
        services.change_action(told.dara, told.ids[0], renamed)

    code = take(app, reply(told, "1 done\n2 done"))

    assert (code, statuses(app, told)) == ("filed", ["todo", "done"])
    assert ("1 done", "", []) in filed(app)


def test_an_answer_of_somebody_else_is_not_written_over_and_the_words_are_kept(app, told):
    with app.app_context():
        said = AskWords(title="Change the law", to="Olu", answer="Never")
        services.change_item(told.dara, Ask, told.ids[2], said)

    assert take(app, reply(told, "1 done\n3 In June")) == "filed"

    assert filed(app) == [("", "", ["done"]), ("3 In June", "", [])]
    with app.app_context():
        assert db.session.get(Ask, told.ids[2]).answer == "Never"


def test_a_mail_server_hands_answers_over_with_a_signature(app, told, client):
    raw = reply(told, "1 done")
    good = "sha256=" + hmac.new(SECRET.encode(), raw, "sha256").hexdigest()

    def hand(body, signature):
        answer = client.post("/mail/replies/", data=body, content_type="message/rfc822", headers={
            "X-Baraza-Signature": signature, "Accept": "application/json",
        })  # fmt: skip
        return answer.status_code, answer.json

    forged = [hand(raw, each)[0] for each in ("", "sha256=00", "é", good[:-1])]
    changed = hand(raw + b"x", good)[0]
    taken = [hand(raw, good) for _time in range(2)]
    foreign = reply(told, "2 done", sender="lea@example.org")
    refused = hand(foreign, "sha256=" + hmac.new(SECRET.encode(), foreign, "sha256").hexdigest())
    large = hand(b"x" * 1_100_000, good)[0]
    app.config["REPLY_SECRET"] = ""
    closed = hand(raw, good)[0]

    assert (forged, changed, large, closed) == ([403] * 4, 403, 413, 404)
    assert taken == [(200, {"code": "filed"}), (200, {"code": "again"})]
    assert (refused[0], refused[1]["x"]) == (403, ForeignSender.code)
    assert statuses(app, told) == ["done", "todo"]


@pytest.mark.process
@pytest.mark.sqlite_only("starts a command over the folder of the house")
def test_a_mail_server_hands_answers_over_to_a_command(app, told, environ):
    def pipe(raw, **settings):
        environment = {**os.environ, **environ, "FLASK_APP": "wsgi", "REPLY_TO": MAILBOX, **settings}
        done = subprocess.run(
            [sys.executable, "-m", "flask", "mail", "take"], check=False, cwd=ROOT, env=environment, input=raw,
            capture_output=True,
        )  # fmt: skip
        return done.returncode, done.stdout.decode().strip(), done.stderr.decode().strip()

    foreign = f"refused: foreign-sender: {ForeignSender.message}"
    later = "The mail server keeps the mail and tries again."
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    assert pipe(reply(told, "1 done")) == (0, "filed", "")
    assert pipe(reply(told, "2 done", sender="lea@example.org")) == (0, foreign, "")
    assert pipe(reply(told, "2 done"), REPLY_TO="") == (75, "", f"Error: {NoMailbox.message} {later}")
    assert pipe(reply(told, "2 done"), DATABASE_URL=nowhere) == (75, "", f"Error: {failures.AWAY} {later}")
    assert statuses(app, told) == ["done", "todo"]


def test_without_a_mailbox_no_answer_is_offered(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0)
    rhythm.reach("Olu")
    rhythm.morning()

    [letter] = postbox.to("Olu")
    assert (letter["Reply-To"], "answer this mail" in words(letter)) == (None, False)
