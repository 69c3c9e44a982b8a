"""What nobody should send: in every field of every form, and in addresses and bodies. Each is refused in words."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.boards.conftest import browser_of
from tests.browser.demo import new_eoi_token, write_letter
from tests.browser.visits import PAGES
from tests.house.elsewhere import app, ids
from tests.house.forms import forms_of

__all__ = ["app", "ids"]

OVERLONG = b"x" * 50_000
BAD = {
    "nothing": b"",
    "overlong": OVERLONG,
    "a control character": b"bell\x07",
    "a NUL": b"nul\0",
    "half a surrogate pair": b"half \xed\xa0\x80",
    "no UTF-8": b"\xff\xfe",
    "less than nothing": b"-5",
    "beyond all measure": b"9" * 30,
    "more digits than are read": b"9" * 5000,
    "a sum": "٥".encode(),
}
AS_DATABASES_TAKE_THEM = pytest.mark.both_databases("PostgreSQL refuses letters, lengths and numbers that SQLite takes")
OTHERWISE = {
    "overlong",
    "a NUL",
    "half a surrogate pair",
    "no UTF-8",
    "beyond all measure",
    "more digits than are read",
}
"""What one database takes and the other does not."""

NEVER = {"overlong", "a control character", "a NUL"}
"""What no field takes."""

UNREAD = {
    ("alliance.change", "language"): "says which language a preview shows",
    ("pages.choose_language", "next"): "leads to the first page unless it is a path of this house",
    ("portfolio.save_view", "query"): "an address of the portfolio: what is in no list asks for nothing",
    ("portfolio.ask_for_export", "query"): "an address of the portfolio: what is in no list asks for nothing",
    ("workshops.step_form", "wordslanguage"): "words in a language that the workshop does not speak are passed over",
}
"""Fields in which anything may stand, each with the reason."""

FAILURES = {"web_session", "failed_try", "client_cursor", "refused_op"}
"""Where the house keeps that something failed, and what was refused."""

JSON = {"Accept": "application/json"}
FILLED = re.compile(r"<(?:[^:>]+:)?([^>]+)>")

ASKED = [
    ("visitor", "/j/?code="),
    ("visitor", "/sign-in/?next="),
    ("visitor", "/sign-in/?next=//"),
    ("visitor", "/canvases/?q="),
    ("visitor", "/canvases/?people="),
    ("visitor", "/canvases/?minutes="),
    ("visitor", "/glossary/?q="),
    ("visitor", "/glossary/sheet/?from=en&to="),
    ("visitor", "/centres/?q="),
    ("visitor", "/centres/?region="),
    ("visitor", "/centres/?phase="),
    ("visitor", "/showcase/?q="),
    ("visitor", "/showcase/?language="),
    ("facilitator", "/alliance/blockers/?kind="),
    ("facilitator", "/alliance/blockers/?word="),
    ("facilitator", "/portfolio/caseload/?coach="),
    ("administrator", "/eoi/desk/?state="),
    ("administrator", "/eoi/desk/?call="),
    ("facilitator", "/plans/{plan_id}/calendar/?month="),
    ("facilitator", "/plans/{plan_id}/changes/?since="),
    ("facilitator", "/plans/{plan_id}/list/?q="),
    ("facilitator", "/plans/{plan_id}/list/?order="),
    ("facilitator", "/plans/{plan_id}/list/?owner="),
    ("facilitator", "/plans/{plan_id}/list/?state="),
    ("facilitator", "/workshops/new/?sequence="),
    ("facilitator", "/workshops/new/?canvases="),
    ("facilitator", "/workshops/new/?workshop="),
    ("facilitator", "/plans/promotion/?board="),
    ("facilitator", "/plans/outcomes/?board="),
    ("facilitator", "/plans/days/?board="),
]
BODIES = {
    "a form broken off": (b"--x\r\nContent-Disposition: form-data; na", "multipart/form-data; boundary=x"),
    "a form without a boundary": (b"name=Ada", "multipart/form-data"),
    "JSON broken off": (b"{", "application/json"),
    "a number": (b"5", "application/json"),
    "a list": (b"[1, [2]]", "application/json"),
    "values of other kinds": (
        b'{"name": {"a": 1}, "version": [1], "email": null, "minutes": true}',
        "application/json",
    ),
    "every byte": (bytes(range(256)), "application/octet-stream"),
}
KEPT_IN_COOKIE = {("accounts.take_link", "token"), ("workshops.wall_link", "token")}

SAID = re.compile(r'class="bad"|class="say say-|data-code="[a-z-]+"|id="[\w-]+-bad"')
"""A sentence at its field, on top of the page, or as a page of its own."""

URLENCODED = "application/x-www-form-urlencoded"
NOT_LEFT_BEHIND = ("\\x07", "\\x00", "\\ud800", "x" * 5_000)


@pytest.fixture(scope="module")
def people(app, ids):
    """Everybody of the demonstration who opens pages, with a browser each."""
    from app import clock
    from app.accounts import services
    from app.accounts.models import Person
    from app.db import db
    from app.demo.queries import live_workshop
    from app.demo.services.people import FIGURES
    from app.plans.endings.sharing import Shown
    from app.plans.services import make_link, share_plan

    def known(email):
        with app.app_context():
            return db.session.scalars(db.select(Person).filter_by(email=email)).one()

    browsers = {each.part: browser_of(app, known(each.email)) for each in FIGURES}
    with app.app_context():
        ids["code"] = live_workshop().code
        ids["link_token"] = services.invite("nia@example.org", "Nia", by=known(FIGURES[0].email))[1].split("/")[-2]
        ends = clock.now() + timedelta(days=2)
        lead = known("facilitator@demo.example")
        ids["share_token"] = share_plan(lead, ids["plan_id"], label="Partners", parts=list(Shown)).token
        ids["eoi_token"] = new_eoi_token()
        ids["check_in_token"] = make_link(lead, ids["plan_id"], owner="Lab manager", expires_at=ends).token
        ids |= write_letter(ids["plan_id"])
    guest = app.test_client()
    guest.submit(f"/j/{ids['code']}/", name="Gil")
    return {**browsers, "guest": guest, "visitor": app.test_client()}


@pytest.fixture(scope="module")
def kept(app):
    """Tables that were written to since it was last asked, by transactions that stand."""
    from app.db import db

    written, waiting = set(), set()

    def note(_connection, cursor, statement, *_more):
        found = re.match(r"(?:INSERT INTO|UPDATE|DELETE FROM) (\w+)", statement)
        if found and cursor.rowcount:
            waiting.add(found[1])

    def keep(_connection):
        written.update(waiting)
        waiting.clear()

    def forget(_connection):
        waiting.clear()

    with app.app_context():
        engine = db.engine
    listeners = {"after_cursor_execute": note, "commit": keep, "rollback": forget}
    for name, listener in listeners.items():
        event.listen(engine, name, listener)

    def asked():
        told = set(written)
        written.clear()
        return told

    yield asked
    for name, listener in listeners.items():
        event.remove(engine, name, listener)


class Doors(dict):
    """Who opens which page that has a form, and its forms: read once, and anew when something was changed since."""

    def __init__(self, people, visits):
        self._people, self._read = people, {}
        super().__init__({visit: found for visit in visits if (found := self.forms(*visit))})

    def forms(self, who, address):
        if (who, address) not in self._read:
            self._read[who, address] = _forms(self._people[who], address)
        return self._read[who, address]

    def forget(self):
        """Something was changed, so that any page may hold something else."""
        self._read.clear()


@pytest.fixture(scope="module")
def doors(ids, people):
    """Every page that has a form, as whoever may open it finds it."""
    visits = [(who, address) for pages in PAGES.values() for who, address in pages if "wall_token" not in address]
    return Doors(people, [(who, address.format(**ids)) for who, address in visits])


@pytest.fixture(scope="module")
def forms(doors):
    """Every form of every page, and who sends it: what stands on many pages, as that of languages, is sent once."""
    return list({(who, form.action): (who, form) for (who, _), found in doors.items() for form in found}.values())


@pytest.fixture(scope="module")
def places_of(app):
    """The fields of a form as places of the application, whatever page the form is on: place → name."""
    adapter = app.url_map.bind("localhost")

    def found(form):
        endpoint = adapter.match(form.action, method="POST")[0]
        places = {}
        for name in form.typed:
            places.setdefault((endpoint, re.sub(r"-[0-9]+-|_(ar|es|fr|ru|zh)$", "", name)), name)
        return places

    return found


@pytest.mark.parametrize(
    "what", [pytest.param(what, marks=[AS_DATABASES_TAKE_THEM] if what in OTHERWISE else []) for what in BAD]
)
@pytest.mark.long
def test_nothing_bad_in_any_field_of_any_form_breaks_or_half_does_anything(app, people, doors, places_of, kept, what):
    wrong, tried = {}, set()

    if kept() - FAILURES:
        doors.forget()
    for (who, address), known in doors.items():
        if tried.issuperset(place for form in known for place in places_of(form)):
            continue
        for form in doors.forms(who, address):
            for place, name in places_of(form).items():
                if place not in tried:
                    tried.add(place)
                    kept()
                    answer = _send(people[who], form, name, BAD[what])
                    if written := kept() - FAILURES:
                        doors.forget()
                    if fault := _fault(answer, written, never=what in NEVER and place not in UNREAD):
                        wrong[place] = fault

    assert len(tried) > 80
    assert wrong == {}
    assert _left_behind(app) == []


def _forms(browser, address):
    answer = browser.get(address, follow_redirects=True)
    return [form for form in forms_of(answer.text, answer.request.path) if form.typed]


def _proof(browser):
    return {"X-CSRFToken": browser.token()}


def _send(browser, form, name, value):
    return browser.post(form.action, data=form.body(name, value), content_type=URLENCODED, headers=_proof(browser))


def _fault(answer, written, *, never):
    """What is wrong with an answer, if anything."""
    if answer.status_code >= 500 or "Traceback" in answer.text:
        return "broke"
    if answer.status_code < 400:
        return "was taken" if never else None
    if written:
        return f"was refused and changed {written}"
    return None if SAID.search(answer.text) else "was refused without a word"


def _is_nowhere(answer, place):
    return answer.status_code in {400, 404, 429} or place in KEPT_IN_COOKIE


def _left_behind(app):
    from app.db import Model, db

    with app.app_context():
        tables = [table for table in Model.metadata.sorted_tables if table.name not in FAILURES]
        rows = [_words(row) for table in tables for row in db.session.execute(table.select())]
    return [row[:200] for row in rows if any(bad in row for bad in NOT_LEFT_BEHIND)]


def _words(row):
    """A row as text, without the bytes of a Yjs state, in which any byte may stand."""
    return repr(tuple(value for value in row if not isinstance(value, bytes)))


BAD_PARTS = ["%00", "%FF", "%ED%A0%80", "..%2F..", "9" * 30, "-1", "x" * 3_000, "%0D%0AX: y", "%E2%80%AE", "'--"]


@pytest.mark.parametrize("part", BAD_PARTS, ids=range(len(BAD_PARTS)))
def test_nothing_bad_in_any_address_breaks_anything(app, ids, people, part):
    browser = people["administrator"]
    addresses = {
        (rule.endpoint, name): re.sub(rf"<(?:[^:>]+:)?{name}>", part, rule.rule)
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods
        for name in rule.arguments
    }
    filled = {place: FILLED.sub(lambda name: ids[name[1]], address) for place, address in addresses.items()}

    answers = {place: browser.get(address, headers=JSON) for place, address in filled.items()}

    wrong = {place: answer.status_code for place, answer in answers.items() if not _is_nowhere(answer, place)}
    assert wrong == {}


@pytest.mark.parametrize("part", BAD_PARTS, ids=range(len(BAD_PARTS)))
def test_nothing_bad_behind_a_question_mark_breaks_anything(people, part):
    answers = {address: people[who].get(f"{address}{part}", headers={"Accept": "text/html"}) for who, address in ASKED}

    wrong = {address: answer.status_code for address, answer in answers.items() if answer.status_code >= 500}
    assert wrong == {}
    assert [address for address, answer in answers.items() if answer.location and "//" in answer.location] == []


@pytest.mark.parametrize(("body", "kind"), BODIES.values(), ids=BODIES)
def test_a_body_nobody_can_read_breaks_no_form(people, forms, body, kind):
    answers = {
        form.action: people[who].post(form.action, data=body, content_type=kind, headers=_proof(people[who]))
        for who, form in forms
    }

    assert {address: answer.status_code for address, answer in answers.items() if answer.status_code >= 500} == {}
    assert [address for address, answer in answers.items() if "Traceback" in answer.text] == []


def test_a_body_larger_than_a_megabyte_is_refused_by_every_form(people, forms, kept):
    body = b"name=" + b"x" * 1_100_000
    kept()

    answers = [
        people[who].post(form.action, data=body, content_type=URLENCODED, headers={**_proof(people[who]), **JSON})
        for who, form in forms
    ]

    assert {(answer.status_code, answer.json["x"]) for answer in answers} == {(413, "too-large")}
    assert kept() == set()
