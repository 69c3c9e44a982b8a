"""Whoever reads back what they filed sees the number whole, as their language writes it."""

from datetime import timedelta

import pytest

from app import clock
from app.plans import services
from app.plans.services import CheckInWords
from tests.plans.test_promises import said_in

TOLD = 1234.56789
WHOLE = {
    "en": "1,234.56789",
    "ar": "1,234.56789",
    "es": "1.234,56789",
    "fr": "1 234,56789",
    "ru": "1 234,56789",
    "zh": "1,234.56789",
}


@pytest.fixture
def filed(app, ending):
    """On day 30 a number with five digits behind its point, told by the link of somebody."""
    ending.at(30)
    with app.app_context():
        ends = clock.now() + timedelta(days=30)
        ending.token = services.make_link(ending.dara, ending.plan_id, owner="Lab manager", expires_at=ends).token
        words = CheckInWords(client_id="five-digits", readings={ending.measure_id: TOLD}, why="Counted by hand")
        services.check_in_by_link(ending.token, words)
    return ending


@pytest.mark.parametrize("language", WHOLE)
def test_a_number_that_was_filed_is_read_back_with_all_its_digits(app, filed, language):
    mo, heads = filed.browser("Mo"), {"Accept-Language": language}
    phone = app.test_client()
    pages = {
        "filed": phone.get(f"/c/{filed.token}/", headers=heads).text,
        "measure": mo.get(f"/plans/measures/{filed.measure_id}/", headers=heads).text.partition("<table")[2],
        "plan": mo.get(f"/plans/{filed.plan_id}/", headers=heads).text,
    }

    assert {page for page, text in pages.items() if WHOLE[language] not in said_in(text)} == set()
