"""A board as it lies, for paper: what is where, how large, in which order. Pure.

The twin of what `static/boards/canvas` makes of the same elements: `scene.js` says where things are, `reading.js` in
which order, `fitting.js` how large words are set. Places are whole board units; the page says them digit by digit
(`placed`), so that it needs neither styles of its own nor a script.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil, floor

from app.boards.engine.fitting import PAPER, SIZES, guess, letters_of, lines_of, room_for, whole_lines
from app.boards.engine.kinds import CARRIERS
from app.boards.engine.state import COMMENT, CONNECTOR, GROUP, INK, NOTE, Element
from app.boards.outlines import PEN, Corners, Point, brush_path, line_path, middle, on_edge, stroke_corners, stroke_path
from app.boards.view import PAPERS as HUES
from app.boards.view import ROTATION
from app.canvases.canvas import Canvas, Words, Zone
from app.canvases.geometry import HEIGHT, WIDTH, box
from app.canvases.placing import NoteSize, size_on

HEAD, REACH, EMPTY_WIDTH, EMPTY_HEIGHT = 38, 6, 340, 120
"""What a group's title takes above its notes, how far it reaches beyond them, an empty one: beside the least notes."""

ANSWERS = 28
"""What answers take of a paper of 118."""

RULE, GLOSS_LINE, GLOSS_LETTERS = 4, 12, 10
"""What a translation takes of it: the rule above it, and each line; how large its letters are."""

GLOSS_LINES, FEWEST_GLOSS_LINES, MOST_GLOSS_LINES = 3, 2, 9
"""Lines of a translation: as many as the plane shows, for which the words make room; as many as stay where the words
need more, and as there are where they need little."""

PILE_AIR, PILE_LINE = 14, 24
"""What of the first paper of a pile is no room for words, and how high a line of them is: beside the least notes."""

LABEL_ABOVE = 8
"""How far above the middle of a line its words stand."""

QUESTION, AIRED, BESIDE = 60, 4, 2
"""How large the question of a zone is set, in percent of its title; what readers may add to a letter, in twentieths of
its height; and what beside title and question is no room for words, in letters of the title."""

TITLE = 22, 74
"""Titles of zones and frames in board units: never smaller, never larger."""

MOST_LINES = 99
"""No paper is so high that more lines of words stand on it."""

FARTHEST = 99_999
"""What lies further away is on no page."""

PAPERS = {**HUES, "plain": "plain"}


