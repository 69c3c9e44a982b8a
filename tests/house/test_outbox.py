"""Mail is written with what it tells and sent afterwards; one mail's trouble is no other's, and none is lost."""

import os
import subprocess
import sys
from contextlib import closing
from sqlite3 import connect

import pytest

from app.accounts import services
from app.db import db, transaction
from app.mail import jobs as mail_jobs
from app.mail import services as outbox
from app.mail.models import OutgoingMail
from tests.accounts.conftest import person, signed_in
from tests.consumer import consumer, kill, wait_for
from tests.places import ROOT
from tests.plans.conftest import postbox

__all__ = ["consumer", "person", "postbox", "signed_in"]

HOUR, DAY = 3600, 24 * 3600


def write(app, *addresses, subject="Hello"):
    with app.app_context(), transaction():
        for address in addresses:
            outbox.write(address, subject, "Open this: http://localhost/links/secret/")


def rows(app):
    with app.app_context():
        return db.session.scalars(db.select(OutgoingMail).order_by(OutgoingMail.address)).all()


def send(app):
    with app.app_context():
        mail_jobs.send_waiting.call_local()


def sent_to(postbox):
    return [address for address, _letter in postbox.letters]


def test_a_mail_is_written_with_what_it_tells_and_erased_once_it_is_sent(app, postbox):
    with app.app_context():
        ada, _address = services.invite("ada@example.org", "Ada", by=_somebody())
        [waiting] = db.session.scalars(db.select(OutgoingMail)).all()
        secret_waits = "/links/" in waiting.text
    send(app)

    [row] = rows(app)
    [(address, letter)] = postbox.letters
    assert (address, secret_waits, "/links/" in letter.get_content()) == (ada.email, True, True)
    assert (row.text, row.headers, row.sent_at is not None) == ("", {}, True)


def test_what_is_taken_back_leaves_no_mail(app):
    def fails():
        with transaction():
            outbox.write("ada@example.org", "Hello", "Never")
            raise LookupError

    with app.app_context(), pytest.raises(LookupError):
        fails()

    assert rows(app) == []


def test_mails_that_are_not_taken_delay_no_other(app, postbox):
    postbox.greylisted.add("grey@example.org")
    postbox.refused.add("gone@example.org")
    write(app, "gone@example.org", "grey@example.org")
    write(app, "broken\n@example.org")
    write(app, "ada@example.org")

    send(app)

    by_address = {row.address: (row.sent_at is not None, row.failed_at is not None, row.said) for row in rows(app)}
    assert sent_to(postbox) == ["ada@example.org"]
    assert by_address["ada@example.org"] == (True, False, "")
    assert by_address["grey@example.org"] == (False, False, "451 4.7.1 come back later")
    assert by_address["gone@example.org"] == (False, True, "550 5.1.1 nobody of that name")
    assert by_address["broken\n@example.org"][:2] == (False, True)


def test_a_mail_waits_longer_each_time_and_is_given_up_after_three_days(app, postbox, clock):
    postbox.greylisted.add("grey@example.org")
    write(app, "grey@example.org")

    tried = []
    for minute in (*range(0, 70, 5), *range(100, 4 * 24 * 60, 30)):
        clock(minute * 60)
        send(app)
        tried.append(len(postbox.asked))

    [row] = rows(app)
    assert tried[:14] == [1, 2, 3, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6]
    assert 40 <= tried[-1] <= 80, "an hour apart in the end, for three days"
    assert (row.failed_at is not None, row.text) == (True, "")


def test_a_server_that_closes_over_the_words_of_a_mail_is_away_for_all(app, postbox):
    write(app, "ada@example.org", "bo@example.org")
    postbox.closing_late = True

    send(app)

    assert len(postbox.asked) == 1
    assert (rows(app)[0].tries, rows(app)[0].said) == (0, "421 4.3.2 closing")


def test_mails_for_a_server_that_stays_away_are_given_up_after_three_days(app, postbox, clock):
    write(app, "ada@example.org")
    postbox.stop()
    for hours in (0, 71, 73):
        clock(hours * HOUR)
        send(app)
        kept = [(row.failed_at is not None, row.text != "") for row in rows(app)]
        assert kept == [(hours > 72, hours < 72)]
    postbox.start()


@pytest.mark.parametrize("trouble", ["closed", "421"])
def test_a_server_that_is_away_ends_the_round_and_costs_no_mail_a_try(app, postbox, clock, trouble):
    write(app, "ada@example.org", "bo@example.org", "cai@example.org")
    if trouble == "closed":
        postbox.stop()
    else:
        postbox.closing = True
    send(app)
    asked = len(postbox.asked)
    waiting = [(row.tries, row.sent_at) for row in rows(app)]
    send(app)
    asked_again = len(postbox.asked)

    if trouble == "closed":
        postbox.start()
    postbox.closing = False
    clock(61)
    send(app)

    assert (asked, asked_again) == ((0, 0) if trouble == "closed" else (1, 1))
    assert waiting == [(0, None)] * 3
    assert sorted(sent_to(postbox)) == ["ada@example.org", "bo@example.org", "cai@example.org"]


