"""Cards are written, proposed, published and taken back, and centres say what they adapted."""

from collections.abc import Iterable
from dataclasses import asdict

from flask import current_app
from sqlalchemy.exc import IntegrityError

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.practices import queries
from app.alliance.practices.errors import AdaptedAlready, CardElsewhere, CardIncomplete, CardOpen, ClosedPageLinked
from app.alliance.practices.links import is_closed_page
from app.alliance.practices.models import Adaptation, Practice
from app.alliance.practices.states import MOVES, CardDeed, CardState, CardWords
from app.centres.errors import ChangedMeanwhile
from app.db import db, transaction
from app.errors import NotAllowed, NotFound
from app.ids import new_id
from app.realtime.gate import allowed_origins


def write_card(person: Principal, centre_id: str, words: CardWords, *, plan_id: str | None = None) -> Practice:
    """Write a card in the name of a centre; it is a draft. `plan_id` is a plan of that centre they may read.

    Raises:
        NotFound, NotAllowed: see `queries.centre_to_write_for`; NotFound also for the plan.
        ClosedPageLinked: not everybody can open one of its links.
    """
    with transaction():
        centre = queries.centre_to_write_for(centre_id, person)
        if plan_id is not None:
            queries.plan_of_centre(plan_id, centre_id, person)
        now = clock.now()
        card = Practice(
            id=new_id(), centre_id=centre.id, plan_id=plan_id, version=0, made_by=person.id, made_at=now, moved_at=now
        )
        _refuse_closed(words.links, card.id)
        _write(card, words)
        db.session.add(card)
        audit.record("practice.made", f"practice_card:{card.id}", actor_id=person.id, centre=centre.id)
    return card


def change_card(person: Principal, practice_id: str, words: CardWords, *, version: int) -> Practice:
    """Say something else on a card that is not published.

    Raises:
        NotFound, NotAllowed: as for reading; their role does not allow it.
        CardOpen: it is published.
        CardIncomplete: it is proposed, and would lack something.
        ClosedPageLinked: not everybody can open one of its links.
        ChangedMeanwhile: somebody else changed it since `version`.
    """
    with transaction():
        card, deeds = _held(practice_id, person)
        if CardDeed.CHANGE not in deeds:
            raise NotAllowed
        if card.version != version:
            raise ChangedMeanwhile
        if card.state == CardState.PUBLISHED:
            raise CardOpen
        if card.state == CardState.PROPOSED and not words.is_complete:
            raise CardIncomplete
        _refuse_closed(words.links, card.id)
        _write(card, words)
        card.version += 1
        audit.record("practice.changed", f"practice_card:{card.id}", actor_id=person.id)
    return card


def move_card(person: Principal, practice_id: str, state: CardState, *, version: int, words: str = "") -> Practice:
    """Propose a card, publish it, or bring it back to a draft; `words` are why the secretariat gives it back.

    `version` is the one they read: nothing is published that nobody read.

    Raises:
        NotFound: there is none, or it is not theirs to read.
        NotAllowed: their role does not allow it.
        CardElsewhere: it does not stand where this could follow.
        ChangedMeanwhile: somebody changed it since `version` (409).
        CardIncomplete: it is to be proposed, and lacks something.
        ClosedPageLinked: it is to be proposed or published, and not everybody can open one of its links.
    """
    with transaction():
        card, deeds = _held(practice_id, person)
        rights = MOVES.get((card.state, state))
        if rights is None:
            raise CardElsewhere
        if not rights & deeds:
            raise NotAllowed
        if card.version != version:
            raise ChangedMeanwhile
        if state == CardState.PROPOSED and not words_of(card).is_complete:
            raise CardIncomplete
        if state != CardState.DRAFT:
            _refuse_closed(card.links, card.id)
        before, card.state = card.state, state
        card.sent_back = words if state == CardState.DRAFT else ""
        card.moved_at = clock.now()
        card.version += 1
        audit.record("practice.moved", f"practice_card:{card.id}", actor_id=person.id, before=before, after=state.value)
    return card


def adapt(person: Principal, practice_id: str, centre_id: str, words: str, *, card_id: str | None = None) -> Adaptation:
    """Say in the name of a centre that it adapted another's published card.

    Raises:
        NotFound: the card is not theirs to read or their own centre's, or `card_id` is no card of the centre.
        NotFound, NotAllowed: see `queries.centre_to_write_for`.
        CardElsewhere: the card is not published.
        AdaptedAlready: as it says. The database decides.
    """
    with transaction():
        card, _deeds = queries.card_and_deeds(practice_id, person)
        centre = queries.centre_to_write_for(centre_id, person)
        own = db.session.get(Practice, card_id) if card_id else None
        if card.centre_id == centre.id or (card_id and (own is None or own.centre_id != centre.id)):
            raise NotFound
        if card.state != CardState.PUBLISHED:
            raise CardElsewhere
        said = Adaptation(
            id=new_id(), practice_id=card.id, centre_id=centre.id, card_id=card_id, words=words,
            said_by=person.id, said_at=clock.now(),
        )  # fmt: skip
        db.session.add(said)
        try:
            db.session.flush()
        except IntegrityError as error:
            raise AdaptedAlready from error
        audit.record("practice.adapted", f"practice_card:{card.id}", actor_id=person.id, centre=centre.id)
    return said


def take_back_adaptation(person: Principal, adaptation_id: str) -> str:
    """Let a centre not have adapted a card after all; the id of that card.

    Raises:
        NotFound: there is none, or it is not theirs.
    """
    with transaction():
        said = queries.adaptation_to_take_back(adaptation_id, person)
        practice_id = said.practice_id
        audit.record("practice.unadapted", f"practice_card:{practice_id}", actor_id=person.id, centre=said.centre_id)
        db.session.delete(said)
    return practice_id


def closed_among(links: Iterable[str], practice_id: str = "") -> list[str]:
    """Return the links that lead to this site without letting everybody see something; `practice_id` is the card's."""
    sites = allowed_origins(current_app.config)
    return [link for link in links if is_closed_page(link, sites, practice_id)]


def words_of(card: Practice) -> CardWords:
    """What a card says, as one value."""
    return CardWords(
        title=card.title,
        done=card.done,
        for_whom=card.for_whom,
        evidence=card.evidence,
        links=tuple(card.links),
        conditions=card.conditions,
        language=card.language,
        languages=tuple(card.languages),
    )


def _held(practice_id: str, person: Principal) -> tuple[Practice, frozenset[CardDeed]]:
    """Lock a card's row, and find it for somebody."""
    db.session.get(Practice, practice_id, with_for_update=True, populate_existing=True)
    return queries.card_and_deeds(practice_id, person)


def _refuse_closed(links: Iterable[str], practice_id: str) -> None:
    if closed_among(links, practice_id):
        raise ClosedPageLinked


def _write(card: Practice, words: CardWords) -> None:
    for name, said in asdict(words).items():
        setattr(card, name, list(said) if isinstance(said, tuple) else said)
