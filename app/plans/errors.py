"""What plans refuse.

AppError
└── LinkGone             link-gone
    └── LetterOver       letter-over
NotAllowed
├── AskedThemselves      asked-themselves
├── ConfirmsOwnPlan      confirms-own-plan
└── ForeignSender        foreign-sender
NotFound
├── NoSuchLink           no-such-link
├── NoSuchLetter         no-such-letter
├── TakenOut             taken-out
└── NotToALetter         not-to-a-letter
Unavailable
└── NoMailbox            no-mailbox
Conflict
├── NoteAlreadyPromoted  note-already-promoted
├── NoteStillPrivate     note-still-private
├── NoHostCentre         no-host-centre
├── NotReady             not-ready
├── DoneAlready          done-already
├── AskAnswered          ask-answered
├── AskedAnew            asked-anew
├── MoreAsked            more-asked
├── AskedOfSponsor       asked-of-sponsor
│   └── RefusalStands    refusal-stands
├── PlanSigned           plan-signed
├── SponsorMissing       sponsor-missing
├── LastMainMeasure      last-main-measure
├── MainMeasurePromised  main-measure-promised
├── NoSuchReview         no-such-review
└── NoSuchOverride       no-such-override
Invalid
├── DueOutsidePlan       due-outside-plan
├── LeftOutside          left-outside
├── PromiseMissing       promise-missing
├── DayOneLongAgo        day-one-long-ago
├── PersonMissing        person-missing
├── ActionIncomplete     action-incomplete
├── DueBeforeStart       due-before-start
├── StartOutsidePlan     start-outside-plan
├── Circle               circle
├── PartIncomplete       part-incomplete
├── PartAfterAction      part-after-action
├── ItemIncomplete       item-incomplete
├── NotANumber           not-a-number
├── TargetIsBaseline     target-is-baseline
├── AgainstDirection     against-direction
├── MeasureLocked        measure-locked
├── ReadingOutsidePlan   reading-outside-plan
├── StepsOutOfOrder      steps-out-of-order
├── ReasonMissing        reason-missing
├── NoSuchChoice         no-such-choice
├── EmptyCheckIn         empty-check-in
├── EmptyReview          empty-review
├── ReviewMisplaced      review-misplaced
└── NotOfThisPlan        not-of-this-plan
"""

from collections.abc import Sequence
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from app.errors import AppError, Conflict, Invalid, NotAllowed, NotFound, Unavailable
from app.plans.actions.waiting import say_circle
from app.plans.missing import Missing, say_missing
from app.plans.moving import Dated, say_outside
from app.plans.policy import Tie
from app.plans.promotion.words import STANDS, stands


class NoteAlreadyPromoted(Conflict):
    """Somebody was quicker, or it became such a thing before: of that kind, an action of that number."""

    code = "note-already-promoted"
    message: LazyString | str = _("It stands in the plan already.")

    def __init__(self, kind: str = "", number: int = 0) -> None:
        super().__init__(kind, number)
        if kind in STANDS:
            self.message = stands(kind, number)


class NoteStillPrivate(Conflict):
    code = "note-still-private"
    message = _("Only you see this note as yet. Reveal the notes first, then take it into the plan.")


class NoHostCentre(Conflict):
    code = "no-host-centre"
    message = _("No centre hosts this workshop, so it has no plan. Choose a centre as the host in its details first.")


class DueOutsidePlan(Invalid):
    code = "due-outside-plan"
    message = _("What a plan holds is due on one of its hundred days, from today on.")


class LeftOutside(Invalid):
    """Day 1 cannot move so far; this is what would lie outside the hundred days."""

    code = "left-outside"
    message: LazyString | str = _("With this day 1, something in the plan would lie outside the hundred days.")

    def __init__(self, outside: Sequence[Dated] = ()) -> None:
        super().__init__(outside)
        if outside:
            self.message = LazyString(say_outside, outside)


