"""Nobody's business: every address and every event of the house, tried by three people who have no part in it."""

import re

import pytest

from app.ids import new_id
from app.realtime import handlers
from tests.boards.conftest import Somebody
from tests.boards.naming import NAMING, NOBODYS
from tests.house.elsewhere import SECRETS, app, ids, make_elsewhere
from tests.statements import count_statements

__all__ = ["app", "ids"]

PUBLIC = {
    "accounts.ask_for_reset": "who forgot a password is not signed in; the answer is the same for every address",
    "accounts.enter": "the way in",
    "accounts.forgotten": "who forgot a password is not signed in",
    "accounts.link": "opens with a one-time link alone",
    "accounts.reset_asked": "says the same to everybody",
    "accounts.sign_in": "the way in",
    "accounts.sign_out": "the way out",
    "accounts.take_link": "puts the secret of a link into the cookie and shows nothing",
    "accounts.use_link": "opens with a one-time link alone",
    "alliance.about": "what the alliance is",
    "alliance.page": "what the alliance is",
    "boards.reopened": "an empty page, the same for everybody",
    "boards.worker": "a script of the house itself",
    "calls.index": "what the alliance asks for is open to everybody",
    "calls.show": "what the alliance asks for is open to everybody",
    "canvases.gallery": "the library is open to everybody",
    "canvases.glossary": "the library is open to everybody",
    "canvases.interpreters_sheet": "the library is open to everybody",
    "canvases.sequence": "the library is open to everybody",
    "canvases.sequences": "the library is open to everybody",
    "canvases.sheet_of_canvas": "the library is open to everybody",
    "canvases.show": "the library is open to everybody",
    "centres.directory": "who the centres are is open to everybody",
    "centres.show": "who the centres are is open to everybody",
    "client_errors.take_error": "takes which module failed where, and nothing else; it answers nothing",
    "eoi.begin": "who wants to host a centre has no account",
    "eoi.links": "who lost a link has no account; the answer is the same for every address",
    "pages.choose_language": "keeps a language in one's own cookie",
    "pages.health": "says that the house stands",
    "pages.home": "the first page",
    "pages.renew_form_token": "gives whoever asks the token of their own forms",
    "pages.script_of_before": "says that a file is gone",
    "practices.card": "what worked is open to everybody once it is published",
    "practices.of_centre": "what worked is open to everybody",
    "practices.showcase": "what worked is open to everybody",
    "static": "files of the house itself",
    "workshops.become_wall": "opens with a wall's link alone",
    "workshops.come_in": "opens with the code of a workshop alone",
    "workshops.door": "the way in",
    "workshops.recover": "opens with a recovery code alone",
    "workshops.recovery": "the way back in",
    "workshops.take_seat": "opens with the code of a workshop alone",
    "workshops.wall_door": "opens with a wall's link alone",
    "workshops.wall_link": "puts the secret of a link into the cookie and shows nothing",
}
"""Open to everybody, each with the reason."""

OWN = {
    "accounts.change_password": "one's own password",
    "accounts.change_profile": "one's own words",
    "accounts.end_other_devices": "one's own devices",
    "accounts.profile": "one's own words",
    "plans.begin": "a plan of one's own centre",
    "plans.index": "the plans one may read",
    "portfolio.asks": "the plans one may read",
    "portfolio.exports": "one's own files",
    "portfolio.grid": "the plans one may read",
    "portfolio.indicators": "the plans one may read",
    "portfolio.saved_views": "one's own views",
    "plans.mine": "what is one's own to do",
    "plans.my_feeds": "one's own calendars",
    "portfolio.show": "the plans one may read",
    "blockers.index": "what is in the way of one's own plans, and what others share",
    "coaching.caseload": "the plans one coaches and may read",
    "practices.adapt": "every centre may say that it adapted what is published",
    "help.desk": "what one's own centres ask and are asked",
    "pairs.of_centre": "with whom a centre is paired is for everybody who signs in",
    "practices.desk": "the cards of one's own centres",
    "portfolio.silent": "the plans one may read",
    "portfolio.timeline": "the plans one may read",
    "workshops.create": "everybody with an account makes workshops",
    "workshops.index": "one's own workshops",
    "workshops.new": "everybody with an account makes workshops",
    "workshops.today": "one's own workshops",
}
"""Shows those who are signed in what is theirs, and changes that alone."""

SAYS_NOTHING = {
    "plans.library": "a part of a page that everybody reads: it is empty",
    "eoi_desk.of_centre": "a part of a page that everybody reads: it is empty",
    "pairs.of_centre": "a part of a page that everybody reads: it is empty for those who do not sign in",
    "help.of_centre": "a part of a page that everybody reads: others are shown the way to ask the centre",
    "plans.of_centre": "a part of a page that everybody reads: it is empty, or says that the plans are closed",
}
"""Answers htmx kindly."""

ASKED = {
    "history.choose": "?seat={seat_id}&minutes=0",
    "history.find": "?when=2036-01-01T12:00",
    "plans.days_of": "?board={board_id}",
    "plans.outcomes": "?board={board_id}",
    "plans.promotion": "?board={board_id}&note={note_id}",
}
"""What an address is asked beside its path."""

