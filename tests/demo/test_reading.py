"""A broken file is refused with the line and the reason; a good one is read whole."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo import source
from app.demo.agenda import LaidDay, laid_out
from app.demo.checking import World
from app.demo.errors import UnreadableFile
from app.demo.reading import read_file

WORLD = World(
    zones={"check_in": frozenset({"who", "bring", "hope"}), "impact_effort": frozenset({"quick", "major"})},
    centres=frozenset({"HUB"}),
    terms={
        "region": frozenset({"ASP"}),
        "centre_type": frozenset({"technology_acceleration"}),
        "capability": frozenset({"sme"}),
    },
)

SMALL = """\
schema: demo-workshops/1
workshops:
- id: ws_small
  title: A small workshop
  timezone: Asia/Kolkata
  date: 2026-03-23
  centre: HUB
  agenda:
  - title: Hello
    start: 09:00
    minutes: 10
    mode: plenary
  - title: Check in
    minutes: 15
    mode: private
    canvas: check_in
  notes:
  - {id: n1, canvas: check_in, zone: hope, text: One partner}
  - {id: n2, canvas: check_in, zone: bring, lang: hi, text: नेटवर्क, en: A network}
  plan:
    title: A plan
    goal: Thirty tests
    day1: 2026-04-03
    actions:
    - id: A1
      title: Publish a calendar
      owner_role: Lab manager
      due_day: 10
      source_notes: [n1]
"""


def refused(text):
    with pytest.raises(UnreadableFile) as refusal:
        read_file(text.encode() if isinstance(text, str) else text, WORLD)
    return refusal.value.line, refusal.value.reason


def test_the_small_file_is_read():
    workshop = read_file(SMALL.encode(), WORLD).workshops[0]

    assert (workshop.id, workshop.date, workshop.centre) == ("ws_small", date(2026, 3, 23), "HUB")
    assert [(note.text, note.lang, note.en) for note in workshop.notes] == [
        ("One partner", "en", None),
        ("नेटवर्क", "hi", "A network"),
    ]


@pytest.mark.parametrize(
    ("good", "bad", "line", "reason"),
    [
        # what YAML cannot be
        ("  title: A small workshop", "  title: [A small workshop", 5, "did not find expected ',' or ']'"),
        ("  centre: HUB", "\tcentre: HUB", 7, "found a tab character that violates indentation"),
        ("  centre: HUB", "  centre: HUB\n  centre: HUB", 8, "`centre` stands here twice"),
        ("zone: hope, text: One partner", "zone: hope, text: &x One partner", None, None),
        ("source_notes: [n1]", "source_notes: [&x n1, *x]", 29, "aliases are not read: write the words again"),
        ("title: A plan", "title: !!set x", 21, "`tag:yaml.org,2002:set` is not read: write plain words and numbers"),
        ("title: A plan", 'title: "A\\u0007plan"', 21, "a character that cannot be shown"),
        ("title: A plan", 'title: "A \\ud800 plan"', 21, None),
        ("  centre: HUB", "  1: HUB", 7, "workshops: Object contains unknown field `1`"),
        ("  centre: HUB", "  ? [a, b]\n  : HUB", 7, "a key is a word"),
        # what the shape refuses
        ("schema: demo-workshops/1", "schema: demo-workshops/2", 1, "schema: Invalid enum value 'demo-workshops/2'"),
        ("  centre: HUB", "  center: HUB", 7, "workshops: Object contains unknown field `center`"),
        ("  timezone: Asia/Kolkata\n", "", 3, "workshops: Object missing required field `timezone`"),
        ("minutes: 10", "minutes: -5", 11, "workshops.agenda.minutes: Expected `int` >= 1"),
        ("minutes: 10", "minutes: 601", 11, "workshops.agenda.minutes: Expected `int` <= 600"),
        ("minutes: 10", "minutes: ten", 11, "workshops.agenda.minutes: Expected `int`, got `str`"),
        ("minutes: 10", "minutes: 9.5", 11, "workshops.agenda.minutes: Expected `int`, got `float`"),
        ("mode: plenary", "mode: party", 12, "workshops.agenda.mode: Invalid enum value 'party'"),
        ("start: 09:00", "start: 9 o'clock", 10, None),
        ("date: 2026-03-23", "date: 2026-02-30", 6, "workshops.date: Invalid RFC3339 encoded date"),
        ("text: One partner", f"text: {'x' * 501}", 18, "workshops.notes.text: Expected `str` of length <= 500"),
        ("text: One partner", "text: ''", 18, "workshops.notes.text: Expected `str` of length >= 1"),
        ("due_day: 10", "due_day: 101", 28, "workshops.plan.actions.due_day: Expected `int` <= 100"),
        ("id: A1", "id: A 1", 25, None),
        ("  notes:\n", "  notes: none\n  more:\n", 17, "workshops.notes: Expected `array`, got `str`"),
        # what does not hold together
        ("timezone: Asia/Kolkata", "timezone: Asia/Atlantis", 5, "there is no time zone Asia/Atlantis"),
        ("centre: HUB", "centre: PUB", 7, "there is no centre PUB, neither here nor in the house"),
        ("  centre: HUB\n", "", 20, "a plan needs the centre whose plan it is"),
        ("    canvas: check_in", "    canvas: chek_in", 16, "there is no canvas chek_in"),
        ("canvas: check_in, zone: hope", "canvas: chek_in, zone: hope", 18, "there is no canvas chek_in"),
        ("zone: hope", "zone: nowhere", 18, "the canvas check_in has no zone nowhere"),
        ("id: n2", "id: n1", 19, "n1 is there twice"),
        ("source_notes: [n1]", "source_notes: [n1, n9]", 29, "there is no note n9 in this workshop"),
        ("due_day: 10", "due_day: 10\n      start_day: 12", 28, "an action is due after it starts"),
        ("due_day: 10", "due_day: 10\n      needs: [A9]", 29, "there is no action A9 in this plan"),
        ("due_day: 10", "due_day: 10\n      needs: [A1]", 25, "actions wait for each other"),
        ("title: A plan", "title: A plan\n    capability: flying", 22, "there is no capability flying"),
        ("title: A plan", "title: A plan\n    baton: team", 22, "whoever moves next does so since a day"),
        ("    day1: 2026-04-03\n", "", 21, "a plan says when day 1 is, or which day today is"),
        ("  date: 2026-03-23\n", "", 3, "a workshop has a date, or days"),
        ("    start: 09:00\n", "", 9, "the first step of a day says when it starts"),
        ("  - title: Check in\n", "  - title: Check in\n    start: 09:05\n", 13,
         "this step starts at 09:05, before the one above it ends at 09:10"),
        ("start: 09:00", "start: 23:40", 13, "this step runs past midnight"),
        ("  - title: Check in\n", "  - title: Check in\n    day: 2\n", 14, "the workshop has no day 2"),
        ("  centre: HUB\n", "  centre: HUB\n  kind: party\n", 8, "there is no kind of workshop party"),
        ("  centre: HUB\n", "  centre: HUB\n  canvases: [check_in, chek_in]\n", 8, "there is no canvas chek_in"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_its_line_and_the_reason(good, bad, line, reason):
    assert SMALL.count(good) == 1 or good.startswith(" ")
    text = SMALL.replace(good, bad, 1)
    if line is None:
        read_file(text.encode(), WORLD)
        return

    said = refused(text)

    assert said[0] == line
    assert reason is None or said[1] == reason


def test_two_authors_who_look_alike_are_refused():
    text = SMALL.replace("{id: n1,", "{author: P01, id: n1,").replace("{id: n2,", "{author: PO1, id: n2,")

    assert refused(text) == (19, "the author PO1 looks like P01")


def test_what_is_no_text_at_all_is_refused():
    assert refused(b"") == (1, "the file is empty")
    assert refused(SMALL.encode("utf-16")) == (1, "the file is not written in UTF-8")
    assert refused(SMALL.encode().replace(b"HUB", b"H\xfcB")) == (7, "the file is not written in UTF-8")
    assert refused(b"x" * (source.LARGEST + 1)) == (1, "the file is larger than 8 MB")
    assert refused("- 1\n- 2\n")[0] == 1
    assert refused("just words") == (1, "Expected `object`, got `str`")
    assert refused("[" * 5000)[0] >= 1


def test_a_bomb_of_aliases_is_refused_before_it_grows():
    layers = [f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]" for before, name in pairwise("abcdefghi")]

    assert refused("\n".join(["a: &a [x]", *layers])) == (1, "aliases are not read: write the words again")


def test_a_portfolio_names_only_what_is_there():
    centre = """\
