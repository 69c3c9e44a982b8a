"""What stands in a plan under another's name, or under none, says who wrote it down and when."""

import csv
import io
from datetime import timedelta

import pytest

from app import clock
from app.db import db
from app.plans import services
from app.plans.items.words import DecisionWords, ThanksWords
from app.plans.models import Decision, Plan, Thanks
from tests.plans.test_promises import said_in


@pytest.fixture
def written(app, rhythm):
    """Day 20 of the plan of Dara and Fay, with two days of its calendar in words."""
    rhythm.begin(20)
    rhythm.fay = rhythm.room.employ("Fay", "facilitator")
    with app.app_context():
        today = services.today_of(rhythm.plan())
    on = (today, today + timedelta(days=2))
    rhythm.first, rhythm.later = (f"{each.day} {each:%B}" for each in on)
    rhythm.in_file = [f"{each.day} {each:%B %Y}" for each in on]
    return rhythm


def put(written, by, kind, words):
    with written.app.app_context():
        return services.add_item(by, written.plan_id, kind, words).id


def told(written):
    """Return the page of the plan, and what its file says of its decisions."""
    dara, plan = written.room.browser("Dara"), f"/plans/{written.plan_id}"
    rows = csv.DictReader(io.StringIO(dara.get(f"/reports{plan}.csv").data.decode("utf-8-sig")))
    return said_in(dara.get(f"{plan}/").text), [row["Words"] for row in rows if row["Kind"] == "Decision"]


def test_thanks_and_decisions_in_anothers_name_say_who_wrote_them_down(written):
    for by in ("Spo", "Dara"):
        put(written, written.dara, Thanks, ThanksWords(title=f"Well done, says {by}", to="Lea", by=by))
        put(written, written.dara, Decision, DecisionWords(title=f"Go on, says {by}", by=by))

    page, file = told(written)
    assert page.count(f", written down by Dara on {written.first}") == 2
    assert f"Go on, says Dara Dara {written.first}" in page
    assert file == [f"written down by Dara on {written.in_file[0]}", ""]
    whole = written.room.browser("Dara").get(f"/reports/plans/{written.plan_id}.json").json
    for each in (*whole["thanks"], *whole["decisions"]):
        assert (each["by"], each["written_by"]) in {("Spo", "Dara"), ("Dara", "Dara")}


def test_thanks_and_decisions_in_nobodys_name_say_who_wrote_them_down(written):
    put(written, written.dara, Thanks, ThanksWords(title="Well done", to="Lea"))
    put(written, written.dara, Decision, DecisionWords(title="Go on"))
    put(written, written.fay, Decision, DecisionWords(title="Wait"))

    page, file = told(written)
    said = ("Well done to Lea, written down by Dara", "Go on written down by Dara", "Wait written down by Fay")
    assert [each for each in said if f"{each} on {written.first}" not in page] == []
    assert file == [f"written down by {who} on {written.in_file[0]}" for who in ("Dara", "Fay")]


def test_a_decision_of_an_earlier_server_is_said_to_be_written_by_who_put_it_there(app, written):
    ids = [
        put(written, written.fay, Decision, DecisionWords(title=title, by=by))
        for title, by in (("Go on", ""), ("Wait", "Spo"), ("Stop", "Fay"))
    ]
    with app.app_context():
        for each in ids:
            db.session.get_one(Decision, each).written_by = ""
        db.session.commit()

    page, file = told(written)
    assert [f"{said}written down by Fay on {written.first}" in page for said in ("Go on ", "Wait Spo, ")] == [True] * 2
    assert [bool(each) for each in file] == [True, True, False]


def test_a_name_that_somebody_wrote_above_a_decision_later_says_who_and_when(app, written):
    made = put(written, written.dara, Decision, DecisionWords(title="Go on"))
    written.clock(timedelta(days=2).total_seconds())
    with app.app_context():
        services.change_item(written.fay, Decision, made, DecisionWords(title="Go on", by="Spo"))

    page, file = told(written)
    assert f"Go on Spo {written.first}, written down by Fay on {written.later}" in page
    assert file == [f"written down by Fay on {written.in_file[1]}"]


def test_a_decision_and_thanks_in_other_words_say_what_they_said_first(written):
    """Only other words count: who sets a full stop, or writes another name, keeps what was said."""
    of = {Decision: DecisionWords, Thanks: ThanksWords}
    titles = ("We meet", "Go on", "Stay")
    made = {kind: [put(written, written.dara, kind, of[kind](title=each, by="Dara")) for each in titles] for kind in of}
    written.clock(timedelta(days=2).total_seconds())
    changes = [
        (written.fay, 0, "The board meets", "The board"),
        (written.fay, 0, "The board accepts 20", "The board"),
        (written.dara, 0, "The board accepts 20.", "The board"),
        (written.fay, 1, "Go on!", "Spo"),
        (written.fay, 2, "Leave", "Dara"),
        (written.dara, 2, "Stay", "Dara"),
    ]
    with written.app.app_context():
        for kind, words in of.items():
            for by, which, title, name in changes:
                services.change_item(by, kind, made[kind][which], words(title=title, by=name))

    page, _ = told(written)
    line = f"First said: We meet, changed by Fay on {written.later}"
    decided = f"The board accepts 20. The board {written.first}, written down by Fay on {written.later} {line}"
    assert decided in page
    assert (page.count(line), page.count("First said")) == (2, 2)
    file = written.room.browser("Dara").get(f"/reports/plans/{written.plan_id}.csv").data.decode("utf-8-sig")
    rows = [each for each in csv.DictReader(io.StringIO(file)) if each["Kind"] == "Decision"]
    first = [f"We meet\nchanged by Fay on {written.in_file[1]}", "", ""]
    assert [row["Promised otherwise first"] for row in rows] == first


def test_a_decision_that_was_reworded_before_its_plan_was_published_says_nothing_of_that(app, written):
    made = put(written, written.dara, Decision, DecisionWords(title="We meet", by="Dara"))
    with app.app_context():
        services.change_item(written.fay, Decision, made, DecisionWords(title="The board accepts 20", by="Dara"))
        plan = db.session.get_one(Plan, written.plan_id)
        plan.published_at = clock.now() + timedelta(seconds=1)
        db.session.commit()

    assert "First said" not in told(written)[0]
