"""Checking in: from the plan's page and by a link from a phone, in one go, once, and on this plan alone."""

import re
from datetime import timedelta

import pytest

from app import clock as house_clock
from app.audit import AuditRow
from app.db import db, transaction
from app.ids import new_id
from app.plans import days, services
from app.plans.errors import EmptyReview, NotOfThisPlan, ReviewMisplaced
from app.plans.models import Action, ActionStatus, CheckIn, CheckInLink, Mood, Plan, Reading, Review
from app.plans.queries import plan_found
from app.plans.services import ActionWords, CheckInWords, MeasureWords, today_of
from app.plans.status.judging import judged
from app.plans.status.readings import last_reading
from app.plans.status.rules import Status

DAY = 24 * 3600


@pytest.fixture
def running(app, planned):
    """The plan on its day 20 with a measure, and a link for the lab manager whose action it is."""
    planned.dara = planned.people["Dara"]
    with app.app_context():
        begins = days.day_one_when(20, today_of(plan_found(planned.plan_id)))
        services.change_plan(planned.dara, planned.plan_id, title="Fast", goal="30 tests", day_one=begins)
        tests = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)
        planned.measure_id = services.add_measure(planned.dara, planned.plan_id, tests).id
        planned.token, planned.link_id = link(planned, planned.plan_id)
    on_day(app, planned, 20)
    planned.phone = app.test_client()
    return planned


def link(here, plan_id):
    ends = house_clock.now() + timedelta(days=30)
    made = services.make_link(here.dara, plan_id, owner="Lab manager", expires_at=ends)
    return made.token, made.row.id


def on_day(app, here, day):
    """Let today be another day of the plan."""
    with app.app_context(), transaction():
        plan = db.session.get(Plan, here.plan_id)
        plan.day_one = days.day_one_when(day, today_of(plan))
        plan.created_at = house_clock.now() - timedelta(days=max(0, day))


def published(app, here):
    """Let the plan have been published as it began."""
    with app.app_context(), transaction():
        plan = db.session.get(Plan, here.plan_id)
        plan.published_at = plan.created_at


def client_id(page):
    return re.search(r'name="client_id" type="hidden" value="([\w-]+)"', page).group(1)


def filed(app):
    with app.app_context():
        return [(each.by_name, each.done) for each in db.session.scalars(db.select(CheckIn))]


@pytest.mark.row("P5")
def test_a_check_in_by_link_files_words_numbers_and_moves_at_once(app, running):
    page = running.phone.get(f"/c/{running.token}/").text
    said = {
        "client_id": client_id(page),
        "done": "Calendar is live",
        "next": "Open Friday",
        "blocked": "The law",
        "help": "A letter",
        "mood": "amber",
        "confidence": "4",
        f"measure-{running.measure_id}": "4.5",
        f"action-{running.action_id}": "blocked",
    }

    answer = running.phone.submit(f"/c/{running.token}/", **said)

    assert (answer.status_code, answer.location) == (303, f"/c/{running.token}/")
    with app.app_context():
        plan = plan_found(running.plan_id)
        kept = plan.check_ins[0]
        assert (kept.by_name, kept.by_id, kept.link_id) == ("Lab manager", None, running.link_id)
        assert (kept.done, kept.next, kept.blocked, kept.help) == (
            "Calendar is live",
            "Open Friday",
            "The law",
            "A letter",
        )
        assert (kept.mood, kept.confidence, kept.on) == ("amber", 4, today_of(plan))
        assert [(each.value, each.on, each.by_name) for each in kept.readings] == [(4.5, today_of(plan), "Lab manager")]
        assert [(each.action_id, each.before, each.after) for each in kept.moves] == [
            (running.action_id, "todo", "blocked")
        ]
        action = plan.actions[0]
        assert (action.status, action.blocked_reason, action.blocked_since) == ("blocked", "The law", today_of(plan))


