"""What the demo house printed and holds: people with their passwords, and the ids behind the addresses."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

from sqlalchemy import event

from tests.beside import inside
from tests.house_process import House

PERSON = re.compile(
    r"^\s+(administrator|reviewer|director|facilitator|co-facilitator)\s+(\S+@\S+)\s+(\S+)\s*$", re.MULTILINE
)

LIVE = "FROM workshop WHERE code IS NOT NULL AND closed_at IS NULL ORDER BY created_at LIMIT 1"
BOARD = f"FROM board WHERE canvas = 'ecosystem_enablers' AND workshop_id = (SELECT id {LIVE})"
PLAN = "FROM plan JOIN centre ON centre.id = centre_id WHERE centre.code = 'CEN-05'"
QUERIES = {
    "workshop_id": f"SELECT id {LIVE}",
    "code": f"SELECT code {LIVE}",
    "step_id": f"SELECT id FROM step WHERE workshop_id = (SELECT id {LIVE}) AND position = 3",
    "board_id": f"SELECT id {BOARD}",
    "note_id": f"SELECT id FROM element WHERE board_id = (SELECT id {BOARD}) AND deleted_seq IS NULL LIMIT 1",
    "seat_id": f"SELECT id FROM seat WHERE role = 'facilitator' AND workshop_id = (SELECT id {LIVE}) LIMIT 1",
    "centre_id": "SELECT id FROM centre WHERE code = 'CEN-05'",
    "plan_id": f"SELECT plan.id {PLAN} LIMIT 1",
    "action_id": f"SELECT id FROM action WHERE plan_id = (SELECT plan.id {PLAN} LIMIT 1) LIMIT 1",
    "contact_name": f"SELECT owner FROM action WHERE owner != '' AND plan_id = (SELECT plan.id {PLAN} LIMIT 1) LIMIT 1",
    "part_id": "SELECT id FROM action_part ORDER BY id LIMIT 1",
    "evidence_id": "SELECT id FROM evidence WHERE number = 1 ORDER BY id LIMIT 1",
    "measure_id": f"SELECT id FROM measure WHERE number = 1 AND plan_id = (SELECT plan.id {PLAN} LIMIT 1)",
    "milestone_id": f"SELECT id FROM milestone WHERE number = 1 AND plan_id = (SELECT plan.id {PLAN} LIMIT 1)",
    "check_in_id": f"SELECT min(id) FROM check_in WHERE review = 'midpoint' AND plan_id IN (SELECT plan.id {PLAN})",
    "ask_id": "SELECT id FROM ask ORDER BY id LIMIT 1",
    "item_id": f"SELECT id FROM risk WHERE number = 1 AND plan_id = (SELECT plan.id {PLAN} LIMIT 1)",
    "practice_id": "SELECT id FROM practice_card WHERE title = 'Weekly regulator office hour'",
    "own_id": "SELECT id FROM own_canvas ORDER BY id LIMIT 1",
    "request_id": "SELECT id FROM help_request ORDER BY id LIMIT 1",
    "pair_id": "SELECT id FROM centre_pair ORDER BY id LIMIT 1",
    "draft_id": "SELECT id FROM practice_card WHERE state = 'draft'",
    "adaptation_id": "SELECT id FROM practice_adaptation ORDER BY id LIMIT 1",
    "term_id": "SELECT id FROM term WHERE kind = 'initiative' LIMIT 1",
    "call_id": "SELECT row_id FROM file_row WHERE source = 'call:open'",
    "eoi_id": "SELECT id FROM eoi WHERE number = 'EOI-005'",
    "eoi_recommended": "SELECT id FROM eoi WHERE number = 'EOI-008'",
    "eoi_checked": "SELECT id FROM eoi WHERE number = 'EOI-013'",
    "eoi_of_centre": "SELECT id FROM eoi WHERE number = 'EOI-009'",
    "person_id": "SELECT id FROM principal WHERE alliance_role = 'reviewer'",
    "slug": "SELECT slug FROM page ORDER BY position LIMIT 1",
}
FIXED = {
    "item_kind": "risks",
    "occasion": "refresh",
    "part": "host",
    "canvas": "ecosystem_enablers",
    "sequence_id": "centre_half_day",
}


def printed_people(house: House) -> dict[str, tuple[str, str]]:
    """Role → (e-mail, password), as the house printed them at its first start."""
    return {role: (address, password) for role, address, password in PERSON.findall(house.log.read_text())}


def seeded_ids(house: House) -> dict[str, str]:
    """Variable of an address → something of the demo that fits."""
    with closing(sqlite3.connect(f"file:{house.environ['VAR']}/baraza.db?mode=ro", uri=True)) as database:
        found = {name: str(database.execute(query).fetchone()[0]) for name, query in QUERIES.items()}
    return {**found, **FIXED}


def link_token(house: House) -> str:
    """The token of a fresh one-time link, made as the command makes it."""
    from app.accounts.services import make_administrator

    with inside(house.environ):
        return re.search(r"/links/([\w-]+)/", make_administrator("newcomer@example.org"))[1]


def wall_token(house: House) -> str:
    """The token of a wall's link, made as the cockpit makes it."""
    from app.workshops import queries
    from app.workshops.services import walls

    with inside(house.environ):
        leaders = [seat for seat in queries.people_in(seeded_ids(house)["workshop_id"]) if seat.facilitates]
        return walls.link(leaders[0])


