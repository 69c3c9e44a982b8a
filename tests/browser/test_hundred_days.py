"""A hundred days of a plan, from a note on a board to a card that others adapt: the clock moves, people act only
through pages and through the mails that reach them.
"""

import re
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from time import monotonic, sleep
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.at_once import jobs_run_here
from tests.beside import inside
from tests.browser import behind
from tests.browser.demo import printed_people, seeded_ids
from tests.house_process import House
from tests.plans.letters import Postbox, words

ADDRESSES = {
    "Lea Moss": "lea@example.org",
    "Sam Orr": "sam@example.org",
    "Cai Lund": "cai@example.org",
    "Lab manager": "lab@example.org",
}
SECRETARIAT = "sec@example.org"
GOAL = "By day 100, 30 start-ups have completed a test"


class Journey:
    """A house with the demo whose clock the test moves, its mail server, and the plan that is followed."""

    def __init__(self, house: House, post: Postbox, clock) -> None:
        self.house, self.post, self.clock = house, post, clock
        self.people, self.ids = printed_people(house), seeded_ids(house)
        self.zone = ZoneInfo("Asia/Kolkata")
        self.day_one = date.min
        self.plan, self.seen = "", 0

    def day(self, number: int) -> date:
        return self.day_one + timedelta(days=number - 1)

    def at(self, number: int, hour: int = 15) -> None:
        """Let it be that hour of a day where the plan is carried out."""
        there = datetime.combine(self.day(number), time(hour), self.zone)
        self.clock.write_text(str((there - datetime.now(UTC)).total_seconds()))

    def morning(self, number: int) -> dict[str, str]:
        """Let it be seven or later everywhere, and the letters be written and sent: their words by address."""
        from app.mail import jobs as mail_jobs
        from app.plans import jobs as plan_jobs

        self.at(number, 14)
        with self.inside():
            with jobs_run_here():
                plan_jobs.remind()
                mail_jobs.send_waiting()
            self._all_are_sent()
        come, self.seen = self.post.letters[self.seen :], len(self.post.letters)
        assert len({address for address, _letter in come}) == len(come)
        return {address: words(letter) for address, letter in come}

    def _all_are_sent(self) -> None:
        """The house's own jobs may have been quicker, and be at it just now."""
        from app.db import db
        from app.mail.models import OutgoingMail

        deadline = monotonic() + 20
        while db.session.scalar(
            db.select(db.func.count()).select_from(OutgoingMail).where(OutgoingMail.sent_at.is_(None))
        ):
            assert monotonic() < deadline
            db.session.rollback()
            sleep(0.1)

    @contextmanager
    def inside(self):
        """The house's own code, over its database and by its clock."""
        from app import clock

        try:
            with inside(self.house.environ) as app:
                yield app
        finally:
            clock.move_by_file(None)

    def secretary(self) -> None:
        """Somebody of the secretariat, who is told of plans that are silent."""
        from app.accounts.models import Person
        from app.clock import now
        from app.db import db, transaction
        from app.ids import new_id

        with self.inside(), transaction():
            somebody = Person(id=new_id(), name="Sec", email=SECRETARIAT, created_at=now(), alliance_role="secretariat")
            db.session.add(somebody)


@pytest.fixture
def journey(tmp_path_factory, built):
    var, post = tmp_path_factory.mktemp("hundred-days"), Postbox().start()
    clock = var / "clock"
    clock.write_text("0")
    house = House(
        {"VAR": str(var), "BUILT": str(built), "TESTING": "yes", "CLOCK_FILE": str(clock), "SMTP_URL": post.url}
    )
    house.start()
    yield Journey(house, post, clock)
    house.stop()
    post.stop()


@pytest.fixture
def as_(open_browser, journey, complaints):
    """`as_("facilitator")`: a page of theirs, signed in as of now; one of a visitor's phone for anybody else.

    There is one laptop and one phone; whoever takes it is nobody it knows.
    """
    devices: dict[str, BrowserContext] = {}

    def enter(who: str = "") -> Page:
        size = "laptop" if who else "phone"
        if size not in devices:
            first = open_browser(size, base_url=journey.house.url)
            devices[size] = first.context
            first.close()
        devices[size].clear_cookies()
        page = devices[size].new_page()
        page.set_default_timeout(15_000)
        complaints.listen(page)
        return behind.sign_in(page, *journey.people[who]) if who else page

    return enter