portfolio:
  centres:
  - id: C1
    name: A centre
    region: ASP
    centre_type: technology_acceleration
    capabilities: [sme]
    plan: {day: 3, goal: Go, workshop: ws_small}
  good_practices:
  - {id: G1, title: Good, from: C1}
"""
    first = SMALL.count("\n") + 1

    read_file((SMALL + centre).encode(), WORLD)
    for good, bad, line, reason in [
        ("ASP", "XXX", 4, "there is no region XXX"),
        ("technology_acceleration", "disco", 5, "there is no centre type disco"),
        ("[sme]", "[sme, magic]", 6, "there is no capability magic"),
        ("ws_small", "ws_large", 7, "there is no workshop ws_large in this file"),
        ("from: C1", "from: C2", 9, "there is no centre C2"),
    ]:
        assert refused(SMALL + centre.replace(good, bad)) == (first + line, reason)


def test_several_days_have_their_dates_and_their_beginnings():
    text = SMALL.replace(
        "  date: 2026-03-23\n", "  days:\n  - {date: 2026-03-23}\n  - {date: 2026-03-25, start: 10:30}\n"
    ).replace("  - title: Check in\n", "  - title: Check in\n    day: 2\n")

    laid = laid_out(read_file(text.encode(), WORLD).workshops[0])

    assert laid.days == (LaidDay(date(2026, 3, 23), time(9)), LaidDay(date(2026, 3, 25), time(10, 30)))
    assert [(step.day, step.minutes) for step in laid.steps] == [(0, 10), (1, 15)]


def test_days_go_forward():
    text = SMALL.replace("  date: 2026-03-23\n", "  days:\n  - {date: 2026-03-23}\n  - {date: 2026-03-22}\n")

    assert refused(text) == (8, "a day comes after the one above it")


def test_a_gap_in_the_agenda_becomes_a_break():
    text = SMALL.replace("  - title: Check in\n", "  - title: Check in\n    start: 09:30\n")

    laid = laid_out(read_file(text.encode(), WORLD).workshops[0])

    assert [(step.minutes, step.item and step.item.title) for step in laid.steps] == [
        (10, "Hello"),
        (20, None),
        (15, "Check in"),
    ]


def line_refused(content):
    """The line a file is refused with; 1 for one that is read."""
    try:
        read_file(content, WORLD)
    except UnreadableFile as refusal:
        return refusal.line
    return 1


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_line(content):
    assert 1 <= line_refused(content) <= len(content.decode(errors="replace").splitlines()) + 2


@given(st.integers(0, len(SMALL) - 1), st.integers(1, 40))
def test_a_file_that_lost_a_piece_is_read_or_refused_with_a_line(start, length):
    cut = (SMALL[:start] + SMALL[start + length :]).encode()

    assert 1 <= line_refused(cut) <= cut.count(b"\n") + 2
