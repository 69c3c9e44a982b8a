"""What worked in the centres of a file, on the showcase, and one card that is still a draft."""

from typing import Final

from app import clock
from app.alliance.practices.models import Adaptation, Practice
from app.alliance.practices.states import CardState
from app.centres.models import Centre
from app.db import db
from app.demo.portfolio import File
from app.demo.services.people import HOME
from app.demo.services.records import remember
from app.ids import new_id

DRAFT: Final = "A test day for schools"

ADAPTED: Final = "We tried it for a month with our own people first, then opened it."


def add_practices(file: File, centres: dict[str, Centre]) -> None:
    """Put the file's good practices on the showcase, with who adapted them, and begin a card at home."""
    for written in file.portfolio.good_practices:
        card = _card(centres[written.source], written.title, CardState.PUBLISHED)
        card.done, card.for_whom, card.evidence = written.done, written.for_whom, written.evidence
        card.adaptations = [
            Adaptation(id=new_id(), centre=centres[code], words=ADAPTED, said_at=clock.now())
            for code in written.replications
        ]
        _keep(card, written.id)
    _keep(_card(centres[HOME], DRAFT, CardState.DRAFT), "draft")


def _card(centre: Centre, title: str, state: CardState) -> Practice:
    now = clock.now()
    return Practice(id=new_id(), centre=centre, title=title, state=state, version=0, made_at=now, moved_at=now)


def _keep(card: Practice, name: str) -> None:
    db.session.add(card)
    db.session.flush()
    remember(f"practice:{name}", card.id, demo=True)
