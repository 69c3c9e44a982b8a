"""What a digest says, in the language of the moment: one letter with everything that waits for its reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import ngettext

from app.i18n import comma
from app.moments import day_month
from app.plans import days
from app.plans.letters import reply_words
from app.plans.letters.reminders import UNANSWERABLE, Saying, Step
from app.plans.status.firm_days import FirmDay
from app.plans.words import day_sentences
from app.texts import one_line

Letter = tuple[str, str]

_DATED = {Step.SOON, Step.TODAY, Step.LATE, Step.STUCK}
_ASKED = {Step.ASKED, Step.CONFIRM, Step.REPLY, Step.UNANSWERED}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a letter: its number there, what is said of which plan on which day, and where it is answered.

    `plan_title` names its centre too, for who looks after several. `lines` are what else is said of it. `firm_day` is
    what is to be known beside the day.
    """

    number: int
    plan_title: str
    day: int
    saying: Saying
    address: str
    lines: tuple[str, ...] = ()
    firm_day: FirmDay | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around: who reads it, by which clock, how they stop it, whether they can answer by mail."""

    name: str
    stop_address: str
    takes_replies: bool
    language: str


def write(entries: Sequence[Entry], frame: Frame) -> Letter:
    """Subject and text of a letter."""
    subject = ngettext(
        "%(num)s thing waits for you in a 100-day plan", "%(num)s things wait for you in 100-day plans", len(entries)
    )
    paragraphs = [_("Hello %(name)s,", name=frame.name)]
    by_plan = groupby(entries, key=lambda each: (each.plan_title, each.day, each.firm_day))
    for (title, day, firm_day), of_plan in by_plan:
        plan = one_line(title)
        paragraphs.append(_("%(plan)s: day %(day)s of 100", plan=plan, day=day) if 1 <= day <= days.LENGTH else plan)
        paragraphs += day_sentences(day, firm_day)
        paragraphs += [_paragraph(each) for each in of_plan]
    if frame.takes_replies and any(each.saying.step not in UNANSWERABLE for each in entries):
        paragraphs.append(_how_to_reply(frame.language, [each.saying.step for each in entries]))
    paragraphs.append(_("Opening a link changes nothing until you press a button. Who has your links answers as you."))
    paragraphs.append(_("To get no more such mails, open this address:") + "\n" + frame.stop_address)
    return subject, "\n\n".join(paragraphs) + "\n"


def how_to_reply(language: str, steps: Sequence[str], *, filed: bool, unexplained: Sequence[int] = ()) -> Letter:
    """Return a mail to somebody who did not say what became of a thing; `steps` are those of the letter they answered.

    `unexplained` are the numbers of things they called blocked, without saying by what.
    """
    if unexplained:
        return _("What blocks it?"), "\n\n".join(_what_blocks(language, unexplained, filed=filed)) + "\n"
    said = _("Your mail came. It did not say of which thing it speaks and what became of it.")
    kept = _("What you wrote is kept as your check-in.") if filed else _("Nothing was filed.")
    return _("What became of it?"), f"{said} {kept}\n\n{_how_to_reply(language, steps)}\n"


def _what_blocks(language: str, numbers: Sequence[int], *, filed: bool) -> Iterator[str]:
    _done, _moving, blocked = reply_words.shown(language)
    yield _("You wrote that something is blocked, but not what blocks it. It is not marked as blocked yet.")
    written = comma().join(f"“{number} {blocked}”" for number in numbers)
    yield _("Answer this mail with %(words)s and, behind it, what blocks it in one sentence.", words=written)
    if filed:
        yield _("Everything else you wrote is filed.")


def sentence(saying: Saying) -> str:
    """How a thing stands, in one sentence."""
    late, on = saying.late, day_month(saying.missed_on or saying.due_on)
    words: str
    match saying.step:
        case Step.ASKED if late < 0:
            words = _("An answer is asked for by %(date)s.", date=on)
        case Step.ASKED | Step.UNANSWERED:
            words = ngettext("It was asked %(num)s day ago.", "It was asked %(num)s days ago.", saying.waits)
        case Step.CONFIRM:
            words = _("What changed, and what you are said to have agreed to:")
        case Step.REPLY:
            words = _("An answer was asked for by %(date)s.", date=on)
        case Step.CHECK_IN:
            words = _("Two minutes, from any phone.")
        case Step.FOLLOW_UP:
            words = _("The plan was signed off; somebody looks again at what it left.")
        case Step.SILENT | Step.GREY:
            words = ngettext("Nobody checked in for %(num)s day.", "Nobody checked in for %(num)s days.", late)
        case _:
            words = _due(late, on)
    return words


def heading(saying: Saying) -> str:
    """What a thing is called: its own words, or ours where it has none."""
    words: str
    match saying.step:
        case Step.CHECK_IN:
            words = _("The weekly check-in")
        case Step.FOLLOW_UP:
            words = _("Does it last?")
        case Step.SILENT | Step.GREY:
            words = _("This plan is silent")
        case Step.REVIEW:
            words = _("The review of the plan")
        case Step.CONFIRM:
            words = _("Do you agree to a changed promise?")
        case _:
            words = one_line(saying.title)
    return words


def _due(late: int, on: str) -> str:
    words: str = _("Due today.")
    if late < 0:
        words = ngettext("Due in %(num)s day, on %(date)s.", "Due in %(num)s days, on %(date)s.", -late, date=on)
    if late > 0:
        words = ngettext(
            "Late by %(num)s day, due on %(date)s.", "Late by %(num)s days, due on %(date)s.", late, date=on
        )
    return words


def _paragraph(entry: Entry) -> str:
    saying = entry.saying
    lines = [f"{entry.number}. {heading(saying)}", sentence(saying)]
    lines += entry.lines
    if saying.owner and saying.owner != saying.to:
        lines.append(_("%(name)s sees to it.", name=one_line(saying.owner)))
    if saying.barrier:
        lines.append(_("In the way:") + " " + one_line(saying.barrier))
    lines += [_invitation(saying), entry.address]
    return "\n   ".join(lines)


def _invitation(saying: Saying) -> str:
    words: str
    match saying.step:
        case Step.ASKED | Step.REPLY | Step.UNANSWERED:
            words = _("Answer here:")
        case Step.CONFIRM:
            words = _("Say here whether you agree, yes or no:")
        case Step.CHECK_IN | Step.SILENT | Step.REVIEW:
            words = _("Check in here:")
        case Step.GREY:
            words = _("See the plan:")
        case Step.FOLLOW_UP:
            words = _("Say it here, signed in:")
        case _:
            words = _("Done, moving or blocked? Say it here:")
    return words


def _how_to_reply(language: str, steps: Sequence[str]) -> str:
    """How this letter is answered by mail: with a word for what is done, with an answer to what was asked."""
    asked, dated = ([step for step in steps if step in kind] for kind in (_ASKED, _DATED))
    if asked == [Step.CONFIRM] and len(steps) == 1:
        yes, no = reply_words.consents_shown(language)
        return str(_("You can also answer this mail: begin with “%(yes)s” or “%(no)s”.", yes=yes, no=no))
    if asked and len(steps) == 1:
        return str(_("You can also answer this mail: what you write is your answer."))
    words: list[str] = [_("You can also answer this mail.")]
    if dated:
        number = list(steps).index(dated[-1]) + 1
        done, moving, blocked = (f"{number} {word}" for word in reply_words.shown(language))
        known = {"done": done, "moving": moving, "blocked": blocked}
        words.append(_("Begin with the number and a word: “%(done)s”, “%(moving)s”, “%(blocked)s” and why.", **known))
    if asked:
        number = list(steps).index(asked[-1]) + 1
        words.append(
            _(
                "To what was asked, write its number with a full stop, then your answer: “%(number)s. Yes”.",
                number=number,
            )
        )
    words.append(_("Whatever else you write is filed as your check-in."))
    return " ".join(words)
