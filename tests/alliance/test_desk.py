"""The desk: from what came in to a decision and a centre, by people with different roles."""

import re
from datetime import timedelta
from functools import partial

import pytest

from app import clock
from app.accounts.services import close_account
from app.accounts.timezones import zone_of_country
from app.alliance.eoi import queries, services
from app.alliance.eoi.eligibility import Item, marks_of
from app.alliance.eoi.models import Interest, InterestReceipt, InterestReview
from app.alliance.eoi.states import State, may_follow
from app.centres.models import Centre
from app.db import db, transaction
from app.ids import new_id
from app.plans.models import Plan, SignOff
from app.workshops.models import Workshop
from tests.house.test_queries import asked_for
from tests.morning import TODAY
from tests.plans.conftest import at_once, planned, room
from tests.statements import count_statements

__all__ = ["planned", "room"]

MET = dict.fromkeys((str(item) for item in Item), "met")
SCORES = {"score-c1": "4", "why-c1": "A strong ministry", "score-c2": "1", "why-c2": "Wide scope", "comment": "Good"}
LETTER = "Dear Amina, welcome to the alliance."


def found(app, interest_id):
    with app.app_context():
        return queries.interest_whole(interest_id)


def outbox(app):
    return [each.read_text() for each in sorted((app.config["VAR"] / "outbox").glob("*.eml"))]


class Desk:
    """One expression of interest at the desk, as one person sends it on."""

    def __init__(self, browser, interest_id):
        self.browser = browser
        self.home = f"/eoi/desk/{interest_id}/"

    def send(self, deed, **said):
        return self.browser.submit(f"{self.home}{deed}/", **said)

    def page(self):
        return self.browser.get(self.home)


@pytest.fixture
def at_desk(come_in):
    """`at_desk(person, id)`: somebody signed in, before one of them."""
    return lambda person, interest_id: Desk(come_in(person), interest_id)


@pytest.fixture
def under_review(app, submitted, keeper, person):
    """One that reviewers read, with Ria and Rob asked, and their accounts."""
    _amina, interest_id = submitted()
    ria, rob = (person(name, alliance_role="reviewer") for name in ("Ria", "Rob"))
    with app.app_context():
        services.take_up(keeper, interest_id)
        services.check(keeper, interest_id, MET, seen=marks_of({}))
        services.pass_on(keeper, interest_id)
        for each in (ria, rob):
            services.ask_reviewer(keeper, interest_id, each.id)
    return interest_id, ria, rob


def test_the_desk_checks_asks_and_hears_the_answer(app, submitted, keeper, at_desk, jobs_at_once):
    amina, interest_id = submitted()
    desk = at_desk(keeper, interest_id)
    before = len(outbox(app))

    too_early = desk.send("passage", reason="")
    desk.send("take-up")
    unmarked = desk.send("passage", reason="")
    desk.send("check-list", **MET | {"money": "missing", "seen": marks_of({})})
    unsaid = desk.send("passage", reason="")
    asked = desk.send("questions", question="Which budget line?")
    closed = desk.send("passage", reason="It is small")
    seen = amina.page().text
    nothing = amina.browser.submit(f"{amina.home}answers/", answer="")
    answered = amina.browser.submit(f"{amina.home}answers/", answer="Line 12, <b>signed</b>.")
    twice = amina.browser.submit(f"{amina.home}answers/", answer="Once more")
    passed = desk.send("passage", reason="The line is new")

    codes = [
        each.status_code for each in (too_early, unmarked, unsaid, asked, closed, nothing, answered, twice, passed)
    ]
    assert codes == [409, 422, 422, 303, 409, 422, 303, 409, 303]
    assert "Which budget line?" in seen
    [letter] = outbox(app)[before:]
    assert ("Which budget line?" in letter, "/eoi/mine/" in letter) == (True, True)
    assert "Line 12, &lt;b&gt;signed&lt;/b&gt;." in desk.page().text
    interest = found(app, interest_id)
    assert [each.after for each in interest.moves] == [
        "submitted", "eligibility_check", "clarification_requested", "eligibility_check", "under_review",
    ]  # fmt: skip
    assert (interest.moves[-1].reason, interest.checks["money"]) == ("The line is new", "missing")


