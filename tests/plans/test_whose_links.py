"""Whose word a check-in by a link is: who made the link is named beside it, and it ends with their rights."""

from datetime import timedelta

import pytest

from app import clock
from app.centres.models import StaffRole
from app.centres.services import staff
from app.errors import AppError
from app.ids import new_id
from app.plans import services
from app.plans.items.words import DecisionWords, ThanksWords
from app.plans.models import Decision, Thanks
from app.plans.services import CheckInWords
from app.workshops.services import seats
from tests.plans.test_promises import said_in

MADE = "filed by a link that Dara made for %s"


@pytest.mark.parametrize("name", ["Spo", "Cai", "Olu"])
def test_a_check_in_by_link_names_who_made_it_wherever_it_is_told(app, rhythm, name):
    rhythm.begin(20)
    with app.app_context():
        ends = clock.now() + timedelta(days=5)
        made = services.make_link(rhythm.dara, rhythm.plan_id, owner=name, expires_at=ends)
        words = CheckInWords(client_id=new_id(), done="I have seen it", help="Nothing")
        services.check_in_by_link(made.token, words)
    rhythm.room.person("Sec", alliance_role="secretariat")
    plan = f"/plans/{rhythm.plan_id}"
    wheres = [
        *(("Dara", f"{plan}/{view}") for view in ("", "check-ins/", "changes/", "week/")),
        ("Dara", f"/reports{plan}.csv"),
        ("Sec", "/portfolio/caseload/"),
    ]
    pages = {at: said_in(rhythm.room.browser(who).get(at).text) for who, at in wheres}

    assert [at for at, page in pages.items() if MADE % name not in page] == []
    [told] = rhythm.room.browser("Dara").get(f"/reports{plan}.json").json["check_ins"]
    assert told["link_made_by"] == "Dara"
    assert "made by Dara" in said_in(rhythm.room.browser("Dara").get(f"{plan}/links/").text)


def removed_from_centre(planned):
    staff.remove_staff(planned.centre.id, planned.people["Fay"].id, by=planned.people["Dara"])


def made_a_member(planned):
    staff.change_role(planned.centre.id, planned.people["Fay"].id, StaffRole.MEMBER, by=planned.people["Dara"])


@pytest.mark.parametrize("change", [removed_from_centre, made_a_member])
def test_a_link_ends_when_who_made_it_may_not_change_the_plan_any_more(app, planned, change):
    with app.app_context():
        ends = clock.now() + timedelta(days=5)
        links = {
            who: services.make_link(planned.people[who], planned.plan_id, owner="Olu", expires_at=ends).token
            for who in ("Fay", "Dara")
        }
        change(planned)

        with pytest.raises(AppError):
            services.check_in_by_link(links["Fay"], CheckInWords(client_id=new_id(), done="Still here"))
        services.check_in_by_link(links["Dara"], CheckInWords(client_id=new_id(), done="Still here"))


def test_a_link_ends_when_who_made_it_is_removed_from_the_workshop(app, planned):
    planned.seat("Fac", "facilitator")
    with app.app_context():
        ends = clock.now() + timedelta(days=5)
        made = services.make_link(planned.people["Fac"], planned.plan_id, owner="Olu", expires_at=ends)
        seats.remove(planned.seats["Ada"], planned.seats["Fac"].id)

        with pytest.raises(AppError):
            services.check_in_by_link(made.token, CheckInWords(client_id=new_id(), done="Still here"))


def test_thanks_and_decisions_in_anothers_name_say_who_wrote_them_down(app, rhythm):
    rhythm.begin(20)
    plan = f"/plans/{rhythm.plan_id}"
    with app.app_context():
        for by in ("Spo", "Dara"):
            thanks = ThanksWords(title=f"Well done, says {by}", to="Lea", by=by)
            services.add_item(rhythm.dara, rhythm.plan_id, Thanks, thanks)
            decided = DecisionWords(title=f"Go on, says {by}", by=by)
            services.add_item(rhythm.dara, rhythm.plan_id, Decision, decided)
    dara = rhythm.room.browser("Dara")
    told = dara.get(f"/reports{plan}.json").json

    assert said_in(dara.get(f"{plan}/").text).count("written down by Dara") == 2
    assert said_in(dara.get(f"/reports{plan}.csv").text).count("written down by Dara") == 1
    assert [each["written_by"] for each in (*told["thanks"], *told["decisions"])] == ["Dara"] * 4
