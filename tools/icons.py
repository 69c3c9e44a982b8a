"""Draw the sprites: the Lucide icons that pages and scripts name, and the shapes that are our own.

`icons.svg` holds what a participant's phone shows first, `icons-more.svg` all others: a phone
pays for each byte before the first note can be written.

python tools/icons.py node_modules/lucide-static/icons
"""

import re
import sys
from pathlib import Path

APP = Path(__file__).parent.parent / "app"
NAMED = re.compile(r"""icon\(\s*['"]([a-z0-9-]+)['"]|["'#/]i-([a-z0-9-]+)["'`]""")
PARTS = re.compile(r"""(?:include|extends|from|import)\s+["']([^"']+\.html)["']""")
FIRST_PAGES = ("workshops/room.html", "boards/list.html")
INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


RARE = {"gauge", "languages", "log-in"}
"""What those pages show to facilitators, or in a frozen room, alone: they load the others then."""


def named_icons() -> list[str]:
    """Every icon a template or a script asks for, in order."""
    sources = [*(APP / "templates").rglob("*.html"), *(APP / "static").rglob("*.js"), *APP.rglob("*.py")]
    texts = [path.read_text() for path in sources if "vendor" not in path.parts]
    return sorted({name for text in texts for pair in NAMED.findall(text) for name in pair if name})


def first_icons() -> set[str]:
    """The icons of the pages a participant sees first, and of all they are made of."""
    waiting, read, names = list(FIRST_PAGES), set(), set()
    while waiting:
        page = waiting.pop()
        text = (APP / "templates" / page).read_text()
        read.add(page)
        waiting += set(PARTS.findall(text)) - read
        names |= {name for pair in NAMED.findall(text) for name in pair if name}
    return names - RARE


def main(icons: Path) -> None:
    """Write the sprites: one symbol each, drawn in the text's own colour."""
    shapes, first = (APP / "static" / "shapes.svg").read_text().strip(), first_icons()
    _write("icons.svg", [shapes, *(_symbol(icons, name) for name in named_icons() if name in first)])
    _write("icons-more.svg", [_symbol(icons, name) for name in named_icons() if name not in first])


def _symbol(icons: Path, name: str) -> str:
    inner = INNER.search((icons / f"{name}.svg").read_text())
    if inner is None:
        raise ValueError(f"{name}.svg is no drawing")
    return f'<symbol id="i-{name}" viewBox="0 0 24 24">{" ".join(inner[1].split())}</symbol>'


def _write(name: str, symbols: list[str]) -> None:
    body = "\n".join(symbols)
    (APP / "static" / name).write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{body}\n</svg>\n')


if __name__ == "__main__":
    main(Path(sys.argv[1]))