@pytest.mark.row("C3")
def test_reviewers_declare_first_score_alone_and_see_the_others_once_they_filed(app, under_review, keeper, at_desk):
    interest_id, ria, rob = under_review
    for_ria, for_rob, for_keeper = (at_desk(each, interest_id) for each in (ria, rob, keeper))

    before = for_ria.page().text
    too_early = for_ria.send("scores", **SCORES)
    undeclared = for_ria.send("declaration")
    for_ria.send("declaration", conflict="no")
    without_why = for_ria.send("scores", **SCORES | {"why-c2": ""})
    beyond = for_ria.send("scores", **SCORES | {"score-c1": "5"})
    for_ria.send("scores", **SCORES)
    for_rob.send("declaration", conflict="no")
    hidden = for_rob.page().text
    for_rob.send("scores", **SCORES | {"score-c1": "1", "why-c1": "Weak host"})

    assert ("Before you read it" in before, "Rift Ministry" in before) == (True, False)
    assert [each.status_code for each in (too_early, undeclared, without_why, beyond)] == [409, 422, 422, 422]
    assert ("Rift Ministry" in hidden, "A strong ministry" in hidden) == (True, False)
    for page in (for_ria.page().text, for_rob.page().text, for_keeper.page().text):
        assert ("A strong ministry" in page, "Weak host" in page) == (True, True)
        assert re.findall(
            r"Weighted total</th><td class=\"r\"><b>([\d.]+)</b></td><td class=\"r\"><b>([\d.]+)", page
        ) == [("2.8", "1")]
        assert "The totals lie 1.8 apart." in page


@pytest.mark.row("C3", partly=True)
def test_whoever_declares_a_conflict_sees_nothing_more_of_it(app, under_review, keeper, at_desk, person):
    interest_id, ria, _rob = under_review
    sami = person("Sami", alliance_role="secretariat")
    with app.app_context():
        services.ask_reviewer(keeper, interest_id, sami.id)
    for_ria, for_sami = at_desk(ria, interest_id), at_desk(sami, interest_id)

    unsaid = for_ria.send("declaration", conflict="yes", words="")
    for_ria.send("declaration", conflict="no")
    for_ria.send("scores", **SCORES)
    declared = [desk.send("declaration", conflict="yes", words="We share a board") for desk in (for_ria, for_sami)]

    assert (unsaid.status_code, [each.status_code for each in declared]) == (422, [303, 303])
    for desk in (for_ria, for_sami):
        answers = [
            desk.page(),
            desk.send("scores", **SCORES),
            desk.send("declaration", conflict="no"),
            desk.send("take-up"),
        ]
        assert [each.status_code for each in answers] == [404] * 4
        assert "EOI-" not in desk.browser.get("/eoi/desk/").text


@pytest.mark.row("C3")
def test_scores_can_be_filed_again_until_somebody_else_filed_theirs(app, under_review, keeper, at_desk):
    interest_id, ria, rob = under_review
    for_ria, for_rob = (at_desk(each, interest_id) for each in (ria, rob))
    for desk in (for_ria, for_rob):
        desk.send("declaration", conflict="no")

    first = for_ria.send("scores", **SCORES)
    again = for_ria.send("scores", **SCORES | {"why-c1": "A very strong ministry"})
    other = for_rob.send("scores", **SCORES | {"why-c1": "Weak host"})
    late = [desk.send("scores", **SCORES | {"why-c1": "As the other says"}) for desk in (for_ria, for_rob)]

    assert [each.status_code for each in (first, again, other, *late)] == [303, 303, 303, 409, 409]
    assert "So yours stay as you filed them." in late[0].text
    assert "File the scores" not in for_ria.page().text
    reasons = {each.reviewer_id: each.reasons["c1"] for each in found(app, interest_id).reviews}
    assert reasons == {ria.id: "A very strong ministry", rob.id: "Weak host"}


