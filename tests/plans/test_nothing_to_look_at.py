"""Evidence counts as shown where readers can look at something: a file or an address, and never words alone."""

import csv
import json
from datetime import timedelta

import pytest

from app import clock
from app.db import db, transaction
from app.plans import services
from app.plans.endings.sharing import Shown
from app.plans.endings.signing import Lack, lacking
from app.plans.errors import OwnPageShown
from app.plans.models import Action, ActionStatus, Evidence
from app.plans.queries import plan_found
from app.plans.services import EvidenceWords
from app.plans.status.gist_queries import gists
from tests.assets.pictures import png
from tests.plans.endings import complete, say, words
from tests.plans.test_evidence import send
from tests.plans.test_promises import said_in

BARE = "Not counted as shown: it has no file and no address to look at."
REFUSED = "Add a photo, a file or an address: words alone show nothing that readers can look at."
OWN = (
    "This is an address of this site, where the plan itself stands. "
    "Give one that shows what came of it, or add a photo or a file."
)
OWN_WHY = "Not counted as shown: its address is a page of this site, which shows nothing more than the plan."
UNSHOWN = "Done, nothing shown yet"
PAGE = "https://example.org/page"
SAID = "We all saw that it works"


@pytest.fixture
def told(app, ending):
    """A critical action is done, of which an earlier server kept words as evidence; a link for the lab manager."""
    ending.at(99)
    ending.page = f"/plans/{ending.plan_id}/"
    ending.address = f"{ending.page}evidence/"
    with app.app_context():
        with transaction():
            action = db.session.get(Action, ending.action_id)
            action.evidence_expected, action.critical, action.status = "A signed page", True, ActionStatus.DONE
            action.done_on = ending.today
        say(ending.plan_id, SAID, on=ending.today, action_id=ending.action_id)
    return ending


def rows(app):
    with app.app_context():
        found = db.session.scalars(db.select(Evidence).order_by(Evidence.number))
        return [(each.title, each.url) for each in found]


@pytest.mark.parametrize("by_link", [False, True])
def test_words_alone_are_refused_with_what_is_missing_and_stay_in_the_form(app, told, by_link):
    with app.app_context():
        ends = clock.now() + timedelta(days=2)
        token = services.make_link(told.dara, told.plan_id, owner="Lab manager", expires_at=ends).token
    browser = app.test_client() if by_link else told.browser("Dara")
    address = f"/c/{token}/evidence/" if by_link else told.address
    before = rows(app)

    form = said_in(browser.get(address).text)
    bare = send(browser, told, address, title="It went well")
    without = send(browser, told, address, title="It went well", chosen="stamp.png", without_file="y")

    assert "It counts as shown with a photo, a file or an address" in form
    for answer in (bare, without):
        assert (answer.status_code, REFUSED in answer.text) == (422, True)
        assert 'value="It went well"' in answer.text
    assert rows(app) == before


def test_evidence_keeps_its_address_and_what_had_none_may_be_corrected(app, told):
    with app.app_context():
        page = EvidenceWords(title="The page", on=told.today, url=PAGE)
        kept = services.add_evidence(told.dara, told.plan_id, page).id
    dara = told.browser("Dara")

    emptied = send(dara, told, f"/plans/evidence/{kept}/", title="The page", url="")
    corrected = send(dara, told, "/plans/evidence/said/", title="We saw it")

    assert (emptied.status_code, REFUSED in emptied.text) == (422, True)
    assert (corrected.status_code, rows(app)) == (303, [("We saw it", ""), ("The page", PAGE)])


@pytest.mark.parametrize("at", ["", "evidence/", "sign-off/"])
def test_pages_keep_such_words_say_that_they_do_not_count_and_why(told, at):
    mo = told.browser("Mo")
    page = said_in(mo.get(told.page + at).text)

    assert (SAID in page, BARE in page, "Shown by:" in page) == (True, True, False)


def test_pages_of_the_centre_and_outside_say_it_too(app, told):
    with app.app_context():
        parts = (Shown.EVIDENCE, Shown.ACTIONS)
        token = services.share_plan(told.dara, told.plan_id, label="Partner", parts=parts).token
    library = said_in(told.browser("Mo").get(f"/plans/of/{told.centre.id}/evidence/").text)
    outside = said_in(app.test_client().get(f"/p/{token}/").text)

    assert [each.count(BARE) for each in (library, outside)] == [1, 1]


def test_what_words_alone_tell_is_not_shown_and_counts_with_an_address(app, told):
    def read():
        with app.app_context():
            [gist] = gists(db.true())
        listed = said_in(told.browser("Dara").get("/plans/").text)
        return UNSHOWN in said_in(told.browser("Mo").get(told.page).text), gist.unshown, "nothing shown yet" in listed

    before = read()
    dara = told.browser("Dara")
    added = send(dara, told, "/plans/evidence/said/", title=SAID, url=PAGE, of_id=told.action_id)
    after = read()

    assert added.status_code == 303
    assert (before, after) == ((True, 1, True), (False, 0, False))
    assert "Shown by:" in said_in(dara.get(told.page).text)


