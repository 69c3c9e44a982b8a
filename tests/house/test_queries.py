"""A page asks the database as often for thirty things as for one."""

import re
from collections.abc import Callable

import pytest

from app.db import db
from tests.plans.conftest import SOON, Room, planned, room, workshop
from tests.statements import statements

__all__ = ["planned", "room"]

MANY = 30


def asked_for(app, browser, address: str) -> list[str]:
    """Return what a page asks the database, when nothing has to be made ready for the first time.

    How many things a statement names does not matter.
    """
    browser.get(address)
    with statements(app) as run:
        assert browser.get(address).status_code == 200
    return [re.sub(r" IN \((?:[^()]|\([^()]*\))*\)", " IN (…)", statement) for statement in run]


def lead_workshops(here: Room, number: int) -> None:
    for _each in range(number):
        workshop(here.app, here.person("Ada"), host_id=None, host_name="A hub")


def add_steps(here: Room, number: int) -> None:
    from app.canvases.library import library
    from app.workshops.drafts import StepDraft
    from app.workshops.models import Workshop
    from app.workshops.services.agenda import add_step

    canvases = library().canvases
    for name in list(canvases)[:number]:
        with here.app.app_context():
            version = db.session.get_one(Workshop, here.workshop.id).agenda_version
            add_step(
                here.person("Dara"),
                here.workshop.id,
                StepDraft(minutes=5, screen=name),
                canvases=canvases,
                version=version,
            )


def seat_people(here: Room, number: int) -> None:
    for _each in range(number):
        here.seat(f"Person {len(here.people)}")


def employ_people(here: Room, number: int) -> None:
    for _each in range(number):
        here.employ(f"Colleague {len(here.people)}", "member")


def write_notes(here: Room, number: int) -> None:
    for each in range(number):
        here.note(f"Note {each}")


def promote_notes(here: Room, number: int) -> None:
    from app.plans import services
    from app.plans.services import ActionWords

    for each in range(number):
        board, note = here.note(f"Action {each}")
        with here.app.app_context():
            services.promote(
                here.seats["Ada"], board, note, ActionWords(title=f"Do {each}", owner="Lab manager", due_on=SOON)
            )


def open_centres(here: Room, number: int) -> None:
    from app.centres.profile import Profile
    from app.centres.services import load_terms, make_centre

    root = here.person("Root")
    with here.app.app_context():
        load_terms()
        for each in range(number):
            make_centre(Profile(name=f"Centre {each}", region_code="ASP"), by=root)


@pytest.mark.parametrize(
    ("add", "who", "pages"),
    [
        (lead_workshops, "Ada", ["/", "/workshops/"]),
        (add_steps, "Dara", ["/w/{workshop}/agenda/", "/w/{workshop}/run-sheet/"]),
        (add_steps, "Ada", ["/w/{workshop}/cockpit/", "/w/{workshop}/"]),
        (seat_people, "Ada", ["/w/{workshop}/cockpit/", "/w/{workshop}/people/", "/w/{workshop}/wall/"]),
        (write_notes, "Ada", ["/boards/{board}/list/", "/boards/{board}/wall/", "/boards/{board}/snapshot/"]),
        (write_notes, "Ada", ["/history/{board}/", "/history/{board}/restorations/0/"]),
        (promote_notes, "Dara", ["/plans/{plan}/", "/plans/of/{centre}/", "/plans/outcomes/?board={board}"]),
        (employ_people, "Dara", ["/centres/{centre}/"]),
        (open_centres, "Dara", ["/centres/"]),
    ],
)
def test_pages_ask_no_more_for_many_than_for_one(
    planned: Room, add: Callable[[Room, int], None], who: str, pages: list[str]
):
    names = {"workshop": planned.workshop.id, "board": planned.board_id, "plan": planned.plan_id}
    addresses = [page.format(centre=planned.centre.id, **names) for page in pages]
    browser = planned.browser(who)
    add(planned, 1)
    few = [asked_for(planned.app, browser, address) for address in addresses]

    add(planned, MANY)

    assert [asked_for(planned.app, browser, address) for address in addresses] == few
