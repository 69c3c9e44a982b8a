"""A program: make from `app/static` what browsers load, modules that come together in one file.

    python -I app/joining.py WORK                 writes WORK/static, where nothing is yet

A live page asked for ninety small files, each compressed for itself and many named only by
another: over a weak line that was most of the wait. No bundler is to be had without Node, which
nobody needs to run the house; but our modules are written in few forms, and what has another
form is refused here, with its line.

A joined module is a function that whoever imports it first calls, once: so nothing but its place
changes, and a file that is loaded runs nothing by itself. Where the module lay stays one that
gives what it gives.
"""

import posixpath
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True)
class Part:
    """What begins at these modules: a file `joined/<name>.js`. `early`: a page cannot be used before it is there."""

    name: str
    roots: tuple[str, ...]
    early: bool = False


REALTIME = Part("realtime", ("realtime/connection.js", "realtime/ahead.js"), early=True)
"""Every live page has it."""

LIVE = Part("live", ("boards/alone.js", "boards/main.js"), early=True)
"""Every page with a board has it, and with it what two others share, if one of them is early."""

PARTS = (
    REALTIME,
    LIVE,
    Part("room", ("workshops/room.js",), early=True),
    Part("notes", ("boards/panel.js",), early=True),
    Part("list", ("boards/hands.js",)),
    Part("plane", ("boards/canvas/show.js",)),
    Part("votes", ("voting/hands.js", "voting/ballots.js", "voting/marks.js")),
)

AS_THEY_ARE = {
    "joined/house.css": ("css/tokens.css", "css/base.css", "css/components/parts.css"),
    "joined/room.css": ("css/components/live.css", "css/components/room.css"),
    "joined/plane.css": tuple(f"css/components/{name}.css" for name in ("board", "board-hands", "board-canvas")),
    # htmx begins a moment after it is there, and must not begin before what it may swap is guarded. Tight already: made
    # tighter still it breaks.
    "joined/htmx.min.js": ("vendor/htmx-4.0.1.min.js", "vendor/hx-csp-4.0.1.min.js"),
}
"""Files one behind the other: a browser has six lines to a house, and over a weak one each request waits its turn."""

SHARED = "shared"
"""What the others share. What one of them has at once and others fetch alone is a file `<part>-besides`."""

APART = re.compile(r"vendor/|i18n\.js$|(?:later|changes|seldom)\.js$")
"""What stays by itself: others' code, what every page begins with, and what waits while it loads."""

IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.[^"]+)"$', re.MULTILINE)
LAZY = re.compile(r'\bimport\("(\.[^"]+)"\)(?!\.[A-Z])')
DECLARED = re.compile(r"^export ((?:async )?function|class|const) (\w+)", re.MULTILINE)
LISTED = re.compile(r"^export \{([^}]*)\}$", re.MULTILINE)
UNKNOWN = re.compile(r"^(?:(?:import|export|await)\b|const (?!.*=>).*\bawait\b).*", re.MULTILINE)

ONCE = "const once = (make) => {\n  let given\n  return () => (given ??= make())\n}\n"

Sources = Mapping[str, str]
"""Modules by their path from `static`."""


class UnknownFormError(ValueError):
    """A module is written in a way that cannot be joined."""


@dataclass(frozen=True)
class Place:
    """Where a joined module is: in which file, and under which name."""

    file: str
    name: str


def join(sources: Sources, parts: Sequence[Part] = PARTS) -> dict[str, str]:
    """Every module there is to be, by its path: joined files, what stands for a module in one, and the others.

    Raises:
        UnknownFormError: one is written in a form that is not known, or imports itself through others.
    """
    places = placed(sources, parts)
    _refuse_circles(sources, places)
    joined: dict[str, _File] = {}
    written: dict[str, str] = {}
    for module, source in sorted(sources.items()):
        place = places.get(module)
        if place is None:
            written[module] = _alone(module, source, places)
            continue
        file = joined.setdefault(place.file, _File(place.file, places))
        exports = file.take(module, source)
        written[module] = _standing_for(module, place, exports)
    return written | {path: file.written() for path, file in joined.items()}


def placed(sources: Sources, parts: Sequence[Part]) -> dict[str, Place]:
    """Which modules are joined, and where."""
    reaching: dict[str, list[Part]] = {}
    for part in parts:
        for module in _reached(sources, part.roots, _imported):
            reaching.setdefault(module, []).append(part)
    # What one also gets without a part is not to bring all of it along.
    begun = {root for part in parts for root in part.roots}
    pages = sources.keys() - {target for module in sources for target in _wanted(module, sources[module])}
    ways = [*((part.name, set(part.roots)) for part in parts), ("", pages - begun)]
    alone = {
        module
        for name, roots in ways
        for module in _reached(sources, roots, _wanted, but=begun - roots)
        if [part.name for part in reaching.get(module, ())] != [name]
    }
    files = {module: _file_of(having, alone=module in alone) for module, having in reaching.items()}
    return {
        module: Place(f"joined/{file}.js", f"m{index}") for index, (module, file) in enumerate(sorted(files.items()))
    }


def _file_of(having: Sequence[Part], *, alone: bool) -> str:
    if REALTIME in having:
        return REALTIME.name
    if LIVE in having or (len(having) > 1 and any(part.early for part in having)):
        return LIVE.name
    if len(having) > 1:
        return SHARED
    return having[0].name if having[0].early or not alone else f"{having[0].name}-besides"


def _reached(
    sources: Sources,
    roots: Iterable[str],
    leads_to: Callable[[str, str], list[str]],
    but: AbstractSet[str] = frozenset(),
) -> set[str]:
    """These modules and what they lead to, but for others and what stays by itself."""
    found: set[str] = set()
    coming = list(roots)
    while coming:
        module = coming.pop()
        if module in sources and module not in found and module not in but and not APART.search(module):
            found.add(module)
            coming += leads_to(module, sources[module])
    return found


def _refuse_circles(sources: Sources, places: Mapping[str, Place]) -> None:
    graph = {module: _imported(module, sources[module]) for module in places}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        raise UnknownFormError("these import each other: " + " ← ".join(circle.args[1])) from circle


class _File:
    """A file of joined modules, as it grows."""

    def __init__(self, path: str, places: Mapping[str, Place]) -> None:
        self._path = path
        self._places = places
        self._from: dict[str, set[str]] = {}
        self._apart: dict[str, str] = {}
        self._modules: list[str] = []

    def take(self, module: str, source: str) -> list[str]:
        """Take a module in; returns what it exports, as one names it in braces."""
        exports: list[str] = []

        def declared(found: re.Match[str]) -> str:
            exports.append(found[2])
            return f"{found[1]} {found[2]}"

        def listed(found: re.Match[str]) -> str:
            exports.extend(_renamed(found[1], swap=True))
            return ""

        body = IMPORT.sub(lambda found: self._import(module, found), source)
        body = LISTED.sub(listed, DECLARED.sub(declared, body))
        if left := UNKNOWN.search(body):
            raise UnknownFormError(f"{module}: {left[0]!r} cannot be joined")
        body = LAZY.sub(_lazily(module, self._path, self._places), body)
        body = body.replace("import.meta.url", f'new URL("{_way(self._path, module)}", import.meta.url).href')
        name = self._places[module].name
        self._modules.append(f"export const {name} = once(() => {{\n{body}\nreturn {{ {', '.join(exports)} }}\n}})\n")
        return exports

    def written(self) -> str:
        """The file."""
        apart = [f'import * as {given} from "{_way(self._path, target)}"\n' for target, given in self._apart.items()]
        return "".join(apart) + _taking_from(self._path, self._from) + ONCE + "".join(self._modules)

    def _import(self, module: str, found: re.Match[str]) -> str:
        target = _target(module, found[2])
        place = self._places.get(target)
        if place is None:
            return _taking(found[1], self._apart.setdefault(target, f"a{len(self._apart)}"))
        if place.file != self._path:
            self._from.setdefault(place.file, set()).add(place.name)
        return _taking(found[1], f"{place.name}()")


def _alone(module: str, source: str, places: Mapping[str, Place]) -> str:
    """A module that is not joined, with those that are taken from where they are now."""
    joined: dict[str, set[str]] = {}

    def take(found: re.Match[str]) -> str:
        place = places.get(_target(module, found[2]))
        if place is None:
            return found[0]
        joined.setdefault(place.file, set()).add(place.name)
        return _taking(found[1], f"{place.name}()")

    body = LAZY.sub(_lazily(module, module, places), IMPORT.sub(take, source))
    return _taking_from(module, joined) + body


def _standing_for(module: str, place: Place, exports: Sequence[str]) -> str:
    """What lies where a joined module lay: it gives the same."""
    names = ", ".join(name.split(": ")[0] for name in exports)
    giving = f"export const {{ {names} }} = " if names else ""
    return f'import {{ {place.name} }} from "{_way(module, place.file)}"\n{giving}{place.name}()\n'


def _taking_from(path: str, joined: Mapping[str, set[str]]) -> str:
    return "".join(
        f'import {{ {", ".join(sorted(names))} }} from "{_way(path, file)}"\n' for file, names in sorted(joined.items())
    )


def _taking(names: str | None, given: str) -> str:
    return f"const {{ {', '.join(_renamed(names))} }} = {given}" if names else given


def _lazily(module: str, path: str, places: Mapping[str, Place]) -> Callable[[re.Match[str]], str]:
    """How what a module imports later is imported from `path`, where it lies."""

    def take(found: re.Match[str]) -> str:
        target = _target(module, found[1])
        if place := places.get(target):
            return f'import("{_way(path, place.file)}").then((all) => all.{place.name}())'
        return f'import("{_way(path, target)}")'

    return take


def _imported(module: str, source: str) -> list[str]:
    """What a module imports at once."""
    return [_target(module, path) for _names, path in IMPORT.findall(source)]


def _wanted(module: str, source: str) -> list[str]:
    """What it imports, at once or later."""
    return _imported(module, source) + [_target(module, path) for path in LAZY.findall(source)]


def _renamed(names: str, *, swap: bool = False) -> list[str]:
    """`a as b` as an object says it: what is taken comes first, in an import and in an export."""
    pairs = [re.split(r"\s+as\s+", name.strip()) for name in names.split(",") if name.strip()]
    return [": ".join(reversed(pair) if swap else pair) for pair in pairs]


def _target(module: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(module), path))


def _way(start: str, target: str) -> str:
    """The address of one module from another."""
    way = posixpath.relpath(target, posixpath.dirname(start) or ".")
    return way if way.startswith(".") else f"./{way}"


def main(work: Path) -> None:
    """Copy everything, and write the modules anew."""
    shutil.copytree(STATIC, work / "static")
    sources = {path.relative_to(STATIC).as_posix(): path.read_text() for path in STATIC.rglob("*.js")}
    ours = {module: source for module, source in sources.items() if not module.startswith("vendor/")}
    for module, text in join(ours).items():
        path = work / "static" / module
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    for name, parts in AS_THEY_ARE.items():
        (work / "static" / name).write_text("\n".join((STATIC / part).read_text() for part in parts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