@pytest.mark.row("C3")
def test_scores_of_a_late_conflict_are_set_aside_and_both_means_told(app, under_review, keeper, at_desk):
    interest_id, ria, rob = under_review
    desk, for_ria, for_rob = (at_desk(each, interest_id) for each in (keeper, ria, rob))
    for each, score in ((for_ria, "4"), (for_rob, "1")):
        each.send("declaration", conflict="no")
        each.send("scores", **SCORES | {"score-c1": score, "score-c2": score})
    desk.send("recommendation", capabilities=["policy"], scope="national", reason="One first")
    desk.send("decision", outcome="accredited", words=LETTER, decided_on=TODAY)

    declared = for_ria.send("declaration", conflict="yes", words="We share a board")

    page = desk.page().text
    assert (declared.status_code, for_ria.page().status_code) == (303, 404)
    assert "With them the mean was 2.5, without them it is 1." in page
    assert ("scores set aside" in page, "A strong ministry" in page) == (True, True)
    kept = {each.reviewer_id: (each.scores, each.counts) for each in found(app, interest_id).reviews}
    assert kept == {ria.id: ({"c1": 4, "c2": 4}, False), rob.id: ({"c1": 1, "c2": 1}, True)}


def test_a_keeper_with_a_conflict_says_so_unasked_and_decides_no_more(app, under_review, keeper, at_desk, person):
    interest_id, ria, _rob = under_review
    desk, other = at_desk(keeper, interest_id), at_desk(person("Sami", alliance_role="secretariat"), interest_id)
    desk.send("recommendation", capabilities=["policy"], scope="national", reason="One first")

    unsaid = desk.send("declaration", words="")
    harmless = desk.send("declaration", conflict="no", words="")
    declared = desk.send("declaration", words="My brother leads it")
    decided = desk.send("decision", outcome="accredited", words=LETTER, decided_on=TODAY)
    found_now = desk.page()

    codes = [each.status_code for each in (unsaid, harmless, declared, decided, found_now)]
    assert codes == [422, 422, 303, 404, 404]
    assert found(app, interest_id).state == State.RECOMMENDED
    assert other.send("decision", outcome="accredited", words=LETTER, decided_on=TODAY).status_code == 303
    assert at_desk(ria, interest_id).send("declaration", words="x").status_code == 422


def test_a_recommendation_is_taken_back_for_a_reason(app, under_review, keeper, at_desk, deeds):
    interest_id, ria, _rob = under_review
    desk, for_ria = at_desk(keeper, interest_id), at_desk(ria, interest_id)
    for_ria.send("declaration", conflict="no")
    early = desk.send("recommendation/taking-back", reason="Too soon")
    desk.send("recommendation", capabilities=["policy"], scope="national", reason="One first")

    unsaid = desk.send("recommendation/taking-back", reason="")
    theirs = for_ria.send("recommendation/taking-back", reason="I would")
    taken = desk.send("recommendation/taking-back", reason="A letter was missing")
    scored = for_ria.send("scores", **SCORES)
    anew = desk.send("recommendation", capabilities=["sme"], scope="national", reason="Another first")

    codes = [each.status_code for each in (early, unsaid, theirs, taken, scored, anew)]
    assert codes == [409, 422, 403, 303, 303, 303]
    interest = found(app, interest_id)
    moves = [(each.after, each.reason) for each in interest.moves[-3:]]
    assert moves == [
        ("recommended", "One first"), ("under_review", "A letter was missing"), ("recommended", "Another first"),
    ]  # fmt: skip
    assert interest.recommendation["capabilities"] == ["sme"]
    told = [(by, words["capabilities"]) for action, by, words in deeds(f"eoi:{interest_id}") if "back" in action]
    assert told == [(keeper.id, ["policy"])]


