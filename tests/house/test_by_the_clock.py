"""Ids of others take as long to refuse as ids of nobody, at every address of the house."""

import re

import pytest

from tests.by_the_clock import Ask, assert_no_clock_tells
from tests.house.elsewhere import QUERIES_HERE, app, ids, make_elsewhere
from tests.house.test_strangers import ASKED, SENT

__all__ = ["app", "ids"]


@pytest.mark.long
@pytest.mark.sqlite_only("counts what this process computes, and a PostgreSQL computes in one of its own")
def test_no_address_answers_a_stranger_sooner_for_what_is_there(app, ids):
    nowhere = {**ids, **{name: _like(value) for name, value in ids.items() if name in QUERIES_HERE}}
    stranger = make_elsewhere(app).sign_in("director")

    def knock(rule, method: str) -> Ask:
        said = SENT.get(rule.endpoint, {})

        def ask(which: str) -> int:
            named = ids if which == "there" else nowhere
            path = re.sub(r"<(?:[^:>]+:)?([^>]+)>", lambda part: named[part[1]], rule.rule)
            path += ASKED.get(rule.endpoint, "").format(**named)
            fields = {name: value.format(**named) for name, value in said.items()}
            headers = {"X-CSRFToken": stranger.token()} if method == "POST" else {}
            data = fields if method == "POST" else None
            return stranger.open(path, method=method, data=data, headers=headers).status_code

        return ask

    asked = {
        (rule.endpoint, method): (knock(rule, method), "there", "nowhere")
        for rule in app.url_map.iter_rules()
        for method in rule.methods & {"GET", "POST"}
        if any(name in QUERIES_HERE for name in rule.arguments)
    }

    refused = {
        place: each
        for place, each in asked.items()
        if each[0]("there") == each[0]("nowhere") and each[0]("there") in {401, 403, 404}
    }
    assert len(refused) > len(asked) / 2
    assert_no_clock_tells(refused)


def _like(id_: str) -> str:
    """An id of the same form that nobody has."""
    return id_[:2] + "".join(reversed(id_[2:]))
