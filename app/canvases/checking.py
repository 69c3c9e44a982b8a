"""Whether a library holds together: its words, its geometry, what points at what. One sentence a fault."""

from collections.abc import Iterator
from itertools import chain

from app.canvases.canvas import Canvas, Words
from app.canvases.catalogue import UNIT, Library, Sequence
from app.canvases.geometry import are_nested, box, is_covered, overlaps
from app.canvases.placing import EDGE, LEAST, MARGIN, TITLE

Vocabulary = dict[str, set[str]]


def faults_of(library: Library, vocabulary: Vocabulary) -> list[str]:
    of_canvases = chain.from_iterable(
        faults_of_canvas(canvas, library, vocabulary) for canvas in library.canvases.values()
    )
    return [*_of_words(library), *_of_sequences(library), *of_canvases]


def _of_words(library: Library) -> Iterator[str]:
    """Each text stands in each language."""
    for path, words in all_words(library):
        lacking = [language for language in library.languages if not words.get(language, "").strip()]
        if lacking:
            yield f"{path}: no text in {', '.join(lacking)}"
        for language in words.keys() - set(library.languages):
            yield f"{path}: {language} is not a language of the library"


def all_words(library: Library) -> Iterator[tuple[str, Words]]:
    """Every text of the library with the path to it."""
    for family in library.families.values():
        yield f"family {family.id}.title", family.title
    for sequence in library.sequences.values():
        yield f"sequence {sequence.id}.name", sequence.name
    for term in library.glossary.values():
        yield f"term {term.id}.words", term.words
    for canvas in library.canvases.values():
        for path, words in _words_of(canvas):
            yield f"canvas {canvas.id}.{path}", words


def _words_of(canvas: Canvas) -> Iterator[tuple[str, Words]]:
    yield from (("name", canvas.name), ("purpose", canvas.purpose))
    yield from (("when_to_use", canvas.when_to_use), ("outputs", canvas.outputs))
    for zone in canvas.zones:
        yield from ((f"zones.{zone.id}.title", zone.title), (f"zones.{zone.id}.prompt", zone.prompt))
    yield from ((f"flow[{i}].line", phase.line) for i, phase in enumerate(canvas.flow))
    yield from ((f"headings.{heading.id}", heading.title) for heading in (*canvas.rows, *canvas.cols))
    if canvas.axes:
        for name, axis in (("x", canvas.axes.x), ("y", canvas.axes.y)):
            yield from ((f"axes.{name}.low", axis.low), (f"axes.{name}.high", axis.high))
    if canvas.scoring:
        yield "scoring.how", canvas.scoring.how
        yield from ((f"scoring.labels.{score}", label) for score, label in canvas.scoring.labels.items())


def _fit(sequence: Sequence) -> bool:
    """True when its sessions hold all steps of a sequence, and each has its share of the minutes for those it has."""
    sessions = sequence.sessions
    units, rest = divmod(sequence.minutes, UNIT * len(sessions))
    return sum(sessions) == len(sequence.steps) and not rest and 0 < min(sessions) <= max(sessions) <= units


def _of_sequences(library: Library) -> Iterator[str]:
    for sequence in library.sequences.values():
        if not sequence.steps or sequence.minutes < UNIT * len(sequence.steps):
            yield f"sequence {sequence.id}: it needs steps, and {UNIT} minutes for each"
        if sequence.sessions and not _fit(sequence):
            yield f"sequence {sequence.id}: its sessions need a number of steps each, all of them, and equal minutes"
        if not all(1 <= number < len(sequence.steps) and rest % UNIT == 0 for number, rest in sequence.breaks.items()):
            yield f"sequence {sequence.id}: a break stands between two steps, and lasts a multiple of {UNIT} minutes"
        for step in set(sequence.steps) - library.canvases.keys():
            yield f"sequence {sequence.id}: there is no canvas {step}"
    for term in set(library.brackets) - library.glossary.keys():
        yield f"english_in_brackets: there is no term {term}"


def faults_of_canvas(canvas: Canvas, library: Library, vocabulary: Vocabulary) -> Iterator[str]:
    """What is wrong with one canvas beside its words: geometry, references, numbers, words of the files."""
    every = chain(
        _of_geometry(canvas),
        _of_vocabulary(canvas, vocabulary),
        _of_references(canvas, library),
        _of_numbers(canvas),
    )
    return (f"canvas {canvas.id}: {fault}" for fault in every)


def _of_geometry(canvas: Canvas) -> Iterator[str]:
    pairs = overlaps(canvas.zones)
    yield from (f"zones {one.id} and {other.id} overlap" for one, other in pairs)
    if not pairs and not is_covered(canvas.zones):
        yield "the zones do not cover the board"
    if not are_nested(canvas.zones):
        yield "a ring does not lie within the one before"
    for zone in canvas.zones:
        if box(zone).width < MARGIN + LEAST.width + EDGE or box(zone).height < TITLE + LEAST.height + EDGE:
            yield f"zone {zone.id} is too small for its title and a note"


def _of_vocabulary(canvas: Canvas, vocabulary: Vocabulary) -> Iterator[str]:
    used = {
        "roles": [zone.role for zone in canvas.zones],
        "colours": [zone.colour for zone in canvas.zones if zone.colour],
        "flow_kinds": [phase.kind for phase in canvas.flow],
        "licence_status": [canvas.licence.status],
        "capabilities": canvas.capabilities,
        "phases": [canvas.phase],
        "fields": [name for zone in canvas.zones for name in zone.fields],
        "plan_fields": canvas.plan_mapping.values(),
        "promotions": [canvas.promotion.kind] if canvas.promotion else [],
    }
    for name, words in used.items():
        yield from (f"{word} is not one of {name}" for word in sorted(set(words) - vocabulary.get(name, set())))


def _of_references(canvas: Canvas, library: Library) -> Iterator[str]:
    zones = [zone.id for zone in canvas.zones]
    if len(set(zones)) < len(zones):
        yield "two zones have the same id"
    if canvas.family not in library.families:
        yield f"there is no family {canvas.family}"
    for zone_id in {*canvas.action_zones, *canvas.plan_mapping} - set(zones):
        yield f"there is no zone {zone_id}"
    headings = {heading.id for heading in (*canvas.rows, *canvas.cols)} | {""}
    for zone in canvas.zones:
        if not {zone.row, zone.col} <= headings:
            yield f"zone {zone.id} stands in a row or column without a heading"
    if canvas.votes and canvas.votes.zone and canvas.zone(canvas.votes.zone) is None:
        yield f"people vote on a zone {canvas.votes.zone}, which is not there"
    if canvas.promotion and canvas.promotion.canvas and canvas.promotion.canvas not in library.canvases:
        yield f"there is no canvas {canvas.promotion.canvas}"
    if not canvas.action_zones and not canvas.promotion:
        yield "nothing says which notes become actions"


def _of_numbers(canvas: Canvas) -> Iterator[str]:
    if sorted(zone.order for zone in canvas.zones) != list(range(1, len(canvas.zones) + 1)):
        yield "the order of the zones does not count from 1"
    if not canvas.flow or any(phase.minutes < 1 for phase in canvas.flow):
        yield "the flow needs phases of at least a minute"
    for name, span in (("minutes", canvas.minutes), ("people", canvas.people)):
        if not 1 <= span.least <= span.most:
            yield f"{name} do not make a span"