def test_a_keeper_decides_on_the_day_it_is_where_they_are(app, under_review, at_desk, person, clock):
    interest_id, _ria, _rob = under_review
    sami = person("Sami", alliance_role="secretariat", timezone="Pacific/Fiji")
    at_desk(sami, interest_id).send("recommendation", capabilities=["policy"], scope="national", reason="One first")
    clock(4 * 3600)  # after noon in UTC, so it is tomorrow in Suva
    suva = at_desk(sami, interest_id)
    tomorrow = TODAY + timedelta(days=1)

    after = suva.send("decision", outcome="accredited", words=LETTER, decided_on=tomorrow + timedelta(days=1))
    there = suva.send("decision", outcome="accredited", words=LETTER, decided_on=tomorrow)

    assert (after.status_code, there.status_code) == (422, 303)
    assert found(app, interest_id).decisions[0].decided_on == tomorrow


def test_a_recommendation_that_overrides_says_why_and_a_decision_goes_by_letter(
    app, under_review, keeper, at_desk, jobs_at_once, visitor
):
    interest_id, _ria, _rob = under_review
    desk = at_desk(keeper, interest_id)
    before = len(outbox(app))

    unsaid = desk.send("recommendation", capabilities=["policy", "sme"], scope="national", reason="")
    foreign = desk.send("recommendation", capabilities=["trends"], scope="national", reason="Why not")
    advised = desk.send(
        "recommendation", capabilities=["policy", "sme"], scope="national", reason="SMEs come first here"
    )
    late = desk.send("recommendation", capabilities=["policy"], scope="national", reason="Again")
    in_future = desk.send("decision", outcome="accredited", words=LETTER, decided_on=TODAY + timedelta(days=3))
    decided = desk.send("decision", outcome="accredited", words=LETTER, decided_on=TODAY)
    twice = desk.send("decision", outcome="declined", words=LETTER, decided_on=TODAY)

    codes = [each.status_code for each in (unsaid, foreign, advised, late, in_future, decided, twice)]
    assert codes == [422, 422, 303, 409, 422, 303, 409]
    interest = found(app, interest_id)
    assert interest.recommendation == {
        "capabilities": ["policy", "sme"], "scope": "national", "reason": "SMEs come first here", "overrides": True,
    }  # fmt: skip
    assert [(each.outcome, each.words, each.decided_on) for each in interest.decisions] == [
        ("accredited", LETTER, TODAY)
    ]
    [letter] = outbox(app)[before:]
    assert (LETTER in letter, "accredited" in letter) == (True, True)
    address = re.search(r"/eoi/mine/[\w-]+/", letter.replace("=\n", ""))[0]
    assert LETTER in visitor().get(address).text


@pytest.mark.row("C4", partly=True)
def test_a_centre_comes_out_of_it_once_with_its_director_invited_and_the_record_tells_the_way(
    app, under_review, keeper, at_desk, come_in, person
):
    interest_id, ria, _rob = under_review
    desk = at_desk(keeper, interest_id)
    desk.send("recommendation", capabilities=["policy", "ecosystem"], scope="national", reason="As the rules say")
    desk.send("decision", outcome="accredited", words=LETTER, decided_on=TODAY)

    made = desk.send("centre", centre="new", director="Amina Example", timezone="nairobi")
    twice = desk.send("centre", centre="new", director="Amina Example", timezone="nairobi")

    interest = found(app, interest_id)
    with app.app_context():
        centres = db.session.scalars(db.select(Centre)).all()
        staff = db.session.execute(db.text("SELECT principal.email, staff.role FROM staff JOIN principal ON "
                                           "principal.id = principal_id")).all()  # fmt: skip
    assert (made.status_code, twice.status_code) == (303, 409)
    assert [(each.id, each.name, each.scope, each.code, each.phase, each.timezone) for each in centres] == [
        (interest.centre_id, "Rift Centre", "national", interest.number, "selected", "Africa/Nairobi")
    ]
    assert [tuple(each) for each in staff] == [("amina@example.org", "director")]
    record = f"/eoi/{interest_id}/record/"
    of_centre = f"/eoi/of/{interest.centre_id}/"
    amina, stranger = db_person(app, "amina@example.org"), person("Stranger")
    told_to_amina = come_in(amina).get(record).text
    assert ("Rift Centre" in told_to_amina, "Selected, " in told_to_amina) == (True, True)
    assert interest.number in come_in(amina).fragment(of_centre).text
    assert "/eoi/desk/" not in come_in(amina).fragment(of_centre).text
    assert come_in(keeper).get(record).text.count("/eoi/desk/") >= 2
    assert [come_in(stranger).get(record).status_code, come_in(stranger).fragment(of_centre).status_code] == [404, 204]
    at_desk(ria, interest_id).send("declaration", conflict="yes", words="A cousin")
    assert come_in(ria).get(record).status_code == 404


