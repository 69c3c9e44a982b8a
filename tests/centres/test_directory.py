"""The directory: open to everybody, found by words and by what a centre is, and silent about how anybody is doing."""

import pytest

from tests.centres.reading import facts, main, texts, words


@pytest.fixture
def three(centre):
    """Three centres in two regions."""
    centre(
        "Meruvia Open Testbed",
        type_code="technology_acceleration",
        scope="regional",
        country_code="meruvia",
        capabilities=frozenset({"open_tech", "trends"}),
        about="A lab for young firms.",
    )
    centre("Lotus Islands Initiative Desk", type_code="initiative_acceleration", country_code="lotus-islands")
    centre("Belmark Regulatory Lab", region_code="EUR", capabilities=frozenset({"policy"}))


def found(page: str) -> list[str]:
    return texts("h3", page)


@pytest.mark.usefixtures("three")
def test_a_visitor_reads_every_centre_under_its_region(client):
    page = client.get("/centres/").text

    assert texts("h2", main(page)) == ["Asia and the Pacific", "Europe"]
    assert found(page) == ["Lotus Islands Initiative Desk", "Meruvia Open Testbed", "Belmark Regulatory Lab"]
    assert "3 centres" in words(page)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=LAB", ["Meruvia Open Testbed", "Belmark Regulatory Lab"]),
        ("q=young+meruvia", ["Meruvia Open Testbed"]),
        ("q=初创", []),
        ("q=技术加速中心", ["Meruvia Open Testbed"]),
        ("q=ميروفيا", ["Meruvia Open Testbed"]),
        ("region=EUR", ["Belmark Regulatory Lab"]),
        ("type=initiative_acceleration", ["Lotus Islands Initiative Desk"]),
        ("capability=policy", ["Belmark Regulatory Lab"]),
        ("region=ASP&capability=policy", []),
        ("region=ATLANTIS", ["Lotus Islands Initiative Desk", "Meruvia Open Testbed", "Belmark Regulatory Lab"]),
    ],
)
def test_centres_are_found_by_words_of_any_language_and_by_what_they_are(client, query, names):
    assert found(client.get(f"/centres/?{query}").text) == names


@pytest.mark.usefixtures("three")
def test_nothing_found_says_so_and_shows_the_way_back(client):
    page = client.get("/centres/?q=zanzibar").text

    assert "No centre fits. Take a filter away or write fewer words." in words(page)
    assert "Show all centres" in texts("a", main(page))


def test_an_empty_house_says_so(client):
    assert "No centre is here yet." in words(client.get("/centres/").text)


@pytest.mark.usefixtures("three")
def test_htmx_gets_the_list_alone_and_the_address_it_stands_for(client):
    answer = client.fragment("/centres/?q=&region=EUR&type=&capability=")

    assert answer.text.lstrip().startswith('<div id="centre-list">')
    assert answer.headers["HX-Replace-Url"] == "/centres/?region=EUR"


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize(
    ("language", "region"),
    [
        ("ar", "آسيا والمحيط الهادئ"),
        ("es", "Asia y el Pacífico"),
        ("fr", "Asie-Pacifique"),
        ("ru", "Азиатско-Тихоокеанский регион"),
        ("zh", "亚洲和太平洋"),
    ],
)
def test_a_visitor_reads_in_their_own_language(client, language, region):
    page = client.get("/centres/", headers={"Accept-Language": language}).text

    assert texts("h2", main(page))[0] == region


@pytest.mark.row("C1", partly=True)
def test_a_centre_tells_visitors_what_it_is(client, centre, person):
    here = centre(
        "Meruvia Open Testbed",
        staff={"director": person("Dina")},
        type_code="technology_acceleration",
        scope="regional",
        country_code="meruvia",
        capabilities=frozenset({"trends", "sme"}),
        initiatives=frozenset({"2023-2025/ASP4", "2023-2025/CIS5"}),
        resources="Two engineers",
        governance="A group of five.\n<b>Monthly</b>",
        timezone="Asia/Kolkata",
    )

    page = client.get(f"/centres/{here.id}/").text

    told = facts(page)
    assert {name: said for name, said in told.items() if name != "Local time"} == {
        "Country": "Meruvia invented for demonstration",
        "Region": "Asia and the Pacific",
        "Scope": "Regional",
        "Ownership": "Owned and managed by ITU, or by the host country",
        "Resources": "Two engineers",
        "Language": "English",
    }
    assert told["Local time"].endswith(" Asia/Kolkata")
    assert texts("h2", main(page)) == [
        "What it works on",
        "Regional initiatives",
        "Governance",
        "At a glance",
        "Life of the centre",
    ]
    assert found(page) == ["Trends research readiness", "Entrepreneurship and SME growth"]
    assert "ASP4 2023–2025 Topic: Policy and regulation for digital transformation title not confirmed" in words(page)
    assert "CIS5 2023–2025 title not confirmed" in words(page)
    assert "A group of five.\n&lt;b&gt;Monthly&lt;/b&gt;" in page


@pytest.mark.row("C1", partly=True)
def test_who_works_in_a_centre_is_for_people_who_sign_in(client, centre, person, guest, come_in):
    dina, stranger = person("Dina"), person("Sana")
    here = centre("Meruvia Open Testbed", staff={"director": dina})

    seen_by_visitor = client.get(f"/centres/{here.id}/").text
    seen_by_guest = come_in(guest("Neem")).get(f"/centres/{here.id}/").text
    seen_by_stranger = come_in(stranger).get(f"/centres/{here.id}/").text
    seen_by_director = come_in(dina).get(f"/centres/{here.id}/").text

    assert ["Dina" in page for page in (seen_by_visitor, seen_by_guest, seen_by_stranger, seen_by_director)] == [
        False,
        False,
        True,
        True,
    ]
    assert ["dina@example.org" in page for page in (seen_by_stranger, seen_by_director)] == [False, True]


def test_the_plans_of_a_centre_come_by_address_to_people_who_sign_in(client, centre, person, come_in):
    here = centre("Meruvia Open Testbed")
    address = f'hx-get="/plans/of/{here.id}/"'

    assert address not in client.get(f"/centres/{here.id}/").text
    assert address in come_in(person("Sana")).get(f"/centres/{here.id}/").text


@pytest.mark.parametrize("address", ["/centres/nowhere/", "/centres/%00/", "/centres/%ED%A0%80/"])
def test_a_centre_that_is_none_is_not_found(client, address):
    assert client.get(address).status_code == 404