@pytest.mark.parametrize("way", ["link", "account"])
def test_who_says_blocked_says_what_blocks_it_and_keeps_their_words(app, running, way):
    at = f"/c/{running.token}/" if way == "link" else f"/plans/{running.plan_id}/check-ins/"
    device = running.phone if way == "link" else running.browser("Dara")
    said = {
        "client_id": client_id(device.get(at).text),
        "done": "Calendar is live",
        f"action-{running.action_id}": "blocked",
    }

    refused = device.submit(at, **said)
    assert (refused.status_code, filed(app)) == (422, [])
    assert 'id="blocked-bad"' in refused.text
    assert "Say what blocks it, in one sentence.</p>" in refused.text
    assert "Calendar is live</textarea>" in refused.text
    assert '<option selected value="blocked">' in refused.text

    assert device.submit(at, **said, blocked="No permit").status_code == 303
    with app.app_context():
        action = db.session.get(Action, running.action_id)
        assert (action.status, action.blocked_reason) == ("blocked", "No permit")


def test_opening_a_link_changes_nothing(app, running):
    for _time in range(3):
        assert running.phone.get(f"/c/{running.token}/").status_code == 200

    assert filed(app) == []
    with app.app_context():
        assert db.session.get(CheckInLink, running.link_id).used == 0


def test_afterwards_the_page_shows_what_was_filed_and_tomorrow_the_form(app, running, clock):
    page = running.phone.get(f"/c/{running.token}/").text
    running.phone.submit(f"/c/{running.token}/", client_id=client_id(page), done="Calendar is live")

    today = running.phone.get(f"/c/{running.token}/").text
    clock(DAY)
    tomorrow = running.phone.get(f"/c/{running.token}/").text

    assert "Calendar is live" in today
    assert "<form" not in today.partition("<main")[2]
    assert "Calendar is live" not in tomorrow
    assert client_id(tomorrow)


def test_a_form_sent_twice_is_one_check_in(app, running):
    said = {"client_id": client_id(running.phone.get(f"/c/{running.token}/").text), "done": "Once"}

    answers = [running.phone.submit(f"/c/{running.token}/", **said).status_code for _time in range(3)]

    assert answers == [303, 303, 303]
    assert filed(app) == [("Lab manager", "Once")]
    with app.app_context():
        assert db.session.get(CheckInLink, running.link_id).used == 1


def test_a_check_in_that_says_where_an_action_stands_moves_it_nowhere(app, running):
    with app.app_context():
        plan = plan_found(running.plan_id)
        [action] = plan.actions
        words = CheckInWords(client_id=new_id(), done="Two sites", moves={action.id: ActionStatus(action.status)})

        filed = services.check_in(running.dara, running.plan_id, words)

        assert (filed.done, [each.after for each in filed.moves]) == ("Two sites", [])


@pytest.mark.parametrize("by_link", [False, True])
def test_whoever_goes_back_and_files_the_same_again_has_filed_it_once(app, running, by_link):
    browser = running.phone if by_link else running.browser("Dara")
    address = f"/c/{running.token}/" if by_link else f"/plans/{running.plan_id}/check-ins/"
    numbers = {f"measure-{running.measure_id}": "12"}

    for form in ("form-00001", "form-00002"):
        assert browser.submit(address, client_id=form, done="Once", **numbers).status_code == 303
    assert browser.submit(address, client_id="form-00003", done="More").status_code == 303

    who = "Lab manager" if by_link else "Dara"
    assert sorted(filed(app)) == [(who, "More"), (who, "Once")]


