"""What votes refuse.

AppError
├── BadBallot             bad-ballot
├── NotFound
│   ├── BadChoice         bad-choice
│   └── NoSuchBallot      no-such-ballot
├── Conflict
│   ├── RoundAlreadyOpen  round-already-open
│   ├── VoteClosed        vote-closed
│   │   └── DotCounted    dot-counted       it was taken back too late
│   ├── BudgetSpent       budget-spent
│   └── NoteHasDot        note-has-dot
└── TooMany
    └── TooManyChanges    too-many-changes
"""

from flask_babel import lazy_gettext as _

from app.errors import AppError, Conflict, NotFound, TooMany


class BadBallot(AppError):
    code = "bad-ballot"
    message = _("This dot could not be read. Load the page again.")


class BadChoice(NotFound):
    """No note, a hidden, deleted or foreign one, or one outside the zone: one answer, so that it tells nothing."""

    code = "bad-choice"
    message = _("This note is not there, or it is not part of this vote.")


class NoSuchBallot(NotFound):
    code = "no-such-ballot"
    message = _("There is no such dot of yours.")


class RoundAlreadyOpen(Conflict):
    code = "round-already-open"
    message = _("A vote is already open on this board.")


class VoteClosed(Conflict):
    code = "vote-closed"
    message = _("The vote is closed. What came later was not counted.")


class DotCounted(VoteClosed):
    """Said in one breath with `VoteClosed` where somebody was away and had given a dot, too."""

    code = "dot-counted"
    message = _("You took a dot back after the vote was closed: it was counted.")


class BudgetSpent(Conflict):
    code = "budget-spent"
    message = _("You have given all your dots. Take one back first.")


class NoteHasDot(Conflict):
    code = "note-has-dot"
    message = _("In this vote a note gets at most one dot from each person.")


class TooManyChanges(TooMany):
    code = "too-many-changes"
    message = _("You have moved your dots very often. They stay where they are now.")
