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
    """The file breaks a rule. `line` counts from 1; `reason` is English, for whoever wrote the file."""

    code = "unreadable-file"
    message: LazyString | str = _("This file cannot be read.")

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason = line, reason
        self.message = _("Line %(line)s: %(reason)s", line=line, reason=reason)


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