@pytest.mark.parametrize("by_link", [False, True])
def test_the_same_number_counts_again_once_another_was_told_meanwhile(app, running, by_link):
    browser = running.phone if by_link else running.browser("Dara")
    address = f"/c/{running.token}/" if by_link else f"/plans/{running.plan_id}/check-ins/"
    said = {"done": "Counted", f"measure-{running.measure_id}": "12"}
    browser.submit(address, client_id="form-00001", **said)
    with app.app_context():
        on = today_of(plan_found(running.plan_id))
        services.file_reading(running.dara, running.measure_id, on=on, value=14)

    assert browser.submit(address, client_id="form-00002", **said).status_code == 303

    with app.app_context():
        assert last_reading(plan_found(running.plan_id).measures[0], on).value == 12


@pytest.mark.parametrize("by_link", [False, True])
def test_the_same_words_another_day_are_a_check_in_of_their_own(app, running, clock, by_link):
    address = f"/c/{running.token}/" if by_link else f"/plans/{running.plan_id}/check-ins/"

    for day, form in ((0, "form-00001"), (7, "form-00002")):
        clock(day * DAY)
        browser = running.phone if by_link else running.browser("Dara")
        assert browser.submit(address, client_id=form, done="All well").status_code == 303

    who = "Lab manager" if by_link else "Dara"
    assert filed(app) == [(who, "All well"), (who, "All well")]


def test_who_files_nothing_stays_where_they_are_and_reads_why(app, running):
    for browser, address in (
        (running.phone, f"/c/{running.token}/"),
        (running.browser("Dara"), f"/plans/{running.plan_id}/check-ins/"),
    ):
        answer = browser.submit(address, client_id="form-00001")

        assert answer.status_code == 422
        assert "Say at least one thing" in answer.text
        assert 'name="client_id"' in answer.text


def test_nobody_reads_anothers_check_in_by_its_form(app, running):
    said = {"client_id": "form-of-dara-1", "done": "Mine"}
    running.browser("Dara").submit(f"/plans/{running.plan_id}/check-ins/", **said)

    answer = running.phone.submit(f"/c/{running.token}/", **said)

    assert answer.status_code == 403
    assert filed(app) == [("Dara", "Mine")]


@pytest.mark.parametrize("dead", ["expired", "revoked", "rubbish", "cut"])
def test_a_dead_link_says_so_kindly_and_tells_nothing(app, running, clock, dead):
    token = {"rubbish": "rubbish", "cut": running.token[:-1]}.get(dead, running.token)
    if dead == "expired":
        clock(31 * DAY)
    if dead == "revoked":
        running.browser("Fay").submit(f"/plans/links/{running.link_id}/revocation/")

    opened = running.phone.get(f"/c/{token}/")
    sent = running.phone.submit(f"/c/{token}/", client_id="form-00001", done="Still me")

    status = 410 if dead in {"expired", "revoked"} else 404
    assert (opened.status_code, sent.status_code) == (status, status)
    assert (
        "This link does not work, or no longer. Ask the leader of the plan or its centre for a new one." in opened.text
    )
    assert "Fast" not in opened.text
    assert filed(app) == []


def test_who_wrote_while_the_link_ended_gets_their_words_back(app, running):
    said = {"client_id": client_id(running.phone.get(f"/c/{running.token}/").text), "done": "<b>Open</b> Friday"}
    running.browser("Fay").submit(f"/plans/links/{running.link_id}/revocation/")

    answer = running.phone.submit(f"/c/{running.token}/", **said, help="A letter")

    assert answer.status_code == 410
    assert re.findall(r"<textarea [^>]*readonly[^>]*>\s*(.*?)</textarea>", answer.text) == [
        "&lt;b&gt;Open&lt;/b&gt; Friday",
        "A letter",
    ]
    assert "What you wrote was not filed." in answer.text
    assert "Fast" not in answer.text
    assert filed(app) == []


