"""Two people change the same thing of a plan at once, and neither loses a word."""

import re
from datetime import timedelta

import pytest

from app.db import db
from app.plans import services
from app.plans.items import words as item_words
from app.plans.models import Action, Ask, Evidence, Measure, Part, Risk
from app.plans.services import EvidenceWords, MeasureWords, PartWords
from tests.morning import TODAY
from tests.plans.conftest import SOON

ON = TODAY.isoformat()


def an_action(planned):
    return planned.action_id, f"/plans/actions/{planned.action_id}/"


def a_part(planned):
    part = services.add_part(planned.people["Dara"], planned.action_id, PartWords(title="Draft it"))
    return part.id, f"/plans/parts/{part.id}/"


def a_risk(planned):
    words = item_words.RiskWords(title="Nobody answers")
    risk = services.add_item(planned.people["Dara"], planned.plan_id, Risk, words)
    return risk.id, f"/plans/risks/{risk.id}/"


def an_ask(planned):
    words = item_words.AskWords(title="Money", to="Spo", reply_by=SOON)
    ask = services.add_item(planned.people["Dara"], planned.plan_id, Ask, words)
    return ask.id, f"/plans/asks/{ask.id}/"


def a_measure(planned):
    words = MeasureWords(name="Tests", unit="tests", baseline=0, target=30)
    measure = services.add_measure(planned.people["Dara"], planned.plan_id, words)
    return measure.id, f"/plans/measures/{measure.id}/edit/"


def some_evidence(planned):
    words = EvidenceWords(title="The signed page", on=TODAY, url="https://example.org/page")
    kept = services.add_evidence(planned.people["Dara"], planned.plan_id, words)
    return kept.id, f"/plans/evidence/{kept.id}/"


@pytest.mark.parametrize(
    ("table", "made", "named", "also"),
    [
        (Action, an_action, "title", {"owner": "Lab", "due_on": SOON, "status": "doing"}),
        (Part, a_part, "title", {"every": ""}),
        (Risk, a_risk, "title", {"state": "open", "likelihood": "", "impact": ""}),
        (Ask, an_ask, "title", {"to": "Spo", "kind": "", "reply_by": SOON}),
        (Measure, a_measure, "name", {"direction": "up", "curve": "straight", "target": 30}),
        (Evidence, some_evidence, "title", {"on": ON, "of_id": ""}),
    ],
)
def test_of_two_who_change_one_thing_at_once_neither_loses_a_word(app, planned, table, made, named, also):
    with app.app_context():
        row_id, address = made(planned)
    dara, fay = planned.browser("Dara"), planned.browser("Fay")
    seen = [seen_in(each.get(address)) for each in (dara, fay)]

    first = dara.submit(address, **also, **{named: "As Dara says"}, seen=seen[0])
    late = fay.submit(address, **also, **{named: "As Fay says"}, seen=seen[1])

    assert [first.status_code, late.status_code] == [303, 409]
    assert "Somebody changed this plan while you were writing." in late.text
    assert 'value="As Fay says"' in late.text
    with app.app_context():
        assert getattr(db.session.get(table, row_id), named) == "As Dara says"

    assert fay.submit(address, **also, **{named: "As Fay says"}, seen=seen_in(late)).status_code == 303
    with app.app_context():
        assert getattr(db.session.get(table, row_id), named) == "As Fay says"


def test_an_answer_the_sponsor_gives_meanwhile_is_not_written_over(app, planned):
    with app.app_context():
        ask_id, address = an_ask(planned)
    fay = planned.browser("Fay")
    seen = seen_in(fay.get(address))
    with app.app_context():
        answered = item_words.AskWords(title="Money", to="Spo", reply_by=SOON, answer="Yes, from May on")
        services.change_item(planned.people["Dara"], Ask, ask_id, answered)

    more = {"title": "More money", "to": "Spo", "kind": "", "reply_by": SOON + timedelta(days=1)}
    late = fay.submit(address, **more, seen=seen)

    assert late.status_code == 409
    with app.app_context():
        kept = db.session.get(Ask, ask_id)
        assert (kept.title, kept.answer) == ("Money", "Yes, from May on")


def seen_in(page):
    return re.search(r'name="seen"[^>]* value="([^"]+)"', page.text).group(1)
