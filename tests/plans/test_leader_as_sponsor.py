"""Who leads or coaches a plan and is its sponsor too agrees to nothing until the alliance confirmed their account."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest

from app.alliance.policy import View
from app.alliance.portfolio.listing import Wanted
from app.alliance.portfolio.look import take_look
from app.alliance.portfolio.tables import table_of
from app.centres.queries import vocabulary
from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.services import CheckInWords, ContactWords
from tests.plans.test_agreeing import MINE, NO, SAYS_NO, YES, answer, seen_by
from tests.plans.test_chosen_addresses import HELPS
from tests.plans.test_promises import said_in
from tests.plans.test_refused_status import GOES_BY, TESTS, WAITS, statuses

PRIVATE = "dara.at.home@example.net"
CHANGER = (
    "The yes of Spo was given by somebody who may change this plan or coaches it. It does not count as confirmed. "
    f"{HELPS}"
)
TIES = {
    "leads by name": ("leader", "Dara", {}),
    "leads by name, and is reached elsewhere": ("leader", "Dara", {"email": PRIVATE}),
    "leads by account": ("leader", "Lea", {"person": True}),
    "leads at an address": ("leader", "Lea", {"email": "dara@example.org"}),
    "has another write the leader's name": ("leader", "Leyla", {}),
    "coaches by name": ("coach", "Dara", {}),
    "coaches by account": ("coach", "Cai", {"person": True}),
}


@pytest.fixture
def both(app, rhythm):
    """Make a plan that is off track on day 21, whose sponsor Spo was Dara when it was published, as its leader is."""

    def make(tie="leads by name", by="account"):
        rhythm.begin(21)
        rhythm.page, rhythm.fay = f"/plans/{rhythm.plan_id}/", rhythm.room.employ("Fay", "facilitator")
        rhythm.room.person("Sec", alliance_role="secretariat")
        role, name, reached = TIES[tie]
        account = {"person_id": rhythm.dara.id}
        with app.app_context():
            plan = rhythm.plan()
            setattr(plan, role, name)
            db.session.commit()
        if reached:
            rhythm.knew(name, reached.get("email", ""), **(account if "person" in reached else {}))
        rhythm.knew("Spo", "" if by == "account" else "dara@example.org", **(account if by == "account" else {}))
        with app.app_context():
            [tests] = rhythm.plan().measures
            rhythm.measure_id, rhythm.today = tests.id, services.today_of(rhythm.plan())
            met = CheckInWords(client_id=f"of-{rhythm.plan_id}", done="We met")
            services.check_in(rhythm.dara, rhythm.plan_id, met)
            services.file_reading(rhythm.dara, tests.id, on=rhythm.today, value=2)
            parts = [Shown.STATUS, Shown.PEOPLE, Shown.NUMBERS]
            rhythm.public = services.share_plan(rhythm.dara, rhythm.plan_id, label="Partner", parts=parts).token
        return rhythm

    return make


def lower(both, by=None):
    """Let a plan promise so few tests that it would be on track."""
    with both.app.app_context():
        why = "The ministry agreed by phone"
        services.change_measure(by or both.dara, both.measure_id, replace(TESTS, target=9), why=why)
        asks = both.plan().asks
        both.ask_id = asks[-1].id if asks else None


def told(both):
    """Return what the pages say on which a status stands, by who reads them."""
    at = both.page
    pages = {view: seen_by(both, view) for view in (at, f"{at}print/", f"{at}week/", "/plans/")}
    pages["/portfolio/"] = seen_by(both, "/portfolio/", "Sec")
    pages["public"] = said_in(both.app.test_client().get(f"/p/{both.public}/").text)
    return pages


def without(both, words):
    return [view for view, page in told(both).items() if words not in page]


@pytest.mark.parametrize(("tie", "by"), [*((tie, "account") for tie in TIES), ("leads by account", "address")])
def test_a_change_that_a_leader_or_coach_wrote_waits_for_the_sponsor_they_are_too(both, tie, by):
    plan = both(tie, by)
    lower(plan)

    assert statuses(plan) == ({"Off track"}, "red")
    assert (without(plan, WAITS), plan.ask_id is not None) == ([], True)
    measure = seen_by(plan, f"/plans/measures/{plan.measure_id}/")
    assert "Dara wrote down that Spo agreed; Spo has not confirmed it yet" in measure
    assert answer(plan, "Dara", **YES).status_code == 403


def test_every_page_says_by_which_promise_its_status_goes(both):
    plan = both()
    lower(plan)

    assert without(plan, GOES_BY) == []


def test_a_leader_whom_the_alliance_confirmed_as_the_sponsor_agrees_to_what_waits_and_to_what_they_change(both):
    plan = both()
    lower(plan)
    plan.confirm(person_id=plan.dara.id)
    assert statuses(plan) == ({"Off track"}, "red")

    assert answer(plan, "Dara", **YES).status_code == 303
    assert (statuses(plan), without(plan, WAITS)) == (({"On track"}, "green"), list(told(plan)))
    with plan.app.app_context():
        services.change_measure(plan.dara, plan.measure_id, replace(TESTS, target=8), why="Fewer")
        assert plan.plan().agreements[-1].own is True


def test_a_yes_of_a_leader_to_what_a_colleague_wrote_counts_once_they_are_confirmed(both):
    plan = both()
    lower(plan, plan.fay)
    assert answer(plan, "Dara", **YES).status_code == 303

    assert (statuses(plan), without(plan, CHANGER)) == (({"Off track"}, "red"), [])
    plan.confirm(person_id=plan.dara.id)
    assert (statuses(plan), [view for view, page in told(plan).items() if "not count as" in page]) == (
        ({"On track"}, "green"), []
    )  # fmt: skip


def test_a_yes_of_a_leader_never_counts_once_somebody_else_is_confirmed(both):
    plan = both()
    lower(plan, plan.fay)
    assert answer(plan, "Dara", **YES).status_code == 303
    for _again in range(2):
        plan.confirm(email="sara@ministry.example")

    assert (statuses(plan), without(plan, CHANGER)) == (({"Off track"}, "red"), [])


def test_a_leader_whose_name_is_the_sponsors_is_confirmed_by_their_account(both):
    plan = both()
    with plan.app.app_context():
        services.say_contact(plan.dara, plan.plan_id, "Spo", ContactWords(), reason="They have none")
        plan.plan().sponsor = "Dara"
        # They had the name and the account before the plan was published.
        db.session.merge(plan.dara).created_at = plan.plan().published_at - timedelta(days=1)
        for edit in plan.plan().edits:
            edit.made_at = plan.plan().published_at - timedelta(days=1)
        db.session.commit()
    lower(plan, plan.fay)
    assert answer(plan, "Dara", **YES).status_code == 303
    assert statuses(plan) == ({"Off track"}, "red")

    plan.confirm(person_id=plan.dara.id)
    assert statuses(plan) == ({"On track"}, "green")


def test_a_no_of_a_leader_counts(both):
    plan = both()
    lower(plan, plan.fay)
    assert answer(plan, "Dara", **NO).status_code == 303

    assert (statuses(plan), without(plan, SAYS_NO)) == (({"Off track"}, "red"), [])


def test_a_pause_after_the_fact_waits_too(both):
    plan = both()
    first = plan.today - timedelta(days=7)
    with plan.app.app_context():
        services.pause_plan(
            plan.dara, plan.plan_id, first=first, last=plan.today - timedelta(days=1), reason="Rain", agreed="By phone"
        )

    assert "Day 14 with a pause that the sponsor has not agreed to; day 21 without it." in seen_by(plan, plan.page)
    assert without(plan, WAITS) == []
    assert "You wrote down this change yourself" in seen_by(plan, MINE)


@pytest.mark.parametrize(("called", "stand"), [("Dara", "On track"), ("Spo", "Off track")])
def test_a_sponsor_who_directs_the_centre_agrees_to_what_they_change_under_their_own_name(both, called, stand):
    plan = both()
    with plan.app.app_context():
        plan.plan().leader, plan.plan().sponsor = "Lea", called
        db.session.commit()
    lower(plan)

    assert statuses(plan)[0] == {stand}


def test_what_was_agreed_before_stays_agreed(both):
    plan = both()
    lower(plan)
    with plan.app.app_context():
        [agreement] = plan.plan().agreements
        agreement.own, agreement.ask = True, None
        db.session.commit()

    assert statuses(plan) == ({"On track"}, "green")


UNTIL = "A “Yes” from there does not count until the secretariat of the alliance confirms how the sponsor is reached."
DOUBLES = {
    ("leads by name", "account"): "This account also leads the plan.",
    ("leads by account", "address"): "This is also the address of who leads the plan.",
    ("coaches by account", "account"): "This account also coaches the plan.",
}


@pytest.mark.parametrize(("tie", "by"), DOUBLES)
def test_who_confirms_a_sponsor_reads_first_that_the_account_leads_or_coaches_the_plan(both, tie, by):
    plan, said = both(tie, by), DOUBLES[tie, by]
    form, named = f"{plan.page}contact/?name=Spo", by == "account"
    people = f"{plan.page}contacts/"

    for at, name in ((form, "Sec"), (form, "Dara"), (people, "Dara"), (plan.page, "Sec")):
        page = seen_by(plan, at, name)
        if at == people:
            page = page.split("Spo Sponsor")[1].split("Cai Coach")[0]
        assert (f"{said} {UNTIL}" in page, "by the account of Dara" in page) == (True, named), (at, name)
    assert page.count(said) == 1
    before = seen_by(plan, form, "Sec")
    assert before.index(said) < before.index("Send no mails") < before.rindex("Confirm")

    plan.confirm(**({"person_id": plan.dara.id} if named else {"email": "dara@example.org"}))
    page = seen_by(plan, plan.page, "Sec")
    assert ("Confirmed by the secretariat on " in page, said in page, UNTIL in page) == (True, True, False)


def test_an_address_of_no_account_that_is_the_leaders_too_says_so(both):
    plan = both("leads by name, and is reached elsewhere")
    plan.knew("Spo", PRIVATE)

    said = f"This is also the address of who leads the plan. {UNTIL}"
    assert said in seen_by(plan, f"{plan.page}contact/?name=Spo", "Sec")
    lower(plan, plan.fay)
    assert statuses(plan) == ({"Off track"}, "red")


def test_a_sponsor_with_an_account_of_their_own_is_named_by_it_and_nobody_is_said_to_lead(both):
    plan = both()
    plan.knew("Spo", person_id=plan.fay.id)

    for at, name in ((f"{plan.page}contact/?name=Spo", "Sec"), (f"{plan.page}contacts/", "Dara"), (plan.page, "Fay")):
        page = seen_by(plan, at, name)
        assert ("by the account of Fay" in page, "also leads" in page, UNTIL in page) == (True, False, False)
    with plan.app.app_context():
        plan.plan().sponsor = "fay"
        db.session.commit()
    plan.knew("fay", person_id=plan.fay.id)
    page = seen_by(plan, f"{plan.page}contacts/")
    assert ("by their account" in page, "by the account of" in seen_by(plan, plan.page)) == (True, False)


def name_another(plan, tie, name):
    """Let Dara name somebody else in the role that ties the sponsor to the plan."""
    role, _name, _reached = TIES[tie]
    with plan.app.app_context():
        now = plan.plan()
        roles = services.Roles(leader=now.leader, coach=now.coach, sponsor="Spo")
        same = {"title": now.title, "goal": now.goal, "day_one": now.day_one}
        services.change_plan(plan.dara, plan.plan_id, **same, roles=replace(roles, **{role: name}))


@pytest.mark.parametrize(("tie", "before"), [("leads by name", "led"), ("coaches by account", "coached")])
def test_a_leader_who_names_another_leader_still_agrees_to_nothing(both, tie, before):
    plan = both(tie)
    name_another(plan, tie, "Olu")
    lower(plan)

    assert (statuses(plan), without(plan, WAITS)) == (({"Off track"}, "red"), [])
    said = f"This account {before} the plan after it was published. {UNTIL}"
    assert said in seen_by(plan, f"{plan.page}contact/?name=Spo", "Sec")
    assert said in seen_by(plan, plan.page, "Sec")
    assert answer(plan, "Dara", **YES).status_code == 403


NOW_CONFIRMED, NOT_CONFIRMED = "The alliance confirmed this.", "The alliance has not confirmed this."
ALSO = {
    "leads by name": "The sponsor also leads this plan.",
    "leads by name, and is reached elsewhere": "The sponsor also leads this plan.",
    "leads by account": "The sponsor also leads this plan.",
    "leads at an address": "The sponsor also leads this plan.",
    "coaches by name": "The sponsor also coaches this plan.",
    "coaches by account": "The sponsor also coaches this plan.",
}


def told_everywhere(both):
    """Return what everything says that tells how the plan stands, its files among them."""
    sec = both.room.people["Sec"]
    pages = told(both)
    pages["sign-off"] = seen_by(both, f"{both.page}sign-off/")
    pages["caseload"] = seen_by(both, "/portfolio/caseload/", "Sec")
    with both.app.test_request_context():
        looked = take_look(sec, vocabulary(), Wanted())
        pages |= {view: str(table_of(view, looked).rows) for view in (View.PLANS, View.TIMELINE)}
    file = both.room.browser("Dara").get(f"/reports{both.page[:-1]}.csv").text.lstrip("\ufeff")
    [pages["file"]] = [row["Sponsor"] for row in csv.DictReader(io.StringIO(file)) if row["Kind"] == "Plan"]
    return pages


def counts(both, words):
    """Return how often each of these says something."""
    return {page.count(words) for page in told_everywhere(both).values()}


@pytest.mark.parametrize(("tie", "by"), [*((tie, "account") for tie in ALSO), ("leads by account", "address")])
def test_wherever_a_status_stands_the_sponsor_is_said_to_lead_the_plan_too(both, tie, by):
    plan = both(tie, by)
    assert counts(plan, f"{ALSO[tie]} {NOT_CONFIRMED}") == {1}

    plan.confirm(**({"person_id": plan.dara.id} if by == "account" else {"email": "dara@example.org"}))
    assert (counts(plan, f"{ALSO[tie]} {NOW_CONFIRMED}"), counts(plan, NOT_CONFIRMED)) == ({1}, {0})


@pytest.mark.parametrize(
    ("tie", "before", "named"), [("leads by name", "led", "Olu"), ("coaches by account", "coached", "Olu")]
)
def test_a_sponsor_who_led_once_the_plan_was_published_is_said_to_have_led(both, tie, before, named):
    plan = both(tie)
    name_another(plan, tie, named)

    assert counts(plan, f"The sponsor {before} this plan after it was published. {NOT_CONFIRMED}") == {1}


@pytest.mark.parametrize(("tie", "before"), [("leads by account", "led"), ("coaches by account", "coached")])
def test_a_sponsor_whose_account_stood_for_the_leader_is_said_to_have_led(both, tie, before):
    plan = both(tie)
    _role, name, _reached = TIES[tie]
    with plan.app.app_context():
        chosen = ContactWords(person_id=plan.fay.id)
        services.say_contact(plan.dara, plan.plan_id, name, chosen, reason="She is it")

    assert counts(plan, f"The sponsor {before} this plan after it was published. {NOT_CONFIRMED}") == {1}
    of = {"led": "leader", "coached": "coach"}[before]
    assert f"Account of the {of}: Dara → Fay" in seen_by(plan, f"{plan.page}changes/")


def test_a_sponsor_of_no_account_who_has_the_leaders_name_is_said_to_lead(both):
    plan = both()
    with plan.app.app_context():
        plan.plan().sponsor = " dara"
        db.session.commit()

    assert counts(plan, f"The sponsor also leads this plan. {NOT_CONFIRMED}") == {1}


def test_another_sponsor_or_one_of_a_draft_is_not_said_to_lead(both):
    plan = both()
    plan.knew("Spo", "sara@ministry.example")
    assert (counts(plan, "The sponsor "), counts(plan, NOT_CONFIRMED)) == ({0}, {0})

    plan.knew("Spo", person_id=plan.dara.id)
    with plan.app.app_context():
        plan.plan().published_at = None
        db.session.commit()
    assert "The sponsor also" not in seen_by(plan, "/portfolio/", "Sec")


def test_a_secretariat_of_the_coachs_name_reads_it_in_the_portfolio_too(both):
    plan = both()
    with plan.app.app_context():
        plan.plan().coach = "Sec"
        db.session.commit()

    page, portfolio = seen_by(plan, plan.page, "Sec"), seen_by(plan, "/portfolio/", "Sec")
    assert "The coach of this plan has the same name as you." in page
    assert f"The sponsor also leads this plan. {NOT_CONFIRMED}" in portfolio


def test_the_public_page_names_nobody_and_says_it_beside_evidence_alone_too(both):
    plan = both()
    with plan.app.app_context():
        share = (plan.dara, plan.plan_id)
        stands, shows = (
            services.share_plan(*share, label=str(part), parts=[part]).token for part in (Shown.STATUS, Shown.EVIDENCE)
        )
    said = [said_in(plan.app.test_client().get(f"/p/{token}/").text) for token in (stands, shows)]

    assert [NOT_CONFIRMED in page for page in said] == [True, True]
    assert [name for name in ("Dara", "Spo ") for page in said if name in page] == []


def test_minutes_say_without_names_that_the_sponsor_also_leads_the_plan(app, ending):
    ending.at(40)
    at, sec = f"/reports/workshops/{ending.workshop.id}/minutes/", ending.people["Sec"]

    also = f"{HIDDEN['account']} The sponsor also leads this plan. "

    def told():
        page = said_in(ending.browser("Dara").get(at).text)
        return (also + NOW_CONFIRMED in page, also + NOT_CONFIRMED in page)

    assert told() == (False, False)
    with app.app_context():
        chosen = ContactWords(person_id=ending.dara.id)
        services.say_contact(ending.dara, ending.plan_id, "The director", chosen, reason="It is me")
    assert told() == (False, True)
    with app.app_context():
        services.confirm_sponsor(sec, ending.plan_id, ContactWords(person_id=ending.dara.id))
    assert told() == (True, False)


AGREED = {
    "leads by name": "A changed promise was agreed to by who leads the plan.",
    "leads by account": "A changed promise was agreed to by who leads the plan.",
    "leads at an address": "A changed promise was agreed to by who leads the plan.",
    "coaches by name": "A changed promise was agreed to by who coaches the plan.",
    "coaches by account": "A changed promise was agreed to by who coaches the plan.",
}


def reach_sara(plan):
    """Let the sponsor be reached at an address of nobody else from now on."""
    with plan.app.app_context():
        services.say_contact(plan.dara, plan.plan_id, "Spo", ContactWords(email="sara@ministry.example"), reason="Hers")


def promise(plan, target, by=None):
    with plan.app.app_context():
        services.change_measure(by or plan.dara, plan.measure_id, replace(TESTS, target=target), why="She agreed")


def led_all_along(plan):
    """Let nobody have named the leader or the coach since the plan was published."""
    with plan.app.app_context():
        now = plan.plan()
        for edit in now.edits:
            edit.made_at = now.published_at - timedelta(days=1)
        db.session.commit()


def let_agree(plan):
    """Let the sponsor of now agree to what they are asked about, in a way that counts."""
    with plan.app.app_context():
        [ask] = plan.plan().asks
        ask.verdict, ask.verdict_by, ask.answer, ask.answered_on = "yes", "Spo", "Yes, I agree.", plan.today
        db.session.commit()


@pytest.mark.parametrize("tie", AGREED)
def test_what_a_leader_changed_as_the_sponsor_is_said_as_long_as_it_is_promised_whoever_is_the_sponsor_then(both, tie):
    plan = both(tie)
    led_all_along(plan)
    plan.confirm(person_id=plan.dara.id)
    promise(plan, 9)
    assert (counts(plan, AGREED[tie]), counts(plan, ALSO[tie])) == ({0}, {1})

    reach_sara(plan)
    assert (counts(plan, AGREED[tie]), counts(plan, ALSO[tie]), statuses(plan)[1]) == ({1}, {0}, "green")
    # The status goes by what was agreed to, also while the plan promises something else.
    promise(plan, 8, plan.fay)
    assert counts(plan, AGREED[tie]) == {1}

    plan.confirm(email="sara@ministry.example")
    let_agree(plan)
    assert counts(plan, AGREED[tie]) == {0}


def test_a_yes_to_something_else_of_the_same_measure_settles_nothing_of_what_the_leader_agreed_to(both):
    plan = both()
    plan.confirm(person_id=plan.dara.id)
    promise(plan, 9)
    reach_sara(plan)
    with plan.app.app_context():
        kits = replace(TESTS, target=9, unit="kits")
        services.change_measure(plan.fay, plan.measure_id, kits, why="They come in kits")
    let_agree(plan)

    assert counts(plan, AGREED["leads by name"]) == {1}


def test_a_promise_that_is_again_what_it_was_first_was_agreed_to_by_no_leader(both):
    plan = both()
    plan.confirm(person_id=plan.dara.id)
    promise(plan, 9)
    promise(plan, 30)
    reach_sara(plan)

    assert counts(plan, "A changed promise") == {0}


@pytest.mark.parametrize("tie", AGREED)
def test_a_yes_of_a_leader_that_counts_is_said_once_another_is_the_sponsor_and_not_one_that_does_not(both, tie):
    plan = both(tie)
    lower(plan, plan.fay)
    assert answer(plan, "Dara", **YES).status_code == 303
    assert counts(plan, AGREED[tie]) == {0}

    plan.confirm(person_id=plan.dara.id)
    reach_sara(plan)
    assert counts(plan, AGREED[tie]) == {1}


@pytest.mark.parametrize(("tie", "before"), [("leads by name", "led"), ("coaches by name", "coached")])
def test_what_a_leader_of_before_agreed_to_is_said_too(both, tie, before):
    plan = both(tie)
    plan.confirm(person_id=plan.dara.id)
    promise(plan, 9)
    reach_sara(plan)
    name_another(plan, tie, "Olu")

    assert counts(plan, f"A changed promise was agreed to by who {before} the plan after it was published.") == {1}


def test_what_the_leader_agreed_to_is_said_beside_a_sponsor_who_coaches_the_plan(both):
    plan = both()
    plan.confirm(person_id=plan.dara.id)
    promise(plan, 9)
    with plan.app.app_context():
        plan.plan().coach = "Fay"
        db.session.commit()
    plan.knew("Spo", person_id=plan.fay.id)

    assert counts(plan, f"{ALSO['coaches by name']} {NOT_CONFIRMED} {AGREED['leads by name']}") == {1}


def test_a_sponsor_who_neither_leads_nor_coaches_is_said_to_have_asked_for_what_they_agreed_to(both):
    plan = both()
    plan.confirm(person_id=plan.fay.id)
    promise(plan, 9, plan.fay)
    reach_sara(plan)

    assert (counts_asked_too(plan, "Fay"), counts(plan, "A changed promise was agreed to")) == (TOLD_ONCE, {1})


@pytest.fixture
def straw(both):
    """Make Dara the sponsor under her own name of a plan whose leader, who has no account, is a name alone."""
    plan = both("leads by account")
    with plan.app.app_context():
        for name in ("Lea", "Spo"):
            services.say_contact(plan.dara, plan.plan_id, name, ContactWords(), reason="No account")
        now = plan.plan()
        now.leader, now.sponsor, now.sponsor_by_id = "Felix Friend", "Dara", None
        db.session.merge(plan.dara).created_at = now.published_at - timedelta(days=1)
        db.session.commit()
    led_all_along(plan)
    return plan


TOLD_ONCE = ({1}, 0, 1)
"""A name stands once on each page but the public one, which says the same without it."""


def counts_asked_too(plan, name):
    """Return how often pages but the public one, and that with and without the name, say who asked for and agreed."""
    pages = told_everywhere(plan)
    public, named = pages.pop("public"), f"A changed promise was agreed to by {name}, who asked for it too."
    hidden = "A changed promise was agreed to by the sponsor of that day, who asked for it too."
    return {page.count(named) for page in pages.values()}, public.count(named), public.count(hidden)


def test_wherever_a_status_stands_a_sponsor_who_asked_for_what_they_agreed_to_is_said_to_have(straw):
    assert counts_asked_too(straw, "Dara") == ({0}, 0, 0)

    promise(straw, 9)

    assert (counts_asked_too(straw, "Dara"), statuses(straw)) == (TOLD_ONCE, ({"On track"}, "green"))
    promise(straw, 30)
    assert counts_asked_too(straw, "Dara") == ({0}, 0, 0)


def test_a_sponsor_who_asked_for_a_pause_after_the_fact_is_said_to_have_beside_it(straw):
    span = {"first": straw.today - timedelta(days=7), "last": straw.today - timedelta(days=1)}
    with straw.app.app_context():
        services.pause_plan(straw.dara, straw.plan_id, **span, reason="Rain", agreed="I did")

    pages = told(straw)
    said = {view: page.count("The sponsor asked for it and agreed to it.") for view, page in pages.items()}
    assert (said, counts_asked_too(straw, "Dara")) == (dict.fromkeys(pages, 1), TOLD_ONCE)
    file = straw.room.browser("Dara").get(f"/reports{straw.page[:-1]}.json").json
    assert [(each["agreed"], each["asked_by_sponsor"]) for each in file["entered_afterwards"]] == [(True, True)]


def test_what_a_sponsor_agreed_to_that_somebody_else_asked_for_says_neither(straw):
    lower(straw, straw.fay)
    assert answer(straw, "Dara", **YES).status_code == 303

    assert (counts(straw, "who asked for it too"), statuses(straw)) == ({0}, ({"On track"}, "green"))


NAMED = {
    "account": "The sponsor is reached by the account of Fay.",
    "address": "The sponsor is reached at the address of Fay.",
}
HIDDEN = {
    "account": "The sponsor is reached by an account of another name.",
    "address": "The sponsor is reached at the address of an account of another name.",
}


@pytest.mark.parametrize("way", NAMED)
def test_wherever_a_status_stands_the_account_is_named_by_which_the_sponsor_is_reached(both, way):
    plan = both()
    led_all_along(plan)
    reached = {"person_id": plan.fay.id} if way == "account" else {"email": "fay@example.org"}
    plan.knew("Spo", **({"address": reached["email"]} if way == "address" else reached))

    for confirmed in (NOT_CONFIRMED, NOW_CONFIRMED):
        pages = told_everywhere(plan)
        public = pages.pop("public")
        assert {page.count(f"{NAMED[way]} {confirmed}") for page in pages.values()} == {1}
        assert (f"{HIDDEN[way]} {confirmed}" in public, "Fay" in public) == (True, False)
        plan.confirm(**reached)


def test_a_colleague_who_agreed_for_the_sponsor_is_named_once_another_is_reached_for_it(both):
    plan = both()
    led_all_along(plan)
    plan.knew("Spo", person_id=plan.fay.id)
    lower(plan, plan.dara)
    assert answer(plan, "Fay", **YES).status_code == 303
    assert counts(plan, "A changed promise was agreed to") == {0}

    reach_sara(plan)
    pages = told_everywhere(plan)
    public = pages.pop("public")
    assert {page.count("A changed promise was agreed to by the account of Fay.") for page in pages.values()} == {1}
    assert "A changed promise was agreed to by an account of another name." in public
    assert ("Fay" in public, statuses(plan)[1]) == (False, "green")


@pytest.mark.parametrize("way", NAMED)
def test_an_account_of_the_sponsors_own_name_or_one_that_was_closed_is_not_named(both, way):
    plan = both()
    led_all_along(plan)
    reached = {"person_id": plan.fay.id} if way == "account" else {"address": "fay@example.org"}
    with plan.app.app_context():
        plan.plan().sponsor = " fay"
        db.session.commit()
    plan.knew("fay", **reached)
    assert counts(plan, "The sponsor is reached") == {0}

    with plan.app.app_context():
        plan.plan().sponsor = "Spo"
        db.session.commit()
    plan.knew("Spo", **reached)
    assert "The sponsor is reached" in seen_by(plan, "/portfolio/", "Sec")
    with plan.app.app_context():
        db.session.merge(plan.fay).revoked_at = plan.plan().published_at
        db.session.commit()
    assert counts(plan, "The sponsor is reached") == {0}
