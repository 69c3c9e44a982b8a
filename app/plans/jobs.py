"""What plans do besides: write each morning's letters, hear what becomes of them, and say how one answers."""

from collections import Counter

from flask import current_app
from flask_babel import force_locale

from app.accounts.events import AccountClosed
from app.accounts.queries import person_by_email
from app.centres.events import SharesUnwanted, SharesWanted, StaffChanged
from app.events import answering, inside
from app.jobs import regularly
from app.mail import services as outbox
from app.mail.events import MailDue, MailGivenUp
from app.plans import permission_queries, queries, services
from app.plans.endings import share_queries
from app.plans.events import AnsweredForAnother, ReplyUnclear, SponsorReplaced
from app.plans.letters import answered_letter, digest_letter, sponsor_letter
from app.plans.letters import queries as reminding_queries
from app.plans.letters.mailbox_queries import Mailbox
from app.plans.letters.queries import Draft
from app.plans.models import Plan
from app.plans.services.forgetting import forget_letters
from app.sparing import sparing_log
from app.workshops import seat_queries
from app.workshops.events import SeatChanged, SeatRemoved

log = sparing_log(__name__)


@inside(ReplyUnclear)
def _say_how(event: ReplyUnclear) -> None:
    """Write to somebody whose mail did not say what became of a thing."""
    letter = reminding_queries.digest_found(event.digest_id)
    steps = [each.step for each in letter.reminders]
    with force_locale(letter.language):
        subject, text = digest_letter.how_to_reply(
            letter.language, steps, filed=event.filed, unexplained=event.unexplained
        )
    headers = {"Auto-Submitted": "auto-replied", "In-Reply-To": event.message_id, "Reply-To": event.reply_to}
    outbox.write(letter.address, subject, text, headers=headers)


@inside(SponsorReplaced)
def _tell_former_sponsor(event: SponsorReplaced) -> None:
    """Write to who was the sponsor until now, so that nobody becomes it behind their back."""
    plan = queries.plan_found(event.plan_id)
    with force_locale(event.former.language):
        subject, text = sponsor_letter.write(event, plan, address=_readable(plan, event.former))
    outbox.write(event.former.address, subject, text)


@inside(AnsweredForAnother)
def _tell_asked(event: AnsweredForAnother) -> None:
    """Write to who was asked that somebody answered in their name."""
    plan = queries.plan_found(event.plan_id)
    address = _readable(plan, event.reader)
    with force_locale(event.reader.language):
        subject, text = answered_letter.write(
            event, plan.title, address=f"{address}#ask-{event.number}" if address else ""
        )
    outbox.write(event.reader.address, subject, text)


def _readable(plan: Plan, box: Mailbox) -> str:
    """Return the address of a plan, where whoever has a mailbox may read it; else nothing."""
    reader = person_by_email(box.address)
    may_read = reader is not None and permission_queries.may_read(reader, plan.id)
    return f"{current_app.config['PUBLIC_URL']}/plans/{plan.id}/" if may_read else ""


@inside(StaffChanged)
def _end_links_of_staff(event: StaffChanged) -> None:
    services.end_left_links(event.principal_id)


@answering(SharesWanted)
def _count_shares(wanted: SharesWanted) -> Counter[str]:
    """Return how many links that work each person made, by their ids."""
    return Counter(share.made_by for share in share_queries.open_shares(wanted.centre_id) if share.made_by)


@inside(SharesUnwanted)
def _end_shares(event: SharesUnwanted) -> None:
    services.end_shares(event.principal_id, event.centre_id, by_id=event.by_id)


@inside(SeatRemoved)
def _end_links_of_seat(event: SeatRemoved) -> None:
    services.end_left_links(event.principal_id)


@inside(SeatChanged)
def _end_links_of_role(event: SeatChanged) -> None:
    services.end_left_links(seat_queries.whose(event.seat_id))


@inside(AccountClosed)
def _end_links_of_account(event: AccountClosed) -> None:
    services.end_left_links(event.principal_id)


@inside(MailDue)
def _check_wanted(event: MailDue) -> None:
    services.check_wanted(event.message_id)


@inside(MailGivenUp)
def _note_unheard(event: MailGivenUp) -> None:
    services.note_unheard(event.message_id, address_refused=event.address_refused)


@regularly(hour="3", minute="20")
def forget_letters_in_time() -> None:
    """Each night, forget letters nobody can answer any more."""
    forget_letters()


@regularly(hour="3", minute="25")
def end_left_links() -> None:
    """Each night, say of links that they ended: with a workshop that closed, or with a name that was taken out."""
    services.end_left_links_in_time()


@regularly(minute="*/15")
def remind() -> None:
    """Write the digests of those for whom it has become seven in the morning. One that fails keeps no other back."""
    services.ask_reached_sponsors()
    for draft in reminding_queries.drafts():
        _write(draft)


def _write(draft: Draft) -> None:
    try:
        services.write_digest(draft)
    except Exception:
        # Whatever is wrong with what one person would be told, the others are told theirs.
        log.exception("a digest could not be written")
