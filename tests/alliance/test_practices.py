"""Good-practice cards: a draft is its centre's, the secretariat publishes, everybody reads, and others adapt."""

import re
from dataclasses import replace

import pytest

from app.alliance.practices.errors import AdaptedAlready, CardElsewhere, CardIncomplete, ClosedPageLinked
from app.alliance.practices.models import Practice
from app.alliance.practices.services import adapt, change_card, move_card, write_card
from app.alliance.practices.states import CardDeed, CardState, CardWords, moves_from
from app.centres.errors import ChangedMeanwhile
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from tests.alliance.asking import differing
from tests.centres.reading import errors, main, texts, words

WORDS = CardWords(
    title="A calendar of idle lab days",
    done="We published which days the lab stands idle.",
    for_whom="Young firms without a lab",
    evidence="Tests a month: 4 before, 19 after.",
    links=("https://example.org/calendar",),
    language="en",
    languages=("fr",),
)
FORM = {
    "title": "A calendar of idle lab days",
    "done": "We published which days the lab stands idle.",
    "for_whom": "Young firms without a lab",
    "evidence": "Tests a month: 4 before, 19 after.",
    "links": "https://example.org/calendar\r\n\r\n",
    "language": "en",
    "languages": ["fr", "ar"],
    "version": "0",
}
HIDDEN = [
    ("get", "/showcase/{card}/"),
    ("get", "/practices/{card}/"),
    ("submit", "/practices/{card}/"),
    ("submit", "/practices/{card}/state/"),
    ("get", "/practices/{card}/adaptations/"),
    ("submit", "/practices/{card}/adaptations/"),
    ("submit", "/practices/adaptations/{said}/removal/"),
    ("get", "/practices/of/{here}/new/"),
    ("submit", "/practices/of/{here}/new/"),
]


@pytest.fixture
def town(app, person, centre):
    """Dina directs Here, where Fay facilitates and Mo is a member; Odo directs There; Sec publishes."""
    people = {name: person(name) for name in ("Dina", "Fay", "Mo", "Odo", "Stranger")}
    people["Sec"] = person("Sec", alliance_role="secretariat")
    staff = {"director": people["Dina"], "facilitator": people["Fay"], "member": people["Mo"]}
    here = centre("Here", staff=staff, about="A lab", language="en")
    there = centre("There", staff={"director": people["Odo"]})
    return {**people, "here": here.id, "there": there.id}


@pytest.fixture
def card(app, town):
    """`card("published")`: a card of Here in a state; its id."""

    def write(state: str = "draft", said: CardWords = WORDS) -> str:
        with app.app_context():
            made = write_card(town["Fay"], town["here"], said)
            if state != "draft":
                move_card(town["Dina"], made.id, CardState.PROPOSED, version=0)
            if state == "published":
                move_card(town["Sec"], made.id, CardState.PUBLISHED, version=1)
        return made.id

    return write


def test_each_state_leads_where_its_rights_lead():
    rights = {"centre": frozenset({CardDeed.CHANGE}), "secretariat": frozenset({CardDeed.PUBLISH}), "none": frozenset()}

    led = {(state.value, who): moves_from(state, deeds) for state in CardState for who, deeds in rights.items()}

    assert {place: [str(state) for state in states] for place, states in led.items() if states} == {
        ("draft", "centre"): ["proposed"],
        ("proposed", "centre"): ["draft"],
        ("proposed", "secretariat"): ["published", "draft"],
        ("published", "centre"): ["draft"],
        ("published", "secretariat"): ["draft"],
    }