def save(page) -> None:
    page.locator("main form[method=post] button.btn-main").first.click()


def path_in(letter: str, kind: str = "a") -> str:
    """The first address of a letter that leads to something to answer."""
    return re.search(rf"/{kind}/[\w-]+/", letter)[0]


def standing(journey, as_) -> str:
    """How the page says that the plan stands, to somebody who reads it today."""
    page = as_("facilitator")
    page.goto(f"/plans/{journey.plan}/")
    said = page.locator(".verdict-st").inner_text() + " " + " ".join(page.locator(".why-box").all_inner_texts())
    page.close()
    return said


@pytest.mark.row("P11", "P12", "P9")
@pytest.mark.timeout(280)
@pytest.mark.long
def test_a_hundred_days_from_a_note_to_a_card_that_all_can_read(journey, as_, complaints):
    complaints.expected = ("404", "410", "NOT FOUND", "GONE")
    desk = as_("facilitator")
    _from_a_note_to_a_plan(journey, desk)
    desk.close()
    _a_week_goes_by(journey, as_)
    _what_is_late_turns_the_plan_red(journey, as_)
    _the_sponsor_answers(journey, as_)
    _nobody_speaks(journey, as_)
    _halfway(journey, as_)
    _the_end(journey, as_)
    _what_worked(journey, as_)


def _from_a_note_to_a_plan(journey, desk) -> None:
    ids = journey.ids
    desk.goto(f"/plans/promotion/?board={ids['board_id']}&note={ids['note_id']}&kind=action")
    desk.get_by_label("What will be done").fill("Publish a calendar of idle days")
    desk.get_by_label("Who sees to it").fill("Lab manager")
    due = datetime.now(journey.zone).date() + timedelta(days=20)
    desk.get_by_label("Until when").fill(due.isoformat())
    if desk.locator("#plan").count():
        desk.locator("#plan").select_option(index=0)
    desk.get_by_role("button", name="Make it an action").click()
    desk.get_by_role("link", name="Open the plan").click()
    desk.wait_for_url(re.compile(r"/plans/[\w-]{22}/"))
    journey.plan = re.search(r"/plans/([\w-]{22})/", desk.url)[1]
    plan = f"/plans/{journey.plan}"

    journey.day_one = datetime.now(journey.zone).date() + timedelta(days=1)
    desk.goto(f"{plan}/goal/")
    desk.get_by_label("Goal").first.fill(GOAL)
    desk.get_by_label("Day 1").first.fill(journey.day_one.isoformat())
    for label, name in (("Leader", "Lea Moss"), ("Sponsor", "Sam Orr"), ("Coach", "Cai Lund")):
        desk.get_by_label(label).fill(name)
    save(desk)
    desk.goto(f"{plan}/measures/")
    desk.get_by_label("What is counted").fill("Start-ups with a test")
    desk.get_by_label("Before day 1").fill("0")
    desk.get_by_label("On day 100").fill("30")
    desk.get_by_label("The goal names this number").check()
    save(desk)
    desk.goto(f"{plan}/actions/")
    desk.get_by_label("What will be done").fill("Sign remote access")
    desk.get_by_label("Who sees to it").fill("Lab manager")
    desk.get_by_label("Until when").fill(journey.day(60).isoformat())
    desk.get_by_label("Critical").check()
    save(desk)
    for name, address in ADDRESSES.items():
        desk.goto(f"{plan}/contact/?name={name.replace(' ', '+')}")
        desk.get_by_label("E-mail address").fill(address)
        save(desk)
    expect(desk.locator(".contacts li")).to_have_count(4)
    desk.goto(f"{plan}/")
    desk.get_by_role("button", name="Publish").click()
    journey.secretary()


