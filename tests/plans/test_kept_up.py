"""What is kept up after day 100 stands on the plan with who keeps it up, or that nobody does yet."""

from app.plans import services
from app.plans.items.words import CommitmentWords
from app.plans.models import Commitment
from app.plans.queries import plan_found
from tests.plans.test_promises import said_in


def part(page, name):
    """Return the words of a section of a page, '' where it has none."""
    _before, found, after = page.partition(f'id="{name}"')
    return said_in("<section " + found + after.partition("</section>")[0]) if found else ""


def test_what_is_kept_up_needs_somebody_who_does(app, ending):
    dara, there = ending.browser("Dara"), f"/plans/{ending.plan_id}/commitments/"

    refused = dara.submit(there, title="Open every Friday", owner="")
    saved = dara.submit(there, title="Open every Friday", owner="Lab")

    assert (refused.status_code, "Say who keeps it up." in refused.text) == (422, True)
    assert saved.headers["Location"] == f"/plans/{ending.plan_id}/#commitments"
    with app.app_context():
        assert [(each.title, each.owner) for each in plan_found(ending.plan_id).commitments] == [
            ("Open every Friday", "Lab")
        ]


def test_the_plan_shows_what_is_kept_up_and_by_whom_or_that_nobody_does(app, ending):
    at = f"/plans/{ending.plan_id}/"
    dara, mo = ending.browser("Dara"), ending.browser("Mo")
    before = part(dara.get(at).text, "commitments")
    with app.app_context():
        for title, owner in (("The calendar stays open", "Lab"), ("The training", "")):
            services.add_item(ending.dara, ending.plan_id, Commitment, CommitmentWords(title=title, owner=owner))
        [kept, _lacking] = plan_found(ending.plan_id).commitments
        change = f"/plans/commitments/{kept.id}/"
    changed, read = dara.get(at).text, mo.get(at).text

    assert before == " Kept up after day 100Add commitment Say what is kept up after day 100, and by whom "
    assert "Kept up after day 100Add commitment The calendar stays open Lab" in part(changed, "commitments")
    assert part(read, "commitments") == (" Kept up after day 100 The calendar stays open Lab The training nobody yet ")
    assert (change in changed, change in read) == (True, False)


def test_the_sign_off_leads_to_what_nobody_keeps_up(app, ending):
    with app.app_context():
        made = services.add_item(ending.dara, ending.plan_id, Commitment, CommitmentWords(title="The training"))
        change = f"/plans/commitments/{made.id}/"
    page = ending.browser("Dara").get(f"/plans/{ending.plan_id}/sign-off/").text

    assert change in page
    assert "Say what is kept up after day 100, and by whom The training nobody yet" in said_in(page)