def test_a_card_goes_from_a_draft_to_the_showcase(app, town, come_in, client, deeds):
    fay, sec = come_in(town["Fay"]), come_in(town["Sec"])
    made = fay.submit(f"/practices/of/{town['here']}/new/", **FORM)
    at = made.headers["Location"]
    card = at.split("/")[2]

    assert (made.status_code, client.get(at).status_code, client.get("/showcase/").status_code) == (303, 404, 200)
    assert sec.get(at).status_code == 404
    assert fay.submit(f"/practices/{card}/state/", state="proposed", version="0").status_code == 303
    assert texts("h3", main(sec.get("/practices/").text)) == [FORM["title"]]
    assert sec.submit(f"/practices/{card}/state/", state="published", version="1").status_code == 303
    assert texts("h2", main(client.get("/showcase/").text)) == [FORM["title"]]
    page = main(client.get(at).text)
    assert texts("h2", page) == [
        "What was done", "For whom", "How one sees that it worked", "See for yourself", "Ask them", "Adapted by"
    ]  # fmt: skip
    assert 'href="https://example.org/calendar"' in page
    assert [deed for deed, _who, _more in deeds(f"practice_card:{card}")] == [
        "practice.made", "practice.moved", "practice.moved"
    ]  # fmt: skip


def test_what_lacks_something_is_not_proposed_and_nothing_typed_is_lost(app, town, come_in, card):
    fay = come_in(town["Fay"])
    poor = card(said=CardWords(title="Only a title"))

    wrong = fay.submit(
        f"/practices/{poor}/", **FORM | {"title": " ", "links": "javascript:alert(1)", "language": "tlh"}
    )
    assert (wrong.status_code, errors(wrong.text)) == (
        422,
        {
            "title": "Give the card a title.",
            "links": "Write each link like https://example.org/report, on its own line.",
            "language": "Not a valid choice.",
        },
    )
    assert "javascript:alert(1)</textarea>" in wrong.text
    refused = fay.submit(f"/practices/{poor}/state/", state="proposed", version="0")
    assert (refused.status_code, str(CardIncomplete.message) in words(refused.text)) == (422, True)
    assert fay.submit(f"/practices/{poor}/state/", state="famous").status_code == 422
    done = card("proposed")
    less = fay.submit(f"/practices/{done}/", **FORM | {"evidence": "", "links": "", "version": "1"})
    assert (less.status_code, errors(less.text)) == (422, {"evidence": str(CardIncomplete.message)})
    late = fay.submit(f"/practices/{done}/", **FORM | {"version": "0"})
    assert (late.status_code, 'value="A calendar of idle lab days"' in late.text) == (409, True)


CLOSED = [
    "https://baraza.example/", "http://www.baraza.example:80/plans/p1/", "https://baraza.example/w/w1/cockpit/",
    "https://baraza.example/boards/b1/", "https://baraza.example/reports/workshops/w1/minutes/",
    "https://baraza.example/showcase/", "https://baraza.example/showcase/../plans/p1/", "https://BARAZA.example/p/",
]  # fmt: skip
OPEN = [
    "https://baraza.example/showcase/another/", "https://baraza.example/p/secret/", "https://example.org/plans/p1/",
]  # fmt: skip


@pytest.fixture
def site(app, monkeypatch):
    """The house under an address of its own."""
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://baraza.example")


def test_a_card_links_to_no_page_of_this_site_that_not_everybody_can_open(app, site, town, come_in, card):
    fay, new, own = come_in(town["Fay"]), f"/practices/of/{town['here']}/new/", card()
    itself = f"https://baraza.example/showcase/{own}/"

    wrong = {link: fay.submit(new, **FORM | {"links": f"{OPEN[0]}\n{link}"}) for link in CLOSED}
    changed = fay.submit(f"/practices/{own}/", **FORM | {"links": itself, "version": "0"})
    right = [fay.submit(new, **FORM | {"links": link}) for link in (*OPEN, itself)]

    refusals = {link: (answer.status_code, errors(answer.text)) for link, answer in {**wrong, itself: changed}.items()}
    assert refusals == {
        link: (422, {"links": f"\u2068{link}\u2069: {ClosedPageLinked.message}"}) for link in (*CLOSED, itself)
    }
    assert [answer.status_code for answer in right] == [303, 303, 303, 303]
    with app.app_context(), pytest.raises(ClosedPageLinked):
        write_card(town["Fay"], town["here"], replace(WORDS, links=(CLOSED[1],)))
    with app.app_context(), pytest.raises(ClosedPageLinked):
        change_card(town["Fay"], own, replace(WORDS, links=(itself,)), version=0)


