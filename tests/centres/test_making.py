"""Centres are made by the alliance and changed by those who direct them."""

import pytest

from app.centres.errors import ChangedMeanwhile, CodeTaken, CountryElsewhere, ScopeNotAllowed, UnknownTerm
from app.centres.models import Centre
from app.centres.profile import Profile
from app.centres.queries import centre_by_code, centre_by_id, staff_role, vocabulary
from app.centres.services import change_centre, make_centre
from app.db import db, transaction
from app.errors import NotAllowed
from tests.centres.reading import errors, facts, words

FORM = {
    "name": "Meruvia Open Testbed",
    "about": "A lab for young firms.\r\nOpen on Fridays.",
    "type_code": "technology_acceleration",
    "scope": "regional",
    "ownership": "",
    "resources": "",
    "capabilities": ["trends", "open_tech"],
    "region_code": "ASP",
    "country_code": "meruvia",
    "initiatives": ["2023-2025/ASP4"],
    "governance": "A group of five.",
    "timezone": "asia/kolkata",
    "language": "fr",
}


def profile_of(app, centre_id: str) -> Profile:
    with app.app_context():
        centre = centre_by_id(centre_id)
        kept = {name: getattr(centre, name) for name in Profile.__dataclass_fields__ if hasattr(centre, name)}
        return Profile(
            **kept | {"languages": tuple(centre.languages)},
            capabilities=frozenset(term.key for term in centre.terms_of("capability")),
            initiatives=frozenset(term.key for term in centre.terms_of("initiative")),
        )


@pytest.mark.usefixtures("words")
def test_the_secretariat_makes_a_centre_and_all_of_it_is_kept(app, person, come_in, deeds):
    sec = person("Sec", alliance_role="secretariat")

    answer = come_in(sec).submit("/centres/", **FORM)

    assert answer.status_code == 303
    made = answer.headers["Location"].split("/")[2]
    assert profile_of(app, made) == Profile(
        name="Meruvia Open Testbed",
        about="A lab for young firms.\nOpen on Fridays.",
        type_code="technology_acceleration",
        scope="regional",
        region_code="ASP",
        country_code="meruvia",
        governance="A group of five.",
        timezone="Asia/Kolkata",
        language="fr",
        capabilities=frozenset({"trends", "open_tech"}),
        initiatives=frozenset({"2023-2025/ASP4"}),
    )
    assert deeds(f"centre:{made}") == [("centre.made", sec.id, {"name": "Meruvia Open Testbed"})]


def test_a_director_changes_their_centre(app, person, come_in, centre, deeds, root):
    dina = person("Dina")
    here = centre("Old name", staff={"director": dina})

    answer = come_in(dina).submit(f"/centres/{here.id}/edit/", **FORM, version="0")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/centres/{here.id}/")
    assert profile_of(app, here.id).name == "Meruvia Open Testbed"
    changed = ["name", "about", "type_code", "scope", "governance", "timezone", "language"]
    assert deeds(f"centre:{here.id}") == [
        ("centre.made", root.id, {"name": "Old name"}),
        ("centre.changed", dina.id, {"changed": changed}),
    ]


ELSEWHERE = {"region_code": "EUR", "country_code": ""}


def place_of(app, centre_id):
    said = profile_of(app, centre_id)
    return said.region_code, said.country_code


def test_a_director_reads_where_a_centre_is_and_cannot_move_it(app, person, come_in, centre):
    dina = person("Dina")
    here = centre("Here", staff={"director": dina}, country_code="meruvia")
    browser, at = come_in(dina), f"/centres/{here.id}/edit/"
    page = browser.get(at).text

    assert browser.submit(at, **FORM | ELSEWHERE, version="0").status_code == 303
    assert place_of(app, here.id) == ("ASP", "meruvia")
    assert ('name="region_code"' in page, 'name="country_code"' in page) == (False, False)
    assert facts(page) == {"Region": "Asia and the Pacific", "Country": "Meruvia"}
    assert "Write to the secretariat to change it." in words(page)
    with app.app_context(), pytest.raises(NotAllowed):
        change_centre(here.id, Profile(name="Here", region_code="EUR"), version=1, by=dina)


def test_the_secretariat_moves_a_centre_to_another_region(app, person, come_in, centre, deeds):
    sec = person("Sec", alliance_role="secretariat")
    here = centre("Here", country_code="meruvia", type_code="technology_acceleration", scope="regional")
    at = f"/centres/{here.id}/edit/"

    assert come_in(sec).submit(at, **FORM | ELSEWHERE, version="0").status_code == 303
    assert place_of(app, here.id) == ("EUR", None)
    [_made, (deed, who, details)] = deeds(f"centre:{here.id}")
    assert (deed, who, {"region_code", "country_code"} <= set(details["changed"])) == ("centre.changed", sec.id, True)


