"""Whoever is killed while letters are written or sent, each reader has one letter, and the house one row of it."""

from threading import Barrier, Thread

import pytest

from app.db import db
from app.mail import jobs as mail_jobs
from app.mail import queries as mail_queries
from app.mail.models import OutgoingMail
from app.plans import jobs as plan_jobs
from app.plans import services
from app.plans.letters import queries as reminding_queries
from app.plans.models import Digest, Reminder
from tests.consumer import consumer, kill, wait_for
from tests.plans.letters import ADDRESSES

__all__ = ["consumer"]

pytestmark = [pytest.mark.process]
LEASE = 11 * 60


def rows(app):
    with app.app_context():
        of_letters = db.select(OutgoingMail).join(Digest, Digest.message_id == OutgoingMail.message_id)
        found = [(row.address, row.sent_at is not None) for row in db.session.scalars(of_letters)]
        return sorted(found), db.session.scalar(db.select(db.func.count(Reminder.id)))


@pytest.mark.row("P11")
@pytest.mark.sqlite_only("starts its consumer over the queue in a file")
@pytest.mark.parametrize("at", ["RCPT", "DATA"])
def test_a_consumer_killed_between_writing_and_sending_sends_nothing_twice_and_loses_nothing(
    app, rhythm, postbox, consumer, at
):
    rhythm.begin(20)
    rhythm.check_in()
    for name in ("Olu", "Lea"):
        rhythm.act(f"Call {name}", due=0, owner=name)
        rhythm.reach(name)
    both = [ADDRESSES["Lea"], ADDRESSES["Olu"]]
    postbox.hold = at

    first = consumer(SMTP_URL=postbox.url)
    plan_jobs.remind()
    mail_jobs.send_waiting()
    wait_for(postbox.reached.is_set)
    # The consumer does several jobs at once: one letter may be at the server while the other is being written.
    wait_for(lambda: rows(app) == ([(address, False) for address in both], 2))
    kill(first)
    postbox.hold = ""
    postbox.release.set()
    rhythm.clock(LEASE)
    consumer(SMTP_URL=postbox.url)
    plan_jobs.remind()
    mail_jobs.send_waiting()
    wait_for(lambda: rows(app)[0] == [(address, True) for address in both])

    letters = {(address, letter["Message-ID"]) for address, letter in postbox.letters}
    assert sorted(address for address, _id in letters) == both
    assert rows(app) == ([(address, True) for address in both], 2)


def test_two_who_write_or_send_at_once_write_and_send_one_letter(app, rhythm, postbox):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Call", due=0)
    rhythm.reach("Olu")
    barrier = Barrier(3)

    def work():
        with app.app_context():
            drafts = reminding_queries.drafts()
            barrier.wait()
            for draft in drafts:
                services.write_digest(draft)
            barrier.wait()
            for mail_id in mail_queries.waiting():
                mail_jobs.try_to_send(mail_id)

    threads = [Thread(target=work) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [address for address, _letter in postbox.letters] == [ADDRESSES["Olu"]]
    assert rows(app) == ([(ADDRESSES["Olu"], True)], 1)
