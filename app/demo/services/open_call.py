"""A call that is open just now, with one draft, so that whoever tries the house can answer it."""

from datetime import timedelta
from typing import Final

from app import clock
from app.accounts.models import Person
from app.alliance.eoi.answers import Part
from app.alliance.eoi.models import Interest, InterestPart
from app.alliance.eoi.states import State
from app.db import db
from app.demo.services.answers import INVENTED
from app.demo.services.interests import add_call
from app.demo.services.records import remember
from app.ids import digest, new_id

OPENED, CLOSES = timedelta(days=20), timedelta(days=40)
"""How long ago it opened, and when it closes."""

TITLE: Final = {
    "en": "Second call for expressions of interest",
    "fr": "Deuxième appel à manifestation d’intérêt",
    "es": "Segunda convocatoria de manifestaciones de interés",
    "ar": "الدعوة الثانية لإبداء الاهتمام",
    "ru": "Второй призыв к выражению заинтересованности",
    "zh": "第二次意向书征集",
}

BODY: Final = """# Who can answer

Ministries, regulators, universities, hubs and others who want to host a centre.

# What we look for

- a host with a place in its ecosystem
- one or two capabilities to begin with
- people and money that are really there: centres pay for themselves
- an endorsement by the Member State

# What happens then

The secretariat checks each expression of interest, asks where something is missing, and has it reviewed. You hear the
decision by mail, and read it behind your link.
"""


def open_second_call(maker: Person) -> None:
    """Open it, with a draft somebody began."""
    now = clock.now()
    call = add_call(TITLE, BODY, opens=now - OPENED, closes=now + CLOSES, maker=maker)
    remember("call:open", call.id, demo=True)
    draft = Interest(
        id=new_id(), call_id=call.id, once=digest("file draft"), email="draft@demo.example", language="en",
        state=State.DRAFT, state_since=now, created_at=now, checks={}, recommendation={},
    )  # fmt: skip
    answers: dict[str, object] = {
        "organisation": "Zuwaya Makers' Association", "kind": "hub", "host": "", "region": "AFR", "country": "Zuwaya",
        "about": INVENTED,
    }  # fmt: skip
    draft.parts.append(InterestPart(part=Part.HOST, answers=answers, version=1, saved_at=now))
    db.session.add(draft)