class PromiseMissing(Invalid):
    code = "promise-missing"
    message = _("A published plan keeps a goal and a day 1.")


class DayOneLongAgo(Invalid):
    code = "day-one-long-ago"
    message = _("Day 1 of a published plan lies at most 14 days before it was published. Choose a later day.")


class DayMissing(Invalid):
    code = "day-missing"
    message = _("A milestone has a day by which it is reached. Choose one.")


class PersonMissing(Invalid):
    code = "person-missing"
    message = _("A published plan keeps a leader and a sponsor. Write who takes over.")


class ActionIncomplete(Invalid):
    code = "action-incomplete"
    message = _("An action says what will be done, by whom and until when.")


class DueBeforeStart(Invalid):
    code = "due-before-start"
    message = _("An action ends on the day it begins, or later.")


class FirstWinLate(Invalid):
    code = "first-win-late"
    message = _("The first win is done by day 15. For a later day, open the action and untick “The first win”.")


class StartOutsidePlan(Invalid):
    code = "start-outside-plan"
    message = _("An action begins on one of the hundred days.")


class Circle(Invalid):
    """Actions would wait for each other: these numbers."""

    code = "circle"
    message: LazyString | str = _("Actions would wait for each other, so that none could begin.")

    def __init__(self, numbers: Sequence[int] = ()) -> None:
        super().__init__(numbers)
        self.numbers = tuple(numbers)
        if numbers:
            self.message = LazyString(say_circle, numbers)


class PartIncomplete(Invalid):
    code = "part-incomplete"
    message = _("Say what is done in this part; one that comes again has a day.")


class PartAfterAction(Invalid):
    code = "part-after-action"
    message = _("A part is done by the day of its action.")


class ItemIncomplete(Invalid):
    code = "item-incomplete"
    message = _("Say in words what it is, whom it asks, and why it replaces what stood there.")


class NotANumber(Invalid):
    code = "not-a-number"
    message = _("Write a number such as 12 or 0.5.")


class TargetIsBaseline(Invalid):
    code = "target-is-baseline"
    message = _("The target is another number than the one before day 1.")


AGAINST = {
    "up": _("More is better here, but the number is to become smaller. Change the number on day 100 or the direction."),
    "down": _("Less is better here, but the number is to grow. Change the number on day 100 or the direction."),
}
"""What is wrong with a number that goes the other way than is better, by the direction that was said."""


class AgainstDirection(Invalid):
    """The number is to go the other way than is better; `direction` is what was said to be better."""

    code = "against-direction"
    message: LazyString | str = _("The number on day 100 goes the other way than is better. Change one of the two.")

    def __init__(self, direction: str = "") -> None:
        super().__init__(direction)
        if direction in AGAINST:
            self.message = AGAINST[direction]


class MeasureLocked(Invalid):
    code = "measure-locked"
    message = _("This changes only if the sponsor agrees: say to what, in one sentence.")


class SponsorMissing(Conflict):
    code = "sponsor-missing"
    message = _("What was promised changes only if the sponsor agrees. Name the sponsor of the plan first.")


class LastMainMeasure(Conflict):
    code = "last-main-measure"
    message = _("A published plan keeps a main measure with both its numbers. Make another one the main measure first.")


class MainMeasurePromised(Conflict):
    code = "main-measure-promised"
    message = _(
        "This plan is published, so what is its main measure changes only with a reason. Take the note into the plan "
        "without that mark, then make it the main measure on its own page."
    )


class SharesWrong(Invalid):
    code = "shares-wrong"
    message: LazyString | str = _("The groups do not add up to the number.")

    def __init__(self, total: float | None = None) -> None:
        super().__init__(total)
        if total is not None:
            self.message = _("The groups add up to %(total)s, not to the number.", total=f"{total:g}")


class ReadingOutsidePlan(Invalid):
    code = "reading-outside-plan"
    message = _("A number is read on one of the hundred days, today at the latest.")


