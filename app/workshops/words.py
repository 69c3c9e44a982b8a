"""What people call the parts of a workshop: phases, roles, writing; and the names only facilitators carry."""

from collections.abc import Sequence
from functools import cache

from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as ngettext

from app.accounts import names
from app.accounts.events import TitlesWanted
from app.events import answering
from app.i18n import LANGUAGES
from app.workshops.errors import NameReserved
from app.workshops.models import Ask, SeatRole, WorkshopKind
from app.workshops.phases import PhaseKind
from app.workshops.stage import Effects, Unshown, Writing

PHASES: dict[PhaseKind, LazyString] = {
    PhaseKind.BRIEF: _("Brief"),
    PhaseKind.PRIVATE: _("Write alone"),
    PhaseKind.REVEAL: _("Reveal"),
    PhaseKind.CLUSTER: _("Group"),
    PhaseKind.DISCUSS: _("Discuss"),
    PhaseKind.VOTE: _("Vote"),
    PhaseKind.DECIDE: _("Decide"),
    PhaseKind.ASSIGN: _("Name owners"),
    PhaseKind.LOCK: _("Lock"),
    PhaseKind.WALK: _("Walk"),
    PhaseKind.PAIR: _("In pairs"),
    PhaseKind.GROUP: _("In groups"),
    PhaseKind.PLENARY: _("All together"),
    PhaseKind.BREAK: _("Break"),
}

TELLS: dict[PhaseKind, LazyString] = {
    PhaseKind.BRIEF: _("You explain; nobody writes yet."),
    PhaseKind.PRIVATE: _("Everybody writes alone; nobody sees another's new notes until the reveal."),
    PhaseKind.REVEAL: _("People see what is there; writing is open."),
    PhaseKind.CLUSTER: _("People move what belongs together."),
    PhaseKind.DISCUSS: _("People talk about what they see, and may add notes."),
    PhaseKind.VOTE: _("Writing stops while people choose."),
    PhaseKind.DECIDE: _("Writing stops; you settle what stands."),
    PhaseKind.ASSIGN: _("Writing stops; each action gets an owner and a date."),
    PhaseKind.LOCK: _("Writing stops; the board stays as it is."),
    PhaseKind.WALK: _("Writing stops; people read and comment."),
    PhaseKind.PAIR: _("People work in twos; writing is open."),
    PhaseKind.GROUP: _("People work in their groups; writing is open."),
    PhaseKind.PLENARY: _("Everybody works together; writing is open."),
    PhaseKind.BREAK: _("People rest; every screen says when you go on."),
}
"""What a phase is for, said before it begins; what the move does beside is said by `told`."""


def told(effects: Effects, kind: PhaseKind | None, *, away: int = 0) -> list[LazyString | str]:
    """What a move does to the room, in sentences: said before it, from the same value that is done with it.

    `away` participants are not connected.
    """
    return [*_about(effects, kind), *consequences(effects, away=away)]


def _about(effects: Effects, kind: PhaseKind | None) -> list[LazyString | str]:
    if effects.keeps_vote and effects.goes_on_voting:
        return [
            TELLS[PhaseKind.VOTE],
            _("The vote that is open goes on; the one that was held before stays closed."),
        ]
    if effects.keeps_vote:
        return [
            _("Writing stops; the result of the vote is shown."),
            _("The vote that was held stays closed: open another one under Vote if you want one."),
        ]
    return [TELLS[kind] if kind else _("The step has no parts of its own.")]


def not_counted(away: int) -> LazyString:
    """Return what closing a vote does to dots of people who are not connected."""
    return ngettext(
        "%(num)s person is not connected: dots of theirs that have not arrived will not count.",
        "%(num)s people are not connected: dots of theirs that have not arrived will not count.",
        away,
    )


def consequences(effects: Effects, *, away: int = 0) -> list[LazyString | str]:
    """Return what a move does to hidden notes, votes, boards and the timer, in sentences."""
    said: list[LazyString | str] = []
    if effects.revealed:
        said.append(_revealed(effects))
    if effects.of_removed:
        said.append(_("Notes of people who were removed stay hidden until you take them in."))
    if effects.held_back:
        said.append(_("Nothing is revealed: everybody picks which of their notes to share."))
    if effects.kept_here and effects.writing is not Writing.PRIVATE:
        said.append(_("Notes written alone stay hidden until you reveal them."))
    if effects.closes_votes:
        said.append(_("The vote closes and is counted."))
        if away:
            said.append(not_counted(away))
    if effects.opens_vote:
        said.append(_("A vote opens."))
    if effects.elsewhere:
        said.append(_("Screens show its board.") if effects.board else _("Screens show no board."))
    minutes = effects.seconds // 60
    said.append(_("The timer starts at %(minutes)s min.", minutes=minutes) if minutes else _("The timer is cleared."))
    return said


def _revealed(effects: Effects) -> LazyString:
    if not effects.looked_at:
        return _("All notes appear at once, in random order.")
    if effects.looked_at == effects.revealed:
        return _("Notes come to you first: the others see them once you show them.")
    return _("Notes appear at once, in random order; those that you look at first wait until you show them.")


