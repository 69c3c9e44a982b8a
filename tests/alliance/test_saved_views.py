"""Ways to look at the portfolio that somebody keeps under a name, for themselves or for colleagues of the same role."""

import re

import pytest

from app.alliance.models import SavedView
from app.db import db
from tests.alliance.portfolio_house import house

__all__ = ["house"]


@pytest.fixture
def colleague(person, come_in):
    return come_in(person("Colleague", alliance_role="secretariat"))


def save(browser, name="Africa", view="plans", query="region=AFR&order=-day&magic=1", **more):
    return browser.submit("/portfolio/views/", name=name, view=view, query=query, **more)


def opened(browser):
    """Names of the views somebody finds, and where they lead."""
    page = browser.get("/portfolio/views/").text
    return [
        (name, where.replace("&amp;", "&")) for where, name in re.findall(r'<h3><a href="([^"]+)"><bdi>([^<]+)', page)
    ]


def newest(app):
    with app.app_context():
        return db.session.scalars(db.select(SavedView).order_by(SavedView.made_at.desc())).first()


def test_a_view_keeps_what_somebody_looks_for_and_leads_back_to_it(app, house):
    _plans, browsers = house
    page = browsers["Sec"].get("/portfolio/silent/?region=AFR&q=a%26b").text
    where = re.search(r'href="(/portfolio/views/\?view=[^"]+)"', page)[1].replace("&amp;", "&")
    form = browsers["Sec"].get(where).text
    query = re.search(r'name="query" value="([^"]*)"', form)[1].replace("&amp;", "&")

    answer = save(browsers["Sec"], "Quiet <b>Africa</b>", "silent", query)

    assert (answer.status_code, answer.location) == (303, "/portfolio/views/")
    assert opened(browsers["Sec"]) == [("Quiet &lt;b&gt;Africa&lt;/b&gt;", "/portfolio/silent/?q=a%26b&region=AFR")]
    save(browsers["Sec"])
    assert opened(browsers["Sec"])[0] == ("Africa", "/portfolio/?region=AFR&order=-day")
    assert newest(app).query == "region=AFR&order=-day"


def test_it_is_renamed_shared_with_the_same_role_and_deleted_by_its_owner_alone(app, house, colleague):
    _plans, browsers = house
    others = [browsers[who] for who in ("Root", "Rae", "Dara")]
    save(browsers["Sec"])
    address = f"/portfolio/views/{newest(app).id}/"
    assert [opened(each) for each in (colleague, *others)] == [[]] * 4

    assert browsers["Sec"].submit(address, name="Our Africa", shared="y").status_code == 303

    there = [("Our Africa", "/portfolio/?region=AFR&order=-day")]
    assert [opened(each) for each in (browsers["Sec"], colleague, *others)] == [there, there, [], [], []]
    assert "Sec" in colleague.get("/portfolio/views/").text
    for each in (colleague, *others):
        answers = [each.get(address), each.submit(address, name="Mine"), each.submit(f"{address}removal/")]
        assert [answer.status_code for answer in answers] == [404] * 3
    assert browsers["Sec"].submit(f"{address}removal/").status_code == 303
    assert (opened(browsers["Sec"]), newest(app)) == ([], None)


def test_a_shared_view_shows_each_what_they_may_see(app, house, person, come_in):
    _plans, browsers = house
    americas = come_in(person("Amy", alliance_role="regional office", alliance_region="AMS"))
    save(browsers["Rae"], "Everything", query="", shared="y")

    [(_name, where)] = opened(americas)

    assert [name in americas.get(where).text for name in ("Coral", "Lotus", "Norvale")] == [False] * 3
    assert [name in browsers["Rae"].get(where).text for name in ("Coral", "Lotus", "Norvale")] == [False, True, True]


def test_who_has_no_role_in_the_alliance_has_nobody_to_share_with(app, house):
    _plans, browsers = house

    form = browsers["Dara"].get("/portfolio/views/?view=plans&query=").text
    save(browsers["Dara"], "Ours", query="", shared="y")

    assert 'name="shared"' not in form
    assert (opened(browsers["Dara"]), newest(app).shared) == ([("Ours", "/portfolio/")], False)
    assert opened(browsers["Stranger"]) == []


def test_what_cannot_be_saved_is_refused_in_words_and_nothing_typed_is_lost(app, house):
    _plans, browsers = house
    without = save(browsers["Sec"], "", shared="y")
    assert (without.status_code, "Give it a name you will know it by." in without.text) == (422, True)
    assert 'name="query" value="region=AFR&amp;order=-day"' in without.text
    assert re.search(r'<input[^>]* checked[^>]* name="shared"', without.text)
    assert save(browsers["Sec"], view="magic").status_code == 422
    assert save(browsers["Gov"], view="silent").status_code == 403
    assert save(browsers["Stranger"]).status_code == 403
    for number in range(30):
        assert save(browsers["Sec"], f"View {number}").status_code == 303

    full = save(browsers["Sec"], "One more")

    assert (full.status_code, "You keep thirty views already." in full.text) == (409, True)
    assert len(opened(browsers["Sec"])) == 30
