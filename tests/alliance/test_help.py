"""Centres ask the Lab and each other, in threads that both sides read and nobody else finds."""

from datetime import date, timedelta

import pytest

from app import clock as house_clock
from app.accounts.models import Person
from app.alliance.help.errors import RequestClosed
from app.alliance.help.services import answer, ask, close
from app.alliance.pairs.errors import EndsBefore, PairedAlready, PairEnded, SameCentre
from app.alliance.pairs.models import CentrePair
from app.alliance.pairs.queries import partners_of
from app.alliance.pairs.services import end_pair, pair
from app.centres.models import Centre, Staff
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from tests.alliance.asking import differing
from tests.centres.reading import errors, main, texts, words
from tests.house.test_mail import postbox, read
from tests.morning import TODAY
from tests.plans.conftest import at_once

__all__ = ["postbox"]

THREAD = [
    ("get", "/help/{request}/"),
    ("submit", "/help/{request}/answers/"),
    ("submit", "/help/{request}/closure/"),
]
CENTRE = [("get", "/help/of/{here}/"), ("get", "/help/of/{here}/new/"), ("submit", "/help/of/{here}/new/")]

LONG_AGO = date(2020, 1, 1)


@pytest.fixture
def town(app, person, centre):
    """Dina directs Here, where Mo is a member; Odo directs There; Zoe directs a third; Sec is the Lab."""
    people = {name: person(name) for name in ("Dina", "Mo", "Odo", "Zoe", "Stranger")}
    people["Sec"] = person("Sec", alliance_role="secretariat")
    here = centre("Here", staff={"director": people["Dina"], "member": people["Mo"]})
    there = centre("There", staff={"director": people["Odo"]})
    third = centre("Third", staff={"director": people["Zoe"]})
    return {**people, "here": here.id, "there": there.id, "third": third.id}


def test_a_centre_asks_the_lab_and_is_answered_in_a_thread(town, come_in, deeds):
    dina, sec = come_in(town["Dina"]), come_in(town["Sec"])

    poor = dina.submit(f"/help/of/{town['here']}/new/", topic="palaces", words=" ")
    made = dina.submit(f"/help/of/{town['here']}/new/", topic="sandbox", words="Where can firms test drones?")
    at = made.headers["Location"]

    assert (poor.status_code, errors(poor.text)) == (
        422,
        {"topic": "Not a valid choice.", "words": "Say what you ask, so that it can be answered at once."},
    )
    assert "Where can firms test drones? Waits for an answer · Here asks the Lab · A sandbox" in words(
        main(sec.get("/help/").text)
    )
    assert sec.submit(f"{at}answers/", words="").status_code == 422
    assert sec.submit(f"{at}answers/", words="In Norvale, from June.").status_code == 303
    page = words(main(dina.get(at).text))
    assert "Here asks the Lab Answered A sandbox" in page
    assert "In Norvale, from June. the Lab · Sec on" in page
    dina.submit(f"{at}answers/", words="And before June?")
    assert "Waits for an answer" in words(main(sec.get(at).text))
    assert dina.submit(f"{at}closure/").status_code == 303
    assert "Closed" in words(main(dina.get(at).text))
    assert [deed for deed, _who, _more in deeds(f"help_request:{at.split('/')[2]}")] == [
        "help.asked", "help.answered", "help.answered", "help.closed"
    ]  # fmt: skip


@pytest.mark.row("C7")
def test_a_centre_asks_another_and_both_read_it(town, come_in):
    dina, odo = come_in(town["Dina"]), come_in(town["Odo"])
    address = f"/help/of/{town['here']}/new/?to={town['there']}&topic=law&about=No+permit+for+drones"

    form = dina.get(address)
    made = dina.submit(address, topic="law", words="How did you get yours?")

    assert "“No permit for drones”" in form.text
    at = made.headers["Location"]
    assert texts("h2", main(odo.get("/help/").text)) == ["Asked of your centres", "What your centres ask"]
    assert odo.submit(f"{at}answers/", words="We wrote to the agency.").status_code == 303
    assert "We wrote to the agency. There · Odo on" in words(main(dina.get(at).text))
    assert odo.submit(f"{at}closure/").status_code == 403
    assert "How did you get yours?" in words(come_in(town["Mo"]).fragment(f"/help/of/{town['here']}/").text)
    assert "Ask this centre for Here" in words(dina.fragment(f"/help/of/{town['there']}/").text)
    assert dina.get(f"/help/of/{town['here']}/new/?to={town['here']}").status_code == 404