def _a_week_goes_by(journey, as_) -> None:
    """Each week the leader has one letter; opening its link changes nothing, and it files in their name alone."""
    letters = journey.morning(8)
    assert set(letters) - {SECRETARIAT} == {"lea@example.org"}
    phone = as_()
    path = path_in(letters["lea@example.org"])
    phone.goto(path)
    expect(phone.locator("main")).to_contain_text("Lea Moss")
    phone.reload()
    phone.get_by_label("Start-ups with a test").fill("2")
    phone.get_by_label("What was done").fill("Two firms tested")
    phone.get_by_role("button", name="File the check-in").click()
    expect(phone.locator("h1")).to_have_text("Filed")
    assert phone.goto(path[:-4] + "aaa/").status == 404
    assert set(journey.morning(9)) <= {SECRETARIAT}
    phone.close()
    assert standing(journey, as_).startswith("On track")


def _check_in(letters, as_, number) -> None:
    """The leader files a number by the link of the weekly check-in in their letter."""
    phone = as_()
    phone.goto(path_in(letters["lea@example.org"].split("weekly check-in")[-1]))
    phone.get_by_label("Start-ups with a test").fill(number)
    phone.get_by_role("button", name="File the check-in").click()
    expect(phone.locator("h1")).to_have_text("Filed")
    phone.close()


def _what_is_late_turns_the_plan_red(journey, as_) -> None:
    """Owner and leader hear of what is late on its third day, the coach on its seventh; after that it is red."""
    for day, number in ((15, "5"), (22, "7"), (29, "9"), (36, "11"), (43, "13"), (50, "15"), (57, "17")):
        letters = journey.morning(day)
        _check_in(letters, as_, number)
        if day == 22:
            owner = as_()
            owner.goto(path_in(letters["lab@example.org"]))
            owner.get_by_role("button", name="Done").click()
            expect(owner.locator("main")).to_contain_text("Lab manager")
            owner.close()
    assert "lab@example.org" in journey.morning(60)
    late = journey.morning(63)
    assert {"lab@example.org", "lea@example.org"} <= set(late)
    assert "Late by 3 days" in late["lab@example.org"]
    stuck = journey.morning(67)
    assert "Late by 7 days" in stuck["cai@example.org"]
    _check_in(stuck, as_, "19")
    journey.at(68)
    assert "Off track" in (said := standing(journey, as_))
    assert "Sign remote access, a critical action, is 8 days late" in said


def _the_sponsor_answers(journey, as_) -> None:
    desk = as_("facilitator")
    desk.goto(f"/plans/{journey.plan}/asks/")
    desk.get_by_label("What is asked").fill("Raise remote access with the council")
    expect(desk.get_by_label("Whom it asks")).to_have_value("Sam Orr")
    desk.get_by_label("Answer by").fill(journey.day(70).isoformat())
    desk.get_by_label("What stands in the way").fill("The council meets twice a year")
    save(desk)
    desk.close()
    letters = journey.morning(70)
    phone = as_()
    phone.goto(path_in(letters["sam@example.org"]))
    expect(phone.locator("main")).to_contain_text("Sam Orr")
    phone.get_by_label("Your answer").fill("It is on the agenda of Monday")
    phone.get_by_role("button", name="Answer").click()
    expect(phone.locator("main")).to_contain_text("It is on the agenda of Monday")
    phone.close()
    desk = as_("facilitator")
    desk.goto(f"/plans/{journey.plan}/")
    expect(desk.locator("#asks")).to_contain_text("It is on the agenda of Monday")
    desk.close()


def _nobody_speaks(journey, as_) -> None:
    """After ten days without a word the coach hears of it, after 21 the secretariat, and the plan is grey."""
    silent = journey.morning(77)
    assert "This plan is silent" in silent["cai@example.org"]
    grey = journey.morning(88)
    assert f"/plans/{journey.plan}/" in grey[SECRETARIAT]
    assert standing(journey, as_).startswith("No data")


