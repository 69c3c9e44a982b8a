"""The library's pages, as anybody sees them."""

import html
import re

import pytest

from tests.statements import statements

PAGES = (
    "/canvases/",
    "/canvases/swot/",
    "/canvases/swot/print/",
    "/canvases/sequences/",
    "/canvases/sequences/centre_half_day/",
    "/glossary/",
    "/glossary/sheet/",
)


def text_of(page: str) -> str:
    """What a reader sees of a page: no tags, single spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def names_on(page: str) -> list[str]:
    """The canvases on the shelves of a page, in order."""
    return re.findall(r'<a href="([a-z0-9_]+)/"><svg class="map"', page)


@pytest.fixture
def read(client):
    """The page at an address, read in a language."""

    def page(address: str, language: str = "en", status: int = 200) -> str:
        answer = client.get(address, headers={"Accept-Language": language})
        assert answer.status_code == status
        return answer.text

    return page


def test_the_gallery_shows_every_canvas_by_family(read, shelf):
    page = read("/canvases/")

    assert names_on(page) == [canvas.id for family in shelf.families for canvas in shelf.of_family(family)]
    assert "67 canvases" in text_of(page)


def test_the_gallery_is_light(client):
    answer = client.get("/canvases/", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 20 * 1024


@pytest.mark.parametrize("language", ["ar", "es", "fr", "ru", "zh"])
def test_readers_find_their_own_words_on_every_page(read, shelf, language):
    swot, threats = shelf.canvases["swot"], shelf.canvases["swot"].zone("threats")

    assert swot.purpose[language] in text_of(read("/canvases/", language))
    page = text_of(read("/canvases/swot/", language))
    for words in (swot.name, swot.when_to_use, swot.outputs, threats.title, threats.prompt, swot.flow[0].line):
        assert " ".join(words[language].split()) in page


def test_method_families_carry_their_english_name_in_other_languages(read):
    page = read("/canvases/", "zh")

    assert text_of(page).count("意义建构与未来思维 (Sense-making and futures)") == 1
    assert '<span class="soft en-name" lang="en" dir="ltr">(Sense-making and futures)</span>' in page
    assert "(Planning)" not in text_of(page)


@pytest.mark.parametrize(
    ("wish", "canvases"),
    [
        ("q=айсберг", ["iceberg", "five_whys"]),
        ("q=冰山", ["iceberg", "five_whys"]),
        ("people=400", ["think_pair_group_all"]),
        ("family=facilitation&minutes=10&people=100", ["parking_lot", "energy_check", "session_feedback"]),
        (
            "q=&minutes=&people=&phase=diverge&capability=policy&family=sensemaking",
            ["futures_wheel", "scenario_cross"],
        ),
    ],
)
def test_the_gallery_answers_a_wish(read, shelf, wish, canvases):
    page = read(f"/canvases/?{wish}")

    assert names_on(page) == canvases
    assert f"{len(canvases)} of 67 canvases" in text_of(page)


def test_htmx_gets_the_shelves_alone_and_the_address_to_pass_on(client):
    answer = client.fragment("/canvases/?q=swot&minutes=&people=&phase=")

    assert answer.text.lstrip().startswith('<div id="gallery">')
    assert names_on(answer.text) == ["swot"]
    assert answer.headers["HX-Replace-Url"] == "/canvases/?q=swot"
    assert "HX-Request" in answer.headers["Vary"]


def test_an_empty_shelf_says_so_and_leads_back(read):
    page = read("/canvases/?q=zzz")

    assert "No canvas meets all of this." in text_of(page)
    assert "0 of 67 canvases" in text_of(page)
    assert '<a class="btn" href="/canvases/">Show all canvases</a>' in page


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("people=0", "Give a number of people from 1 to 1000."),
        ("people=many", "People:"),
        ("minutes=-5", "Time you have:"),
        ("family=poetry", "Family:"),
        ("q=" + "x" * 81, "Use at most 80 letters."),
    ],
)
def test_a_wish_that_cannot_be_read_is_refused_at_the_field(read, wish, said):
    page = read(f"/canvases/?{wish}", status=422)

    assert said in text_of(page)
    assert 'aria-invalid="true"' in page
    assert names_on(page) == []


def test_the_page_of_a_canvas_says_how_to_run_it_and_what_becomes_of_it(read):
    page = text_of(read("/canvases/swot/"))

    assert "32 min" in page
    assert "10 min Group similar notes and name each group Group" in page
    assert "These become actions of the plan So we will" in page
    assert "can become risks" in page
    assert "25–45 min" in page
    assert "Preparing an expression of interest" in page


@pytest.mark.parametrize("address", ["/canvases/business_model/", "/canvases/business_model/print/"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_share_alike_canvas_always_shows_its_credit(read, address, language):
    page = read(address, language)

    assert "The Business Model Canvas, Strategyzer AG, strategyzer.com, CC BY-SA 3.0" in page
    assert "<details" not in page.split('id="main"')[1]


def test_the_drawing_is_the_same_plane_in_every_direction(read):
    plane = re.compile(r'<rect class="p-[^>]+>|<foreignObject x[^>]+>')

    assert plane.findall(read("/canvases/swot/", "ar")) == plane.findall(read("/canvases/swot/", "en"))


def test_a_sheet_can_be_printed_in_another_language_than_the_readers(read, shelf):
    page = read("/canvases/swot/print/?language=ar", "fr")

    assert '<html lang="ar" dir="rtl">' in page
    assert shelf.canvases["swot"].zone("threats").prompt["ar"] in page


def test_a_sequence_shows_its_steps_with_minutes_that_fill_it(read):
    page = read("/canvases/sequences/midpoint/")

    minutes = re.findall(r'<li><span class="num">(\d+) min</span>', page)

    breaks = re.findall(r'<li class="rest-r"><span class="num">(\d+) min</span>', page)

    assert (len(minutes), breaks) == (5, ["10"])
    assert sum(map(int, [*minutes, *breaks])) == 180


def test_a_sequence_of_several_sessions_says_which_steps_belong_to_which_day(read):
    page, single = read("/canvases/sequences/study_group/"), read("/canvases/sequences/midpoint/")

    assert "8 steps · 2 days" in page
    places = [
        page.index(each) for each in ("<b>Day 1</b>", "check_in/", "gallery_walk/", "<b>Day 2</b>", "how_might_we/")
    ]
    assert places == sorted(places)
    assert ("<b>Day" in single, "days" in single[single.index("5 steps") :][:40]) == (False, False)


def test_all_eight_sequences_are_drawn_as_strips(read, shelf):
    page = read("/canvases/sequences/")

    assert re.findall(r'href="/canvases/sequences/([a-z_]+)/"', page) == list(shelf.sequences)
    assert page.count('<svg class="ar flip"') == 8


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/canvases/nope/", 404, "There is no such canvas in the library."),
        ("/canvases/nope/print/", 404, "There is no such canvas in the library."),
        ("/canvases/sequences/nope/", 404, "There is no such sequence in the library."),
        ("/canvases/swot/print/?language=xx", 422, "The library does not speak this language."),
        ("/glossary/sheet/?from=xx&to=en", 422, "The library does not speak this language."),
        ("/glossary/sheet/?from=en&to=tlh", 422, "The library does not speak this language."),
        ("/glossary/sheet/?from=ar&to=ar", 422, "Choose two different languages for the sheet."),
    ],
)
def test_what_is_not_there_is_refused_in_words(read, address, status, said):
    assert said in text_of(read(address, status=status))


@pytest.mark.parametrize("address", PAGES)
def test_an_anonymous_reader_costs_no_query(app, client, address):
    with statements(app) as asked:
        answer = client.get(address)

    assert answer.status_code == 200
    assert asked == []


@pytest.mark.parametrize("address", PAGES)
def test_the_library_cannot_be_written_to(client, address):
    assert client.submit(address).status_code == 404
