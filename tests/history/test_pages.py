"""What the pages of a history say: to whom whose doing was undone, and what each thing on the board is."""

from re import findall

import pytest

from tests.boards.test_elements import full

__all__ = ["full"]

LEADING = ["What Bo did was taken back", "by Ada; the board just before is kept here"]


def told(page: str) -> list[str]:
    """What the moments of a page say happened, in their order."""
    lines = findall(r'(?s)<p class="(?:hi-title|small soft)">(.*?)</p>', page.partition('class="hi-aside"')[0])
    plain = (" ".join(findall(r"[^<>]+(?=<|$)", "<>" + line)) for line in lines)
    return [" ".join(words.split()) for words in plain if words.strip()]


@pytest.fixture
def taken_back(room, join, looking):
    """Bo's doing under a name was taken back by Ada, and she named the board that was left."""
    room.show_names()
    bo = join("Bo")
    bo.add("First")
    ada = looking("Ada")
    assert ada.go(f"undoings/{bo.seat}/0/").status_code == 303
    assert ada.browser.submit(ada.path("versions/"), name="Before lunch").status_code == 303
    return room


def test_whose_doing_was_undone_only_facilitators_read(taken_back, looking):
    ada, bo, cy = (told(looking(name).read()) for name in ("Ada", "Bo", "Cy"))

    assert ada == ["Before lunch", "named by Ada", *LEADING]
    assert bo == cy == ["Before lunch", "named by Ada", "What one person did was taken back", LEADING[1]]


def test_where_nobody_is_named_nobody_reads_who_looked_back(taken_back, looking):
    taken_back.show_names(shown=False)

    ada, cy = (told(looking(name).read()) for name in ("Ada", "Cy"))

    assert ada == ["Before lunch", "named by Ada", *LEADING]
    assert cy == ["Before lunch", "What one person did was taken back", "The board just before is kept here"]


def test_notes_in_no_group_are_told_from_those_of_the_group_above_them(room, looking):
    ada = room.people["Ada"]
    ada.add("Alone before there was a group", name="first")
    group = ada.note("Slow access", type="group", p={"x": 30, "y": 300})
    ada.send(group, ada.note("Idle lab days", parent=group["id"]))

    before, now = (looking("Cy").read(path) for path in ("at/1/", "at/3/"))

    line = ">Not in a group</h3>"
    assert line not in before
    order = [now.index(words) for words in ("Slow access", "Idle lab days", line, "Alone before there was a group")]
    assert order == sorted(order)


def test_what_is_no_note_is_said_to_be_what_it_is(full, looking):
    page = looking("Cy").read("at/11/")

    zone = page[page.index('id="zone-policy"') :].partition('</section>\n<section class="hi-zone"')[0]
    kinds = findall(r'<p class="small soft">([^<]+)</p>', zone)
    assert "2 notes" in zone
    assert "1 pen stroke is drawn here." in zone
    assert sorted(kinds) == sorted(
        [
            "Frame",
            "A text",
            "Oval",
            "Arrow from a shape to a place on the board",
            "Comment on “\u2068Idle lab days\u2069”, dealt with",
            "1 pen stroke is drawn here.",
        ]
    )


def test_what_would_change_is_said_to_be_what_it_is(room, full, looking):
    page = looking("Ada").read("restorations/0/")

    part = page[page.index('id="way-goes"') :].partition("</section>")[0]
    kinds = findall(r'<p class="small soft">([^<]+)</p>', part)
    assert sorted(kinds) == sorted(
        [
            "Frame",
            "A text",
            "Oval",
            "Arrow from a shape to a place on the board",
            "Comment on “\u2068Idle lab days\u2069”, dealt with",
            "A drawing",
        ]
    )