def test_a_director_changes_a_centre_whose_region_is_no_term_yet(app, person, come_in, centre):
    dina = person("Dina")
    here = centre("Here", staff={"director": dina})
    with app.app_context(), transaction():
        db.session.get_one(Centre, here.id).region_code = "ATL"

    assert come_in(dina).submit(f"/centres/{here.id}/edit/", **FORM, version="0").status_code == 303
    said = profile_of(app, here.id)
    assert (said.name, said.region_code) == ("Meruvia Open Testbed", "ATL")


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"name": "  "}, {"name": "A centre needs a name."}),
        ({"name": "x" * 161}, {"name": "At most 160 characters."}),
        ({"about": "bell\x07"}, {"about": "This text holds characters that cannot be seen. Type it again."}),
        ({"scope": "national"}, {"scope": "A centre of this type cannot have this scope."}),
        ({"scope": "galactic"}, {"scope": "Not a valid choice."}),
        (
            {"region_code": ""},
            {
                "region_code": "Choose the region of the centre.",
                "country_code": "This country belongs to another region.",
            },
        ),
        ({"country_code": "norvale"}, {"country_code": "This country belongs to another region."}),
        ({"timezone": "Moon/Base"}, {"timezone": "Choose a time zone from the list, such as Africa/Nairobi."}),
        ({"language": "tlh"}, {"language": "Not a valid choice."}),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_kept(app, come_in, root, centre, said, wrong):
    here = centre("Old name")
    before = profile_of(app, here.id)

    answer = come_in(root).submit(f"/centres/{here.id}/edit/", **FORM | said, version="0")

    assert (answer.status_code, errors(answer.text)) == (422, wrong)
    assert profile_of(app, here.id) == before


def test_a_stale_form_is_told_so_and_may_be_saved_knowingly(app, come_in, root, centre):
    here, browser = centre("Old name"), come_in(root)
    browser.submit(f"/centres/{here.id}/edit/", **FORM | {"name": "Theirs"}, version="0")

    late = browser.submit(f"/centres/{here.id}/edit/", **FORM | {"name": "Mine"}, version="0")

    assert (late.status_code, "Somebody changed this while you were writing." in late.text) == (409, True)
    assert ('value="Mine"' in late.text, 'name="version" type="hidden" value="1"' in late.text) == (True, True)
    assert profile_of(app, here.id).name == "Theirs"
    again = browser.submit(f"/centres/{here.id}/edit/", **FORM | {"name": "Mine"}, version="1")
    assert (again.status_code, profile_of(app, here.id).name) == (303, "Mine")


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"type_code": "technology_acceleration", "scope": "national"}, ScopeNotAllowed),
        ({"country_code": "norvale"}, CountryElsewhere),
        ({"type_code": "palace"}, UnknownTerm),
        ({"region_code": "ATL"}, UnknownTerm),
        ({"capabilities": frozenset({"magic"})}, UnknownTerm),
        ({"initiatives": frozenset({"2026-2029/ASP4"})}, UnknownTerm),
    ],
)
@pytest.mark.usefixtures("words")
def test_the_verb_refuses_what_the_form_would(app, root, said, refusal):
    with app.app_context(), pytest.raises(refusal):
        make_centre(Profile(**{"name": "Here", "region_code": "ASP"} | said), by=root)


def test_two_centres_do_not_share_a_code(app, root, centre):
    centre("One", code="CEN-01")

    with app.app_context(), pytest.raises(CodeTaken):
        make_centre(Profile(name="Two", region_code="ASP"), by=root, code="CEN-01")
    with app.app_context():
        assert centre_by_code("CEN-01").name == "One"


def test_the_verb_refuses_an_older_version(app, root, centre):
    here = centre("Here")

    with app.app_context(), pytest.raises(ChangedMeanwhile):
        change_centre(here.id, Profile(name="There", region_code="ASP"), version=7, by=root)


@pytest.mark.parametrize("role", [None, "reviewer", "governance board", "regional office"])
@pytest.mark.usefixtures("words")
def test_nobody_else_makes_a_centre(app, person, role):
    somebody = person("Ada", alliance_role=role)

    with app.app_context(), pytest.raises(NotAllowed):
        make_centre(Profile(name="Here", region_code="ASP"), by=somebody)


def test_a_retired_word_is_offered_only_to_who_chose_it(app, root, centre, come_in):
    from app.centres.services import retire_term

    chose = centre("Chose it", capabilities=frozenset({"trends"}))
    other = centre("Did not")
    with app.app_context():
        retire_term(vocabulary().named("capability", "trends").id, retired=True, by=root)
    browser = come_in(root)

    offered = ['value="trends"' in browser.get(f"/centres/{here.id}/edit/").text for here in (chose, other)]

    assert offered == [True, False]


def test_who_works_where_is_known(app, person, centre):
    dina, fay = person("Dina"), person("Fay")
    north = centre("North", staff={"director": dina, "facilitator": fay})
    south = centre("South", staff={"member": dina})

    with app.app_context():
        assert [staff_role(here.id, dina) for here in (north, south)] == ["director", "member"]
        assert [staff_role(here.id, fay) for here in (north, south)] == ["facilitator", None]