SENT = {
    "assets.put": {"zone": "policy", "text": "Mine"},
    "plans.promote": {
        "board": "{board_id}",
        "note": "{note_id}",
        "title": "Mine",
        "owner": "Me",
        "due_on": "2026-09-01",
    },
    "history.name": {"name": "Mine"},
    "history.restore": {"seen": "0" * 32},
    "history.reverse": {"seen": "0" * 32},
    "history.undo": {"seen": "0" * 32},
    "votes.give": {"id": "a-dot-of-a-stranger", "element": "{note_id}"},
    "votes.open_round": {"dots": "5", "zone": ""},
    "workshops.move": {"to": "next", "seen": ".0"},
    "workshops.turn_timer": {"turn": "start", "seen": ".0"},
    "workshops.set_writing": {"writing": "open", "seen": ".0"},
    "workshops.set_frozen": {"frozen": "yes"},
    "workshops.set_joining": {"locked": "yes"},
    "workshops.change_role": {"seat": "{seat_id}", "role": "facilitator"},
    "centres.invite": {"email": "evil@example.org", "name": "Eve", "role": "director"},
    "accounts.change_profile": {"name": ""},
    "centres.give_role": {"role": "director"},
}
"""Forms filled in as those would who may; all others are sent empty."""

PUBLIC_WORDS = {
    *("item_kind", "canvas", "canvas_id", "sequence_id", "kind", "occasion", "position", "seq", "since", "filename"),
    *("version", "module", "slug", "term_id", "centre_id"),
    "practice_id",  # it is published: everybody reads it
}
"""Variables that are the same for everybody."""

WAYS = {"page": {}, "htmx": {"HX-Request": "true"}, "json": {"Accept": "application/json"}}
REFUSED = {401, 403, 404}
ONES_OWN = {"web_session", "failed_try", "audit"}
"""Tables in which somebody's own devices, failures and deeds are kept."""

ONES_OWN_DEEDS = {"sign-out", "devices.ended", "calendar-feed.make"}

HARMLESS = {"ping": "pong", "bye": None}
"""Events that are about nothing but the socket itself, with their answer."""


@pytest.fixture(scope="module")
def elsewhere(app, ids):
    """Another workshop, led by the director of another centre, with a guest in it."""
    return make_elsewhere(app)


@pytest.fixture(params=["nobody", "guest", "director"])
def stranger(request, app, elsewhere):
    """Who somebody is that has no part in the demonstration, and their browser."""
    return request.param, app.test_client() if request.param == "nobody" else elsewhere.sign_in(request.param)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_no_address_tells_a_stranger_anything_or_lets_them_do_anything(app, ids, elsewhere, stranger, way):
    who, browser = stranger
    themselves = list(elsewhere.people.values())
    before, deeds = _rows(app, themselves), _deeds(app)

    answers = {
        (rule.endpoint, method): _knock(browser, rule, method, ids, way)
        for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.endpoint == "accounts.sign_out")
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    }

    wrong = {
        place: (answer.status_code, answer.location)
        for place, answer in answers.items()
        if not _is_closed(answer) and not _may_be_open(place[0], who, way, answer)
    }
    assert wrong == {}
    assert {place for place, answer in answers.items() if any(secret in answer.text for secret in SECRETS)} == set()
    assert set(_deeds(app)[len(deeds) :]) <= ONES_OWN_DEEDS
    assert {table for table, rows in _rows(app, themselves).items() if rows != before[table]} == set()


@pytest.mark.row("C1")
@pytest.mark.parametrize("who", ["guest", "director"])
def test_an_id_of_others_answers_as_one_that_never_was_with_as_many_questions(app, ids, elsewhere, who):
    """Status, headers and length of what is told, and the number of questions: nothing tells the two apart."""
    browser = elsewhere.sign_in(who)
    browser.get("/plans/")
    never = {name: value if name in PUBLIC_WORDS else _another(value) for name, value in ids.items()}
    different = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint in {*PUBLIC, *OWN} or not set(rule.arguments) - PUBLIC_WORDS:
            continue
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            _knock(browser, rule, method, never, {})
            theirs, questions = count_statements(app, lambda at=rule, by=method: _knock(browser, at, by, ids, {}))
            none, needed = count_statements(app, lambda at=rule, by=method: _knock(browser, at, by, never, {}))
            if (_told(theirs), questions) != (_told(none), needed):
                different[rule.endpoint, method] = (_told(theirs), questions), (_told(none), needed)
    assert different == {}


def _another(value: str) -> str:
    """An id of the same shape that nothing has."""
    if value.isdigit():
        return "9" * len(value)
    mark = value[:2] if value[1:2] == "_" else ""
    return (mark + new_id() + new_id())[: len(value)]


def _told(answer) -> tuple[int, dict[str, str], int]:
    """What is told, without what is new in each answer and without the address that was asked for."""
    path = answer.request.path
    headers = {
        name: said.replace(path, "")
        for name, said in answer.headers
        if name not in {"Content-Security-Policy", "Set-Cookie"}
    }
    return answer.status_code, headers, len(answer.text.replace(path, ""))


