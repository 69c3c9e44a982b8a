"""Draw the sprites: the Lucide icons that pages and scripts name, and the shapes that are our own.

`icons.svg` holds what a participant's phone shows first, `icons-more.svg` what boards show besides,
`icons-pages.svg` all others: a phone pays for each byte before the first note can be written, a board for what it
shows.

python tools/icons.py node_modules/lucide-static/icons
"""

import re
import sys
from pathlib import Path

APP = Path(__file__).parent.parent / "app"
NAMED = re.compile(r"""icon\(\s*['"]([a-z0-9-]+)['"]|["'#/]i-([a-z0-9-]+)["'`]""")
PARTS = re.compile(r"""(?:include|extends|from|import)\s+["']([^"']+\.html)["']""")
FIRST_PAGES = ("workshops/room.html", "boards/list.html")
MORE_PAGES = ("boards/*.html", "voting/*.html")
INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


RARE = {"gauge", "languages", "log-in"}
"""What those pages show to facilitators, or in a frozen room, alone: they load the others then."""


def named_icons() -> list[str]:
    """Every icon a template or a script asks for, in order."""
    sources = [*(APP / "templates").rglob("*.html"), *(APP / "static").rglob("*.js"), *APP.rglob("*.py")]
    texts = [path.read_text() for path in sources if "vendor" not in path.parts]
    return sorted({name for text in texts for pair in NAMED.findall(text) for name in pair if name})


def sprites() -> dict[str, list[str]]:
    """The icons of each sprite: those of the pages it is for and of all they are made of, and no other sprite's."""
    first = _icons_of(FIRST_PAGES) - RARE
    more = _icons_of(MORE_PAGES) - first
    named = named_icons()
    return {
        "icons.svg": [name for name in named if name in first],
        "icons-more.svg": [name for name in named if name in more],
        "icons-pages.svg": [name for name in named if name not in first | more],
    }


def _icons_of(pages: tuple[str, ...]) -> set[str]:
    templates = APP / "templates"
    waiting = [str(path.relative_to(templates)) for page in pages for path in templates.glob(page)]
    read, names = set(), set()
    while waiting:
        page = waiting.pop()
        text = (templates / page).read_text()
        read.add(page)
        waiting += set(PARTS.findall(text)) - read
        names |= {name for pair in NAMED.findall(text) for name in pair if name}
    return names


def main(icons: Path) -> None:
    """Write the sprites: one symbol each, drawn in the text's own colour."""
    shapes = (APP / "static" / "shapes.svg").read_text().strip()
    for sprite, names in sprites().items():
        symbols = [_symbol(icons, name) for name in names]
        _write(sprite, [shapes, *symbols] if sprite == "icons.svg" else symbols)


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
