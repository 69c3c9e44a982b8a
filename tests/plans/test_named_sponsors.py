"""Who agrees in place of the sponsor a plan was published with is told with who named them, wherever that is told."""

import csv
import io
import json
from datetime import timedelta

import pytest

from app.plans import services
from app.plans.endings.seal import said_of
from app.plans.endings.sharing import Shown
from app.plans.services import ContactWords
from tests.plans.test_agreeing import YES, answer, seen_by
from tests.plans.test_chosen_addresses import DAY, move_day_one
from tests.plans.test_promises import said_in

NAMED = "named by Dara on day 1 in place of Spo"
AGREED = f"Gil agreed to a changed promise, {NAMED}"


@pytest.fixture
def succeeded(app, rhythm, postbox):
    """Dara names Gil in place of Spo, and moves day 1; Gil says yes."""
    rhythm.begin(1)
    rhythm.knew("Spo", "spo@example.org")
    rhythm.gil = rhythm.room.employ("Gil", "member")
    rhythm.page, rhythm.postbox = f"/plans/{rhythm.plan_id}/", postbox
    rhythm.follow("Gil")
    with app.app_context():
        rhythm.measure_id = rhythm.plan().measures[0].id
        today = services.today_of(rhythm.plan())
        span = {"first": today + timedelta(days=3), "last": today + timedelta(days=9)}
        services.pause_plan(rhythm.dara, rhythm.plan_id, **span, reason="Rain", agreed="A week")
        rhythm.ask_id = rhythm.plan().asks[0].id
    assert answer(rhythm, "Gil", **YES).status_code == 303
    return rhythm


def test_a_new_sponsors_yes_names_who_named_them_in_whose_place(app, succeeded):
    with app.app_context():
        share = (succeeded.dara, succeeded.plan_id)
        named = services.share_plan(*share, label="P", parts=[Shown.NUMBERS, Shown.PEOPLE]).token
        hidden = services.share_plan(*share, label="H", parts=[Shown.NUMBERS]).token
        sealed = json.dumps(said_of(succeeded.plan(), services.today_of(succeeded.plan())))
    at = succeeded.page
    pages = {
        view: seen_by(succeeded, f"{at}{view}") for view in ("", "pauses/", "changes/", "print/", "week/", "sign-off/")
    }
    outside, anonymous = (said_in(app.test_client().get(f"/p/{token}/").text) for token in (named, hidden))

    assert [view for view, page in pages.items() if NAMED not in page] == []
    assert [view for view in ("", "print/", "week/", "sign-off/") if AGREED not in pages[view]] == []
    assert (AGREED in outside, "Gil" in anonymous, "Dara" in anonymous) == (True, False, False)
    assert "Somebody who was named as the sponsor on day 1 agreed to a changed promise." in anonymous
    assert '"naming": {"who": "Gil", "by": "Dara", "day": 1, "before": "Spo"}' in sealed

    rows = csv.DictReader(
        io.StringIO(succeeded.room.browser("Dara").get(f"/reports{at[:-1]}.csv").text.lstrip("\ufeff"))
    )
    [plan] = [row for row in rows if row["Kind"] == "Plan"]
    assert AGREED in plan["Sponsor"]
    succeeded.room.person("Sec", alliance_role="secretariat")
    for who, lists in (("Dara", "/plans/"), ("Sec", "/portfolio/")):
        assert AGREED in seen_by(succeeded, lists, who)

    succeeded.morning(at=DAY)
    [told] = [mail.get_content() for to, mail in succeeded.postbox.letters if to == "spo@example.org"]
    assert "Spo → Gil" in told


def test_minutes_say_without_names_that_whoever_agreed_was_named(app, ending):
    ending.at(40)
    fay, at = ending.people["Fay"], f"/reports/workshops/{ending.workshop.id}/minutes/"
    with app.app_context():
        same = {"title": "Fast", "day_one": ending.day(1)}
        roles = services.Roles(sponsor="Fay", leader="Dara", sponsor_reason="The director left")
        services.change_plan(ending.dara, ending.plan_id, **same, goal="30 tests", roles=roles)
        services.confirm_sponsor(ending.people["Sec"], ending.plan_id, ContactWords(person_id=fay.id), reason="So")
        before = said_in(ending.browser("Dara").get(at).text)
        services.change_plan(fay, ending.plan_id, **same, goal="10 tests", reason="Fewer")

    now, plan = (said_in(ending.browser("Dara").get(page).text) for page in (at, f"/plans/{ending.plan_id}/"))
    named = "Somebody who was named as the sponsor on day 40 agreed to a changed promise."
    assert "Fay agreed to a changed promise, named by Dara on day 40 in place of The director" in plan
    assert (before.count(named), now.count(named), "named by" in now) == (0, 1, False)


def test_it_stays_told_though_the_former_sponsor_is_named_again(app, succeeded):
    succeeded.follow("Spo")

    pages = {view: seen_by(succeeded, succeeded.page + view) for view in ("", "print/", "sign-off/")}
    assert [view for view, page in pages.items() if AGREED not in page] == []


def test_the_sponsor_of_the_publishing_is_named_by_nobody(app, rhythm):
    rhythm.begin(1)
    rhythm.room.employ("Spo", "member")
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    rhythm.follow("Gil")
    rhythm.follow("Spo")
    move_day_one(rhythm, 60)
    with app.app_context():
        rhythm.ask_id = rhythm.plan().asks[0].id
    assert answer(rhythm, "Spo", **YES).status_code == 303

    page = seen_by(rhythm, rhythm.page)
    assert ("Spo agrees, " in page, "named by" in page) == (True, False)


SUCCESSOR = "Ada is the sponsor, named by Dara on day 3 in place of Spo"


def test_a_sponsor_who_was_exchanged_is_told_wherever_the_status_stands_and_before_the_sign_off(app, rhythm):
    rhythm.begin(3)
    rhythm.room.person("Sec", alliance_role="secretariat")
    rhythm.page = f"/plans/{rhythm.plan_id}/"
    before = [seen_by(rhythm, each) for each in (rhythm.page, "/plans/", f"{rhythm.page}print/")]
    assert [each for each in before if "is the sponsor, named by" in each] == []
    with app.app_context():
        shared = [
            services.share_plan(rhythm.dara, rhythm.plan_id, label="P", parts=parts).token
            for parts in ([Shown.NUMBERS, Shown.PEOPLE], [Shown.NUMBERS])
        ]
    rhythm.follow("Ada")

    views = ("", "print/", "week/", "sign-off/")
    assert [view for view in views if SUCCESSOR not in seen_by(rhythm, rhythm.page + view)] == []
    for who, lists in (("Dara", "/plans/"), ("Sec", "/portfolio/")):
        assert SUCCESSOR in seen_by(rhythm, lists, who)
    named, hidden = (said_in(app.test_client().get(f"/p/{token}/").text) for token in shared)
    assert (SUCCESSOR in named, "Ada" in hidden) == (True, False)
    assert "Another sponsor was named on day 3." in hidden

    rhythm.follow("Spo")
    assert "is the sponsor, named by" not in seen_by(rhythm, rhythm.page)