def test_an_administrator_sees_what_was_not_delivered_and_nobody_else_does(app, postbox, person, signed_in):
    postbox.refused.add("gone@example.org")
    write(app, "gone@example.org", subject="Please review 2026-01")
    send(app)

    root, ada = signed_in(person("Root", administrator=True)), signed_in(person("Ada"))
    page = root.get("/undelivered/")

    assert all(said in page.text for said in ("gone@example.org", "Please review 2026-01", "550 5.1.1"))
    assert "/undelivered/" in root.get("/profile/").text
    assert "/undelivered/" not in ada.get("/profile/").text
    assert ada.get("/undelivered/").status_code == 403


def test_to_whom_mails_went_is_forgotten_after_three_months(app, postbox, clock):
    write(app, "ada@example.org")
    send(app)

    clock(89 * DAY)
    with app.app_context():
        outbox.forget()
    kept = len(rows(app))
    clock(91 * DAY)
    with app.app_context():
        outbox.forget()

    assert (kept, rows(app)) == (1, [])


def test_why_a_mail_did_not_arrive_is_forgotten_after_three_months_too(app, postbox, clock):
    postbox.refused.add("gone@example.org")
    write(app, "gone@example.org")
    send(app)

    clock(91 * DAY)
    with app.app_context():
        outbox.forget()

    assert rows(app) == []


def test_a_mail_that_still_waits_is_never_forgotten(app, postbox, clock):
    write(app, "ada@example.org")

    # Nobody ran jobs for all that time.
    clock(91 * DAY)
    with app.app_context():
        outbox.forget()
    send(app)

    assert sent_to(postbox) == ["ada@example.org"]


INVITES = """
import sys
from wsgi import app
from app.accounts import services
from app.accounts.models import Person
from app.db import db
print("ready", flush=True)
sys.stdin.readline()
with app.app_context():
    services.invite("ada@example.org", "Ada", by=db.session.scalar(db.select(Person)))
"""


@pytest.mark.process
@pytest.mark.sqlite_only("holds the file in which calls wait")
def test_a_process_killed_between_commit_and_sending_loses_no_mail(app, environ, postbox, consumer):
    with app.app_context():
        _somebody()
    inviting = subprocess.Popen(
        [sys.executable, "-c", INVITES], cwd=ROOT, env={**os.environ, **environ}, start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with inviting, closing(connect(app.config["VAR"] / "jobs.db", isolation_level=None)) as holder:
        assert inviting.stdout.readline() == "ready\n"
        holder.execute("BEGIN EXCLUSIVE")
        inviting.stdin.write("go\n")
        inviting.stdin.flush()
        # It has committed, and cannot say to anybody that a mail waits.
        wait_for(lambda: len(rows(app)) == 1)
        kill(inviting)

    consumer(SMTP_URL=postbox.url)
    mail_jobs.send_waiting()
    wait_for(lambda: [row.sent_at is not None for row in rows(app)] == [True])

    assert sent_to(postbox) == ["ada@example.org"]


@pytest.mark.process
@pytest.mark.sqlite_only("starts its consumer over the queue in a file")
@pytest.mark.parametrize("at", ["RCPT", "DATA"])
def test_a_sender_killed_in_the_midst_of_it_loses_no_mail(app, postbox, consumer, clock, at):
    postbox.hold = at
    write(app, "ada@example.org", "bo@example.org")

    first = consumer(SMTP_URL=postbox.url)
    wait_for(postbox.reached.is_set)
    kill(first)
    postbox.hold = ""
    postbox.release.set()
    clock(11 * 60)
    consumer(SMTP_URL=postbox.url)
    mail_jobs.send_waiting()
    wait_for(lambda: all(row.sent_at is not None for row in rows(app)))

    assert set(sent_to(postbox)) == {"ada@example.org", "bo@example.org"}
    assert len({letter["Message-ID"] for _address, letter in postbox.letters}) == 2, "the same mail has the same name"


@pytest.mark.process
@pytest.mark.sqlite_only("starts its consumer over the queue in a file")
def test_a_mail_for_which_the_mail_server_takes_long_holds_no_other_up(app, postbox, consumer):
    postbox.slow.add("slow@example.org")
    consumer(SMTP_URL=postbox.url)
    write(app, "slow@example.org")
    wait_for(postbox.reached.is_set)

    write(app, "ada@example.org")
    wait_for(lambda: sent_to(postbox) == ["ada@example.org"])
    wait_for(lambda: rows(app)[0].sent_at is not None)
    slow = rows(app)[1]

    assert (slow.sent_at, slow.said, slow.tries) == (None, "", 1), "nobody has given up waiting for it"


@pytest.mark.process
@pytest.mark.sqlite_only("starts its consumer over the queue in a file")
def test_a_round_of_what_waits_does_not_run_beside_itself(app, postbox, consumer):
    postbox.slow.update({"slow@example.org", "slower@example.org"})
    jobs_storage = app.config["VAR"] / "jobs.db"
    write(app, "slow@example.org", "slower@example.org")
    with closing(connect(jobs_storage)) as waiting, waiting:
        waiting.execute("DELETE FROM task")
    for _time in range(3):
        mail_jobs.send_waiting()

    consumer(SMTP_URL=postbox.url)
    wait_for(postbox.reached.is_set)
    write(app, "ada@example.org")
    wait_for(lambda: sent_to(postbox) == ["ada@example.org"])

    assert [row.tries for row in rows(app)] == [1, 1, 0]


def _somebody():
    from app import clock as now
    from app.accounts.models import Person
    from app.ids import new_id

    with transaction():
        made = Person(id=new_id(), name="Sana", email="sana@example.org", created_at=now.now())
        db.session.add(made)
    return made
