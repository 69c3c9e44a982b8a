"""What people do with a plan, one transaction each, by noun.

- `promotion`: a note becomes something in a plan; `new_items`: what it becomes
- `beginning`: a first plan, put in at once
- `record`: what a plan says of itself; `publication`: that it counts from now on
- `frames`: what belongs to it, what the team agreed, who moves next
- `actions`: who does what by when; `parts`: what it is made of; `parking`: what was set aside
- `items`: milestones, risks, asks and the like
- `due_moves`: days that move after they were promised; `pauses`: all of them, while no day passes
- `schedule`: an action lies on other days
- `promises`: what changes only with a reason, later only if the sponsor agrees; `confirming`: whether they did
- `edits`: what was said before
- `measures`: what is counted; `readings`: what was read; `overrides`: what a leader says against the rules
- `occasions`: workshops opened from a plan; `writing_back`: what they decided
- `evidence`: what shows that something was done
- `signing_off`: the end of a plan, its follow-up, and the next one
- `shares`: what people outside may read
- `feeds`: calendars that other programs fetch; `looks`: that somebody looked at a plan
- `check_ins`, `links`: how it goes, also from a phone without an account
- `contacts`: how people are reached; `reminding`, `posting`: letters that say what is due, and what becomes of them
- `answers`, `replies`: what comes back from letters, and from who is asked and signed in
- `answered_for`: who hears that the team answered in their name
- `holding`: what all changes of a plan have in common
"""

from app.plans.services.actions import ActionWords, add_action, change_action, move_action, seen_of
from app.plans.services.answers import (
    Answered,
    answer_ask,
    answer_own_ask,
    answer_reminder,
    check_in_by_reminder,
    confirm_by_link,
    confirm_own_ask,
    reads_anothers,
)
from app.plans.services.beginning import FirstWords, begin_plan, missing_from
from app.plans.services.check_ins import CheckInWords, check_in, check_in_by_link, reviews_on, take_back_review
from app.plans.services.confirming import Consent, ask_reached_sponsors, asked_themselves
from app.plans.services.contacts import (
    ContactWords,
    confirm_sponsor,
    is_own_address,
    reaches_otherwise,
    say_contact,
    start_letters,
    stop_letters,
)
from app.plans.services.evidence import (
    EvidenceWords,
    add_evidence,
    add_evidence_by_link,
    change_evidence,
    drop_evidence,
)
from app.plans.services.feeds import (
    NewFeed,
    feed_of_centre,
    feed_of_mine,
    feed_of_plan,
    require_reader_of,
    revoke_feed,
)
from app.plans.services.frames import Frame, change_frame, pass_baton
from app.plans.services.holding import changes_now, due_from, require_change, require_change_now, today_of, works_now
from app.plans.services.items import add_item, change_item, refuse_what_sponsor_answers
from app.plans.services.links import NewLink, end_left_links, end_left_links_in_time, make_link, revoke_link
from app.plans.services.looks import look_at
from app.plans.services.measures import MeasureWords, add_measure, change_measure, goes_against, is_last_main
from app.plans.services.occasions import Meeting, open_occasion, steps_of
from app.plans.services.overrides import override_status, withdraw_override
from app.plans.services.parking import needs_a_day, park_action, take_up_action
from app.plans.services.parts import PartWords, add_part, change_part, drop_part, tick_part
from app.plans.services.pauses import change_pause, drop_pause, pause_plan
from app.plans.services.posting import check_wanted, note_unheard
from app.plans.services.promises import is_locked, moves_with_sponsor, pauses_with_sponsor
from app.plans.services.promotion import note_to_promote, promote
from app.plans.services.publication import publish_plan
from app.plans.services.readings import file_reading, file_table, tally
from app.plans.services.record import Roles, change_plan, make_plan
from app.plans.services.reminding import remind_asked, write_digest
from app.plans.services.replies import take_mail
from app.plans.services.schedule import move_milestone, reschedule
from app.plans.services.seen import mark_of
from app.plans.services.shares import NewShare, end_shares, revoke_share, share_plan
from app.plans.services.signing_off import Kept, SignOffWords, begin_next, follow_up, reopen, sign_off
from app.plans.services.writing_back import write_back

__all__ = [
    "ActionWords",
    "Answered",
    "CheckInWords",
    "Consent",
    "ContactWords",
    "EvidenceWords",
    "FirstWords",
    "Frame",
    "Kept",
    "MeasureWords",
    "Meeting",
    "NewFeed",
    "NewLink",
    "NewShare",
    "PartWords",
    "Roles",
    "SignOffWords",
    "add_action",
    "add_evidence",
    "add_evidence_by_link",
    "add_item",
    "add_measure",
    "add_part",
    "answer_ask",
    "answer_own_ask",
    "answer_reminder",
    "ask_reached_sponsors",
    "asked_themselves",
    "begin_next",
    "begin_plan",
    "change_action",
    "change_evidence",
    "change_frame",
    "change_item",
    "change_measure",
    "change_part",
    "change_pause",
    "change_plan",
    "changes_now",
    "check_in",
    "check_in_by_link",
    "check_in_by_reminder",
    "check_wanted",
    "confirm_by_link",
    "confirm_own_ask",
    "confirm_sponsor",
    "drop_evidence",
    "drop_part",
    "drop_pause",
    "due_from",
    "end_left_links",
    "end_left_links_in_time",
    "end_shares",
    "feed_of_centre",
    "feed_of_mine",
    "feed_of_plan",
    "file_reading",
    "file_table",
    "follow_up",
    "goes_against",
    "is_last_main",
    "is_locked",
    "is_own_address",
    "look_at",
    "make_link",
    "make_plan",
    "mark_of",
    "missing_from",
    "move_action",
    "move_milestone",
    "moves_with_sponsor",
    "needs_a_day",
    "note_to_promote",
    "note_unheard",
    "open_occasion",
    "override_status",
    "park_action",
    "pass_baton",
    "pause_plan",
    "pauses_with_sponsor",
    "promote",
    "publish_plan",
    "reaches_otherwise",
    "reads_anothers",
    "refuse_what_sponsor_answers",
    "remind_asked",
    "reopen",
    "require_change",
    "require_change_now",
    "require_reader_of",
    "reschedule",
    "reviews_on",
    "revoke_feed",
    "revoke_link",
    "revoke_share",
    "say_contact",
    "seen_of",
    "share_plan",
    "sign_off",
    "start_letters",
    "steps_of",
    "stop_letters",
    "take_back_review",
    "take_mail",
    "take_up_action",
    "tally",
    "tick_part",
    "today_of",
    "withdraw_override",
    "works_now",
    "write_back",
    "write_digest",
]
