"""Nothing of a board leaves by a door that the wire tap does not know."""

import re

from app.realtime import handlers
from tests.boards.doors import ABOVE_BOARDS, ASKED, ELSEWHERE, EVENTS, SENT, SHOWS, VARIABLE
from tests.boards.secret_room import OTHERWISE, ROWS
from tests.places import ROOT

SHOWS_NO_NOTE = {
    "alliance.about",
    "alliance.edit",
    "alliance.page",
    "assets.new",
    "boards.canvas_for",
    "boards.fates",
    "boards.hidden_for",
    "boards.boards_for",
    "boards.glance_for",
    "boards.inbox_for",
    "boards.list_parts",
    "boards.plane_parts",
    "boards.reopened",
    "boards.rules_for",
    "boards.show",
    "boards.show_rules",
    "boards.worker",
    "calls.edit",
    "calls.index",
    "calls.new",
    "calls.show",
    "eoi.begin",
    "eoi.files_of",
    "eoi.links",
    "eoi.own_file",
    "eoi.part",
    "eoi.receipt",
    "eoi.show",
    "eoi_desk.file",
    "eoi_desk.of_centre",
    "eoi_desk.queue",
    "eoi_desk.record",
    "eoi_desk.show",
    "history.choose",
    "history.find",
    "history.index",
    "history.index_for",
    "history.replay",
    "history.way",
    "plans.action",
    "plans.action_list",
    "plans.add_part",
    "plans.calendar",
    "plans.centre_feeds",
    "plans.changes",
    "plans.check_ins",
    "plans.contact",
    "plans.contacts",
    "plans.days_of",
    "plans.earlier_sign_off",
    "plans.edit_measure",
    "plans.evidence",
    "plans.evidence_file",
    "plans.feeds",
    "plans.follow_up",
    "plans.frame",
    "plans.from_workshop",
    "plans.goal",
    "plans.begin",
    "plans.index",
    "plans.item",
    "plans.kanban",
    "plans.library",
    "plans.links",
    "plans.measure",
    "plans.mine",
    "plans.my_feeds",
    "plans.new",
    "plans.new_action",
    "plans.new_item",
    "plans.new_measure",
    "plans.next_plan",
    "plans.occasions",
    "plans.of_centre",
    "plans.one_evidence",
    "plans.one_page",
    "plans.open_occasion",
    "plans.outcomes",
    "plans.overrides",
    "plans.part",
    "plans.pauses",
    "plans.reading_table",
    "plans.reopen",
    "plans.sealed_file",
    "plans.shares",
    "plans.take_back_review",
    "plans.timeline",
    "plans.week",
    "reports.load",
    "reports.plan",
    "reports.plan_rows",
    "votes.vote",
}
"""Pages of features that can know a board, on which nothing stands that came from one."""

OWN_NOTES = {"plans.decided"}
"""Pages that show what notes say which a plan laid on a board, as long as everybody sees them: test_occasions.py."""

TELLS_NO_NOTE = {
    "closed",
    "door",
    "lag",
    "notes:hidden",
    "people",
    "plan:changed",
    "rules",
    "seat",
    "stage",
    "votes:changed",
}
"""Events the house tells pages by itself that say nothing of what lies on a board."""


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


def test_whoever_opens_a_new_door_says_whether_notes_are_seen_through_it(app):
    """What the tap finds behind a door depends on what was there to find; so none is left out without a word."""
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    told = {
        event
        for path in (ROOT / "app").rglob("*.py")
        for event in re.findall(r'\b(?:tell|write_event)\([^"]*?"([a-z:]+)"', path.read_text())
    }

    above = {endpoint for endpoint in pages if endpoint.split(".")[0] in ABOVE_BOARDS}
    assert above - SHOWS == SHOWS_NO_NOTE | OWN_NOTES
    assert told - SHOWS == TELLS_NO_NOTE
