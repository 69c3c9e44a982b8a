"""The page that takes a note or group into a plan: it asks what the kind needs, with and without htmx."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.plans import services
from app.plans.models import Action, ActionStatus
from app.plans.queries import plan_found
from tests.morning import TODAY
from tests.plans.endings import complete, words

SOON = TODAY + timedelta(days=12)


def test_the_form_of_a_promotion_begins_with_the_words_of_the_note(planned):
    board_id, note_id = planned.note("Online calendar")
    ada = planned.browser("Ada")

    part = ada.fragment(f"/plans/promotion/?board={board_id}&note={note_id}").text

    assert part.lstrip().startswith('<section id="promotion"')
    assert 'name="title" required type="text" value="Online calendar"' in part
    assert f'value="{board_id}"' in part
    assert f'value="{note_id}"' in part


def test_who_owns_a_note_is_proposed_for_what_becomes_of_it(planned):
    board_id, note_id = planned.note("Online calendar", fields={"owner": "Ada Achieng"})
    ada = planned.browser("Ada")
    form = f"/plans/promotion/?board={board_id}&note={note_id}"

    proposed, typed, goal = (ada.fragment(form + more).text for more in ("", "&owner=Bo", "&kind=goal"))

    assert re.findall(r'name="owner"[^>]* value="([^"]*)"', proposed) == ["Ada Achieng"]
    assert re.findall(r'name="owner"[^>]* value="([^"]*)"', typed) == ["Bo"]
    assert "Ada Achieng" not in goal


def test_a_promotion_without_htmx_leads_to_the_action_in_the_plan(planned):
    board_id, note_id = planned.note("Online calendar")
    ada = planned.browser("Ada")

    answer = ada.submit(
        "/plans/promotion/", kind="action", board=board_id, note=note_id, title="Do it", owner="Bo", due_on=SOON
    )

    assert (answer.status_code, answer.location) == (303, f"/plans/{planned.plan_id}/#action-2")


def test_a_promotion_with_htmx_answers_in_its_place_and_tells_the_page(planned):
    board_id, note_id = planned.note("Online calendar")
    ada = planned.browser("Ada")

    answer = ada.submit(
        "/plans/promotion/",
        kind="action",
        htmx=True,
        board=board_id,
        note=note_id,
        title="Do it",
        owner="Bo",
        due_on=SOON,
    )

    assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "plan:changed")
    assert "It stands in the plan as action 2." in answer.text


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(app, planned, htmx):
    board_id, note_id = planned.note("Online calendar")
    ada = planned.browser("Ada")

    answer = ada.submit(
        "/plans/promotion/",
        kind="action",
        htmx=htmx,
        board=board_id,
        note=note_id,
        title=" ",
        owner="a\x07b",
        due_on="2020-01-01",
    )

    assert answer.status_code == 422
    assert re.findall(r'<p class="bad" id="(\w+)-bad">', answer.text) == ["title", "owner", "due_on"]
    with app.app_context():
        assert len(db.session.query(Action).all()) == 1


def test_a_note_promoted_meanwhile_is_told_with_its_number(planned):
    ada = planned.browser("Ada")

    answer = ada.submit(
        "/plans/promotion/",
        kind="action",
        htmx=True,
        board=planned.board_id,
        note=planned.note_id,
        title="Again",
        owner="Bo",
        due_on=SOON,
    )

    assert answer.status_code == 409
    assert "It stands in the plan as action 1." in answer.text


def test_the_board_learns_which_notes_became_which_actions(planned):
    ask = f"/plans/outcomes/?board={planned.board_id}"

    for_the_facilitator = planned.browser("Ada").get(ask).json
    for_a_participant = planned.browser("Cleo").get(ask).json

    address = f"/plans/{planned.plan_id}/#action-1"
    assert for_the_facilitator == {"outcomes": {planned.note_id: [{"says": "became action 1", "address": address}]}}
    assert for_a_participant == {"outcomes": {planned.note_id: [{"says": "became action 1", "address": None}]}}


def test_the_board_tells_those_who_read_the_plan_how_far_it_came_since(app, planned):
    ask = f"/plans/outcomes/?board={planned.board_id}"
    with app.app_context():
        [action] = plan_found(planned.plan_id).actions
        services.move_action(planned.people["Dara"], action.id, ActionStatus.DONE)

    said = {
        name: planned.browser(name).get(ask).json["outcomes"][planned.note_id][0]["says"] for name in ("Ada", "Cleo")
    }

    assert said == {"Ada": "became action 1: Done", "Cleo": "became action 1"}


def test_whoever_hides_notes_is_told_which_words_stand_in_the_plan(planned):
    from app.plans.promotion.becoming import as_title

    long = "Online calendar " * 40
    said = {
        "a note": "Idle\nlab days",
        "long": long,
        "reworded": "No test spectrum",
        "decided": "Fridays",
        "goal": "30 tests",
    }
    ids = {name: planned.note(words)[1] for name, words in said.items()}
    ada = planned.browser("Ada")
    for name, kind, title in (
        ("a note", "action", "Idle lab days"),
        ("long", "action", as_title(long, 400)),
        ("reworded", "action", "Ask for spectrum"),
        ("decided", "decision", "Fridays"),
        ("goal", "goal", "30 tests"),
    ):
        fields = {"kind": kind, "note": ids[name], "title": title, "owner": "Bo", "due_on": SOON, "reason": "We agreed"}
        assert ada.submit("/plans/promotion/", board=planned.board_id, **fields).status_code == 303, name

    def told(who):
        found = planned.browser(who).get(f"/plans/outcomes/?board={planned.board_id}").json["outcomes"]
        return {name: [each.get("keeps") for each in found[id_]] for name, id_ in ids.items()}

    assert told("Ada") == {
        "a note": ["Its words stand in the plan as action 2."],
        "long": ["Its words stand in the plan as action 3."],
        "reworded": [None],
        "decided": ["Its words stand in the plan."],
        "goal": ["Its words stand in the plan."],
    }
    assert told("Cleo") == {name: [None] for name in ids}


def test_a_day_is_counted_while_it_is_chosen(planned):
    ada = planned.browser("Ada")

    said = [
        re.sub(r"<[^>]+>", "", ada.fragment(f"/plans/days/?board={planned.board_id}&due_on={on}").text).strip()
        for on in (SOON, TODAY, SOON + timedelta(days=100), "soon")
    ]

    assert said[0] == "Day 12 of 100"
    assert said[1] == "Before day 1"
    assert said[2] == "After day 100"
    assert said[3].startswith("Day 1 is ")


FIELDS = {
    "action": ["title", "owner", "due_on"],
    "goal": ["title"],
    "measure": ["title", "unit", "baseline", "target", "is-main"],
    "milestone": ["title", "due_on"],
    "risk": ["title", "likelihood", "impact", "response", "owner"],
    "decision": ["title", "reason", "by"],
    "assumption": ["title", "test", "owner"],
    "owner": ["title", "part"],
    "ask": ["title", "to", "about_what", "due_on"],
}


@pytest.mark.parametrize(("kind", "fields"), FIELDS.items(), ids=FIELDS)
@pytest.mark.parametrize("htmx", [False, True], ids=["page", "htmx"])
def test_each_kind_asks_for_what_it_needs_and_no_more(planned, kind, fields, htmx):
    board_id, note_id = planned.note("Online calendar")
    ada = planned.browser("Ada")
    address = f"/plans/promotion/?board={board_id}&note={note_id}&kind={kind}"

    page = (ada.fragment if htmx else ada.get)(address).text

    form = re.search(r"<form class=\"stack\".*?</form>", page, re.DOTALL).group()
    assert re.findall(r'<(?:input|select|textarea)[^>]* id="(?!promotion)([\w-]+)"', form) == fields
    assert "Online calendar" in form


def test_the_zone_proposes_and_what_it_proposes_comes_first(planned):
    from app.workshops.models import WorkshopCanvas

    board_id, note_id = planned.note("Storms")
    with planned.app.app_context():
        from app.db import transaction

        with transaction():
            row = db.session.get(WorkshopCanvas, (planned.workshop.id, "impact_effort"))
            row.body = {**row.body, "plan_mapping": {"quick": "risk"}}

    page = planned.browser("Ada").fragment(f"/plans/promotion/?board={board_id}&note={note_id}").text

    assert re.findall(r'id="kind-(\w+)"', page)[:3] == ["risk", "action", "goal"]
    assert re.findall(r'id="kind-(\w+)"[^>]*aria-current="true"', page) == ["risk"]
    assert "The zone proposes this." in page
    assert 'name="likelihood"' in page


def test_a_title_somebody_typed_stays_when_they_choose_another_kind(planned):
    board_id, note_id = planned.note("Online calendar")

    page = planned.browser("Ada").fragment(
        f"/plans/promotion/?board={board_id}&note={note_id}&kind=owner&title=" + "Lab manager " * 20
    )

    title = re.search(r'id="title"[^>]*value="([^"]*)"', page.text).group(1)
    assert title == ("Lab manager " * 10)[:119] + "…"


@pytest.mark.parametrize("htmx", [False, True], ids=["page", "htmx"])
def test_a_risk_is_put_into_the_plan_with_and_without_htmx(planned, htmx):
    board_id, note_id = planned.note("Storms")
    ada = planned.browser("Ada")
    words = {"title": "A storm", "likelihood": "high", "impact": "large", "owner": "Bo", "response": ""}

    answer = ada.submit("/plans/promotion/", htmx=htmx, board=board_id, note=note_id, kind="risk", **words)

    address = f"/plans/{planned.plan_id}/#risk-1"
    if htmx:
        assert (answer.status_code, answer.headers["HX-Trigger"]) == (200, "plan:changed")
        assert "It stands in the plan as a risk." in answer.text
        assert f'href="{address}"' in answer.text
    else:
        assert (answer.status_code, answer.location) == (303, address)
    assert ada.get(f"/plans/outcomes/?board={board_id}").json["outcomes"][note_id] == [
        {"says": "became a risk", "address": address}
    ]


@pytest.mark.parametrize(
    ("kind", "words", "wrong"),
    [
        ("goal", {"title": ""}, ["title"]),
        ("measure", {"title": "Tests", "baseline": "NaN", "target": "many"}, ["baseline", "target"]),
        ("measure", {"title": "x" * 201}, ["title"]),
        ("milestone", {"title": "Law", "due_on": "2020-01-01"}, ["due_on"]),
        ("milestone", {"title": "Law", "due_on": str(TODAY)}, ["due_on"]),
        ("milestone", {"title": "Law"}, ["due_on"]),
        ("risk", {"title": "Storm", "likelihood": "certain", "impact": "small"}, ["likelihood"]),
        ("decision", {"title": "a\x07b"}, ["title"]),
        ("owner", {"title": "x" * 121}, ["title"]),
        ("ask", {"title": "A letter", "to": "", "due_on": "9999-12-31"}, ["to", "due_on"]),
        ("action", {"title": "Do", "owner": "Bo", "due_on": str(SOON), "plan": "AAAAAAAAAAAAAAAAAAAAAA"}, []),
    ],
)
def test_what_a_kind_cannot_hold_is_said_at_its_field(planned, kind, words, wrong):
    board_id, note_id = planned.note("Online calendar")
    ada = planned.browser("Ada")

    answer = ada.submit("/plans/promotion/", htmx=True, board=board_id, note=note_id, kind=kind, **words)

    assert answer.status_code == 422
    assert re.findall(r'<p class="bad" id="(\w+)-bad">', answer.text) == wrong
    assert note_id not in ada.get(f"/plans/outcomes/?board={board_id}").json["outcomes"]


def test_what_a_note_became_is_shown_and_other_kinds_stay_open(planned):
    ada = planned.browser("Ada")
    address = f"/plans/promotion/?board={planned.board_id}&note={planned.note_id}"

    became, other = ada.get(address).text, ada.get(f"{address}&kind=decision").text

    assert "It stands in the plan as action 1." in became
    assert '<form class="stack"' not in became
    assert 'name="title"' in other


def test_a_group_shows_its_notes_before_it_goes_into_the_plan(planned):
    board_id, group_id = planned.group("Bookings", "By phone", "By mail")

    page = planned.browser("Ada").fragment(f"/plans/promotion/?board={board_id}&note={group_id}").text

    assert "Take this group into the plan" in page
    assert "with its 2 notes" in page
    assert sorted(re.findall(r"<li><q><bdi>(.*?)</bdi></q></li>", page)) == ["By mail", "By phone"]
    assert 'value="Bookings"' in page


def test_who_may_choose_among_plans_chooses_and_the_days_are_those_of_that_plan(planned):
    from tests.plans.test_promotion_kinds import add_plan

    planned.seat("Fay", "co-facilitator")
    with planned.app.app_context():
        other = add_plan(planned.centre.id)
    board_id, note_id = planned.note("Online calendar")
    fay, ada = planned.browser("Fay"), planned.browser("Ada")
    ask = f"/plans/promotion/?board={board_id}&note={note_id}"

    offered = {
        who: re.findall(r'<option (?:selected )?value="([\w-]{22})">', browser.get(ask).text)
        for who, browser in (("Fay", fay), ("Ada", ada))
    }
    made = fay.submit(
        "/plans/promotion/", kind="milestone", board=board_id, note=note_id, plan=other, title="Law", due_on=SOON
    )

    assert offered == {"Fay": [planned.plan_id, other], "Ada": []}
    assert made.location == f"/plans/{other}/#milestone-1"
    assert "The plan has no day 1 yet." in fay.fragment(f"/plans/days/?board={board_id}&plan={other}").text
    assert "Day 1 is " in ada.fragment(f"/plans/days/?board={board_id}&plan={other}").text


def test_without_a_host_centre_the_form_leads_to_host_and_minutes(room):
    here = room(hosted=False)
    board_id, note_id = here.note("Idle lab days")
    here.guest("Gil")
    ask = f"/plans/promotion/?board={board_id}&note={note_id}"
    settings = f"/w/{here.workshop.id}/settings/"

    of_ada, of_gil = (here.browser(name).get(ask) for name in ("Ada", "Gil"))
    refused = here.browser("Ada").submit(
        "/plans/promotion/", kind="action", htmx=True, board=board_id, note=note_id, title="Do", owner="Bo", due_on=SOON
    )

    assert [answer.status_code for answer in (of_ada, of_gil, refused)] == [200, 200, 409]
    assert "No centre hosts this workshop, so it has no 100-day plan yet." in refused.text
    leads = [re.findall(r'<a class="btn[^"]*" href="([^"]*)"', _part(answer.text)) for answer in (of_ada, of_gil)]
    minutes = f"/reports/workshops/{here.workshop.id}/minutes/"
    assert leads == [[settings + "#host", settings + "#invite-h", minutes], [minutes]]
    assert [here.browser("Ada").get(leads[0][0]).status_code, here.browser("Gil").get(minutes).status_code] == [
        200,
        200,
    ]


def _part(page):
    """Return the promotion of a page."""
    return page.split('<section id="promotion"')[1].split("</section>")[0]


def test_without_a_host_centre_plans_of_ones_own_centre_are_offered(app, room):
    from tests.plans.test_promotion_kinds import add_plan

    here = room()
    here.employ("Fay", "facilitator")
    with app.app_context():
        plan_id = add_plan(here.centre.id)
    elsewhere = here.other_workshop("Fay")
    here.workshop = elsewhere
    board_id, note_id = here.note("Idle lab days")
    fay = here.browser("Fay")

    form = fay.get(f"/plans/promotion/?board={board_id}&note={note_id}").text
    made = fay.submit(
        "/plans/promotion/", kind="milestone", board=board_id, note=note_id, plan=plan_id, title="Law", due_on=SOON
    )
    asked = {"board": board_id, "note": note_id, "plan": plan_id}
    fay.submit("/plans/promotion/", kind="action", title="Ask for hours", owner="Bo", due_on=SOON, **asked)
    fay.submit("/plans/promotion/", kind="decision", title="Open on Saturdays", **asked)
    minutes = fay.get(f"/reports/workshops/{elsewhere.id}/minutes/").text

    assert f'name="plan" value="{plan_id}"' in form
    assert made.location == f"/plans/{plan_id}/#milestone-1"
    assert ("<bdi>Ask for hours</bdi>" in minutes, "Open on Saturdays" in minutes) == (True, True)


def test_an_ask_goes_to_the_sponsor_unless_somebody_else_is_named(planned):
    from app.db import transaction
    from app.plans.models import Plan

    with planned.app.app_context(), transaction():
        db.session.get(Plan, planned.plan_id).sponsor = "The Minister"
    board_id, note_id = planned.note("A letter")

    page = planned.browser("Ada").fragment(f"/plans/promotion/?board={board_id}&note={note_id}&kind=ask").text

    assert re.search(r'id="to"[^>]*value="The Minister"', page)


def test_after_the_end_the_cockpit_asks_for_the_plan_that_came_out_of_it(planned):
    ada, ask = planned.browser("Ada"), f"/plans/from/{planned.workshop.id}/"
    cockpit = f"/w/{planned.workshop.id}/cockpit/"
    assert ask not in ada.get(cockpit).text
    for _part in range(9):
        page = ada.get(cockpit).text
        if 'id="cp-next"' not in page:
            break
        seen = re.search(r'name="seen" value="([^"]*)"', page)[1]
        ada.submit(f"/w/{planned.workshop.id}/moves/", to="next", seen=seen)

    assert f'href="{ask}"' in ada.get(cockpit).text
    assert f'href="/plans/{planned.plan_id}/"' in ada.fragment(ask).text
    assert ada.get(ask).headers["Location"] == f"/plans/{planned.plan_id}/"


def test_where_no_plan_came_out_of_a_workshop_its_leader_is_told_how_to_make_one(room):
    here = room()

    page = here.browser("Ada").get(f"/plans/from/{here.workshop.id}/").text

    assert "choose “Put it into the plan” in the menu of a note" in page
    assert f'href="/boards/for/{here.workshop.id}/"' in page


def test_a_workshop_without_a_host_says_so_in_place_of_a_plan(room):
    here = room(hosted=False)

    page = here.browser("Ada").get(f"/plans/from/{here.workshop.id}/").text

    assert "No centre hosts this workshop, so it has no 100-day plan." in page


@pytest.mark.parametrize(("who", "status"), [("Cleo", 403), ("Stranger", 404)])
def test_who_does_not_lead_a_workshop_learns_nothing_of_its_plan_there(planned, who, status):
    answer = planned.browser(who).get(f"/plans/from/{planned.workshop.id}/")

    assert answer.status_code == status
    assert planned.plan_id not in answer.text


@pytest.fixture
def late(ending):
    """The published plan of the workshop on day 40."""
    ending.at(40)
    return ending


def promote(room, name, kind, **said):
    """Take a new note into the plan of a workshop, or into the one that is chosen."""
    board_id, note_id = room.note("Meetings held")
    return room.browser(name).submit("/plans/promotion/", kind=kind, board=board_id, note=note_id, **said)


def test_a_published_plan_is_offered_no_main_measure_from_a_note(late, planned):
    board_id, note_id = late.note("Meetings held")

    form = late.browser("Ada").fragment(f"/plans/promotion/?board={board_id}&note={note_id}&kind=measure").text

    assert ("On day 100" in form, "Main measure" in form) == (True, False)


def test_a_draft_is_offered_a_main_measure_from_a_note(planned):
    board_id, note_id = planned.note("Meetings held")

    form = planned.browser("Ada").fragment(f"/plans/promotion/?board={board_id}&note={note_id}&kind=measure").text

    assert "Main measure" in form


REFUSED = (
    ("Ada", "measure", {"main": "y", "target": "10"}, "so what is its main measure changes only with a reason"),
    ("Ada", "measure", {"baseline": "10", "target": "10"}, "The target is another number"),
    ("Gil", "goal", {"reason": "Fewer"}, "This plan has a goal. Only somebody with an account gives it another one."),
)


@pytest.mark.parametrize(("name", "kind", "said", "why"), REFUSED)
def test_what_a_plan_does_not_take_is_told_at_its_field_and_words_stay(late, name, kind, said, why):
    late.guest("Gil")

    answer = promote(late, name, kind, title="Meetings held with labs", **said)

    assert (answer.status_code, why in answer.text, "Meetings held with labs" in answer.text) == (422, True, True)


def test_a_note_for_a_plan_that_was_signed_off_keeps_its_words(app, late):
    late.at(99)
    with app.app_context():
        complete(late)
        services.sign_off(late.dara, late.plan_id, words(late))

    answer = promote(late, "Dara", "milestone", title="Labs told", due_on=SOON)

    assert (answer.status_code, "This plan was signed off" in answer.text, "Labs told" in answer.text) == (
        422,
        True,
        True,
    )


def test_a_goal_from_a_note_needs_a_sponsor_who_agrees(app, late):
    with app.app_context():
        plan_found(late.plan_id).sponsor = ""
        db.session.commit()

    answer = promote(late, "Dara", "goal", title="12 tests", reason="Fewer")

    assert (answer.status_code, "Name the sponsor of the plan first." in answer.text) == (422, True)
    assert "12 tests" in answer.text