@pytest.fixture
def accredited(under_review, keeper, at_desk):
    """The desk of the secretariat before one that is accredited, and its id."""
    interest_id, _ria, _rob = under_review
    desk = at_desk(keeper, interest_id)
    desk.send("recommendation", capabilities=["policy", "ecosystem"], scope="national", reason="As the rules say")
    desk.send("decision", outcome="accredited", words=LETTER, decided_on=TODAY)
    return desk, interest_id


@pytest.mark.parametrize("director", ["—", "Amina\u202e Example", "x" * 61, "The director"])
def test_a_director_nobody_could_invite_leaves_no_centre(app, accredited, director):
    desk, interest_id = accredited

    refused = desk.send("centre", centre="new", director=director, timezone="Africa/Nairobi")
    with app.app_context():
        none = db.session.scalars(db.select(Centre)).all()
    made = desk.send("centre", centre="new", director="Amina Example", timezone="Africa/Nairobi")

    assert (refused.status_code, 'id="director-bad"' in refused.text, none) == (422, True, [])
    assert (made.status_code, found(app, interest_id).centre is not None) == (303, True)


def test_a_centre_whose_director_cannot_come_in_is_not_made_by_halves(app, accredited, root, person):
    desk, interest_id = accredited
    amina = person("Amina")
    with app.app_context():
        close_account(amina.id, by=root)

    refused = desk.send("centre", centre="new", director="Amina Example", timezone="Africa/Nairobi")

    assert (refused.status_code, "This account is closed." in refused.text) == (409, True)
    with app.app_context():
        assert db.session.scalars(db.select(Centre)).all() == []
    assert found(app, interest_id).centre_id is None
    alone = desk.send("centre", centre="new", director="", timezone="Africa/Nairobi")
    assert (alone.status_code, found(app, interest_id).centre_id is None) == (303, False)


def test_two_who_found_the_centre_at_once_make_one(app, accredited, keeper):
    _desk, interest_id = accredited

    def make():
        with app.app_context():
            return services.found_centre(keeper, interest_id, director="Amina", timezone="Africa/Nairobi")

    answers = at_once([make] * 3)

    assert sorted(type(each).__name__ for each in answers) == ["CentreThere", "CentreThere", "Interest"]
    with app.app_context():
        assert len(db.session.scalars(db.select(Centre)).all()) == 1


def test_the_zone_of_a_new_centre_is_chosen_where_its_country_tells_none(app, accredited):
    desk, _interest_id = accredited

    offered = desk.page().text
    without = desk.send("centre", centre="new", director="", timezone="")

    assert re.search(r'<input[^>]+id="timezone"[^>]+value=""', offered)
    assert (without.status_code, "Choose a time zone from the list" in without.text) == (422, True)


@pytest.mark.parametrize(
    ("country", "zone"),
    [("Fiji", "Pacific/Fiji"), ("KENYA", "Africa/Nairobi"), ("sénégal", "Africa/Dakar"), ("كينيا", "Africa/Nairobi"),
     ("ke", "Africa/Nairobi"), ("Brazil", None), ("Tamoria", None), ("", None)],
)  # fmt: skip
def test_a_country_that_lies_in_one_zone_tells_it_in_any_language(country, zone):
    assert zone_of_country(country) == zone


def db_person(app, email):
    from app.accounts.models import Person

    with app.app_context():
        return db.session.scalars(db.select(Person).filter_by(email=email)).one()


