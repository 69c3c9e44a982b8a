"""What the demonstration and the loading of files refuse.

Invalid
└── UnreadableFile  unreadable-file
Conflict
├── AlreadyLoaded   already-loaded
└── NobodyToLead    nobody-to-lead
"""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.errors import Conflict, Invalid


class UnreadableFile(Invalid):
    """The file breaks rules. Lines count from 1; reasons are English, for whoever wrote the file.

    `faults` are all of them that could be found at once; `line` and `reason` are those of the first.
    """

    code = "unreadable-file"
    message: LazyString | str = _("This file cannot be read.")

    def __init__(self, *faults: tuple[int, str]) -> None:
        self.faults = faults
        self.line, self.reason = faults[0]
        super().__init__(f"line {self.line}: {self.reason}")
        self.message = _("Line %(line)s: %(reason)s", line=self.line, reason=self.reason)


class AlreadyLoaded(Conflict):
    """A workshop of the file is here. `name` is its id in the file."""

    code = "already-loaded"
    message: LazyString | str = _("This workshop is here already.")

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        if name:
            self.message = _("The workshop %(name)s is here already.", name=name)


class NobodyToLead(Conflict):
    code = "nobody-to-lead"
    message = _("There is no administrator yet to lead what is loaded. Make one first.")