@pytest.mark.usefixtures("jobs_at_once")
def test_whoever_a_request_waits_for_has_one_letter_in_their_language(app, town, come_in, postbox, person):
    app.config["SMTP_URL"] = f"smtp+plain://127.0.0.1:{postbox.port}"
    fay = person("Fay")
    with app.app_context(), transaction():
        db.session.get(Person, town["Odo"].id).language = "fr"
        db.session.add(Staff(centre_id=town["there"], principal_id=fay.id, role="facilitator", since=house_clock.now()))

    dina, odo = come_in(town["Dina"]), come_in(town["Odo"])
    address = f"/help/of/{town['here']}/new/?to={town['there']}"
    at = dina.submit(address, topic="law", words="How did you get yours?").headers["Location"]
    asked = delivered(postbox)
    odo.submit(f"{at}answers/", words="We wrote to the agency.")
    answered = delivered(postbox)
    dina.submit(f"{at}answers/", words="When?")
    again = delivered(postbox)
    dina.submit(f"/help/of/{town['here']}/new/", topic="sandbox", words="Where can firms test drones?")

    with app.app_context(), transaction():
        db.session.get(Centre, town["here"]).name = "Here\nand now"
    odo.submit(f"{at}answers/", words="In June.")
    of_two_lines = delivered(postbox)

    assert asked == [
        ("fay@example.org", "Here asks for help", "How did you get yours?"),
        ("odo@example.org", "Here demande de l’aide", "How did you get yours?"),
    ]
    assert answered == [("dina@example.org", "There wrote about what Here asks", "We wrote to the agency.")]
    assert again == [("odo@example.org", "Here demande de l’aide", "When?")]
    assert of_two_lines == [
        ("dina@example.org", "There wrote about what Here and now asks", "In June."),
        ("sec@example.org", "Here asks for help", "Where can firms test drones?"),
    ]


def delivered(postbox):
    """Whom letters reached since one looked last: the address, the subject, the first line."""
    found = [(letter.rcpt_tos[0], read(letter.content)) for letter in postbox.letters]
    postbox.letters.clear()
    return sorted((to, letter["Subject"], letter.get_content().splitlines()[0]) for to, letter in found)


def test_whom_a_request_does_not_concern_learns_nothing_of_it(app, town, come_in, client):
    with app.app_context():
        asked = ask(town["Dina"], town["here"], "A secret plan", topic="law", to_centre_id=town["there"])
    ids = {"request": asked.id, "here": town["here"]}

    for who in ("Zoe", "Stranger"):
        assert differing(app, come_in(town[who]), [*THREAD, *CENTRE], ids) == {}
        assert "secret" not in come_in(town[who]).fragment(f"/help/of/{town['here']}/").text
        assert "secret" not in come_in(town[who]).get("/help/").text
    assert "secret" not in client.fragment(f"/help/of/{town['here']}/").text
    for method, address in [THREAD[1], THREAD[2], CENTRE[1]]:
        assert getattr(come_in(town["Mo"]), method)(address.format(**ids)).status_code == 403


def test_the_verbs_hold_what_the_pages_hold(app, town):
    with app.app_context():
        asked = ask(town["Dina"], town["here"], "Where?", topic="", to_centre_id=town["there"]).id
        for refusal, verb in [
            (NotFound, lambda: ask(town["Odo"], town["here"], "Mine", topic="other")),
            (NotAllowed, lambda: ask(town["Mo"], town["here"], "Mine", topic="other")),
            (NotFound, lambda: ask(town["Dina"], town["here"], "Me", topic="", to_centre_id=town["here"])),
            (NotFound, lambda: answer(town["Zoe"], asked, "Mine")),
            (NotAllowed, lambda: answer(town["Mo"], asked, "Mine")),
            (NotAllowed, lambda: close(town["Odo"], asked)),
        ]:
            with pytest.raises(refusal):
                verb()
        close(town["Sec"], asked)
        close(town["Dina"], asked)
        with pytest.raises(RequestClosed):
            answer(town["Odo"], asked, "Too late")