GETS = ("desk/{eoi}/", "desk/{eoi}/files/{file}/", "{eoi}/record/")
POSTS = (
    "take-up", "check-list", "passage", "questions", "reviewers", "reviewers/nobody/release", "declaration", "scores",
    "recommendation", "recommendation/taking-back", "decision", "centre",
)  # fmt: skip


def told(answer, address):
    """What is told: without what is new in each answer, and without the address that was asked for."""
    headers = {name: value for name, value in answer.headers if name not in {"Content-Security-Policy", "Set-Cookie"}}
    return answer.status_code, headers, len(answer.text.replace(address, ""))


def test_an_id_of_others_answers_as_one_that_never_was(app, under_review, come_in, person, guest, begin):
    interest_id, ria, _rob = under_review
    conflicted = Desk(come_in(ria), interest_id)
    conflicted.send("declaration", conflict="yes", words="A cousin")
    draft = begin("eve@example.org")
    with app.app_context():
        draft_id = queries.interest_by_token(draft.token).id
    people = {
        "conflicted": (conflicted.browser, interest_id),
        "unasked": (come_in(person("Una", alliance_role="reviewer")), interest_id),
        "board": (come_in(person("Gov", alliance_role="governance board")), interest_id),
        "stranger": (come_in(person("Stranger")), interest_id),
        "secretariat, a draft": (come_in(person("Kay", alliance_role="secretariat")), draft_id),
    }
    tried = [("get", each) for each in GETS] + [("submit", f"desk/{{eoi}}/{deed}/") for deed in POSTS]
    different = {}

    for who, (browser, theirs) in people.items():
        for method, where in tried:
            there, nowhere = (f"/eoi/{where.format(eoi=each, file=new_id())}" for each in (theirs, new_id()))
            getattr(browser, method)(nowhere)
            foreign, put = count_statements(app, lambda at=there, by=method, of=browser: getattr(of, by)(at))
            unknown, none = count_statements(app, lambda at=nowhere, by=method, of=browser: getattr(of, by)(at))
            same = told(foreign, there) == told(unknown, nowhere) and put == none
            if not same or foreign.status_code != 404:
                different[who, method, where] = foreign.status_code, unknown.status_code, put, none

    assert different == {}
    nobody = come_in(guest("Gil"))
    assert [nobody.get(f"/eoi/desk/{each}/").status_code for each in (interest_id, "never")] == [303, 303]
    assert [nobody.submit(f"/eoi/desk/{each}/take-up/").status_code for each in (interest_id, "never")] == [401, 401]


def test_a_link_opens_its_own_alone(app, submitted, begin, visitor):
    _amina, interest_id = submitted()
    bo = begin("bo@example.org")
    forged = "x" * 43
    browser = visitor()
    wheres = ("", "parts/host/", "files/", f"files/{new_id()}/", "receipt.json")
    answers = {where: browser.get(f"/eoi/mine/{forged}/{where}") for where in wheres}

    assert {where: answer.status_code for where, answer in answers.items()} == dict.fromkeys(wheres, 404)
    assert all("Rift" not in answer.text for answer in answers.values())
    assert "Rift" not in bo.page().text
    mine, never = (browser.get(f"/eoi/mine/{each}/") for each in (interest_id, forged))
    assert told(mine, interest_id)[0] == told(never, forged)[0] == 404


def test_nobody_but_reviewers_and_the_secretariat_opens_the_desk(come_in, person, root, submitted):
    submitted()
    roles = {"reviewer": 200, "secretariat": 200, "governance board": 403, "regional office": 403, None: 403}

    opened = {
        role: come_in(person(f"P{number}", alliance_role=role)).get("/eoi/desk/") for number, role in enumerate(roles)
    }

    assert {role: answer.status_code for role, answer in opened.items()} == roles
    assert {role: "EOI-" in answer.text for role, answer in opened.items() if answer.status_code == 200} == {
        "reviewer": False,
        "secretariat": True,
    }
    assert "EOI-" in come_in(root).get("/eoi/desk/?state=submitted&call=nonsense").text


