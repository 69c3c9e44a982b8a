"""What a centre says of itself beside the form of before: partners, more languages, governance, how long names stay."""

import pytest

from app.centres.queries import centre_by_id, partners_of
from app.centres.services import add_partner, drop_partner
from app.errors import NotFound
from tests.centres.reading import errors, facts, main, texts, words
from tests.centres.test_making import FORM


@pytest.fixture
def home(person, centre):
    """Dina directs a centre; another one is directed by Odo."""
    dina, odo = person("Dina"), person("Odo")
    return centre("Here", staff={"director": dina}), centre("There", staff={"director": odo}), dina, odo


def test_a_director_names_partners_and_everybody_reads_them(home, come_in, client):
    here, _there, dina, _odo = home
    browser, address = come_in(dina), f"/centres/{here.id}/partners/"

    wrong = browser.submit(address, name=" ", gives="Rooms", link="javascript:alert(1)")
    added = browser.submit(address, name="Port Authority", gives="Rooms on Fridays", link="https://port.example/")

    assert (wrong.status_code, errors(wrong.text), 'value="Rooms"' in wrong.text) == (
        422,
        {"name": "Name the partner.", "link": "Write it like https://example.org."},
        True,
    )
    assert added.status_code == 303
    page = main(client.get(f"/centres/{here.id}/").text)
    assert "Partners Port Authority Rooms on Fridays" in words(page)
    assert ('href="https://port.example/"' in page, "Change the partners" in page) == (True, False)


def test_a_partner_is_taken_away_by_their_own_centre_alone(app, home, come_in, deeds):
    here, there, dina, odo = home
    with app.app_context():
        port = add_partner(here.id, name="Port", gives="", link="", by=dina).id
        with pytest.raises(NotFound):
            drop_partner(there.id, port, by=odo)
    assert come_in(odo).submit(f"/centres/{there.id}/partners/{port}/removal/").status_code == 404

    assert come_in(dina).submit(f"/centres/{here.id}/partners/{port}/removal/").status_code == 303

    with app.app_context():
        assert list(partners_of(centre_by_id(here.id))) == []
    assert [deed for deed, _who, _more in deeds(f"centre:{here.id}")][1:] == [
        "centre.partner-added",
        "centre.partner-dropped",
    ]


def test_a_centre_tells_its_languages_and_how_it_governs_itself(home, come_in, client):
    here, _there, dina, _odo = home
    said = {"languages": ["fr", "ar", "en"], "more_languages": "Swahili", "retention_months": "6", "version": "0"}

    for wrong in ("0", "121", "soon"):
        answer = come_in(dina).submit(f"/centres/{here.id}/edit/", **FORM | said | {"retention_months": wrong})
        assert (answer.status_code, list(errors(answer.text))) == (422, ["retention_months"])
    assert come_in(dina).submit(f"/centres/{here.id}/edit/", **FORM | said).status_code == 303

    page = client.get(f"/centres/{here.id}/").text
    assert facts(page)["Also in"] == "English , العربية , Swahili"
    assert "Names of guests" not in facts(page)
    assert facts(come_in(dina).get(f"/centres/{here.id}/").text)["Names of guests"] == (
        "erased 6 months after a workshop closed"
    )
    told = "The Digital Innovation Board guides the alliance and decides nothing here."
    governance = [text for text in texts("section", page) if text.startswith("Governance")]
    assert governance == [f"Governance A group of five. Each centre governs itself. {told}"]