def test_what_would_help_is_never_taken_for_an_ask(app, running):
    dara = running.browser("Dara")
    for form in (running.phone.get(f"/c/{running.token}/"), dara.get(f"/plans/{running.plan_id}/check-ins/")):
        assert "What would help" in form.text
        assert "It asks nobody for an answer" in form.text
        assert "goes into the plan as an ask" in form.text
    running.phone.submit(f"/c/{running.token}/", client_id="form-help", help="A letter")

    plan, week = (dara.get(f"/plans/{running.plan_id}/{page}").text for page in ("", "week/"))

    assert "What would help:</b> <bdi>A letter</bdi>" in plan
    assert "What is in the way, and what would help" in week
    for page in (plan, week):
        assert ("Help wanted" in page, "Nothing is asked of anybody." in page) == (False, True)


def test_a_link_touches_no_other_plan(app, running):
    with app.app_context():
        other = services.make_plan(
            running.dara, running.centre.id, title="Other", goal="x", day_one=plan_found(running.plan_id).day_one
        )
        due = today_of(plan_found(running.plan_id))
        words = ActionWords(title="Theirs", owner="Bo", due_on=due)
        foreign_action = services.add_action(running.dara, other.id, words).id
        numbers = MeasureWords(name="Theirs", baseline=0, target=9)
        foreign_measure = services.add_measure(running.dara, other.id, numbers).id
    for name, value in ((f"action-{foreign_action}", "done"), (f"measure-{foreign_measure}", "9")):
        answer = running.phone.submit(
            f"/c/{running.token}/", client_id="form-00001", done="Reached over", **{name: value}
        )

        assert answer.status_code == 422
        assert "One of these does not belong to this plan. Nothing was filed." in answer.text
    assert filed(app) == []
    with app.app_context():
        assert db.session.get(Action, foreign_action).status == "todo"
        assert db.session.scalars(db.select(Reading)).all() == []


@pytest.mark.parametrize("told", [{"moves": {"x" * 22: ActionStatus.DONE}}, {"readings": {"x" * 22: 9.0}}])
def test_past_the_form_too_a_link_touches_no_other_plan(app, running, told):
    words = CheckInWords(client_id="form-00001", done="Reached over", **told)

    with app.app_context(), pytest.raises(NotOfThisPlan):
        services.check_in_by_link(running.token, words)
    assert filed(app) == []


@pytest.mark.parametrize(("day", "review"), [(99, "closing"), (50, "midpoint")])
def test_whoever_has_a_link_holds_no_review_and_closes_no_plan(app, running, day, review):
    on_day(app, running, day)
    said = {"client_id": "form-00001", "done": "All of it", "review": review}

    answer = running.phone.submit(f"/c/{running.token}/", **said)

    assert answer.status_code == 422
    assert filed(app) == []


@pytest.mark.parametrize(
    ("day", "review", "status"),
    [
        (5, "closing", 422), (50, "closing", 422), (99, "closing", 422),
        (39, "midpoint", 422), (40, "midpoint", 303), (60, "midpoint", 303), (61, "midpoint", 422),
    ],
)  # fmt: skip
def test_no_check_in_closes_a_plan_and_halfway_is_from_day_40_to_60(app, running, day, review, status):
    on_day(app, running, day)
    dara, address = running.browser("Dara"), f"/plans/{running.plan_id}/check-ins/"

    page = dara.get(address).text
    answer = dara.submit(address, client_id="form-00001", done="All of it", review=review)

    assert answer.status_code == status
    assert f'value="{Review.CLOSING}"' not in page
    assert (f'value="{Review.MIDPOINT}"' in page) == (40 <= day <= 60)
    with app.app_context():
        assert judged(plan_found(running.plan_id), today_of(plan_found(running.plan_id))).status is not Status.DONE
        with pytest.raises(ReviewMisplaced):
            services.check_in(
                running.dara, running.plan_id, CheckInWords(client_id="form-00002", done="x", review=Review.CLOSING)
            )


