"""What is shown of a room is kept by no cache and framed by no page: every address, for who leads and for nobody."""

import pytest

from tests.house.elsewhere import app, ids
from tests.house.test_audit import leader
from tests.house.test_strangers import WAYS, _knock

__all__ = ["app", "ids"]

pytestmark = pytest.mark.sqlite_only("reads the headers of answers, which say nothing of a database")

KEPT = {"assets.show": "an image, asked for anew each time"}
"""What a browser may keep, with the reason."""


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("who", ["leader", "nobody"])
def test_no_answer_is_kept_or_framed(app, ids, who, way):
    browser = leader(app, ids) if who == "leader" else app.test_client()
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint != "static"]

    answers = {rule.endpoint: _knock(browser, rule, "GET", ids, way) for rule in rules}
    for each in answers.values():
        each.close()

    assert {name for name, each in answers.items() if "frame-ancestors 'none'" not in policy_of(each)} <= KEPT.keys()
    assert {name for name, each in answers.items() if each.headers["Cache-Control"] != "no-store"} <= KEPT.keys()
    assert {each.headers.get("X-Content-Type-Options") for each in answers.values()} == {"nosniff"}
    assert who == "nobody" or sum(each.status_code == 200 for each in answers.values()) > len(answers) / 2


def policy_of(answer) -> str:
    return answer.headers.get("Content-Security-Policy", "")