def _halfway(journey, as_) -> None:
    """The refresh is held late, with what the plan says that day, and one note is moved to where things stop."""
    desk = as_("facilitator")
    desk.goto(f"/plans/{journey.plan}/workshops/refresh/")
    desk.get_by_label("Title").fill("Halfway, at last")
    save(desk)
    desk.wait_for_url("**/agenda/")
    workshop = desk.url.split("/w/")[1].split("/")[0]
    desk.goto(f"/boards/for/{workshop}/midpoint_review/list/")
    note = desk.locator("[data-zone='continue'] li[data-note]", has_text="Sign remote access")
    expect(note).to_be_visible()
    note.locator("[data-menu] > summary").click()
    note.get_by_role("button", name="Move to…").click()
    desk.locator("dialog select[name=zone]").select_option("stop")
    desk.get_by_role("button", name="Move", exact=True).click()
    expect(desk.locator("[data-zone='stop'] li[data-note]", has_text="Sign remote access")).to_be_visible()
    desk.goto(f"/plans/{journey.plan}/workshops/")
    desk.get_by_role("link", name="Write back what was decided").click()
    expect(desk.locator("input[name=do]")).to_be_checked()
    save(desk)
    desk.wait_for_url("**/plans/**")
    expect(desk.locator("#parked")).to_contain_text("Decided in “Halfway, at last”.")
    desk.close()


def _the_end(journey, as_) -> None:
    journey.at(97)
    desk = as_("facilitator")
    plan = f"/plans/{journey.plan}"
    desk.goto(f"{plan}/sign-off/")
    expect(desk.locator(".needs li")).to_have_count(3)
    desk.goto(f"{plan}/evidence/")
    desk.get_by_label("What it shows").fill("The register of tests")
    desk.get_by_label("Address on the web").fill("https://example.org/register")
    save(desk)
    desk.goto(f"{plan}/commitments/")
    desk.get_by_label("What is kept up after day 100").fill("The calendar stays open")
    desk.get_by_label("Who keeps it up").fill("Lab manager")
    save(desk)
    desk.goto(f"{plan}/")
    desk.get_by_role("link", name="File a number").click()
    desk.get_by_label("Number").first.fill("31")
    save(desk)
    desk.goto(f"{plan}/sign-off/")
    desk.get_by_label("Result", exact=True).fill("31 start-ups tested")
    desk.get_by_label("Handover").fill("The lab runs the calendar")
    desk.get_by_label("Scale: spread it to others").check()
    desk.get_by_role("link", name="Add commitment").click()
    desk.get_by_label("What is kept up after day 100").fill("The lab answers within a week")
    desk.get_by_label("Who keeps it up").fill("Olu")
    save(desk)
    desk.goto(f"{plan}/sign-off/")
    expect(desk.get_by_label("Handover")).to_have_value("The lab runs the calendar")
    expect(desk.get_by_label("Scale: spread it to others")).to_be_checked()
    save(desk)
    expect(desk.locator("main")).to_contain_text("31 start-ups tested")
    desk.goto(f"{plan}/follow-up/")
    desk.locator("select").first.select_option("kept")
    save(desk)
    desk.goto(f"{plan}/next/")
    desk.get_by_label("Title").fill("Tests in four countries")
    save(desk)
    expect(desk.locator("h1")).to_have_text("Tests in four countries")
    desk.close()
    assert standing(journey, as_).startswith("Finished")
    assert set(journey.morning(98)) <= {SECRETARIAT}


def _what_worked(journey, as_) -> None:
    desk = as_("facilitator")
    desk.goto(f"/practices/of/{journey.ids['centre_id']}/new/?plan={journey.plan}")
    desk.get_by_label("What worked, in one line").fill("A calendar of idle days fills a lab")
    desk.get_by_label("What was done").fill("The lab showed when it was idle")
    desk.get_by_label("For whom").fill("Directors of labs that stand idle")
    desk.get_by_label("How one sees that it worked").fill("31 start-ups tested")
    save(desk)
    card = desk.url
    desk.get_by_role("button", name="Propose it to the secretariat").click()
    expect(desk.locator("main")).to_contain_text("Proposed")
    desk.close()
    admin = as_("administrator")
    admin.goto(card)
    admin.get_by_role("button", name="Publish").click()
    expect(admin.get_by_role("button", name="Take it off the showcase")).to_be_visible()
    admin.close()
    visitor = as_()
    visitor.goto("/showcase/")
    expect(visitor.locator("main")).to_contain_text("A calendar of idle days fills a lab")