@dataclass(frozen=True, slots=True)
class Ground:
    """A zone with the paper of its notes."""

    id: str
    title: Words
    prompt: Words
    paper: str
    box: Corners
    is_inner: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """Something one sees that is no line.

    `fit` is how large the words of a note are set, `lines` how many there is room for, `gloss_lines` how many of its
    translation; `is_cut` where the words are so long that screens show no more of them either. `count` is how many
    notes a group has, `pile` the first of them where it is folded.
    """

    element: Element
    box: Corners
    paper: str
    author: str = ""
    fit: int = 0
    lines: int = 0
    gloss_lines: int = 0
    is_cut: bool = False
    pile: "Thing | None" = None
    count: int = 0
    dots: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A connector, with the place of its words; or a stroke: `pen` wide, or with pressure an area (`pen` 0)."""

    element: Element
    path: str
    paper: str = ""
    pen: int = 0
    label: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Remarks:
    """How many comments wait at a corner; none of them where all are dealt with."""

    at: tuple[int, int]
    open: int


@dataclass(frozen=True, slots=True)
class Picture:
    """All of it. `sight` is the part that is shown: as wide as the page, and as high as that allows."""

    canvas: Canvas
    sight: Corners
    note_width: int
    title: int
    grounds: tuple[Ground, ...]
    things: tuple[Thing, ...]
    lines: tuple[Line, ...]
    remarks: tuple[Remarks, ...]
    zone: str | None = None

    def is_whole(self, ground: Ground, title: str, question: str) -> bool:
        """True where title and question of a zone stand whole in its one line, also for readers who space letters."""
        letters = letters_of(title, AIRED) + letters_of(question, AIRED) * QUESTION // 100 + 20 * BESIDE
        seen = min(ground.box[2], self.sight[2]) - max(ground.box[0], self.sight[0])
        return letters * self.title // 20 <= seen

    @property
    def named(self) -> tuple[Ground, ...]:
        """The zones the page is about: all, or the one that was chosen."""
        return tuple(each for each in self.grounds if self.zone in {None, each.id})

    @property
    def span(self) -> int:
        """How many board units lie side by side on the page."""
        return self.sight[2] - self.sight[0]


@dataclass(slots=True)
class _Scene:
    """What lies where."""

    elements: Mapping[str, Element]
    size: NoteSize
    inside: defaultdict[str, list[Element]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for each in sorted(self.elements.values(), key=_turn):
            above = self.elements.get(each.parent or "")
            if above is not None and above.type in CARRIERS:
                self.inside[above.id].append(each)

    def is_pile(self, element: Element) -> bool:
        return element.type == GROUP and bool(element.folded) and bool(self.inside[element.id])

    def seen_at(self, element: Element) -> Element:
        """Where something is seen: in a pile as its group, else as itself."""
        above = self.elements.get(element.parent or "")
        return above if above is not None and self.is_pile(above) else element

    def box(self, element: Element) -> Corners:
        if element.type == GROUP:
            return self._around(element)
        if element.type == INK:
            return stroke_corners(element)
        if element.type == CONNECTOR:
            start, end = self.ends(element)
            xs, ys = sorted((start[0], end[0])), sorted((start[1], end[1]))
            return floor(xs[0]), floor(ys[0]), ceil(xs[1]), ceil(ys[1])
        return _plain(element)

    def ends(self, line: Element) -> tuple[Point, Point]:
        """Where a line begins and ends: at the edge of what it is tied to."""
        one, other = self._end(line, line.start), self._end(line, line.end)
        return on_edge(one, middle(other)), on_edge(other, middle(one))

    def _end(self, line: Element, end: str | tuple[int, int] | None) -> Corners:
        x, y = end if isinstance(end, tuple) else (line.x, line.y)
        found = self.elements.get(end) if isinstance(end, str) else None
        return self.box(self.seen_at(found)) if found and found.type != CONNECTOR else (x, y, x, y)

    def _around(self, group: Element) -> Corners:
        """A group reaches from above its title to below its notes; a pile is as large as its first."""
        notes = [_plain(each) for each in self.inside[group.id]]
        reach, head = self.size.of(REACH), self.size.of(HEAD)
        if not notes:
            return group.x, group.y, group.x + self.size.of(EMPTY_WIDTH), group.y + self.size.of(EMPTY_HEIGHT)
        left, top = min(each[0] for each in notes) - reach, min(each[1] for each in notes) - head
        if self.is_pile(group):
            first = self.inside[group.id][0]
            return left, top, left + first.w + 3 * reach, top + head + first.h + 2 * reach
        return left, top, max(each[2] for each in notes) + reach, max(each[3] for each in notes) + reach


def drawn(
    canvas: Canvas,
    elements: Iterable[Element],
    *,
    names: Mapping[str, str],
    dots: Mapping[str, int] | None = None,
    zone: str | None = None,
) -> Picture:
    """The picture of a board, or of one zone of it. `names` are those that may be shown, `dots` are of closed votes."""
    found = {each.id: each for each in elements}
    zone = zone if any(each.id == zone for each in canvas.zones) else None
    size = size_on(canvas)
    scene = _Scene(found, size)
    grounds = _grounds(canvas)
    papers = {each.id: each.paper for each in grounds}
    look = _Look(scene, papers, names, dots or {})
    order = [each for each in _in_order(found, grounds) if scene.seen_at(each) is each]
    here = [scene.box(each) for each in order if zone is None or each.zone == zone]
    sight = _sight(canvas, zone, here, title=size.of(HEAD))
    return Picture(
        canvas=canvas,
        sight=sight,
        note_width=size.width,
        title=_title(sight),
        grounds=grounds,
        things=tuple(look.thing(each) for each in order if each.type not in {INK, CONNECTOR}),
        lines=tuple(look.line(each) for each in order if each.type in {INK, CONNECTOR}),
        remarks=tuple(_remarks(scene)),
        zone=zone,
    )


def placed(*numbers: int) -> str:
    """Numbers as classes: left, top, width, height. 407 as the first of them is `x0-7 x2-4`, -407 has `x-` as well."""
    return " ".join(word for name, number in zip("xywh", numbers, strict=False) for word in _digits(name, number))


def counted(lines: int, name: str = "n") -> str:
    """Return a number of lines as classes: 24 is `n0-4 n1-2`."""
    return " ".join(_digits(name, min(lines, MOST_LINES)))


def boxed(corners: Corners) -> str:
    """A box as classes."""
    left, top, right, bottom = corners
    return placed(left, top, right - left, bottom - top)


def _digits(name: str, number: int) -> Iterable[str]:
    for place, digit in enumerate(reversed(str(min(abs(number), FARTHEST)))):
        if digit != "0":
            yield f"{name}{place}-{digit}"
    if number < 0:
        yield f"{name}-"


@dataclass(frozen=True, slots=True)
class _Look:
    scene: _Scene
    papers: Mapping[str, str]
    names: Mapping[str, str]
    dots: Mapping[str, int]

    def thing(self, element: Element) -> Thing:
        paper = PAPERS.get(element.colour or "") or (self.papers.get(element.zone) if element.type == NOTE else None)
        inside = self.scene.inside[element.id]
        thing = Thing(
            element,
            self.scene.box(element),
            paper or "plain",
            author=self.names.get(element.author or "", "") if element.named else "",
            pile=self._top(inside[0]) if self.scene.is_pile(element) else None,
            count=len(inside) if element.type == GROUP else 0,
            dots=self.dots.get(element.id, 0),
        )
        return _set_in_type(thing) if element.type == NOTE else thing

    def _top(self, element: Element) -> Thing:
        """Return the first of a pile: its words are as large as those of all piles, and nothing stands beside them."""
        size = self.scene.size
        return replace(self.thing(element), lines=max(1, (element.h - size.of(PILE_AIR)) // size.of(PILE_LINE)))

    def line(self, element: Element) -> Line:
        if element.type == CONNECTOR:
            start, end = self.scene.ends(element)
            x, y = middle((*start, *end))  # type: ignore[arg-type] # places between units are halved like others
            return Line(element, line_path(start, end, element.arrow), label=(round(x), round(y) - LABEL_ABOVE))
        paper = PAPERS.get(element.colour or "", "")
        if element.pressure:
            return Line(element, brush_path(element), paper)
        return Line(element, stroke_path(element), paper, element.pen or PEN)


def _set_in_type(thing: Thing) -> Thing:
    """Return it with its words as large as they were set, else as one may guess; a translation has the rest."""
    note = thing.element
    wanted = lines_of(note.gloss, GLOSS_LETTERS) if note.gloss else 0
    fit = note.fit or guess(note.text, lang=note.lang, w=note.w, h=_high(note, min(wanted, GLOSS_LINES)))
    needed = lines_of(note.text, fit)
    gloss = min(wanted, MOST_GLOSS_LINES)
    while gloss > FEWEST_GLOSS_LINES and needed > whole_lines(fit, lang=note.lang, w=note.w, h=_high(note, gloss)):
        gloss -= 1
    lines, least = (
        room_for(size, lang=note.lang, w=note.w, h=_high(note, gloss), signed=bool(thing.author))
        for size in (fit, SIZES[-1])
    )
    # The guess may be a line too much.
    is_cut = lines_of(note.text, SIZES[-1]) > least + 1
    return replace(thing, fit=fit, lines=lines, gloss_lines=gloss, is_cut=is_cut)


def _high(note: Element, gloss_lines: int) -> int:
    """Return how high the paper is without what stands beside the words."""
    beside = (RULE + GLOSS_LINE * gloss_lines if gloss_lines else 0) + ANSWERS * bool(note.fields)
    return max(1, note.h - beside * note.w // PAPER)


def _grounds(canvas: Canvas) -> tuple[Ground, ...]:
    inner = {ring.id for zone in canvas.zones if (ring := canvas.ring_inside(zone))}
    return tuple(
        Ground(
            zone.id,
            zone.title,
            zone.prompt,
            HUES.get(zone.colour) or ROTATION[index % len(ROTATION)],
            _corners(zone),
            zone.id in inner,
        )
        for index, zone in enumerate(canvas.in_order)
    )


def _in_order(elements: Mapping[str, Element], grounds: Sequence[Ground]) -> list[Element]:
    """As people read: zone after zone, groups and frames with what lies in them, then what lies alone."""
    lying: defaultdict[str, list[Element]] = defaultdict(list)
    for each in sorted(elements.values(), key=_turn):
        if each.type != COMMENT:
            above = elements.get(each.parent or "")
            lying[above.id if above and above.type in CARRIERS else each.zone].append(each)

    def within(place: str) -> list[Element]:
        return [one for each in lying[place] for one in ([each, *within(each.id)] if each.type in CARRIERS else [each])]

    return [each for ground in grounds for each in within(ground.id)]


def _turn(element: Element) -> tuple[int, str, str]:
    turn = 0 if element.type in CARRIERS else 2 if element.type == INK else 1
    return turn, element.z, element.id


def _remarks(scene: _Scene) -> Iterable[Remarks]:
    waiting: dict[str, int] = {}
    for each in scene.elements.values():
        about = scene.elements.get(each.about or "") if each.type == COMMENT else None
        if about is not None:
            waiting[about.id] = waiting.get(about.id, 0) + (not each.resolved)
    for id_, count in waiting.items():
        _left, top, right, _bottom = scene.box(scene.seen_at(scene.elements[id_]))
        yield Remarks((right, top), count)


def _sight(canvas: Canvas, zone: str | None, boxes: Sequence[Corners], *, title: int) -> Corners:
    """The whole board with what lies around it, or what lies in a zone under its title; in the shape of the page."""
    one = next((_corners(each) for each in canvas.zones if each.id == zone), (0, 0, WIDTH, HEIGHT))
    if zone is not None and boxes:
        one = one[0], one[1], one[0] + title, one[1] + title
    around = [one, *map(_near, boxes)]
    left, top = min(each[0] for each in around), min(each[1] for each in around)
    right, bottom = max(each[2] for each in around), max(each[3] for each in around)
    wide = max(right - left, ceil((bottom - top) * WIDTH / HEIGHT))
    high = ceil(wide * HEIGHT / WIDTH)
    left, top = left - (wide - right + left) // 2, top - (high - bottom + top) // 2
    return left, top, left + wide, top + high


def _near(corners: Corners) -> Corners:
    """As much of it as is no further from the board than the board is wide: what strays leaves the rest readable."""
    left, right = (min(max(x, -WIDTH), 2 * WIDTH) for x in corners[::2])
    top, bottom = (min(max(y, -HEIGHT), 2 * HEIGHT) for y in corners[1::2])
    return left, top, right, bottom


def _title(sight: Corners) -> int:
    """As large as titles have to be to be read where so much is on a page."""
    least, most = TITLE
    return min(most, max(least, least * (sight[2] - sight[0]) // 1_300))


def _plain(element: Element) -> Corners:
    return element.x, element.y, element.x + element.w, element.y + element.h


def _corners(zone: Zone) -> Corners:
    found = box(zone)
    return found.left, found.top, found.right, found.bottom
