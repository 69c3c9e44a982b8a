"""What reports refuse.

Invalid
├── BadBoardsFile      bad-boards-file     it is no file of boards, or what it holds cannot stand
└── CanvasMissing      canvas-missing      the workshop has not the canvas of a board in the file
Conflict
└── BoardNotEmpty      board-not-empty     a board of the file has notes here already
"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.errors import Conflict, Invalid
from app.i18n import pick


class BadBoardsFile(Invalid):
    """`place` says where in the file, as far as it can be said, and `why` in a sentence what cannot stand there."""

    code = "bad-boards-file"
    message: LazyString | str = _("This is no file of boards that can be read. Nothing was loaded.")

    def __init__(self, place: str = "", *, why: LazyString | str = "") -> None:
        super().__init__(place)
        if why:
            self.message = _(
                "This is no file of boards that can be read: look at %(place)s. %(why)s Nothing was loaded.",
                place=place,
                why=why,
            )
        elif place:
            self.message = _(
                "This is no file of boards that can be read: look at %(place)s. Nothing was loaded.", place=place
            )


class CanvasMissing(Invalid):
    code = "canvas-missing"
    message: LazyString | str = _("This workshop has not every canvas of the file. Add a step with it first.")

    def __init__(self, name: Mapping[str, str] | None = None) -> None:
        super().__init__(name)
        if name:
            self.message = _(
                "The canvas “%(name)s” is not in this workshop. Add a step with it first; nothing was loaded.",
                name=pick(name),
            )


class BoardNotEmpty(Conflict):
    code = "board-not-empty"
    message: LazyString | str = _("A board of this file has notes here already. Boards load into empty ones only.")

    def __init__(self, name: Mapping[str, str] | None = None) -> None:
        super().__init__(name)
        if name:
            self.message = _(
                "“%(name)s” has notes here already. A board loads into an empty one only; nothing was loaded.",
                name=pick(name),
            )