def test_words_that_come_too_late_are_given_back(app, under_review, keeper, at_desk, submitted):
    interest_id, ria, _rob = under_review
    desk, for_ria = at_desk(keeper, interest_id), at_desk(ria, interest_id)
    for_ria.send("declaration", conflict="no")
    advised = {"capabilities": ["policy", "ecosystem"], "scope": "national", "reason": "Both came out first"}
    desk.send("recommendation", **advised)
    scored = for_ria.send("scores", **SCORES)
    again = desk.send("recommendation", **advised)
    desk.send("decision", outcome="accredited", words=LETTER, decided_on=TODAY)
    decided = desk.send("decision", outcome="declined", words="Another letter", decided_on=TODAY)
    bo, _id = submitted("bo@example.org")
    answered = bo.browser.submit(f"{bo.home}answers/", answer="My long answer")

    late = {
        "A strong ministry": scored,
        "Both came out first": again,
        "Another letter": decided,
        "My long answer": answered,
    }
    assert {words: (answer.status_code, words in answer.text) for words, answer in late.items()} == dict.fromkeys(
        late, (409, True)
    )


def test_the_desk_asks_as_often_for_six_as_for_one(app, submitted, keeper, come_in):
    browser = come_in(keeper)
    submitted("p0@example.org")
    few = asked_for(app, browser, "/eoi/desk/")

    for number in range(1, 6):
        submitted(f"p{number}@example.org")

    assert asked_for(app, browser, "/eoi/desk/") == few
    assert browser.get("/eoi/desk/").text.count("Rift Regulator") == 6


def test_in_the_same_moment_one_receipt_is_made_and_one_decision(app, begin, under_review, keeper):
    amina, (interest_id, _ria, _rob) = begin("cleo@example.org"), under_review
    amina.save_all()
    with app.app_context():
        services.recommend(keeper, interest_id, capabilities=["policy"], scope="national", reason="One is enough")

    def inside(deed):
        with app.app_context():
            return deed()

    decide = partial(services.decide, keeper, interest_id, words=LETTER, on=TODAY)
    handed_in = at_once([partial(inside, partial(services.submit, amina.token)) for _each in range(4)])
    decided = at_once(
        [partial(inside, partial(decide, outcome)) for outcome in (State.ACCREDITED, State.DECLINED, State.WAITLISTED)]
    )

    assert len({each.number for each in handed_in}) == 1
    assert [type(each).__name__ for each in decided].count("NoSuchMove") >= 1
    with app.app_context():
        hashes = {receipt.sha256 for receipt in db.session.scalars(db.select(InterestReceipt))}
    moves = [(each.before, each.after) for each in found(app, interest_id).moves]
    assert len(hashes) == 2
    assert [move for move in moves if not may_follow(move[0], State(move[1]))] == []
    assert found(app, interest_id).state == moves[-1][1]


