"""A sponsor who agreed finds that again, and may answer otherwise as long as the plan goes by it."""

from dataclasses import replace

from app.plans import services
from app.plans.letters.ask_queries import own_asks
from app.plans.services import MeasureWords
from tests.plans.test_agreeing import MINE, NO, YES, answer, seen_by
from tests.plans.test_promises import said_in

PROMISED_FIRST = MeasureWords(name="Tests", unit="tests", baseline=0, target=30, main=True)


def link_on_plan(asked, name):
    """Return the link under the question on the plan's page, as somebody sees it."""
    page = asked.room.browser(name).get(asked.page).text
    links = [part.split("<span")[0].split("</a>")[0] for part in page.split('<a class="btn btn-bare" href="')[1:]]
    return [link.partition('"')[0] + said_in(link.partition(">")[2]) for link in links if "#asked-" in link]


def test_a_sponsor_finds_what_they_agreed_to_and_takes_it_back(app, asked):
    answer(asked, **YES)

    mine = asked.room.browser("Mo").get(MINE).text.split("What you agreed to")[1]
    assert "Before: 30 tests Now: 2,000 tests" in said_in(mine)
    assert ("Answer otherwise" in mine, f'action="/plans/asks/{asked.ask_id}/consent/"' in mine) == (True, True)
    with app.app_context():
        assert own_asks(asked.mo) == []
    filed = answer(asked, **NO)

    assert filed.status_code == 303
    assert "Spo does not agree to a changed promise." in seen_by(asked, asked.page)
    assert "What you agreed to" not in asked.room.browser("Mo").get(MINE).text


def test_the_page_of_a_plan_leads_who_is_asked_to_their_answer(app, asked):
    at = f"{MINE}#asked-{asked.ask_id}"
    seen = [link_on_plan(asked, "Mo")]
    for said in (YES, NO):
        answer(asked, **said)
        seen.append(link_on_plan(asked, "Mo"))

    assert seen == [[f"{at}Answer"], [f"{at}Answer otherwise"], [f"{at}Answer otherwise"]]
    assert f'id="asked-{asked.ask_id}"' in asked.room.browser("Mo").get(MINE).text
    assert link_on_plan(asked, "Dara") == []


def test_what_a_later_yes_took_the_place_of_is_answered_no_more(app, asked):
    answer(asked, **YES)
    with app.app_context():
        services.change_measure(asked.dara, asked.measure_id, replace(PROMISED_FIRST, target=40), why="More")
        last = asked.plan().asks[-1].id
    asked.room.browser("Mo").submit(f"/plans/asks/{last}/consent/", verdict="yes", seen="1")

    mine = asked.room.browser("Mo").get(MINE).text.split("What you agreed to")[1]

    assert (f'id="asked-{asked.ask_id}"' in mine, f'id="asked-{last}"' in mine) == (False, True)
