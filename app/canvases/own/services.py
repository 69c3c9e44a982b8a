"""A centre copies a canvas of the library, changes it, and takes it away. What workshops hold already stays."""

from dataclasses import replace

from app import audit, clock
from app.accounts.models import Principal
from app.canvases.own import queries
from app.canvases.own.changing import CanvasWords, changed
from app.canvases.own.errors import CanvasBroken
from app.canvases.own.models import OwnCanvas
from app.canvases.own.problems import is_sound
from app.canvases.queries import canvas as canvas_of_library
from app.centres.errors import ChangedMeanwhile
from app.db import db, transaction
from app.ids import new_id


def copy_canvas(person: Principal, centre_id: str, source: str) -> OwnCanvas:
    """Copy a canvas of the library for a centre.

    Raises:
        NotFound, NotAllowed: see `queries.workplace` and `queries.require_changing`.
        UnknownCanvas: the library has none of this id.
    """
    with transaction():
        centre, role = queries.workplace(centre_id, person)
        queries.require_changing(role)
        row_id, now = f"own_{new_id()}", clock.now()
        own = OwnCanvas(
            id=row_id,
            centre_id=centre.id,
            source=source,
            language=centre.language,
            body=replace(canvas_of_library(source), id=row_id).as_body(),
            version=0,
            made_by=person.id,
            made_at=now,
            changed_at=now,
        )
        db.session.add(own)
        audit.record("canvas.copied", f"own_canvas:{own.id}", actor_id=person.id, centre=centre.id, source=source)
    return own


def change_own(person: Principal, own_id: str, wanted: CanvasWords, *, version: int) -> OwnCanvas:
    """Change words and zones of a centre's own canvas.

    Raises:
        NotFound: there is none, or it is another centre's.
        NotAllowed: see `queries.require_changing`.
        ChangedMeanwhile: somebody else changed it since `version`.
        CanvasBroken: it would not hold together; `problems.problems_of` says why.
    """
    with transaction():
        db.session.get(OwnCanvas, own_id, with_for_update=True, populate_existing=True)
        own, role = queries.own_and_role(own_id, person)
        queries.require_changing(role)
        if own.version != version:
            raise ChangedMeanwhile
        made = changed(own.canvas, wanted, own.language)
        if not is_sound(made):
            raise CanvasBroken
        own.body = made.as_body()
        own.version += 1
        own.changed_at = clock.now()
        audit.record("canvas.changed", f"own_canvas:{own.id}", actor_id=person.id, zones=len(made.zones))
    return own


def drop_own(person: Principal, own_id: str) -> str:
    """Take a centre's own canvas away; the id of the centre.

    Raises:
        NotFound: there is none, or it is another centre's.
        NotAllowed: see `queries.require_changing`.
    """
    with transaction():
        own, role = queries.own_and_role(own_id, person)
        queries.require_changing(role)
        audit.record("canvas.dropped", f"own_canvas:{own.id}", actor_id=person.id, source=own.source)
        db.session.delete(own)
    return own.centre_id
