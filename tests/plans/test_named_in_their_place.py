"""A sponsor's no outlasts whomever the person names in their place who wrote what they refused."""

from dataclasses import replace

import pytest

from app.accounts.models import Principal
from app.accounts.queries import person_by_id
from app.db import db
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.models import Edit
from app.plans.services import ContactWords
from tests.plans.letters import links, words
from tests.plans.test_agreeing import MINE, NO, SAYS_NO, TESTS, WHY, YES, answer, seen_by
from tests.plans.test_chosen_addresses import DAY
from tests.plans.test_promises import said_in
from tests.renaming import call

BO_AGREES = "Bo agrees, "
AGREE = "Do you agree to a changed promise?"


@pytest.fixture
def replaced(app, asked):
    """Mo said no as Spo; Dara, who wrote the change, named Bo the sponsor, whose account is older than the plan."""
    bo = asked.room.employ("Bo", "facilitator")
    aged(asked, bo)
    assert answer(asked, **NO).status_code == 303
    return asked


def aged(asked, person):
    """Let a plan be drafted, and somebody's account be made, before the plan was published."""
    with asked.app.app_context():
        published = asked.plan().published_at
        db.session.get_one(Principal, person.id).created_at = published
        db.session.execute(db.update(Edit).where(Edit.kind == "plan").values(made_at=published))
        db.session.commit()


def refused_everywhere(asked, token):
    dara, files = asked.room.browser("Dara"), f"/reports/plans/{asked.plan_id}"
    pages = [asked.page, asked.measure, f"{asked.page}print/", f"{asked.page}week/", "/plans/", f"/p/{token}/",
             f"{asked.page}sign-off/"]  # fmt: skip
    told = [SAYS_NO in said_in(dara.get(at).text) for at in pages]
    return {*told, SAYS_NO in dara.get(f"{files}.csv").text, dara.get(f"{files}.json").json["measures"][0]["refused"]}


def shared(asked):
    with asked.app.app_context():
        parts = [Shown.STATUS, Shown.NUMBERS, Shown.PEOPLE]
        return services.share_plan(asked.dara, asked.plan_id, label="P", parts=parts).token


def test_a_refusal_outlasts_a_colleague_whom_the_writer_names_sponsor(app, replaced):
    token = shared(replaced)
    replaced.follow("Bo")

    assert answer(replaced, "Bo", **YES).status_code == 409
    assert refused_everywhere(replaced, token) == {True}
    assert BO_AGREES not in seen_by(replaced, f"{replaced.page}sign-off/")


def test_a_no_of_a_colleague_the_writer_names_hides_no_earlier_one(app, replaced):
    replaced.follow("Bo")

    assert answer(replaced, "Bo", **NO).status_code == 409
    assert answer(replaced, "Bo", **YES).status_code == 409
    assert SAYS_NO in seen_by(replaced, replaced.page)


def test_a_yes_of_whom_the_writer_named_to_another_number_settles_no_refusal(app, replaced):
    replaced.follow("Bo")
    with app.app_context():
        services.change_measure(replaced.dara, replaced.measure_id, replace(TESTS, target=1999.0), why=WHY)
        replaced.ask_id = replaced.plan().asks[-1].id

    assert answer(replaced, "Bo", **YES).status_code == 303
    page = seen_by(replaced, replaced.page)
    assert (SAYS_NO in page, "It does not count as confirmed." in page) == (True, True)


def test_whom_the_writer_named_settles_no_refusal_by_a_change_of_their_own(app, replaced):
    replaced.follow("Bo")
    with app.app_context():
        bo = replaced.room.people["Bo"]
        services.change_measure(bo, replaced.measure_id, replace(TESTS, target=1999.0), why=WHY)

    page = seen_by(replaced, replaced.measure)
    assert (SAYS_NO in page, "agreed by Bo" in page) == (True, False)


def test_who_refused_is_asked_again_once_they_are_the_sponsor_again(app, replaced):
    replaced.follow("Bo")
    answer(replaced, "Bo", **YES)
    replaced.follow("Spo")

    page = seen_by(replaced, replaced.page)
    assert (SAYS_NO in page, "No, I do not agree" in seen_by(replaced, "/plans/mine/", "Mo")) == (True, True)
    assert answer(replaced, **YES).status_code == 303
    assert SAYS_NO not in seen_by(replaced, replaced.page)


def test_a_sponsor_whom_somebody_else_names_may_agree_after_a_refusal_once_the_alliance_confirms_them(app, replaced):
    replaced.follow("Bo", by=replaced.room.employ("Fay", "director"))
    assert answer(replaced, "Bo", **YES).status_code == 409
    replaced.confirm(person_id=replaced.room.people["Bo"].id)

    assert answer(replaced, "Bo", **YES).status_code == 303
    page = seen_by(replaced, replaced.page)
    assert (SAYS_NO in page, BO_AGREES in page) == (False, True)
    earlier = page.split("Earlier answers")[1]
    assert ("answered by Mo" in earlier, "for Bo" in page, "Asked of Spo on " in page) == (True, False, True)


@pytest.fixture
def by_name(app, asked, postbox):
    """Nobody chose where the sponsor is reached; an account has borne their name since the plan was published."""
    spo = asked.room.employ("Spo", "member")
    aged(asked, spo)
    with app.app_context():
        services.say_contact(asked.dara, asked.plan_id, "Spo", ContactWords(), reason="They have an account")
    asked.fay, asked.postbox = asked.room.employ("Fay", "member"), postbox
    return asked


def test_a_colleague_who_takes_the_name_of_the_sponsor_takes_no_question(app, by_name):
    with app.app_context():
        call(person_by_id(by_name.fay.id), "Spo")

    mine = [AGREE in seen_by(by_name, MINE, name) for name in ("Spo", "Fay")]
    assert mine == [True, False]
    assert "Nothing of this plan reaches" not in seen_by(by_name, by_name.page)
    with app.app_context():
        fays = ContactWords(person_id=by_name.fay.id)
        services.say_contact(by_name.dara, by_name.plan_id, "Spo", fays, reason="Fay answers now")
    by_name.morning(at=DAY)
    told = [words(mail) for to, mail in by_name.postbox.letters if to == by_name.room.people["Spo"].email]
    assert ["Fay answers now" in each for each in told] == [True]


def lower_to(asked, target):
    with asked.app.app_context():
        services.change_measure(asked.dara, asked.measure_id, replace(TESTS, target=target), why=WHY)
        asked.ask_id = asked.plan().asks[-1].id


def test_a_sponsor_is_told_what_was_promised_first_where_they_answer(app, asked, postbox):
    lower_to(asked, 500.0)
    assert answer(asked, **(YES | {"seen": "2"})).status_code == 303
    lower_to(asked, 400.0)
    asked.morning(at=DAY)
    [letter] = [mail for to, mail in postbox.letters if to == asked.mo.email]

    assert "500 tests → 400 tests (First promised: 30 tests)" in words(letter)
    mine = seen_by(asked, MINE, "Mo")
    answering = said_in(asked.app.test_client().get(f"/a/{links(letter)[0]}/").text)
    assert ["First promised: 30 tests" in page for page in (mine, answering)] == [True, True]