@pytest.mark.parametrize("pressed", [{"mood": "green"}, {"confidence": "4"}, {"mood": "green", "confidence": "4"}, {}])
def test_a_review_with_neither_words_nor_a_number_is_refused_beside_its_field(app, running, pressed):
    on_day(app, running, 50)
    dara, address = running.browser("Dara"), f"/plans/{running.plan_id}/check-ins/"

    answer = dara.submit(address, client_id="form-00001", review="midpoint", **pressed)
    by_itself = dara.submit(address, client_id="form-00002", mood="green")

    beside = re.search(r'id="review-bad"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    assert answer.status_code == 422
    assert beside is not None
    assert "A review needs words or a number: say how it stands, or leave this out." in beside[1]
    assert re.search(r'<option selected[^>]* value="midpoint"', answer.text)
    for name, value in pressed.items():
        assert re.search(rf'<input checked[^>]* name="{name}"[^>]* value="{value}"', answer.text)
    assert by_itself.status_code == 303
    with app.app_context():
        [kept] = db.session.scalars(db.select(CheckIn))
        assert (kept.mood, kept.review) == ("green", None)
        words = CheckInWords(client_id="form-00003", mood=Mood.GREEN, review=Review.MIDPOINT)
        with pytest.raises(EmptyReview):
            services.check_in(running.dara, running.plan_id, words)


@pytest.mark.parametrize("said", ["done", "next", "blocked", "help", "number"])
def test_a_review_is_held_with_words_of_any_kind_or_a_number_and_sent_again_is_the_same(app, running, said):
    on_day(app, running, 50)
    dara, address = running.browser("Dara"), f"/plans/{running.plan_id}/check-ins/"
    name, value = (f"measure-{running.measure_id}", "0") if said == "number" else (said, "We met")

    sent = {"client_id": "form-00001", "review": "midpoint", name: value}
    answers = [dara.submit(address, **sent).status_code for _again in range(2)]

    assert answers == [303, 303]
    with app.app_context():
        assert [each.review for each in db.session.scalars(db.select(CheckIn))] == ["midpoint"]


def test_a_number_that_cannot_be_read_is_asked_for_at_its_own_field_alone(app, running):
    on_day(app, running, 50)
    number = {f"measure-{running.measure_id}": "many"}
    address = f"/plans/{running.plan_id}/check-ins/"

    answer = running.browser("Dara").submit(address, client_id="form-00001", review="midpoint", **number)

    assert (answer.status_code, 'id="review-bad"' in answer.text, 'value="many"' in answer.text) == (422, False, True)


def test_a_review_is_taken_back_with_a_reason_that_stays_in_sight(app, running):
    on_day(app, running, 50)
    with app.app_context():
        words = CheckInWords(client_id="form-00001", done="Half of it", review=Review.MIDPOINT)
        review_id = services.check_in(running.dara, running.plan_id, words).id
    address = f"/plans/check-ins/{review_id}/review/"
    dara, mo = running.browser("Dara"), running.browser("Mo")

    answers = [
        mo.submit(address, reason="No").status_code,
        dara.submit(address, reason="").status_code,
        dara.submit(address, reason="Nobody met").status_code,
        dara.submit(address, reason="Nobody met").status_code,
    ]

    assert answers == [403, 422, 303, 409]
    page = mo.get(f"/plans/{running.plan_id}/").text
    assert ("Nobody met" in page, "Half of it" in page) == (True, True)
    with app.app_context():
        kept = db.session.get(CheckIn, review_id)
        assert (kept.review, kept.taken_back, kept.taken_back_by) == (None, "midpoint", "Dara")
        assert db.session.scalar(db.select(AuditRow.details).where(AuditRow.action == "check-in.take-back"))


def test_a_plan_that_a_check_in_closed_once_goes_on_when_it_is_taken_back(app, running):
    published(app, running)
    with app.app_context(), transaction():
        plan = plan_found(running.plan_id)
        closed = CheckIn(
            id=new_id(), plan_id=plan.id, client_id="form-00001", on=today_of(plan), filed_at=house_clock.now(),
            review=Review.CLOSING,
        )  # fmt: skip
        db.session.add(closed)
    with app.app_context():
        before = judged(plan_found(running.plan_id), closed.on).status
        services.take_back_review(running.dara, closed.id, reason="It was pressed by mistake")
        after = judged(plan_found(running.plan_id), closed.on).status

    assert (before, after is Status.DONE) == (Status.DONE, False)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("measure", "NaN", "Write a number such as 12 or 0.5."),
        ("measure", "inf", "Write a number such as 12 or 0.5."),
        ("measure", "1e400", "Write a number such as 12 or 0.5."),
        ("measure", "many", "Write a number such as 12 or 0.5."),
        ("action", "magic", "Not a valid choice"),
        ("mood", "blue", "Not a valid choice"),
        ("done", "bell\x07", "This text holds characters that cannot be seen."),
        ("done", "x" * 6000, "At most 2000 characters."),
        ("client_id", "", "Load the page again."),
        ("nothing", "", "Say at least one thing"),
    ],
)
def test_what_cannot_be_filed_is_said_and_nothing_is_half_done(app, running, field, value, said):
    ids = {"measure": f"measure-{running.measure_id}", "action": f"action-{running.action_id}"}
    done = {} if field == "nothing" else {"done": "Much"}
    body = {"client_id": "form-00001", **done, ids.get(field, field): value}

    answer = running.phone.submit(f"/c/{running.token}/", **body)

    assert answer.status_code == 422
    assert said in answer.text
    assert filed(app) == []
    with app.app_context():
        assert db.session.get(Action, running.action_id).status == "todo"
        assert db.session.scalars(db.select(Reading)).all() == []