def test_a_closed_page_linked_before_is_told_when_its_card_is_proposed_or_published(app, site, town, come_in, card):
    draft, proposed = card(), card("proposed")
    with app.app_context(), transaction():
        for each in (draft, proposed):
            db.session.get(Practice, each).links = [CLOSED[1]]

    answers = [
        come_in(town["Fay"]).submit(f"/practices/{draft}/state/", state="proposed", version="0"),
        come_in(town["Sec"]).submit(f"/practices/{proposed}/state/", state="published", version="1"),
    ]
    back = come_in(town["Sec"]).submit(f"/practices/{proposed}/state/", state="draft", words="A link", version="1")

    said = [(answer.status_code, str(ClosedPageLinked.message) in words(answer.text)) for answer in answers]
    assert said == [(422, True), (422, True)]
    assert back.status_code == 303


def test_the_secretariat_gives_a_card_back_and_says_what_is_missing(town, come_in, card):
    proposed = card("proposed")

    sent = {"state": "draft", "words": "Say how many firms.", "version": "1"}
    back = come_in(town["Sec"]).submit(f"/practices/{proposed}/state/", **sent)
    followed = come_in(town["Sec"]).get(back.location)

    assert (back.status_code, followed.status_code) == (303, 200)
    page = words(main(come_in(town["Mo"]).get(f"/showcase/{proposed}/").text))
    assert "The secretariat gave it back: Say how many firms." in page


def test_whoever_takes_a_card_off_is_led_to_a_page_they_may_see(town, come_in, card):
    public, own = card("published"), card("published")
    sent = {"state": "draft", "words": "", "version": "2"}

    ways = {who: (come_in(town[who]), each) for who, each in (("Sec", public), ("Dina", own))}
    led = {who: browser.submit(f"/practices/{each}/state/", **sent) for who, (browser, each) in ways.items()}

    assert {who: (each.status_code, each.location) for who, each in led.items()} == {
        "Sec": (303, "/practices/"),
        "Dina": (303, f"/showcase/{own}/"),
    }
    assert {who: ways[who][0].get(each.location).status_code for who, each in led.items()} == {"Sec": 200, "Dina": 200}


def test_a_card_is_published_as_it_was_read(app, town, come_in, client, card):
    proposed, sec = card("proposed"), come_in(town["Sec"])
    button = re.search(r'name="version" value="(\d+)"', sec.get(f"/showcase/{proposed}/").text)[1]
    come_in(town["Fay"]).submit(f"/practices/{proposed}/", **FORM | {"evidence": "Trust us.", "version": "1"})

    late = sec.submit(f"/practices/{proposed}/state/", state="published", version=button)
    nothing = sec.submit(f"/practices/{proposed}/state/", state="published")
    with app.app_context(), pytest.raises(ChangedMeanwhile):
        move_card(town["Sec"], proposed, CardState.PUBLISHED, version=int(button))

    assert (late.status_code, nothing.status_code, client.get(f"/showcase/{proposed}/").status_code) == (409, 409, 404)
    assert ("Somebody changed this card" in late.text, "Trust us." in late.text) == (True, True)
    button = re.search(r'name="version" value="(\d+)"', late.text)[1]
    assert sec.submit(f"/practices/{proposed}/state/", state="published", version=button).status_code == 303


def test_who_may_not_read_a_card_learns_nothing_of_it(app, town, come_in, card):
    with app.app_context():
        ids = {"card": card(), "here": town["here"]}
        public = card("published")
        ids["said"] = adapt(town["Odo"], public, town["there"], "We did it in Kiswahili.").id
    for who in ("Stranger",):
        assert differing(app, come_in(town[who]), HIDDEN, ids) == {}
    for address in ("/practices/{card}/", "/practices/of/{here}/new/"):
        assert come_in(town["Mo"]).get(address.format(**ids)).status_code == 403
    assert come_in(town["Mo"]).get(f"/showcase/{ids['card']}/").status_code == 200


