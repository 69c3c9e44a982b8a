"""What somebody looks for in the gallery, and the shelves that answer it."""

from dataclasses import dataclass

from app.canvases.canvas import Canvas
from app.canvases.catalogue import Family, Library
from app.canvases.search import canvas_texts
from app.texts import holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`minutes` is how long there is, `people` how many come; None and empty ask for nothing."""

    words: str = ""
    minutes: int | None = None
    people: int | None = None
    phase: str = ""
    capability: str = ""
    family: str = ""

    def is_met_by(self, canvas: Canvas) -> bool:
        return (
            (self.minutes is None or canvas.minutes.least <= self.minutes)
            and (self.people is None or canvas.people.holds(self.people))
            and (not self.phase or canvas.phase in {self.phase, "both"})
            and (not self.capability or self.capability in canvas.capabilities)
            and (not self.family or canvas.family == self.family)
            and holds(canvas_texts()[canvas.id], self.words)
        )


@dataclass(frozen=True, slots=True)
class Shelf:
    """The canvases of one family that answer a wish; never empty."""

    family: Family
    canvases: tuple[Canvas, ...]

    @property
    def size(self) -> int:
        return len(self.canvases)


def shelves(library: Library, wish: Wish) -> list[Shelf]:
    """What answers a wish, by family."""
    found = (
        Shelf(family, tuple(canvas for canvas in library.of_family(family.id) if wish.is_met_by(canvas)))
        for family in library.families.values()
    )
    return [shelf for shelf in found if shelf.canvases]
