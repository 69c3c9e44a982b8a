"""What centres of the demonstration ask, whom they are paired with, what they share, and a canvas of their own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from app import clock
from app.accounts.models import Person
from app.alliance.blockers.models import SharedPlan
from app.alliance.help.models import HelpAnswer, HelpRequest
from app.alliance.help.topics import LabTopic, RequestState
from app.alliance.pairs.models import CentrePair
from app.canvases.library import library
from app.canvases.own.models import OwnCanvas
from app.centres.models import Centre
from app.db import db
from app.demo.services.people import HOME
from app.demo.services.records import remember
from app.ids import new_id
from app.plans.models import Plan

COPIED: Final = "impact_effort"
PARTNER: Final = "CEN-06"
ASKED: Final = "Who could show our staff in one day how a test slot is booked and billed?"
ANSWERED: Final = "Somebody from the Lab comes for a day. Name two dates in the next month."
PURPOSE: Final = "The one shows how it opened its lab, the other how it asks its regulator."


def add_exchange(centres: Mapping[str, Centre], people: Mapping[str, Person]) -> None:
    """A request of the home centre with its answer, its pair, what both share, and a canvas it made its own."""
    home, partner, now = centres[HOME], centres[PARTNER], clock.now()
    director, lab = people["director"], people["administrator"]
    asked_at = now - timedelta(days=6)
    request = HelpRequest(
        id=new_id(), centre=home, topic=LabTopic.TRAINING, words=ASKED, state=RequestState.ANSWERED,
        by_id=director.id, by_name=director.name, asked_at=asked_at, moved_at=now,
    )  # fmt: skip
    request.answers = [HelpAnswer(words=ANSWERED, by_id=lab.id, by_name=lab.name, said_at=now)]
    pair = CentrePair(
        one=home, other=partner, purpose=PURPOSE, begins_on=asked_at.date(), by_id=lab.id, made_at=asked_at
    )
    own = _own_canvas(home, director, asked_at)
    db.session.add_all([request, pair, own])
    shared = select(Plan.id).where(Plan.centre_id.in_([home.id, partner.id]))
    db.session.add_all([SharedPlan(plan_id=plan_id, since=now) for plan_id in db.session.scalars(shared)])
    db.session.flush()
    remember("help:lab", request.id, demo=True)
    remember("pair:home", str(pair.id), demo=True)
    remember("own:home", own.id, demo=True)


def _own_canvas(home: Centre, director: Person, made_at: datetime) -> OwnCanvas:
    row_id, source = f"own_{new_id()}", library().canvases[COPIED]
    body = replace(source, id=row_id, name={"en": "What the lab does first"}).as_body()
    return OwnCanvas(
        id=row_id, centre_id=home.id, source=COPIED, body=body, version=0, made_by=director.id,
        made_at=made_at, changed_at=made_at,
    )  # fmt: skip
