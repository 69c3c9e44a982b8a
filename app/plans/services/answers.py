"""What people answer to letters, by a link or by mail: done, moving or blocked, an ask answered, a check-in."""

from dataclasses import dataclass

from sqlalchemy import select

from app import audit, clock
from app.accounts.models import Principal
from app.accounts.queries import person_by_email
from app.db import db, transaction
from app.errors import NotFound
from app.ids import digest
from app.plans.errors import AskAnswered, AskedOfSponsor, ItemIncomplete, LinkGone
from app.plans.items.answers import refuse_unseen
from app.plans.letters import ask_queries
from app.plans.letters import queries as reminding_queries
from app.plans.letters.reply_words import Answer
from app.plans.models import (
    Action,
    ActionStatus,
    Ask,
    CheckIn,
    CheckInLink,
    CheckInMove,
    Milestone,
    MilestoneState,
    Plan,
    Reminder,
)
from app.plans.people import key_of
from app.plans.services.check_ins import CheckInWords, file_through
from app.plans.services.confirming import Consent, answers_as_asked, keep_choice, refuse_own, settle
from app.plans.services.edits import Writer, keep_edit, said_by
from app.plans.services.holding import plan_held, tell, today_of

MOVES = {Answer.DONE: ActionStatus.DONE, Answer.MOVING: ActionStatus.DOING, Answer.BLOCKED: ActionStatus.BLOCKED}

