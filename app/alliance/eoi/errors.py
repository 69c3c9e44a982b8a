"""What expressions of interest refuse.

AppError
├── NotFound
│   └── NoSuchInterest    no-such-interest
├── Conflict
│   ├── CallNotOpen       call-not-open
│   ├── CallClosed        call-closed
│   ├── AlreadySubmitted  already-submitted
│   ├── PartChanged       part-changed
│   ├── NoSuchMove        no-such-move
│   ├── NothingAsked      nothing-asked
│   ├── NotDeclared       not-declared
│   ├── AlreadyAsked      already-asked
│   ├── MarksChanged      marks-changed
│   ├── ScoresFinal       scores-final
│   ├── FilesFull         files-full
│   └── CentreThere       centre-there
├── TooMuch
│   └── FileTooLarge      file-too-large
├── TooMany
│   ├── BegunOften        begun-often
│   └── FilesTooFast      files-too-fast
├── Unavailable
│   └── FilesBusy         files-busy
└── Invalid
    ├── NotComplete       not-complete
    ├── NoFile            no-file
    ├── NotLooked         not-looked
    ├── WhyMissing        why-missing
    ├── ScoresMissing     scores-missing
    └── ChoiceGone        choice-gone
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict, Invalid, NotFound, TooMany, TooMuch, Unavailable


class NoSuchInterest(NotFound):
    code = "no-such-interest"
    message = _("This link opens nothing. Look in your mails for another, or ask for a new one.")


class CallNotOpen(Conflict):
    code = "call-not-open"
    message = _("This call is not open just now.")


class CallClosed(Conflict):
    code = "call-closed"
    message = _("The call closed before this was submitted. What you wrote is kept, and you can read and copy it.")


class AlreadySubmitted(Conflict):
    code = "already-submitted"
    message = _("This was submitted, so it stays as it is.")


class PartChanged(Conflict):
    code = "part-changed"
    message = _("Somebody saved this part while you were writing.")


class NoSuchMove(Conflict):
    code = "no-such-move"
    message = _("That cannot follow now. Load the page again to see where it stands.")


class NothingAsked(Conflict):
    code = "nothing-asked"
    message = _("There is no question to answer just now.")


class NotDeclared(Conflict):
    code = "not-declared"
    message = _("Say first whether you have a conflict of interest.")


class AlreadyAsked(Conflict):
    code = "already-asked"
    message = _("This person was asked to review it already.")


class MarksChanged(Conflict):
    code = "marks-changed"
    message = _("Somebody changed this while you were writing. Load the page again and repeat your change.")


class ScoresFinal(Conflict):
    code = "scores-final"
    message = _("Somebody else filed scores, and you could read them. So yours stay as you filed them.")


class FilesFull(Conflict):
    code = "files-full"
    message = _("Ten files are the most. Remove one first.")


class CentreThere(Conflict):
    code = "centre-there"
    message = _("A centre came out of this already.")


class FileTooLarge(TooMuch):
    code = "file-too-large"
    message = _("A file may have at most 10 MB. Make it smaller and try again; everything else you saved is here.")


class BegunOften(TooMany):
    code = "begun-often"
    message = _("Many were begun from here just now. Wait a minute and try again.")


class FilesTooFast(TooMany):
    code = "files-too-fast"
    message = _("Many files at once. Wait a minute, then send the rest.")


class FilesBusy(Unavailable):
    code = "files-busy"
    message = _("Too many files are on their way just now. Try again in a moment.")


class NotComplete(Invalid):
    code = "not-complete"
    message = _("Something is still missing. The list says what.")


class NoFile(Invalid):
    code = "no-file"
    message = _("Choose a file first.")


class NotLooked(Invalid):
    code = "not-looked"
    message = _("Mark every item of the list first.")


class WhyMissing(Invalid):
    code = "why-missing"
    message = _("Say why, in one sentence.")


class ScoresMissing(Invalid):
    code = "scores-missing"
    message = _("Score every criterion and say why in a few words.")


class ChoiceGone(Invalid):
    code = "choice-gone"
    message = _("That is none of the choices. Load the page again.")