def test_the_secretariat_pairs_two_centres_and_both_pages_show_it(app, town, come_in, clock):
    sec = come_in(town["Sec"])
    said = {"one": town["here"], "other": town["there"], "purpose": "Drone tests", "begins_on": TODAY.isoformat()}

    empty = sec.submit("/alliance/pairs/", **said | {"one": "", "other": ""})
    assert (empty.status_code, errors(empty.text)) == (422, {"one": "Choose one.", "other": "Choose one."})
    wrong = sec.submit("/alliance/pairs/", **said | {"other": town["here"], "ends_on": "2020-01-01", "purpose": ""})
    made = sec.submit("/alliance/pairs/", **said, ends_on=TODAY.isoformat())

    assert (wrong.status_code, errors(wrong.text)) == (
        422,
        {
            "other": "Choose two different centres.",
            "purpose": "Say what they do for each other.",
            "ends_on": "A pair ends on the day it begins, or later.",
        },
    )
    assert made.status_code == 303
    shown = {name: words(come_in(town["Zoe"]).fragment(f"/alliance/pairs/of/{town[name]}/").text) for name in
             ("here", "there", "third")}  # fmt: skip
    assert ["Paired with There" in shown["here"], "Paired with Here" in shown["there"], shown["third"]] == [
        True, True, ""
    ]  # fmt: skip
    with app.app_context():
        assert partners_of({town["here"]}) == {town["there"]}
    clock(24 * 3600)
    with app.app_context():
        assert partners_of({town["here"]}) == set()


def test_the_same_two_are_not_paired_twice_at_once(app, town, come_in):
    here, there, week = town["here"], town["there"], timedelta(days=7)
    said = {"one": there, "other": here, "purpose": "Again", "ends_on": ""}
    with app.app_context():
        pair(town["Sec"], here, there, "Tests", begins_on=TODAY, ends_on=TODAY + week)
        for begins, ends in ((TODAY + week, None), (TODAY - week, TODAY), (TODAY - week, None)):
            with pytest.raises(PairedAlready):
                pair(town["Sec"], there, here, "Again", begins_on=begins, ends_on=ends)
        pair(town["Sec"], here, there, "Before", begins_on=TODAY - 2 * week, ends_on=TODAY - week)
        pair(town["Sec"], here, there, "Later", begins_on=TODAY + 2 * week, ends_on=None)
        pair(town["Sec"], here, town["third"], "Others", begins_on=TODAY, ends_on=None)

    twice = come_in(town["Sec"]).submit("/alliance/pairs/", **said, begins_on=TODAY.isoformat())

    assert (twice.status_code, "Again</textarea>" in twice.text) == (409, True)
    assert "paired in these days already" in errors(twice.text)["begins_on"]


def test_two_who_pair_the_same_centres_at_once_make_one_pair(app, town):
    def make(one, other):
        with app.app_context():
            return pair(town["Sec"], town[one], town[other], "Tests", begins_on=TODAY, ends_on=None)

    made = at_once([lambda: make("here", "there"), lambda: make("there", "here")])

    assert sorted(type(each).__name__ for each in made) == ["CentrePair", "PairedAlready"]


def test_ending_a_pair_again_does_not_move_its_end(app, town, clock):
    with app.app_context():
        made = pair(town["Sec"], town["here"], town["there"], "Tests", begins_on=TODAY, ends_on=None).id
        end_pair(town["Sec"], made)
    clock(30 * 24 * 3600)

    with app.app_context():
        with pytest.raises(PairEnded):
            end_pair(town["Sec"], made)
        assert db.session.get(CentrePair, made).ends_on == TODAY


def test_a_pair_ends_on_the_day_it_is_at_its_first_centre(app, town, clock):
    with app.app_context():
        with transaction():
            db.session.get(Centre, town["here"]).timezone = "Pacific/Kiritimati"
        made = pair(town["Sec"], town["here"], town["there"], "Tests", begins_on=TODAY, ends_on=None).id
    clock(2 * 3600)

    with app.app_context():
        end_pair(town["Sec"], made)
        assert db.session.get(CentrePair, made).ends_on == TODAY + timedelta(days=1)


def test_pairs_are_made_by_the_secretariat_alone(app, town, come_in):
    here, there = town["here"], town["there"]
    with app.app_context():
        made = pair(town["Sec"], here, there, "Tests", begins_on=TODAY, ends_on=None).id
        for refusal, verb in [
            (NotAllowed, lambda: pair(town["Dina"], here, there, "Tests", begins_on=TODAY, ends_on=None)),
            (NotAllowed, lambda: end_pair(town["Dina"], made)),
            (SameCentre, lambda: pair(town["Sec"], here, here, "Tests", begins_on=TODAY, ends_on=None)),
            (
                EndsBefore,
                lambda: pair(town["Sec"], here, there, "T", begins_on=TODAY, ends_on=LONG_AGO),
            ),
            (NotFound, lambda: end_pair(town["Sec"], made + 1)),
        ]:
            with pytest.raises(refusal):
                verb()
    for who in ("Dina", "Stranger"):
        assert come_in(town[who]).get("/alliance/pairs/").status_code == 403
        assert come_in(town[who]).submit(f"/alliance/pairs/{made}/end/").status_code == 403
    assert come_in(town["Sec"]).submit(f"/alliance/pairs/{made}/end/").status_code == 303
