"""Boards without a line: the worker a browser keeps between itself and the house, and the empty page it shows then."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Response, current_app, render_template, url_for

from app.boards import offline
from app.boards.blueprint import bp


@bp.get("/worker.js")
def worker() -> Response:
    """The worker, with what this house is told it by; at the root, for it stands before every page."""
    static = Path(str(current_app.static_folder))
    return Response(
        _written(static, f"{current_app.static_url_path}/", url_for("boards.reopened")), mimetype="text/javascript"
    )


@bp.get("/reopened/")
def reopened() -> str:
    """The empty page: the same for everybody, it says nothing of anybody."""
    return render_template("boards/reopened.html")


@lru_cache(maxsize=4)
def _written(static: Path, root: str, shell: str) -> str:
    house = {
        "root": root,
        "shell": shell,
        "shown": "baraza-shown",
        "first": [root + path for path in offline.first(static)],
        "files": {view: [root + path for path in offline.needed(static, view)] for view in offline.WITHOUT},
    }
    return f"globalThis.HOUSE = {json.dumps(house)}\n{(static / 'worker.js').read_text()}"
