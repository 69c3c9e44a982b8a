"""The demonstration as a whole: made in an empty house, and brought back as it was."""

from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Final

from app import audit
from app.centres.services import load_terms
from app.db import transaction
from app.demo import queries
from app.demo.reading import read_file
from app.demo.services.briefs import add_briefs
from app.demo.services.centres import place_centres
from app.demo.services.erasing import erase_workshops
from app.demo.services.exchange import add_exchange
from app.demo.services.interests import place_call
from app.demo.services.live import COPIED, open_live
from app.demo.services.loading import Load, load_one
from app.demo.services.open_call import open_second_call
from app.demo.services.people import FIGURES, HOME, employ, new_keys, place_people
from app.demo.services.practices import add_practices
from app.workshops.models import Workshop

_FILE: Final = files("app.demo") / "data" / "demo_workshops.yaml"

ABOUT: Final = "Invented for demonstration, like its country."


@dataclass(frozen=True, slots=True)
class SignIn:
    """How somebody of the demonstration signs in; `password` is known only right after it was made."""

    part: str
    email: str
    password: str | None


@dataclass(frozen=True, slots=True)
class Summary:
    """What whoever starts the house is told: who signs in, and where the live room is."""

    people: tuple[SignIn, ...]
    workshop_id: str
    title: str
    code: str


def seed_if_empty() -> Summary | None:
    """Make the demonstration in a house where nobody and nothing is yet; None where there is something."""
    return reset() if queries.house_is_empty() else None


def reset() -> Summary:
    """Make the demonstration, or bring it back as it was, anchored to today, with new passwords.

    Its workshops and calls are erased and made again; its centres and people become again what
    they were. Everything else in the house stays.
    """
    load_terms()
    file = read_file(_FILE.read_bytes(), queries.world())
    keys = new_keys()
    with transaction():
        erase_workshops()
        people = place_people(keys)
        centres = place_centres(file, renew=True, about=ABOUT)
        employ(centres[HOME], people)
        beside = tuple((people[figure.part], figure.seat_role) for figure in FIGURES if figure.seat_role)
        load = Load(people["administrator"], beside, demo=True)
        for written in file.workshops:
            load_one(written, load)
        add_briefs(file, centres, demo=True)
        reviewer = people["reviewer"]
        place_call(file, centres, maker=people["administrator"], reviewer=reviewer, demo=True)
        open_second_call(people["administrator"])
        add_practices(file, centres)
        add_exchange(centres, people)
        live = open_live(next(written for written in file.workshops if written.id == COPIED), load)
        audit.record("demo.reset", f"workshop:{live.id}", actor_id=None)
    summary = _told(live)
    with_passwords = (replace(each, password=keys[each.part].password) for each in summary.people)
    return replace(summary, people=tuple(with_passwords))


def demo_summary() -> Summary | None:
    """Where the demonstration is, without passwords; None where there is none, or its live room was closed."""
    live = queries.live_workshop()
    return _told(live) if live and live.code else None


def _told(live: Workshop) -> Summary:
    people = tuple(SignIn(figure.part, figure.email, None) for figure in FIGURES)
    return Summary(people, live.id, live.title, live.code or "")
