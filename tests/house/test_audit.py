"""The audit: what was once written down stays as it is, one line each, whoever does whatever in the house."""

import json
import re

import pytest

from tests.boards.conftest import make_room
from tests.house.elsewhere import SECRETS, app, ids, make_elsewhere
from tests.house.test_strangers import SENT, WAYS, _knock
from tests.places import ROOT
from tests.statements import statements

__all__ = ["app", "ids"]

LAST = {"accounts.sign_out", "workshops.close", "accounts.end_other_devices"}
"""After these nobody does anything more here."""

CHANGES = re.compile(
    r'\s*(UPDATE|DELETE\s+FROM|REPLACE\s+INTO|INSERT\s+OR\s+\w+\s+INTO|TRUNCATE|DROP)\W+"?audit\b', re.IGNORECASE
)
FORGED = "Eve\r\n2026-03-23 09:00 sign-in administrator\u2028\u2029\x85\x1b[2J"

ADDS = {"app/audit.py", "app/keeping/services/restoring.py"}
"""The modules that know the table at all. A restore begins a house anew, and writes one row of itself."""


def rows(app) -> list[tuple]:
    from app.audit import AuditRow
    from app.db import db

    with app.app_context():
        return [tuple(row) for row in db.session.execute(AuditRow.__table__.select().order_by(AuditRow.id))]


def leader(app, ids):
    """The browser of who leads the demonstration, and looks after the whole house besides."""
    from app.accounts.models import Person
    from app.db import db, transaction
    from app.workshops.models import Seat
    from tests.conftest import browser_of

    with app.app_context(), transaction():
        person = db.session.get_one(Person, db.session.get_one(Seat, ids["seat_id"]).principal_id)
        person.alliance_role = "administrator"
    return browser_of(app, person)


def walk(app, ids, browser) -> dict[str, int]:
    """Everything one can do at any address."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint in LAST)
    return {
        f"{rule.endpoint} {method}": _knock(browser, rule, method, ids, WAYS["page"]).status_code
        for rule in rules
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    }


def test_whatever_anybody_does_no_row_is_changed_or_taken_away(app, ids):
    from app import jobs

    before = rows(app)
    elsewhere = make_elsewhere(app)

    with statements(app) as run:
        answers = walk(app, ids, leader(app, ids)) | walk(app, ids, elsewhere.sign_in("guest"))
        for task in jobs.queue._registry._periodic_tasks:  # noqa: SLF001 - all there are, by their own list
            jobs.queue.execute(task())

    assert [statement for statement in run if CHANGES.match(statement)] == []
    assert rows(app)[: len(before)] == before
    assert len(rows(app)) > len(before) + 10
    assert {status for status in answers.values() if status >= 500} == set()


@pytest.mark.usefixtures("ids")
def test_who_takes_boards_along_is_written_down_and_whoever_may_not_is_not(app):
    room, eve = make_room(app), make_elsewhere(app).sign_in("guest")
    board, workshop, before = room.board, room.id, rows(app)
    files = [
        f"/reports/boards/{board}.json",
        f"/reports/boards/{board}.csv",
        f"/reports/workshops/{workshop}/boards.json",
    ]

    codes = [[who.get(file).status_code for file in files] for who in (room.people["Ada"].browser, eve)]

    assert codes == [[200] * 3, [404] * 3]
    assert [(row[3], row[4], row[5]) for row in rows(app)[len(before) :] if row[3] == "boards.export"] == [
        ("boards.export", f"board:{board}", {"kind": "json"}),
        ("boards.export", f"board:{board}", {"kind": "csv"}),
        ("boards.export", f"workshop:{workshop}", {"kind": "json"}),
    ]


def test_no_module_but_those_that_add_to_it_knows_the_table():
    known = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "app").rglob("*.py")
        if re.search(r"AuditRow|[\"']audit[\"']\]", path.read_text())
    }
    written = [
        CHANGES.search(line) or re.search(r"(update|delete)\((audit|AuditRow)", line)
        for name in known
        for line in (ROOT / name).read_text().splitlines()
    ]

    assert known == ADDS
    assert [each for each in written if each] == []


def test_what_is_sent_with_line_breaks_makes_no_line_of_its_own_and_no_note_stands_in_a_row(app, ids, caplog):
    browser, before = leader(app, ids), rows(app)
    for place, fields in SENT.items():
        rule = next(each for each in app.url_map.iter_rules(place) if "POST" in each.methods)
        path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda part: ids[part[1]], rule.rule)
        sent = dict.fromkeys([*fields, "title", "name"], FORGED)
        browser.post(path, data=sent, headers={"X-CSRFToken": browser.token()})
    forger = {"email": FORGED, "password": FORGED}
    browser.post("/sign-in/", data=forger, headers={"X-CSRFToken": browser.token()})

    assert [record.getMessage() for record in caplog.records if len(record.getMessage().splitlines()) > 1] == []
    assert [row for row in rows(app)[len(before) :] if row[3] == "sign-in administrator"] == []
    lines = [json.dumps([row[3], row[4], row[5]]) for row in rows(app)]
    assert [line for line in lines if SECRETS[1] in line or "\\r" in line or "\\n" in line] == []
