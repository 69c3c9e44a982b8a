"""Minutes: what was found becomes themes, zones and times. No database here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.boards.engine.state import Element
from app.canvases.library import library
from app.reports import minutes
from app.reports.minutes import BoardSource, Grouped, Noted, ZonePart
from app.voting.tally import ranked

CANVAS = library().canvases["ecosystem_enablers"]


def element(name: str, text: str, *, type_: str = "note", parent: str | None = None, zone: str = "policy") -> Element:
    return Element(
        id=f"e_{name:-<22}",
        type=type_,
        zone=zone,
        parent=parent,
        z="V",
        x=0,
        y=0,
        w=160,
        h=120,
        colour=None,
        lang="en",
        dir="auto",
        text=text,
        gloss=None,
        author="s_bo",
        named=False,
        audience="*",
        generation=0,
    )


GROUP = element("g", "Slow access", type_="group")
QUIET = element("a", "Booked by letter", parent=GROUP.id)
LOUD = element("b", "Idle two days a week", parent=GROUP.id)
ALONE = element("c", "Mentors are far", zone="talent")


def noted(text: str, dots: int | None = None, author: str = "") -> Noted:
    return Noted(text, "en", "auto", None, dots, author)


def test_a_board_is_told_by_zone_and_group_with_the_most_dots_first():
    dots = {QUIET.id: 1, LOUD.id: 11, GROUP.id: 2}

    part = minutes.board_part(BoardSource("board", CANVAS, [GROUP, QUIET, LOUD, ALONE], dots=dots))

    talent, policy = CANVAS.zone("talent"), CANVAS.zone("policy")
    zones = {
        policy.order: ZonePart(
            policy.title,
            (Grouped("Slow access", "auto", 2, (noted("Idle two days a week", 11), noted("Booked by letter", 1)), 12),),
            (),
        ),
        talent.order: ZonePart(talent.title, (), (noted("Mentors are far", 0),)),
    }
    assert part.zones == tuple(zones[order] for order in sorted(zones))
    assert (part.count, part.voted) == (3, True)


def test_where_nobody_voted_no_note_has_dots():
    part = minutes.board_part(BoardSource("board", CANVAS, [GROUP, LOUD]))

    assert part.zones[0].groups == (Grouped("Slow access", "auto", None, (noted("Idle two days a week"),)),)
    assert part.voted is False


def test_an_author_is_named_only_where_everybody_may_know():
    names = {"s_bo": "Bo"}

    part = minutes.board_part(BoardSource("board", CANVAS, [ALONE, replace(ALONE, id="e_d", named=True)], names))

    assert part.zones[0].notes == (noted("Mentors are far"), noted("Mentors are far", author="Bo"))


def test_groups_of_one_name_are_one_theme_and_the_strongest_comes_first():
    elsewhere = element("h", "Slow access", type_="group", zone="talent")
    other = element("i", "Far away", type_="group", zone="talent")
    far = element("j", "Three cities", parent=other.id, zone="talent")
    late = element("k", "Six weeks", parent=elsewhere.id, zone="talent")
    source = BoardSource(
        "board", CANVAS, [GROUP, QUIET, LOUD, elsewhere, late, other, far], dots={LOUD.id: 6, late.id: 2, far.id: 4}
    )

    found = minutes.themes([minutes.board_part(source)])

    told = [(theme.title, theme.dots, theme.inside, theme.share) for theme in found]
    assert told == [("Slow access", 0, 8, 100), ("Far away", 0, 4, 67)]
    assert [note.text for note in found[0].words] == ["Idle two days a week", "Six weeks"]


def test_a_note_in_no_group_stands_among_the_themes_by_its_dots():
    source = BoardSource("board", CANVAS, [GROUP, QUIET, LOUD, ALONE], dots={LOUD.id: 2, ALONE.id: 4})

    found = minutes.themes([minutes.board_part(source)])

    told = [(theme.title, theme.most, theme.share, len(theme.words)) for theme in found]
    assert told == [("Mentors are far", 4, 100, 0), ("Slow access", 2, 50, 2)]


def test_themes_stand_in_the_order_in_which_the_wall_shows_what_got_dots():
    other = element("i", "Far away", type_="group", zone="talent")
    many = [element(f"n{number}", f"City {number}", parent=other.id, zone="talent") for number in range(4)]
    dots = {GROUP.id: 3, ALONE.id: 1, **{note.id: 2 for note in many}}
    source = BoardSource("board", CANVAS, [other, *many, GROUP, LOUD, ALONE], dots=dots)
    theme_of = {GROUP.id: GROUP.text, ALONE.id: ALONE.text, **{note.id: other.text for note in many}}

    found = minutes.themes([minutes.board_part(source)])

    on_the_wall = list(dict.fromkeys(theme_of[place.element] for place in ranked(dots)))
    assert [theme.title for theme in found] == on_the_wall
    told = [(theme.title, theme.dots, theme.inside) for theme in found]
    assert told == [("Slow access", 3, 0), ("Far away", 0, 8), ("Mentors are far", 1, 0)]


def test_a_note_in_no_group_and_without_dots_stands_in_the_annex_alone():
    source = BoardSource("board", CANVAS, [GROUP, LOUD, ALONE], dots={LOUD.id: 2})

    assert [theme.title for theme in minutes.themes([minutes.board_part(source)])] == ["Slow access"]


def test_themes_without_dots_have_no_bar():
    [theme] = minutes.themes([minutes.board_part(BoardSource("board", CANVAS, [GROUP, LOUD]))])

    assert (theme.dots, theme.share) == (0, 0)


@pytest.mark.parametrize(("seconds", "told"), [(5, 1), (61, 1), (95, 2), (2400, 40)])
def test_a_step_took_whole_minutes_and_at_least_one(seconds: int, told: int):
    start = datetime(2026, 3, 23, 13, 15, tzinfo=UTC)

    assert minutes.minutes_between(start, start + timedelta(seconds=seconds)) == told


NOON = datetime(2026, 3, 23, 12, 0, tzinfo=UTC)


def test_the_days_of_minutes_are_those_on_which_steps_were_run():
    hour, day = timedelta(hours=1), timedelta(days=1)

    run = minutes.days_run(
        [(NOON, NOON + hour), (NOON + hour, NOON + 2 * day), (NOON + 2 * day, NOON + 2 * day + hour)]
    )

    assert run == (
        minutes.RunDay(NOON, NOON + hour),
        minutes.RunDay(NOON + 2 * day, NOON + 2 * day + hour),
    )


def test_a_step_left_open_between_two_days_took_no_longer_than_planned():
    took = [minutes.minutes_taken(NOON, NOON + timedelta(minutes=each), 20) for each in (5, 45, 2795)]

    assert took == [5, 45, 20]