LONGEST_REASON = 400


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a thing, and what was said with it. `after` counts what was answered before it was asked.

    `shown` is the mark of what the page said of the thing, see `mark_of`; empty where that is not known.
    """

    answer: Answer
    words: str = ""
    after: int = 0
    shown: str = ""


def answer_reminder(token: str, said: Answered) -> Reminder:
    """File what became of an action or a milestone. The same answer sent again is one.

    Raises:
        NoSuchLink, LinkGone: see `reminding_queries.reminder_for`.
        AskedAnew (409): it is called otherwise or due on another day than the page showed.
    """
    with transaction():
        reminder = _open(token)
        file_answer(reminder, said)
    return reminder


def answer_ask(token: str, words: str, *, shown: str = "") -> Reminder:
    """Answer what was asked, as a page `shown` it. Who answered it by this link may say something else.

    Raises:
        NoSuchLink, LinkGone: see `reminding_queries.reminder_for`.
        ItemIncomplete: no answer was written.
        AskAnswered: somebody else answered it.
        AskedAnew (409): it asks something else than the page showed.
        AskedOfSponsor: it asks whether they agree, see `confirm_by_link`.
    """
    with transaction():
        reminder = _open(token)
        file_ask(reminder, words, shown=shown)
    return reminder


def confirm_by_link(token: str, said: Consent, *, reader: Principal | None = None) -> Reminder:
    """Say whether a sponsor agrees, by the link in their letter. They may say something else later.

    `reader` is who is signed in where the link was opened: a mail that was passed on gives nobody the sponsor's word,
    and the plan names whoever answers it.

    Raises:
        NoSuchLink, LinkGone: see `reminding_queries.reminder_for`; also where somebody else is the sponsor by now.
        AskedThemselves, AskedOfSponsor, RefusalStands, MoreAsked: see `settle`.
    """
    with transaction():
        reminder = _open(token)
        file_consent(reminder, said, reader=reader)
    return reminder


def answer_own_ask(person: Principal, ask_id: str, words: str, *, shown: str = "") -> Ask:
    """Answer what was asked of somebody who is signed in, as a page `shown` it. The same answer sent again is one.

    Raises:
        NotFound (404): there is no such ask, or it is none that they may answer, see `ask_queries.own_ask`.
        PlanSigned (409): the plan was signed off.
        ItemIncomplete (422): no answer was written.
        AskAnswered (409): it has another answer already.
        AskedAnew (409): it asks something else than the page showed.
        AskedOfSponsor (409): it asks whether they agree, see `confirm_own_ask`.
    """
    with transaction():
        ask, plan = _own_held(person, ask_id)
        if ask.confirms:
            raise AskedOfSponsor
        fields = _answer(plan, ask, words, Writer(person.name, person.id), shown=shown)
        if fields:
            audit.record("ask.answer", f"ask:{ask.id}", actor_id=person.id, plan=plan.id, fields=fields)
    return ask


def confirm_own_ask(person: Principal, ask_id: str, said: Consent) -> Ask:
    """Say whether one agrees, as the sponsor who is signed in. They may say something else later.

    Raises:
        NotFound (404): there is no such ask, or it is none that they may answer, see `ask_queries.own_ask`.
        PlanSigned (409): the plan was signed off.
        AskedThemselves, AskedOfSponsor, RefusalStands, MoreAsked: see `settle`.
    """
    with transaction():
        ask, plan = _own_held(person, ask_id)
        if not ask.confirms:
            raise NotFound
        fields = settle(plan, ask, said, Writer.of(person))
        if fields:
            audit.record("ask.answer", f"ask:{ask.id}", actor_id=person.id, plan=plan.id, fields=fields)
    return ask


def check_in_by_reminder(token: str, words: CheckInWords) -> Reminder:
    """File a check-in under the name a letter went to.

    Raises:
        NoSuchLink, LinkGone: see `reminding_queries.reminder_for`.
        EmptyCheckIn, NotOfThisPlan, NotANumber, ReadingOutsidePlan, ReasonMissing: as they say; nothing is kept.
    """
    with transaction():
        reminder = _open(token)
        _note(reminder, file_through(_link(reminder), words, address=reminder.address))
    return reminder


def file_answer(reminder: Reminder, said: Answered) -> None:
    """File an answer in the caller's transaction, by which the reminder can still be answered.

    Raises:
        AskedAnew: see `answer_reminder`.
        LinkGone: what it is about is gone, or nothing one answers so.
    """
    plan, thing = _held(reminder)
    form = digest(f"{reminder.token_digest}:{said.after}:{said.answer}:{said.words}")[:36]
    if db.session.scalar(select(CheckIn.id).where(CheckIn.plan_id == plan.id, CheckIn.client_id == form)):
        return
    if isinstance(thing, Action | Milestone):
        refuse_unseen(thing, said.shown)
    match thing:
        case Action():
            _note(reminder, _of_action(reminder, thing, said, form))
        case Milestone():
            _note(reminder, file_through(_link(reminder), _in_words(thing.title, said, form), address=reminder.address))
            before = said_by(thing)
            _bring(thing, said.answer, plan)
            keep_edit(plan, thing, before, Writer(reminder.name))
        case _:
            raise LinkGone


def file_ask(reminder: Reminder, words: str, *, shown: str = "") -> None:
    """Answer an ask in the caller's transaction, as `answer_ask` does."""
    plan, ask = _held(reminder)
    if not isinstance(ask, Ask):
        raise LinkGone
    if ask.confirms:
        raise AskedOfSponsor
    again, address = reminder.answered_at is not None, reminder.address
    kept = _answer(plan, ask, words, _writer(reminder), shown=shown, address=address, anew=again)
    if kept:
        _note_ask(reminder, ask, kept)


def file_consent(reminder: Reminder, said: Consent, *, reader: Principal | None = None) -> None:
    """Say whether a sponsor agrees in the caller's transaction, as `confirm_by_link` does."""
    plan, ask = _held(reminder)
    if not isinstance(ask, Ask) or not ask.confirms or key_of(ask.to) != key_of(reminder.name):
        raise LinkGone
    by = Writer(reminder.name)
    refuse_own(plan, ask, by, reminder.address)
    if reader is not None:
        refuse_own(plan, ask, Writer.of(reader))
        by = Writer.of(reader) if reads_anothers(reader, reminder) else by
    kept = settle(plan, ask, said, by, address=reminder.address)
    if kept:
        _note_ask(reminder, ask, kept)


def reads_anothers(reader: Principal, reminder: Reminder) -> bool:
    """True when a letter went to another address than that of the account as which somebody is signed in."""
    return reader.is_person and (reader.email or "").casefold() != reminder.address.casefold()


def _note_ask(reminder: Reminder, ask: Ask, kept: list[str]) -> None:
    reminder.answers += 1
    reminder.answered_at = clock.now()
    audit.record("ask.answer", f"ask:{ask.id}", actor_id=None, plan=ask.plan_id, link=reminder.link_id, fields=kept)


