"""Nothing of a board leaves by a door that the wire tap does not know."""

from app.realtime import handlers
from tests.boards.doors import ASKED, ELSEWHERE, EVENTS, SENT, SHOWS, VARIABLE
from tests.boards.secret_room import OTHERWISE, ROWS


def test_every_door_of_the_house_is_on_the_tap(app):
    """The tap opens every address by itself; new variables of addresses and new events are taught to it first."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in ELSEWHERE]
    known = {*ROWS, *OTHERWISE, "workshop_id", "board_id", "element_id", "note_id", "asset_id"}

    unknown = {(rule.endpoint, name) for rule in rules for name in VARIABLE.findall(rule.rule) if name not in known}
    assert unknown == set()
    assert {rule.endpoint for rule in rules if not rule.methods <= {"GET", "HEAD", "OPTIONS", "POST"}} == set()
    assert set(handlers.events) == EVENTS
    endpoints = {rule.endpoint for rule in rules}
    assert {*ASKED, *SENT} <= endpoints
    assert {door for door in SHOWS if "." in door} <= endpoints