def test_the_verbs_hold_what_the_pages_hold(app, town, card):
    draft, public = card(), card("published")
    with app.app_context():
        for refusal, verb in [
            (NotFound, lambda: write_card(town["Odo"], town["here"], WORDS)),
            (NotAllowed, lambda: write_card(town["Mo"], town["here"], WORDS)),
            (NotAllowed, lambda: move_card(town["Mo"], draft, CardState.PROPOSED, version=0)),
            (CardElsewhere, lambda: move_card(town["Dina"], draft, CardState.PUBLISHED, version=0)),
            (NotFound, lambda: move_card(town["Odo"], draft, CardState.PROPOSED, version=0)),
            (NotFound, lambda: adapt(town["Odo"], draft, town["there"], "Mine")),
            (NotFound, lambda: adapt(town["Dina"], public, town["here"], "My own")),
            (NotFound, lambda: adapt(town["Odo"], public, town["there"], "Mine", card_id=draft)),
            (CardElsewhere, lambda: move_card(town["Sec"], public, CardState.PROPOSED, version=2)),
        ]:
            with pytest.raises(refusal):
                verb()
        adapt(town["Odo"], public, town["there"], "We did it in Kiswahili.")
        with pytest.raises(AdaptedAlready):
            adapt(town["Odo"], public, town["there"], "Again")
    proposed = card("proposed")
    with app.app_context(), pytest.raises(NotAllowed):
        move_card(town["Dina"], proposed, CardState.PUBLISHED, version=1)


def test_another_centre_adapts_a_card_and_both_show_it(app, town, come_in, client, card):
    public, odo = card("published"), come_in(town["Odo"])
    with app.app_context():
        own = write_card(town["Odo"], town["there"], WORDS).id
        for version, (state, who) in enumerate(((CardState.PROPOSED, "Odo"), (CardState.PUBLISHED, "Sec"))):
            move_card(town[who], own, state, version=version)
    address = f"/practices/{public}/adaptations/"
    assert come_in(town["Stranger"]).get(address).status_code == 403

    assert odo.submit(address, centre=town["there"], words=" ", card="").status_code == 422
    assert odo.submit(address, centre=town["here"], words="Theirs", card="").status_code == 422
    answer = odo.submit(address, centre=town["there"], words="We did it in Kiswahili.", card=own)

    assert answer.status_code == 303
    page = main(client.get(f"/showcase/{public}/").text)
    assert "There We did it in Kiswahili. Their card: A calendar of idle lab days" in words(page)
    assert f'href="/showcase/{own}/"' in page
    parts = {name: words(client.fragment(f"/practices/of/{town[name]}/").text) for name in ("here", "there")}
    assert "Adapted by There" in parts["here"]
    assert "Adapted from Here" in parts["there"]
    assert "Take this back" in odo.get(f"/showcase/{public}/").text


def test_a_card_begins_with_what_its_plan_says(app, planned, come_in):
    from app.db import db, transaction
    from app.plans.models import Action, Plan

    with app.app_context(), transaction():
        db.session.get_one(Plan, planned.plan_id).goal = "Ten firms test by June"
        db.session.get_one(Action, planned.action_id).status = "done"
    address = f"/practices/of/{planned.centre.id}/new/?plan={planned.plan_id}"

    page = planned.browser("Dara").get(address).text

    assert "Ten firms test by June\n– Publish a calendar</textarea>" in page
    assert planned.browser("Dara").submit(address, **FORM).status_code == 303
    assert planned.browser("Dara").get(address.split("?", maxsplit=1)[0] + "?plan=nowhere").status_code == 404


def test_the_showcase_is_searched_by_words_and_language_and_tells_no_status(town, client, card):
    card("published")
    card("published", CardWords(title="Carte", done="a", for_whom="b", evidence="c", language="fr"))

    found = {
        query: texts("h2", main(client.get(f"/showcase/?{query}").text))
        for query in ("q=IDLE", "language=fr", "q=zanzibar", "language=tlh")
    }

    one, two = "A calendar of idle lab days", "Carte"
    assert found == {"q=IDLE": [one], "language=fr": [two, one], "q=zanzibar": [], "language=tlh": [two, one]}
    page = client.get("/showcase/").text
    assert [word for word in ("On track", "Off track", "Needs attention", "No data") if word in page] == []