def test_what_is_open_is_there_and_has_its_reason(app):
    known = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert {*PUBLIC, *OWN, *SAYS_NOTHING, *ASKED, *SENT} - known == set()
    assert PUBLIC.keys() & OWN.keys() == set()


@pytest.mark.parametrize("who", ["guest", "director"])
def test_no_event_tells_a_stranger_anything_or_lets_them_do_anything(app, ids, elsewhere, who):
    messages = {
        "hello": {"b": ids["board_id"], "c": "client-eve"},
        "since": {"b": ids["board_id"], "e": ids["epoch"], "since": 0},
        "ops": _batch(ids),
        "bye": {"b": ids["board_id"]},
        "presence": {"b": ids["board_id"], "x": 1, "y": 1, "t": ids["note_id"], "s": [ids["note_id"]]},
        "stage": None,
        "ping": None,
        "watch": {"plan": ids["plan_id"]},
    }
    before = _rows(app)

    answers = {
        (event, where): elsewhere.say(who, event, message, workshop_id=workshop_id)
        for event, message in messages.items()
        for where, workshop_id in {"here": ids["workshop_id"], "elsewhere": elsewhere.room.id, "nowhere": None}.items()
        if (event, where) != ("stage", "elsewhere")
    }

    assert messages.keys() == handlers.events.keys()
    assert {place: answer for place, answer in answers.items() if answer != _expected(place[0], answer)} == {}
    assert _rows(app) == before


@pytest.mark.parametrize("who", ["guest", "director"])
def test_nobody_reaches_the_notes_of_another_board_through_their_own(app, ids, elsewhere, who):
    answers = {}
    for number, id_ in enumerate((ids["note_id"], NOBODYS)):
        page = Somebody(elsewhere.room, f"s_{who}", who, None, f"client-{who}-{number}")
        batch = page.batch(*[named(page, id_) for named in NAMING.values()])
        answers[id_] = elsewhere.say(who, "ops", batch, workshop_id=elsewhere.room.id)

    assert answers[ids["note_id"]] == answers[NOBODYS]
    codes = {name: entry.get("x") for name, entry in zip(NAMING, answers[NOBODYS]["a"], strict=True)}
    may_not_lock = dict.fromkeys(("el.lock", "el.unlock"), "not-allowed") if who == "guest" else {}
    assert codes == dict.fromkeys(NAMING, "bad-target") | {"el.add about it": "about-missing"} | may_not_lock
    assert elsewhere.room.log() == []


def _expected(event, answer):
    return HARMLESS[event] if event in HARMLESS else {"x": "not-found", "say": answer["say"]}


def _knock(browser, rule, method, ids, way):
    path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda part: ids[part[1]], rule.rule)
    asked = ASKED.get(rule.endpoint, "").format(**ids)
    if method == "GET":
        return browser.get(path + asked, headers=way)
    headers = {**way, "X-CSRFToken": browser.token()}
    if rule.endpoint == "boards.take_ops":
        return browser.post(path, json=_batch(ids), headers=headers)
    said = {name: value.format(**ids) for name, value in SENT.get(rule.endpoint, {}).items()}
    return browser.open(path, method=method, data=said, headers=headers)


def _is_closed(answer) -> bool:
    to_the_door = answer.status_code == 303 and re.match(r"/(sign-in|j)/", answer.location or "")
    return answer.status_code in REFUSED or bool(to_the_door)


def _may_be_open(endpoint, who, way, answer) -> bool:
    if answer.status_code >= 500:
        return False
    allowed = endpoint in PUBLIC or (endpoint in OWN and who != "nobody")
    return allowed or (endpoint in SAYS_NOTHING and "HX-Request" in way)


def _batch(ids) -> dict:
    deletion = {"n": 1, "k": "el.del", "ids": [ids["note_id"]]}
    return {"b": ids["board_id"], "c": "client-eve", "e": ids["epoch"], "ops": [deletion]}


def _deeds(app) -> list[str]:
    from app.audit import AuditRow
    from app.db import db

    with app.app_context():
        return list(db.session.scalars(db.select(AuditRow.action).order_by(AuditRow.id)))


def _rows(app, strangers=()) -> dict[str, list[str]]:
    """Every row that is none of the strangers' own."""
    from app.accounts.models import Principal
    from app.db import Model, db
    from app.plans.models import CalendarFeed
    from app.realtime.models import Happening

    with app.app_context():
        tables = [table for table in Model.metadata.sorted_tables if table.name not in ONES_OWN]
        asked = {table.name: table.select() for table in tables}
        asked["principal"] = asked["principal"].where(Principal.id.not_in(strangers))
        asked["calendar_feed"] = asked["calendar_feed"].where(CalendarFeed.made_by.not_in(strangers))
        signed_out = Happening.body["principal_id"].as_string().in_(strangers)
        asked["happening"] = asked["happening"].where((Happening.name != "SessionEnded") | ~signed_out)
        return {name: sorted(map(repr, db.session.execute(query))) for name, query in asked.items()}