class StepsOutOfOrder(Invalid):
    code = "steps-out-of-order"
    message = _("Write the steps in order, each with its day and its share, the last one 100 %.")


class ReasonMissing(Invalid):
    code = "reason-missing"
    message = _("Say why, in one sentence.")


class NoSuchChoice(Invalid):
    code = "no-such-choice"
    message = _("That is none of the choices. Load the page again.")


class EmptyCheckIn(Invalid):
    code = "empty-check-in"
    message = _("Say at least one thing: what was done, a number, or how it looks.")


class NotOfThisPlan(Invalid):
    code = "not-of-this-plan"
    message = _("One of these does not belong to this plan. Nothing was filed.")


class NotReady(Conflict):
    """A plan cannot be published; this is missing."""

    code = "not-ready"
    message: LazyString | str = _("The plan is not complete yet. Its page says what is missing.")

    def __init__(self, missing: Sequence[Missing] = ()) -> None:
        super().__init__(missing)
        if missing:
            self.message = LazyString(say_missing, missing)


class NotYet(Invalid):
    code = "not-yet"
    message = _("What shows something happened today at the latest.")


class NothingToLookAt(Invalid):
    code = "nothing-to-look-at"
    message = _("Add a photo, a file or an address: words alone show nothing that readers can look at.")


class OwnPageShown(Invalid):
    code = "own-page-shown"
    message = _(
        "This is an address of this site, where the plan itself stands. Give one that shows what came of it, "
        "or add a photo or a file."
    )


class EvidenceFull(Conflict):
    code = "evidence-full"
    message = _("This plan keeps 500 pieces of evidence already. Take one out first.")


class TooEarlyToSign(Conflict):
    code = "too-early-to-sign"
    message = _("A published plan is signed off from day 90 on.")


class AlreadySigned(Conflict):
    code = "already-signed"
    message = _("That was done already. Load the page again.")


class PlanSigned(Conflict):
    code = "plan-signed"
    message = _(
        "This plan was signed off, so what it says stays as it is; nothing was changed. "
        "The director of its centre can reopen it on its sign-off page and say why."
    )


class EmptyReview(Invalid):
    code = "empty-review"
    message = _("A review needs words or a number: say how it stands, or leave this out.")


class ReviewMisplaced(Invalid):
    code = "review-misplaced"
    message = _("A mid-point review is held on the days 40 to 60. The sign-off is the closing review.")


class NoSuchReview(Conflict):
    code = "no-such-review"
    message = _("This check-in stands for no review any more. Load the page again.")


class NotSigned(Conflict):
    code = "not-signed"
    message = _("Sign the plan off first.")


class SignOffIncomplete(Conflict):
    code = "sign-off-incomplete"
    message = _("Something is missing before the plan can be signed off. The page names it.")


class FollowUpMisplaced(Invalid):
    code = "follow-up-misplaced"
    message = _("A plan is followed up between its days 160 and 190.")


class NotAsDecided(Conflict):
    code = "not-as-decided"
    message = _("The notes of the workshop changed meanwhile. Look again at what they say now.")


class PauseMisplaced(Invalid):
    code = "pause-misplaced"
    message = _(
        "A pause begins on one of the hundred days, ends on its first day or later, and touches no other. "
        "All pauses of a plan together last a hundred days at most."
    )


class DoneAlready(Conflict):
    code = "done-already"
    message = _("It is done, so it counts as done and is not parked. Say that it is not done if it has to wait.")


class DaysOver(Conflict):
    code = "days-over"
    message = _("The hundred days are over: what was not done stays in sight as not done, and is parked no more.")


class AskAnswered(Conflict):
    code = "ask-answered"
    message = _("Somebody answered this meanwhile. Their answer stays; nothing was changed.")


