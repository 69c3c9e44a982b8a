"""The pictures of a rehearsal on one page, with what was seen to be wrong in each phase."""

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

TEMPLATES = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)


@dataclass
class Phase:
    """A phase of a step: its folder of `pictures`; `followed` says in how many seconds the last person heard of it."""

    name: str
    followed: float = 0.0
    faults: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)


def write(folder: Path, phases: list[Phase]) -> Path:
    """Write `index.html` into the folder; return its path."""
    path = folder / "index.html"
    path.write_text(TEMPLATES.get_template("sheet.html").render(name=folder.name, phases=phases), encoding="utf-8")
    return path