def test_a_link_is_kept_as_a_digest_and_shown_once(app, running):
    fay = running.browser("Fay")
    with app.app_context():
        until = today_of(plan_found(running.plan_id)) + timedelta(days=9)

    answer = fay.submit(f"/plans/{running.plan_id}/links/", owner="Bo", until=until)

    token = re.search(r"/c/([\w-]{43})/", answer.text).group(1)
    assert token not in fay.get(f"/plans/{running.plan_id}/links/").text
    with app.app_context():
        kept = db.session.scalars(db.select(CheckInLink).where(CheckInLink.owner == "Bo")).one()
        assert token not in repr(vars(kept))
        assert all(token not in repr(row.details) for row in db.session.scalars(db.select(AuditRow)))
    assert running.phone.get(f"/c/{token}/").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("Mo", 403), ("Sec", 403), ("Cleo", 404), ("Gov", 404), ("Stranger", 404)])
def test_only_who_may_change_the_plan_makes_or_revokes_links(app, running, who, status):
    browser = running.browser(who)

    assert browser.get(f"/plans/{running.plan_id}/links/").status_code == status
    assert browser.submit(f"/plans/{running.plan_id}/links/", owner="Me", until="2030-01-01").status_code == status
    assert browser.submit(f"/plans/links/{running.link_id}/revocation/").status_code == status
    assert running.phone.get(f"/c/{running.token}/").status_code == 200


def test_a_link_tells_its_address_to_no_other_site(running):
    answer = running.phone.get(f"/c/{running.token}/")

    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script" not in answer.text.replace('<script type="module"', "")


def test_the_status_follows_a_check_in(app, running):
    published(app, running)
    address = f"/plans/{running.plan_id}/"
    dara = running.browser("Dara")
    silent = dara.get(address).text

    running.phone.submit(f"/c/{running.token}/", client_id="form-00001", done="Calendar is live")

    after = dara.get(address).text
    assert "No check-in for 20 days." in silent
    assert "No check-in for 20 days." not in after
    assert '<span class="verdict-st"><span class="st st-ok">' in re.sub(r"\s*\n\s*", "", after)
    assert "Calendar is live" in after
    with app.app_context():
        assert db.session.get(Plan, running.plan_id).check_ins[0].by_name == "Lab manager"
