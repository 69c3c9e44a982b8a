"""What is in the way of several centres: alike by kind and words, and told to others only where a plan shares it."""

from datetime import timedelta

import pytest

from app import clock
from app.alliance.blockers.alike import Blocker, alike, has_word, said_by_several, stems
from app.alliance.blockers.services import share_blockers
from app.alliance.pairs.services import pair
from app.centres.models import Staff
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.ids import new_id
from app.plans.models import Ask, Plan, SignOff
from tests.alliance.asking import differing
from tests.alliance.portfolio_house import add_plan
from tests.centres.reading import main, words
from tests.morning import TODAY
from tests.statements import statements


def test_words_count_that_say_something_in_six_languages():
    told = {
        "We have no permits for the drones": {"permit": "permits", "drones": "drones"},
        "Nous n'avons pas les données": {"avons": "avons", "donnee": "données"},
        "No hay dinero para los laboratorios": {"dinero": "dinero", "labora": "laboratorios"},
        "Нет разрешения для лаборатории": {"разреш": "разрешения", "лабора": "лаборатории"},
        "لا يوجد التصريح": {"يوجد": "يوجد", "تصريح": "التصريح"},
        "没有许可证": {"没有": "没有", "有许": "有许", "许可": "许可", "可证": "可证"},
    }

    assert {text: stems(text) for text in told} == told


def test_two_are_alike_by_kind_and_a_word_or_by_two_words():
    own = Blocker("here", "Here", "law", "No permit for drones")
    others = [
        Blocker("a", "A", "law", "Permits take a year"),
        Blocker("b", "B", "money", "A permit costs much"),
        Blocker("c", "C", "", "Drones wait for a permit"),
        Blocker("d", "D", "law", "The agency is closed"),
        Blocker("here", "Here", "law", "No permit for drones, again"),
    ]

    found = alike(own, others)

    assert [(like.other.centre, like.same_kind, like.words) for like in found] == [
        ("A", True, ("permit",)),
        ("C", False, ("permit", "drones")),
    ]
    assert said_by_several([own, *others]) == [("permit", 4), ("drones", 2)]
    assert [has_word(own, word) for word in ("PERMITS", "money", " ", "the")] == [True, False, True, False]


@pytest.fixture
def town(app, person, come_in):
    """Coral and Lotus have no permit, Norvale has none either; Cora, Lola and Nora direct them."""
    from app.centres.services import load_terms

    people = {name: person(name) for name in ("Cora", "Lola", "Nora", "Mel", "Stranger")}
    people["Sec"] = person("Sec", alliance_role="secretariat")
    with app.app_context():
        load_terms()
        plans = {name: add_plan(name.title(), "AFR", day=20, read=2.0) for name in ("coral", "lotus", "norvale")}
        places = {}
        asks = {
            "coral": "No permit for drones",
            "lotus": "A permit takes a year",
            "norvale": "Permit topsecret",
        }
        roles = [("coral", "Cora", "director"), ("lotus", "Lola", "director"), ("norvale", "Nora", "director"),
                 ("coral", "Mel", "member")]  # fmt: skip
        with transaction():
            for name, plan_id in plans.items():
                plan = db.session.get_one(Plan, plan_id)
                places[name] = plan.centre_id
                plan.asks = [
                    Ask(id=new_id(), number=1, title=asks[name], to="Minister", kind="law", asked_on=TODAY,
                        created_at=clock.now())
                ]  # fmt: skip
                plan.actions[1].blocked_reason = f"Waits for {name} itself"
                plan.check_ins[0].blocked = f"Rain over {name}"
            for name, who, role in roles:
                place = {"centre_id": places[name], "principal_id": people[who].id, "role": role}
                db.session.add(Staff(**place, since=clock.now()))
    return {"plans": plans, "places": places, **people}


@pytest.mark.row("C7")
def test_nothing_of_a_plan_is_told_to_others_before_it_shares(app, town, come_in):
    cora = come_in(town["Cora"])
    secrets = ["Lotus", "Norvale", "takes a year", "topsecret", *town["plans"].values(), "Plan of Lotus"]
    secrets.remove(town["plans"]["coral"])

    before = cora.get("/alliance/blockers/").text
    assert [secret for secret in secrets if secret in before] == []
    assert (
        come_in(town["Lola"]).submit(f"/alliance/blockers/shares/{town['plans']['lotus']}/", shares="yes").status_code
        == 303
    )
    after = cora.get("/alliance/blockers/").text

    assert [secret for secret in secrets if secret in after] == ["Lotus", "takes a year"]
    told = words(main(after))
    asked = "No permit for drones Law or rules · Coral · See it in the plan"
    assert f"{asked} A permit takes a year Lotus · Ask them Lotus" in told
    assert "Alike: both about Law or rules , both say permit" in told.replace("rules,", "rules ,")
    assert "Rain over lotus" in told
    assert come_in(town["Stranger"]).get("/alliance/blockers/").text.count("Lotus") == 0
    come_in(town["Lola"]).submit(f"/alliance/blockers/shares/{town['plans']['lotus']}/", shares="no")
    assert [secret for secret in secrets if secret in cora.get("/alliance/blockers/").text] == []