@pytest.mark.row("C4")
def test_one_record_leads_from_the_first_words_to_the_signed_result_for_those_who_may_read_each_part(
    app, planned, under_review, keeper, at_desk, come_in
):
    interest_id, ria, _rob = under_review
    desk = at_desk(keeper, interest_id)
    desk.send("recommendation", capabilities=["policy", "ecosystem"], scope="national", reason="As the rules say")
    desk.send("decision", outcome="accredited", words=LETTER, decided_on=TODAY)
    desk.send("centre", centre=planned.centre.id)
    with app.app_context(), transaction():
        plan = db.session.get(Plan, planned.plan_id)
        plan.title = "Fastest test slot"
        signed = {"result": "Thirty start-ups tested", "handover": "The lab", "choice": "scale", "signed_on": TODAY}
        db.session.add(SignOff(id=new_id(), plan_id=plan.id, created_at=clock.now(), follow_on=TODAY, **signed))
        title = db.session.get(Workshop, planned.workshop.id).title
    number, record = found(app, interest_id).number, f"/eoi/{interest_id}/record/"
    steps = (number, "Meruvia Open Testbed", title, "Fastest test slot", "Thirty start-ups tested")

    pages = {
        "Dara": planned.browser("Dara").get(record),
        "the centre's page": planned.browser("Dara").fragment(f"/eoi/of/{planned.centre.id}/"),
        "Sana": come_in(keeper).get(record),
        "Ria": come_in(ria).get(record),
    }

    seen = {who: tuple(step in page.text for step in steps) for who, page in pages.items()}
    assert seen == {
        "Dara": (True,) * 5,
        "the centre's page": (True,) * 5,
        "Sana": (True,) * 5,
        "Ria": (True, True, False, False, False),
    }
    theirs = '<span class="soft">In the words of the team:</span> <bdi>Thirty start-ups tested</bdi>'
    assert theirs in pages["Sana"].text
    assert f'href="/w/{planned.workshop.id}/"' in pages["Dara"].text
    assert (f'href="/plans/{planned.plan_id}/"' in pages["Dara"].text, "/eoi/desk/" in pages["Dara"].text) == (
        True,
        False,
    )
    closed = [planned.browser(who).get(record).status_code for who in ("Stranger", "Cleo", "Gov")]
    never = [planned.browser(who).get(f"/eoi/{new_id()}/record/").status_code for who in ("Stranger", "Cleo", "Gov")]
    assert closed == never == [404] * 3


def test_somebody_asked_by_mistake_is_asked_no_longer_and_a_conflict_is_never_forgotten(
    app, under_review, keeper, at_desk
):
    interest_id, ria, rob = under_review
    desk, for_ria, for_rob = (at_desk(each, interest_id) for each in (keeper, ria, rob))
    for_ria.send("declaration", conflict="yes", words="A cousin")

    kept = desk.send(f"reviewers/{ria.id}/release")
    theirs = for_rob.send(f"reviewers/{rob.id}/release")
    released = desk.send(f"reviewers/{rob.id}/release")

    assert [each.status_code for each in (kept, theirs, released)] == [409, 403, 303]
    assert [each.page().status_code for each in (for_ria, for_rob)] == [404, 404]
    assert [each.reviewer_id for each in found(app, interest_id).reviews] == [ria.id]


def test_of_two_who_mark_the_list_the_second_is_told(app, submitted, keeper, root, at_desk):
    _amina, interest_id = submitted()
    first, second = at_desk(keeper, interest_id), at_desk(root, interest_id)
    first.send("take-up")
    nothing = " ".join(f"{item}=" for item in Item)

    marked = first.send("check-list", **MET | {"money": "missing", "seen": nothing})
    late = second.send("check-list", **MET | {"seen": nothing})

    assert (marked.status_code, late.status_code, "Somebody changed this" in late.text) == (303, 409, True)
    assert found(app, interest_id).checks["money"] == "missing"


def test_what_was_declined_is_forgotten_after_two_years(app, under_review, keeper, at_desk, clock, deeds):
    interest_id, ria, _rob = under_review
    desk, for_ria = at_desk(keeper, interest_id), at_desk(ria, interest_id)
    for_ria.send("declaration", conflict="no")
    for_ria.send("scores", **SCORES)
    desk.send("decision", outcome="declined", words=LETTER, decided_on=TODAY)
    number = found(app, interest_id).number

    clock(729 * 24 * 3600)
    with app.app_context():
        assert services.forget_decided() == 0
    clock(731 * 24 * 3600)
    with app.app_context():
        assert (services.forget_decided(), services.forget_decided()) == (1, 0)
        left = [db.session.scalars(db.select(table)).all() for table in (Interest, InterestReview, InterestReceipt)]

    assert left == [[], [], []]
    assert deeds(f"eoi:{interest_id}")[-1] == ("eoi.forgotten", None, {"number": number, "state": "declined"})


def test_what_was_accredited_stays_as_the_record_of_its_centre(app, accredited, clock):
    _desk, interest_id = accredited
    clock(4000 * 24 * 3600)

    with app.app_context():
        assert services.forget_decided() == 0
    assert found(app, interest_id).state == State.ACCREDITED