def _writer(reminder: Reminder) -> Writer:
    """Return who answers by a letter: the account it went to, where that bears another name than is asked."""
    account = person_by_email(reminder.address)
    is_another = account is not None and account.is_active and key_of(account.name) != key_of(reminder.name)
    return Writer.of(account) if account is not None and is_another else Writer(reminder.name)


def _answer(
    plan: Plan, ask: Ask, words: str, by: Writer, *, shown: str, address: str = "", anew: bool = False
) -> list[str]:
    """Write an answer down and return what changed; nothing where it says so already. `anew`: in place of another."""
    if not words:
        raise ItemIncomplete
    if ask.answer == words:
        return []
    if ask.answered_on is not None and not anew:
        raise AskAnswered
    refuse_unseen(ask, shown)
    said = said_by(ask)
    ask.answer, ask.answered_on = words, ask.answered_on or today_of(plan)
    keep_choice(plan, ask, by, address)
    kept = keep_edit(plan, ask, said, by, as_asked=answers_as_asked(plan, ask, by, address))
    tell(plan)
    return kept


def _own_held(person: Principal, ask_id: str) -> tuple[Ask, Plan]:
    """Return an ask that somebody may answer, with its plan held; it may be asked of somebody else by then."""
    plan = plan_held(ask_queries.own_ask(person, ask_id).ask.plan_id)
    # Who may answer is read anew too: on PostgreSQL all that was read before the plan was held may be over.
    db.session.expire_all()
    return ask_queries.own_ask(person, ask_id).ask, plan


def _open(token: str) -> Reminder:
    found = reminding_queries.reminder_for(token)
    return db.session.get_one(Reminder, found.id, with_for_update=True, populate_existing=True)


def _held(reminder: Reminder) -> tuple[Plan, Action | Milestone | Ask | None]:
    """Return the plan of a reminder, held, and what it is about, read again: somebody may have changed it."""
    plan, thing = plan_held(reminder.plan_id), reminding_queries.thing_of(reminder)
    if thing is not None:
        db.session.get(type(thing), thing.id, populate_existing=True)
    return plan, thing


def _link(reminder: Reminder) -> CheckInLink:
    if reminder.link is None:
        raise LinkGone
    return reminder.link


def _of_action(reminder: Reminder, action: Action, said: Answered, form: str) -> CheckIn:
    if action.parked_on is not None:
        # It counts nowhere by now, so nothing moves; what was said of it is kept.
        return file_through(_link(reminder), _in_words(action.title, said, form), address=reminder.address)
    blocked, status = said.answer is Answer.BLOCKED, MOVES[said.answer]
    words = CheckInWords(
        client_id=form,
        done="" if blocked else said.words,
        blocked=said.words if blocked else "",
        moves={action.id: status},
    )
    before = action.status
    filed = file_through(_link(reminder), words, address=reminder.address)
    if before == status:
        # It is what it was, and somebody said so.
        db.session.add(CheckInMove(check_in_id=filed.id, action_id=action.id, before=before, after=status))
        if blocked and said.words:
            action.blocked_reason = said.words[:LONGEST_REASON]
    return filed


def _in_words(title: str, said: Answered, form: str) -> CheckInWords:
    """An answer as a check-in that moves nothing."""
    told = f"{title}: {said.words}" if said.words else title
    return CheckInWords(
        client_id=form,
        done=told if said.answer is Answer.DONE else "",
        next=told if said.answer is Answer.MOVING else "",
        blocked=told if said.answer is Answer.BLOCKED else "",
    )


def _bring(milestone: Milestone, answer: Answer, plan: Plan) -> None:
    states = {Answer.DONE: MilestoneState.DONE, Answer.BLOCKED: MilestoneState.AT_RISK}
    milestone.state = states.get(answer, MilestoneState.PLANNED)
    milestone.done_on = (milestone.done_on or today_of(plan)) if answer is Answer.DONE else None


def _note(reminder: Reminder, filed: CheckIn) -> None:
    if reminder.check_in_id != filed.id:
        reminder.answers += 1
    reminder.check_in_id, reminder.answered_at = filed.id, clock.now()
