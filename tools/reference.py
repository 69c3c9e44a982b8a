"""Write `docs/reference.md` from the code: settings, addresses, socket events, refusals."""

import os
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from flask import Flask

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
TARGET = ROOT / "docs" / "reference.md"


REFUSALS = (
    "Every refusal has a code that does not change and a sentence in the reader's language. "
    "Over HTTP the code stands in the page and, where JSON is asked for, in `x`; over a socket in `x`."
)


def reference() -> str:
    """The whole reference as Markdown."""
    from app import config, create_app, errors

    with tempfile.TemporaryDirectory() as var:
        app = create_app({"VAR": var, "BUILT": os.environ.get("BUILT", ""), "DEMO": "no"})
    parts = [
        "# Reference",
        "Written from the code by `make docs`; a test keeps the two equal.",
        "## Settings",
        "Read from the environment when a process starts.",
        _table(["name", "default", "meaning"], [[f"`{s.name}`", _code(s.default), s.meaning] for s in config.SETTINGS]),
        "## Addresses",
        _table(["address", "methods", "what it does"], _addresses(app)),
        "## Socket events",
        "From the browser to the server; [protocol.md](protocol.md) tells what each carries.",
        _table(["event", "what it does"], _events()),
        "## Refusals",
        REFUSALS,
        _table(
            ["code", "status", "sentence"], [[f"`{e.code}`", str(e.status), str(e.message)] for e in _refusals(errors)]
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _addresses(app: Flask) -> list[list[str]]:
    rows = []
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        if rule.endpoint == "static":
            continue
        doc = _first_line(app.view_functions[rule.endpoint])
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        rows.append([f"`{rule.rule}`", methods, doc])
    return rows


def _events() -> list[list[str]]:
    from app.realtime.handlers import events

    return [[f"`{name}`", _first_line(events[name])] for name in sorted(events)]


def _first_line(function: object) -> str:
    return (function.__doc__ or "").strip().partition("\n")[0]


def _refusals(errors: object) -> list[type]:
    # Those of commands too, which a web process never loads.
    for place in sorted((ROOT / "app").glob("*/errors.py")):
        import_module(f"app.{place.parent.name}.errors")
    unique = {error.code: error for error in reversed(errors.all_errors())}
    return [unique[code] for code in sorted(unique)]


def _table(heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


if __name__ == "__main__":
    TARGET.write_text(reference())
    print(f"Wrote {TARGET.relative_to(ROOT)}.")
