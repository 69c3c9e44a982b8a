"""Why an image is not taken.

TooMuch
├── ImageTooLarge        image-too-large        more than 10 MB
├── PaperTooLarge        paper-too-large        likewise, of any kind
Invalid
├── NoImage              no-image               nothing was sent
├── NotAnImage           not-an-image           by its first bytes it is none of the four kinds
├── NotAPaper            not-a-paper            likewise none of the kinds that are kept beside a plan
├── PaperActive          paper-active           a PDF or text that runs, sends or holds something by itself
├── PaperTooMuch         paper-too-much         far larger once it is unpacked
├── PaperLocked          paper-locked           nobody can look into it
├── PaperBroken          paper-broken           it cannot be read to its end
├── PaperInfected        paper-infected         the virus scanner found something
├── SvgRefused           svg-refused
├── ImageBroken          image-broken           it cannot be read to its end
├── ImageTooManyPixels   image-too-many-pixels  more than 40 million, said in its head
└── ImageTooHeavy        image-too-heavy        it asks for more memory or time than one image may
TooMany
└── ImagesTooFast        images-too-fast        one principal sends many at once
Unavailable
├── ScannerAway          scanner-away           the virus scanner does not answer
└── ImagesBusy           images-busy            nothing is free to draw it
"""

from flask_babel import lazy_gettext as _

from app.errors import AppError, Invalid, TooMany, TooMuch, Unavailable


class ImageTooLarge(TooMuch):
    code = "image-too-large"
    message = _("An image may have at most 10 MB. Make it smaller and try again.")


class PaperTooLarge(TooMuch):
    code = "paper-too-large"
    message = _("A file may have at most 10 MB. Make it smaller and try again.")


class NotAPaper(Invalid):
    code = "not-a-paper"
    message = _(
        "Only PDF, Word, OpenDocument and Excel files without macros and JPEG, PNG and WebP images are kept. "
        "This file is none of them, whatever its name says."
    )


class PaperActive(Invalid):
    code = "paper-active"
    message = _(
        "This file holds a program, another file, or a form that sends something. "
        "Print it to a new PDF and send that one."
    )


class PaperTooMuch(Invalid):
    code = "paper-too-much"
    message = _("This file is far too large once it is unpacked. Save it smaller and try again.")


class PaperLocked(Invalid):
    code = "paper-locked"
    message = _("This PDF is protected, so nobody can check it. Save it without protection and try again.")


class PaperBroken(Invalid):
    code = "paper-broken"
    message = _("This file cannot be read to its end. Save it anew and try again.")


class PaperInfected(Invalid):
    code = "paper-infected"
    message = _("The virus scanner found something in this file, so it was not kept.")


class ScannerAway(Unavailable):
    code = "scanner-away"
    message = _("Files cannot be checked for viruses just now, so none is kept. Try again later.")


class NoImage(Invalid):
    code = "no-image"
    message = _("Choose an image first.")


class NotAnImage(Invalid):
    code = "not-an-image"
    message = _("Only JPEG, PNG, WebP and GIF images go on a board. This file is none of them, whatever its name says.")


class SvgRefused(Invalid):
    code = "svg-refused"
    message = _("SVG files can hold programs, so they do not go on a board. Save the drawing as PNG and try again.")


class ImageBroken(Invalid):
    code = "image-broken"
    message = _("This image cannot be read to its end. Save it anew and try again.")


class ImageTooManyPixels(Invalid):
    code = "image-too-many-pixels"
    message = _("An image may have at most 40 million pixels. Make it smaller and try again.")


class ImageTooHeavy(Invalid):
    code = "image-too-heavy"
    message = _("This image takes too long to read. Save it smaller and try again.")


class ImagesTooFast(TooMany):
    code = "images-too-fast"
    message = _("Many images at once. Wait a minute, then send the rest.")


class ImagesBusy(Unavailable):
    code = "images-busy"
    message = _("Too many images are on their way just now. Try again in a moment.")


_DRAWN: dict[str, type[AppError]] = {error.code: error for error in (ImageBroken, ImageTooManyPixels, ImageTooHeavy)}


_LOOKED_INTO: dict[str, type[AppError]] = {
    error.code: error for error in (PaperActive, PaperTooMuch, PaperLocked, PaperBroken)
}


def paper_refusal(code: str) -> AppError:
    """Return why a paper is not kept."""
    return _LOOKED_INTO[code]()


def refusal(code: str) -> AppError:
    """Why an image could not be drawn."""
    return _DRAWN[code]()
