"""The canvases centres made their own."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.canvases.canvas import Canvas
from app.db import Json, Model


class OwnCanvas(Model):
    """A canvas of a centre. `body` is the canvas in the library's own JSON; its id is that of the row.

    `source` is the id of the library's canvas it was copied from, whose credit and licence
    it keeps. It is written in `language`; words nobody changed are still there in all six.
    A workshop keeps its own copy, so that no change here reaches it.
    """

    __tablename__ = "own_canvas"

    id: Mapped[str] = mapped_column(String(30), primary_key=True)
    centre_id: Mapped[str] = mapped_column(ForeignKey("centre.id"), index=True)
    source: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(5), default="en")
    body: Mapped[dict[str, object]] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=0)
    made_by: Mapped[str | None] = mapped_column(ForeignKey("principal.id"))
    made_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def canvas(self) -> Canvas:
        """The canvas as a value, as the library's are."""
        return Canvas.from_body(self.body)