class AskedAnew(Conflict):
    code = "asked-anew"
    message = _("What is asked here changed after you opened this page. Read it as it stands now, then answer.")


class MoreAsked(Conflict):
    code = "more-asked"
    message = _("Another change was added to this question meanwhile. Look at all of them, then answer.")


class AskedOfSponsor(Conflict):
    code = "asked-of-sponsor"
    message = _("Only the sponsor answers whether they agree. Nothing was changed.")


class QuestionAnswered(Conflict):
    code = "question-answered"
    message = _("It was answered, so what it asks stays as it is. Ask it anew, and nothing is mixed up.")


class RefusalStands(AskedOfSponsor):
    """A yes that does not count would take back what the sponsor refused."""

    code = "refusal-stands"
    message = _(
        "The answer before was a no, and a yes from here does not count as the sponsor's. So it takes nothing back: "
        "only who said no can, once they are the sponsor again, or whom the secretariat of the alliance confirms as "
        "the sponsor. Nothing was changed."
    )


class AskedThemselves(NotAllowed):
    code = "asked-themselves"
    message = _("You wrote down this change yourself, so somebody else has to say whether they agree.")


_KEPT_FROM_CONFIRMING: Final = {
    Tie.CENTRE: _(
        "You belong to the centre of this plan. Another person of the secretariat has to confirm how the sponsor is "
        "reached."
    ),
    Tie.LEADER: _(
        "You are the leader of this plan. Another person of the secretariat has to confirm how the sponsor is reached."
    ),
    Tie.COACH: _(
        "You are the coach of this plan. Another person of the secretariat has to confirm how the sponsor is reached."
    ),
    Tie.NAMESAKE: _(
        "The coach of this plan has the same name as you. Another person of the secretariat has to confirm how the "
        "sponsor is reached, or the team names another coach."
    ),
    Tie.CHANGES: _(
        "You may change this plan. Another person of the secretariat has to confirm how the sponsor is reached."
    ),
    Tie.CHANGED: _(
        "You changed this plan earlier. Another person of the secretariat has to confirm how the sponsor is reached."
    ),
}


class ConfirmsOwnPlan(NotAllowed):
    """Somebody of the secretariat would confirm the sponsor of a plan that is their own; `tie` says why it is."""

    code = "confirms-own-plan"
    message: LazyString | str = _(
        "This plan is your own. Another person of the secretariat has to confirm how the sponsor is reached."
    )

    def __init__(self, tie: Tie) -> None:
        super().__init__(tie)
        self.message = _KEPT_FROM_CONFIRMING[tie]


class NoSuchOverride(Conflict):
    code = "no-such-override"
    message = _("The team can say one step better or worse than the rules, and only where these have a colour.")


_LINK_OVER = _("This link does not work, or no longer. Ask the leader of the plan or its centre for a new one.")


class NoSuchLink(NotFound):
    code = "no-such-link"
    message = _LINK_OVER


class NoMailbox(Unavailable):
    code = "no-mailbox"
    message = _("No answers by mail are taken here: REPLY_TO is not set. Set it as for the rest of the site.")


class NotToALetter(NotFound):
    code = "not-to-a-letter"
    message = _("This mail was not sent to the address of a letter: REPLY_TO with a plus and the letter's secret.")


class TakenOut(NotFound):
    code = "taken-out"
    message = _("Somebody took this out of the plan meanwhile, so nothing was changed. The plan as it stands is below.")


class NoSuchLetter(NotFound):
    code = "no-such-letter"
    message = _("No letter of this site holds the secret in the address this mail was sent to.")


class ForeignSender(NotAllowed):
    code = "foreign-sender"
    message = _("This mail does not come from the address the letter went to.")


class LinkGone(AppError):
    code = "link-gone"
    status = 410
    message = _LINK_OVER


class LetterOver(LinkGone):
    code = "letter-over"
    message = _("Nothing in this letter can be answered any more: it ran out, or its link was revoked.")
