"""A program: make what browsers and the house load, from `app/translations` and what `joining.py` wrote.

    python -I app/building.py WORK                 where `static` lies already

Catalogues become `.mo` files for the server and two small ES modules per language for the browser.
Comments and spaces are left out, and files compressed, once. Reading catalogues takes much memory,
and what minifies brings a runtime of its own; so this runs beside the house (`build.py`) and ends.
"""

import json
import string
import sys
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.plural import to_gettext
from whitenoise.compress import Compressor

SOURCES = Path(__file__).parent
TRANSLATIONS = SOURCES / "translations"
TURNS = ("", ".later", ".changes", ".seldom")
"""When words come: with the page, with what it brings next, as others change something, and with what is asked for now
and then."""

DIGITS = string.digits + string.ascii_lowercase
MARK = 4
"""Digits of the mark of a sentence: enough for a few hundred, and two that had the same would fail the build."""

KINDS = {".js": "application/javascript", ".css": "text/css"}


def build(work: Path) -> None:
    """Make everything."""
    for path in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        language = path.parent.parent.name
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        correct_plurals(catalog, language)
        write_mo_file(catalog, work / "translations" / language / "LC_MESSAGES" / "messages.mo")
        write_module(catalog, work / "static" / "i18n" / f"{language}.js")
    _tighten(work / "static")
    compressor = Compressor(quiet=True)
    for path in sorted((work / "static").rglob("*")):
        if path.is_file() and compressor.should_compress(path.name):
            compressor.compress(str(path))


def correct_plurals(catalog: Catalog, language: str) -> None:
    """Have a catalogue of Arabic choose its forms by the rules of Unicode: in Babel's own, 15 is like 100."""
    if language == "ar":
        catalog.mime_headers = [("Plural-Forms", to_gettext(Locale(language).plural_form))]


def _tighten(static: Path) -> None:
    """Leave out comments and spaces, where the machine has the tool: they are for us, and phones pay for each byte."""
    if not find_spec("minify"):
        return
    import minify  # noqa: PLC0415 - not every machine has it

    for path in [*static.rglob("*.js"), *static.rglob("*.css")]:
        if ".min." not in path.name:
            path.write_text(minify.string(KINDS[path.suffix], path.read_text()))


def write_mo_file(catalog: Catalog, path: Path) -> None:
    """Compile a catalogue for the server."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalog)


def write_module(catalog: Catalog, path: Path) -> None:
    """Write what the browser's modules say, and the plural rule as code: no eval is needed there.

    What only modules say that are loaded later (`static/later.js`), as others change something (`static/changes.js`)
    or now and then (`static/seldom.js`), goes into files of their own. A sentence is found by a mark of its
    English, which is a third of the file shorter.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    marked: dict[str, str] = {}
    spoken: dict[str, dict[str, object]] = {turn: {} for turn in TURNS}
    for message in catalog:
        modules = {str(name) for name, _line in message.locations if str(name).endswith(".js")}
        if message.id and modules:
            source = _key(message)
            spoken[min(map(_turn, modules), key=TURNS.index)][mark(source)] = message.string
            other = marked.setdefault(mark(source), source)
            if other != source:
                raise ValueError(f"word one of these otherwise, for they have the same mark: {source!r}, {other!r}")
    for turn, words in spoken.items():
        path.with_suffix(f"{turn}.js").write_text(
            f'import {{ learn }} from "../i18n.js"\nlearn({_json(words)}, (n) => Number({catalog.plural_expr}))\n'
        )


def mark(source: str) -> str:
    """Return what `static/i18n.js` finds a sentence by: four digits of a hash of its English."""
    total = 0
    units = source.encode("utf-16-le")
    for low, high in zip(units[::2], units[1::2], strict=True):
        total = (total * 31 + low + 256 * high) % 2**32
    digits = ""
    while total and len(digits) < MARK:
        total, digit = divmod(total, len(DIGITS))
        digits = DIGITS[digit] + digits
    return digits.lstrip("0") or "0"


@lru_cache(maxsize=1024)
def _turn(module: str) -> str:
    """When a module comes, as whom it has its words from says."""
    path = SOURCES.parent / module
    source = path.read_text() if path.is_file() else ""
    return next((turn for turn in TURNS[1:] if f'/{turn[1:]}.js"' in source), "")


def _key(message: Message) -> str:
    return message.id[0] if isinstance(message.id, tuple) else str(message.id)


def _json(spoken: object) -> str:
    return json.dumps(spoken, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    build(Path(sys.argv[1]))