def who_sees(writing: Writing, *, moderated: bool) -> LazyString:
    """Return who sees what people write, as facilitators read it; where notes are `moderated` they look first."""
    return (_LOOKED_AT if moderated else {}).get(writing) or _SEES[writing]


def opening(*, moderated: bool) -> LazyString:
    """Return what a reveal does to those who still write alone; where notes are `moderated` facilitators look first."""
    if moderated:
        return _(
            "People are still writing alone: a reveal ends that, and what is written from then on comes to you first."
        )
    return _("People are still writing alone: a reveal ends that, and everybody sees what is written from then on.")


_SEES: dict[Writing, LazyString] = {
    Writing.PRIVATE: _("Notes stay with their writer until you reveal them"),
    Writing.OPEN: _("Everybody sees notes as they are written"),
    Writing.COMMENTS: _("Nobody adds or changes a note; everybody comments"),
    Writing.CLOSED: _("Nobody adds or changes a note"),
}
_LOOKED_AT: dict[Writing, LazyString] = {
    Writing.PRIVATE: _("Notes stay with their writer until you reveal them; then they come to you first"),
    Writing.OPEN: _("Notes come to you first: the others see them once you show them"),
}
"""Who sees what people write, and what is other where facilitators look at notes before all see them."""


def left(unshown: Sequence[Unshown], *, closes: bool = False) -> list[LazyString | str]:
    """Return what becomes of notes that stay with their authors at the end, or where the workshop `closes`.

    These are sentences said before it.
    """
    alone, open_, waiting, removed = _LEFT_AT_CLOSING if closes else _LEFT_AT_THE_END
    said: list[LazyString | str] = []
    if any(each.left_for_good for each in unshown):
        said.append(alone)
    if any(each.looked_at for each in unshown):
        said.append(open_)
    if any(each.waiting for each in unshown):
        said.append(waiting)
    if any(each.removed for each in unshown):
        said.append(removed)
    return said


_LEFT_AT_THE_END = (
    _("What only its author sees stays with them: nobody can reveal it any more, not even after you go back."),
    _("Late notes that were written in the open stay with their authors and you: you can still show them."),
    _("Notes that wait to be shown stay with their authors and you: you can still show them."),
    _("Notes of people who were removed stay hidden either way: the cockpit still offers to take them in."),
)
_LEFT_AT_CLOSING = (
    _("What only its author sees stays with them: nobody can reveal it any more, not even once you reopen it."),
    _("Late notes that were written in the open are not taken in: they come back to their authors."),
    _("Notes that wait to be shown are shown to nobody else: the facilitators still see them on their boards."),
    _("Notes of people who were removed stay hidden: once you reopen it, the cockpit offers again to take them in."),
)
"""What becomes of notes that their authors alone see, of late ones that facilitators see too, of those that wait, and
of those whose authors were removed."""


ROLES: dict[str, LazyString] = {
    SeatRole.FACILITATOR: _("Facilitator"),
    SeatRole.CO_FACILITATOR: _("Co-facilitator"),
    SeatRole.PARTICIPANT: _("Participant"),
    SeatRole.OBSERVER: _("Observer"),
}


@answering(TitlesWanted)
def titles(_wanted: TitlesWanted) -> dict[str, LazyString]:
    """What whoever has a seat in a workshop is called, and what speaks where nobody does."""
    return {**ROLES, "Baraza": _("Baraza")}


KINDS: dict[WorkshopKind, LazyString] = {
    WorkshopKind.CO_CREATION: _("Co-creation session"),
    WorkshopKind.COUNTRY_PROFILE: _("Country profile"),
    WorkshopKind.REGIONAL_FORUM: _("Regional forum session"),
    WorkshopKind.STUDY_GROUP: _("Study group"),
    WorkshopKind.POLICY_EXPERIMENT: _("Policy experiment design"),
    WorkshopKind.EXPRESSION_OF_INTEREST: _("Preparing an expression of interest"),
    WorkshopKind.MIDPOINT_REVIEW: _("Day 50 review"),
    WorkshopKind.CLOSING_REVIEW: _("Day 100 review"),
    WorkshopKind.OTHER: _("Another kind of workshop"),
}

ASKS: dict[Ask, LazyString] = {
    Ask.TABLE: _("Their table"),
    Ask.ORGANISATION: _("Their organisation"),
    Ask.ROLE: _("Their role there"),
    Ask.REGION: _("Their region"),
}


def refuse_reserved(name: str) -> None:
    """Refuse a name that says somebody facilitates, in any language of the house.

    Raises:
        NameReserved: it does, or looks as if it did.
    """
    if names.skeleton(name) in _reserved():
        raise NameReserved


@cache
def _reserved() -> frozenset[str]:
    titles = ROLES[SeatRole.FACILITATOR], ROLES[SeatRole.CO_FACILITATOR]
    reserved = {"Baraza"}
    for language in LANGUAGES:
        with force_locale(language):
            reserved |= {str(title) for title in titles}
    return frozenset(names.skeleton(each) for each in reserved)