def test_what_is_shared_is_shared_with_centres_and_the_lab_and_not_with_everybody_who_has_a_role(
    app, town, come_in, person
):
    with app.app_context():
        share_blockers(town["Lola"], town["plans"]["lotus"], shares=True)
        with transaction():
            plan = db.session.get_one(Plan, town["plans"]["lotus"])
            plan.actions[1].parked_on = TODAY
    readers = {
        "Rev": come_in(person("Rev", alliance_role="reviewer")),
        "Gov": come_in(person("Gov", alliance_role="governance board")),
        "Cora": come_in(town["Cora"]),
        "Sec": come_in(town["Sec"]),
    }
    told = {name: browser.get("/alliance/blockers/").text for name, browser in readers.items()}

    assert {name: "takes a year" in page for name, page in told.items()} == {
        "Rev": False, "Gov": False, "Cora": True, "Sec": True,
    }  # fmt: skip
    assert not any("Waits for lotus itself" in page for page in told.values()), "what is set aside is in nobody's way"


def test_what_is_in_the_way_of_a_plan_that_is_over_is_no_news(app, town, come_in):
    coral, cora = town["plans"]["coral"], come_in(town["Cora"])
    before = "No permit for drones" in cora.get("/alliance/blockers/").text
    with app.app_context(), transaction():
        signed = {"result": "Done", "handover": "The lab", "choice": "stop", "signed_on": TODAY}
        made = {"created_at": clock.now(), "follow_on": TODAY}
        db.session.add(SignOff(id=new_id(), plan_id=coral, **made, **signed))
    signed_off = "No permit for drones" in cora.get("/alliance/blockers/").text
    with app.app_context(), transaction():
        db.session.scalars(db.select(SignOff)).one().reopened_at = clock.now()
    reopened = "No permit for drones" in cora.get("/alliance/blockers/").text
    with app.app_context(), transaction():
        db.session.execute(db.delete(SignOff))
        db.session.get_one(Plan, coral).day_one = TODAY - timedelta(days=800)
    long_ago = "No permit for drones" in cora.get("/alliance/blockers/").text

    assert (before, signed_off, reopened, long_ago) == (True, False, True, False)


def test_only_who_changes_a_plan_shares_it(app, town, come_in):
    coral = town["plans"]["coral"]
    door = "/alliance/blockers/shares/{plan}/"

    assert differing(app, come_in(town["Lola"]), [("submit", door)], {"plan": coral}) == {}
    for who, status in {"Mel": 403, "Sec": 403, "Cora": 422}.items():
        assert come_in(town[who]).submit(door.format(plan=coral), shares="perhaps").status_code == status
    with app.app_context():
        for who, refusal in {"Mel": NotAllowed, "Lola": NotFound}.items():
            with pytest.raises(refusal):
                share_blockers(town[who], coral, shares=True)
        share_blockers(town["Cora"], coral, shares=True)
        share_blockers(town["Cora"], coral, shares=True)


def test_the_secretariat_reads_all_by_kind_and_by_word(town, come_in):
    sec = come_in(town["Sec"])

    law = words(main(sec.get("/alliance/blockers/?kind=law").text))
    rain = words(main(sec.get("/alliance/blockers/?word=rain&kind=none").text))

    assert ["topsecret" in law, "takes a year" in law, "Rain" in law] == [True, True, False]
    assert "Said at several centres: permit 3" in law
    assert ["Rain over coral" in rain, "topsecret" in rain] == [True, False]


def test_what_a_partner_shares_comes_first(app, town, come_in):
    with app.app_context():
        for name, who in (("lotus", "Lola"), ("norvale", "Nora")):
            share_blockers(town[who], town["plans"][name], shares=True)
    cora = come_in(town["Cora"])

    def year_comes_first():
        page = words(main(cora.get("/alliance/blockers/").text))
        return page.index("takes a year") < page.index("topsecret")

    before = year_comes_first()
    with app.app_context():
        places = town["places"]
        pair(town["Sec"], places["norvale"], places["coral"], "Permits", begins_on=TODAY, ends_on=None)

    assert (before, year_comes_first()) == (True, False)


def test_it_asks_as_often_for_many_plans_as_for_three(app, town, come_in):
    sec = come_in(town["Sec"])
    asked = []
    for _round in range(2):
        sec.get("/alliance/blockers/")
        with statements(app) as said:
            sec.get("/alliance/blockers/")
        asked.append(len(said))
        with app.app_context():
            for number in range(5):
                add_plan(f"More {number}", "AFR", day=9, read=1.0)

    assert asked[0] == asked[1]