def test_files_say_why_it_does_not_count(app, told):
    dara = told.browser("Dara")
    sheet = dara.get(f"/reports/plans/{told.plan_id}.csv").text.lstrip("\ufeff")
    shown = {row["Name"]: row["Shown"] for row in csv.DictReader(sheet.splitlines(keepends=True))}
    said = json.loads(dara.get(f"/reports/plans/{told.plan_id}.json").data)

    assert shown[SAID] == BARE
    assert [each["shows"] for each in said["evidence"]] == [False]


def test_the_signed_page_says_it_with_what_was_sealed(app, told):
    with app.app_context():
        complete(told)
        services.sign_off(told.dara, told.plan_id, words(told))
        with transaction():
            db.session.execute(db.delete(Evidence))

    page = said_in(told.browser("Mo").get(f"{told.page}sign-off/").text)
    sealed = page[page.index("As it was signed") :]

    assert sealed.count(BARE) == 1
    assert sealed.index(SAID) < sealed.index(BARE)


@pytest.fixture
def site(app, told, monkeypatch):
    """The plan on a site with an address of its own."""
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://baraza.example")
    told.own = f"https://baraza.example{told.page}"
    return told


def own_addresses(here):
    """Addresses that lead to the plan, to its workshop and to the site."""
    workshop = f"https://baraza.example/w/{here.workshop.id}/"
    return [
        here.own, f"{here.own}#evidence", f"{here.own[:-1]}?x=1", here.own.replace("https", "http"),
        here.own.upper().replace("HTTPS", "https"), here.own.replace(".example", ".example:443"),
        here.own.replace("baraza", "www.baraza"), here.own.replace(".example", ".example."), workshop,
        f"{workshop}agenda/", "https://baraza.example", "https://baraza.example/", "https://baraza.example/plans/",
        f"https://baraza.example/boards/../plans/{here.plan_id}/", f"https://baraza.example/reports/plans/{here.plan_id}.csv",
    ]  # fmt: skip


def test_an_address_of_the_plan_its_workshop_or_the_site_is_refused_where_it_is_typed(app, site):
    dara, before = site.browser("Dara"), rows(app)
    answers = {each: send(dara, site, site.address, title="See here", url=each) for each in own_addresses(site)}

    found = {each: (answer.status_code, OWN in said_in(answer.text)) for each, answer in answers.items()}
    assert found == dict.fromkeys(found, (422, True))
    assert all('id="url-bad"' in answer.text and "See here" in answer.text for answer in answers.values())
    assert rows(app) == before
    with app.app_context(), pytest.raises(OwnPageShown):
        services.add_evidence(site.dara, site.plan_id, EvidenceWords(title="It", on=site.today, url=site.own))


def test_what_shows_something_counts_here_and_elsewhere_and_beside_a_photo(app, site):
    dara = site.browser("Dara")
    shown = [
        "https://elsewhere.example/plans/x/", "https://baraza.example:8443/files/", "https://baraza.example.org/",
        f"https://baraza.example/boards/{site.board_id}/", "https://baraza.example/showcase/card/",
        f"https://baraza.example/reports/workshops/{site.workshop.id}/minutes/",
    ]  # fmt: skip
    answers = [send(dara, site, site.address, title="See", url=each).status_code for each in shown]
    answers.append(send(dara, site, site.address, png(), "stamp.png", url=site.own).status_code)

    with app.app_context():
        counted = [each.shows for each in plan_found(site.plan_id).evidence if each.id != "said"]
    assert (answers, counted) == ([303] * 7, [True] * 7)


def test_an_address_kept_so_before_stays_does_not_count_and_says_why(app, site):
    with app.app_context():
        with transaction():
            kept = db.session.get(Evidence, "said")
            kept.url, kept.own_page = site.own, True
        lacked = list(lacking(plan_found(site.plan_id)))
        [gist] = gists(db.true())
    dara = site.browser("Dara")
    pages = [said_in(dara.get(site.page + at).text) for at in ("", "evidence/", "sign-off/")]
    corrected = send(dara, site, "/plans/evidence/said/", title="We saw it", url=site.own)
    emptied = send(dara, site, "/plans/evidence/said/", title="We saw it", url=PAGE, of_id=site.action_id)
    back = send(dara, site, "/plans/evidence/said/", title="We saw it", url=site.own)

    assert (Lack.EVIDENCE in lacked, gist.unshown) == (True, 1)
    assert [OWN_WHY in page for page in pages] == [True] * 3
    assert (corrected.status_code, emptied.status_code, back.status_code) == (303, 303, 422)
    assert rows(app) == [("We saw it", PAGE)]
