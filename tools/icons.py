"""Draw `app/static/icons.svg`: the Lucide icons that pages and scripts name, and the shapes that are our own.

python tools/icons.py node_modules/lucide-static/icons
"""

import re
import sys
from pathlib import Path

APP = Path(__file__).parent.parent / "app"
NAMED = re.compile(r"""icon\(\s*['"]([a-z0-9-]+)['"]|["'#/]i-([a-z0-9-]+)["'`]""")
INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


def named_icons() -> list[str]:
    """Every icon a template or a script asks for, in order."""
    sources = [*(APP / "templates").rglob("*.html"), *(APP / "static").rglob("*.js"), *APP.rglob("*.py")]
    texts = [path.read_text() for path in sources if "vendor" not in path.parts]
    return sorted({name for text in texts for pair in NAMED.findall(text) for name in pair if name})


def main(icons: Path) -> None:
    """Write the sprite: one symbol each, drawn in the text's own colour."""
    symbols = (APP / "static" / "shapes.svg").read_text().strip()
    for name in named_icons():
        inner = INNER.search((icons / f"{name}.svg").read_text())
        if inner:
            symbols += f'\n<symbol id="i-{name}" viewBox="0 0 24 24">{" ".join(inner[1].split())}</symbol>'
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n'
    (APP / "static" / "icons.svg").write_text(sprite)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
