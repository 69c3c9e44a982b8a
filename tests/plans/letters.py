"""A plan whose people are written to, and the mail server that takes what is written."""

import asyncio
import email
import email.policy
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Event

from aiosmtpd.controller import Controller

from app.mail import jobs as mail_jobs
from app.plans import days, services
from app.plans import jobs as plan_jobs
from app.plans.queries import plan_found
from app.plans.services import ActionWords, ContactWords, MeasureWords
from app.plans.services.record import Roles
from tests.at_once import jobs_run_here
from tests.house_process import free_port
from tests.morning import TODAY
from tests.plans.publishing import publish_plan

WHO = Roles(leader="Lea", coach="Cai", sponsor="Spo")
ADDRESSES = {"Lea": "lea@example.org", "Cai": "cai@example.org", "Spo": "spo@example.org", "Olu": "olu@example.org"}


class Postbox:
    """A real mail server on loopback. It takes none for `refused` addresses, none yet for `greylisted` ones, says
    nothing to those for `slow` ones until it is released, and it can be held up or closing.
    """

    def __init__(self, port=None):
        self.port = port or free_port()
        self.letters, self.refused, self.greylisted, self.asked = [], set(), set(), []
        self.hold, self.reached, self.release = "", Event(), Event()
        self.server, self.closing, self.closing_late = None, False, False
        self.slow = set()

    @property
    def url(self):
        return f"smtp+plain://127.0.0.1:{self.port}"

    def start(self):
        self.server = Controller(self, hostname="127.0.0.1", port=self.port)
        self.server.start()
        return self

    def stop(self):
        self.release.set()
        self.server.stop()

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 - the library's name
        self.asked.append(address)
        if self.closing:
            return "421 4.3.2 closing"
        if address in self.refused:
            return "550 5.1.1 nobody of that name"
        if address in self.greylisted:
            return "451 4.7.1 come back later"
        await self._wait("RCPT", address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - likewise
        if self.closing_late:
            return "421 4.3.2 closing"
        await self._wait("DATA", "")
        self.letters.append((envelope.rcpt_tos[0], read(envelope.content)))
        return "250 OK"

    async def _wait(self, at, address):
        if self.hold == at or address in self.slow:
            self.reached.set()
            await asyncio.to_thread(self.release.wait)

    def to(self, name):
        return [letter for address, letter in self.letters if address == ADDRESSES[name]]


def read(content):
    return email.message_from_bytes(content, policy=email.policy.default)


def words(letter):
    return letter.get_content().replace("\r\n", "\n")


def links(letter):
    """The secrets of the links in a letter, in its order."""
    return re.findall(r"/a/([\w-]+)/", words(letter))


def until(moment):
    """Seconds from the morning's start to a moment."""
    return (moment - datetime.combine(TODAY, datetime.min.time(), UTC)).total_seconds() - 9 * 3600


@dataclass
class Rhythm:
    """A published plan on one of its days, at a centre that Dara directs; its people have addresses."""

    app: object
    room: object
    clock: object
    plan_id: str = ""
    actions: dict = field(default_factory=dict)

    @property
    def dara(self):
        return self.room.people["Dara"]

    def begin(self, day, *, roles=WHO):
        with self.app.app_context():
            plan = services.make_plan(self.dara, self.room.centre.id, title="Open the testbed")
            self.plan_id = plan.id
            first = days.day_one_when(day, services.today_of(plan))
            services.change_plan(
                self.dara, plan.id, title="Open the testbed", goal="30 tests", day_one=first, roles=roles
            )
            numbers = MeasureWords(name="Tests", baseline=0, target=30, main=True)
            services.add_measure(self.dara, plan.id, numbers)
            # A plan is published with an action; what is parked is in nobody's mail.
            words = ActionWords(title="Begin", owner="Olu", due_on=services.today_of(plan))
            first = services.add_action(self.dara, plan.id, words)
            publish_plan(self.dara, plan.id)
            services.park_action(self.dara, first.id, reason="Later")
        return self

    def act(self, title, *, due, owner="Olu"):
        """An action that is due so many days from today."""
        with self.app.app_context():
            today = services.today_of(plan_found(self.plan_id))
            said = ActionWords(title=title, owner=owner, due_on=today + timedelta(days=due))
            self.actions[title] = services.add_action(self.dara, self.plan_id, said).id
        return self.actions[title]

    def reach(self, *names, **more):
        """Say by which address names of the plan are reached."""
        with self.app.app_context():
            for name in names:
                said = {"email": ADDRESSES[name], **more}
                words = ContactWords(**said)
                services.say_contact(self.dara, self.plan_id, name, words, reason="They wrote to us")

    def knew(self, name, address="", person_id=None):
        """Let a name have been reached at an address or as an account before the plan was published."""
        from app.db import db

        with self.app.app_context():
            reached = ContactWords(email=address, person_id=person_id)
            contact = services.say_contact(self.dara, self.plan_id, name, reached, reason="They wrote to us")
            contact.chosen_by_id = contact.chosen_on = contact.chosen_at = None
            plan = self.plan()
            plan.edits[:] = [each for each in plan.edits if each.reason != "They wrote to us"]
            db.session.commit()

    def confirm(self, **reached):
        """Let the secretariat of the alliance confirm how the sponsor is reached."""
        sec = self.room.person("Sec", alliance_role="secretariat")
        with self.app.app_context():
            return services.confirm_sponsor(sec, self.plan_id, ContactWords(**reached), reason="They rang us")

    def check_in(self):
        with self.app.app_context():
            from app.ids import new_id

            services.check_in(self.dara, self.plan_id, services.CheckInWords(client_id=new_id(), done="All well"))

    def plan(self):
        return plan_found(self.plan_id)

    def follow(self, sponsor, *, by=None):
        """Somebody else is the sponsor from now on, for the one before left."""
        with self.app.app_context():
            plan = self.plan()
            same = {"title": plan.title, "goal": plan.goal, "day_one": plan.day_one}
            roles = replace(WHO, sponsor=sponsor, sponsor_reason="Spo left")
            services.change_plan(by or self.dara, self.plan_id, **same, roles=roles)

    def morning(self, *, at=None):
        """What the jobs of a morning do, here and now."""
        if at is not None:
            self.clock(at)
        self.send(plan_jobs.remind)

    def send(self, *before):
        """Send what waits, here and now; `before` are jobs that come first."""
        with jobs_run_here(), self.app.app_context():
            for job in (*before, mail_jobs.send_waiting):
                job()