def share_token(house: House) -> str:
    """The token of a link that shows all of a plan outside, made as its page makes it."""
    from app.accounts.models import Person
    from app.db import db
    from app.plans.endings.sharing import Shown
    from app.plans.services import share_plan

    with inside(house.environ):
        facilitator = db.session.scalars(db.select(Person).filter_by(email="facilitator@demo.example")).one()
        return share_plan(facilitator, seeded_ids(house)["plan_id"], label="Partners", parts=list(Shown)).token


def check_in_token(house: House) -> str:
    """The token of a check-in link, made as the plan's page makes it."""
    from app import clock
    from app.accounts.models import Person
    from app.db import db
    from app.plans.services import make_link

    with inside(house.environ):
        facilitator = db.session.scalars(db.select(Person).filter_by(email="facilitator@demo.example")).one()
        ends = clock.now() + timedelta(days=2)
        return make_link(facilitator, seeded_ids(house)["plan_id"], owner="Lab manager", expires_at=ends).token


def eoi_token(house: House) -> str:
    """The token of the draft of the demonstration, made as a mail brings it."""
    with inside(house.environ):
        return new_eoi_token()


def new_eoi_token() -> str:
    """The same inside an application."""
    from app.alliance.eoi.models import Interest
    from app.alliance.eoi.services.holding import new_token
    from app.db import db, transaction

    with transaction():
        return new_token(db.session.scalars(db.select(Interest).filter_by(email="draft@demo.example")).one())


def letter_tokens(house: House, to: str = "lab@example.org") -> dict[str, str]:
    """The secrets of a morning's letter about an action of the demo's plan, written as the jobs write it."""
    with inside(house.environ):
        return write_letter(seeded_ids(house)["plan_id"], to)


def write_letter(plan_id: str, to: str = "lab@example.org") -> dict[str, str]:
    """Write a letter about a plan's first action; its own secret, and that of the action in it."""
    from app.db import db
    from app.plans import services
    from app.plans.letters import queries as reminding_queries
    from app.plans.letters.mailbox_queries import Mailbox
    from app.plans.letters.reminders import Saying, Step, Thing
    from app.plans.models import Action
    from app.plans.queries import plan_found

    plan = plan_found(plan_id)
    today = services.today_of(plan)
    action = db.session.scalars(db.select(Action).filter_by(plan_id=plan_id).order_by(Action.number)).first()
    saying = Saying(
        step=Step.TODAY, thing=Thing.ACTION, item_id=action.id, due_on=today, to="Lab manager", late=0,
        number=action.number, title=action.title,
    )  # fmt: skip
    item = reminding_queries.Item(plan, saying, "Lab manager")
    draft = reminding_queries.Draft(Mailbox(to, "en", "UTC", "Lab manager"), today, (item,))
    with sent_at_once() as written:
        services.write_digest(draft)
    return {
        "letter_token": re.search(r"/mail/([\w-]+)/", written[0])[1],
        "answer_token": re.search(r"/a/([\w-]+)/", written[0])[1],
    }


@contextmanager
def sent_at_once() -> Iterator[list[str]]:
    """Hear the words of mails while they are written; each counts as sent, so whoever runs jobs has nothing to do."""
    from app.mail.models import OutgoingMail

    words = []

    def take(_mapper: object, _connection: object, mail: OutgoingMail) -> None:
        words.append(mail.text)
        mail.text, mail.headers, mail.sent_at = "", {}, mail.made_at

    event.listen(OutgoingMail, "before_insert", take)
    try:
        yield words
    finally:
        event.remove(OutgoingMail, "before_insert", take)
