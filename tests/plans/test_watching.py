"""Who may watch a plan through a socket: whoever may read it, and nobody else is told that it is there."""

import pytest

from app.accounts.services import close_account
from app.realtime import Connection, acks, handlers


def watch(here, who, message):
    """What a socket of somebody's is answered."""
    from functools import partial

    connection = Connection(f"socket of {who}", here.people[who].id, "session", None)
    return acks.answer(acks.speaking(here.app, "en"), partial(handlers.events["watch"], connection, message))


@pytest.mark.parametrize("who", ["Dara", "Ada", "Fay", "Mo", "Sec", "Root"])
def test_a_reader_of_a_plan_watches_it(planned, who):
    assert watch(planned, who, {"plan": planned.plan_id}) == {}


@pytest.mark.parametrize("who", ["Cleo", "Olu", "Gov", "Stranger"])
def test_nobody_else_is_told_that_it_is_there(planned, who):
    there, nowhere = (watch(planned, who, {"plan": plan_id}) for plan_id in (planned.plan_id, "no such plan"))

    assert there == nowhere == {"x": "not-found", "say": there["say"]}


def test_whose_account_was_closed_watches_no_plan_any_more(planned):
    # A socket may still be open for a moment.
    with planned.app.app_context():
        close_account(planned.people["Mo"].id, by=planned.people["Root"])

    assert watch(planned, "Mo", {"plan": planned.plan_id})["x"] == "not-found"


@pytest.mark.parametrize("message", [None, [], "plan", {}, {"plan": 5}, {"plan": None}, {"plan": {"id": 1}}])
def test_a_message_that_names_no_plan_is_refused(planned, message):
    assert watch(planned, "Dara", message)["x"] == "not-found"
