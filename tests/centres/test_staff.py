"""People come to work in a centre, change roles and leave; one director always stays."""

from concurrent.futures import ThreadPoolExecutor
from email import message_from_bytes, policy
from threading import Barrier

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.accounts.services import close_account
from app.centres.errors import AlreadyStaff, LastDirector
from app.centres.models import Staff, StaffRole
from app.centres.services import add_staff, change_role, remove_staff
from app.db import db
from app.errors import NotAllowed, NotFound
from tests.centres.reading import errors, texts, words


def staff(app, centre) -> list[tuple[str, str]]:
    with app.app_context():
        rows = db.session.scalars(select(Staff).where(Staff.centre_id == centre.id))
        return sorted((place.person.name, place.role) for place in rows)


@pytest.mark.row("C1", partly=True)
@pytest.mark.usefixtures("jobs_at_once")
def test_a_director_invites_somebody_by_mail(app, person, centre, come_in, deeds):
    dina = person("Dina")
    here = centre("Meruvia Open Testbed", staff={"director": dina}, language="fr")

    answer = come_in(dina).submit(f"/centres/{here.id}/staff/", email="fay@example.org", name="Fay", role="facilitator")

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/centres/{here.id}/#staff")
    assert staff(app, here) == [("Dina", "director"), ("Fay", "facilitator")]
    with app.app_context():
        fay = db.session.scalar(select(Person).where(Person.email == "fay@example.org"))
    assert fay.language == "fr"
    assert deeds(f"centre:{here.id}")[1:] == [("staff.added", dina.id, {"person": fay.id, "role": "facilitator"})]
    (mail,) = (app.config["VAR"] / "outbox").glob("*.eml")
    assert message_from_bytes(mail.read_bytes(), policy=policy.default)["To"] == "fay@example.org"


def test_who_has_an_account_keeps_their_name(app, person, centre, come_in):
    dina, fay = person("Dina"), person("Fay")
    here = centre("Here", staff={"director": dina})

    come_in(dina).submit(f"/centres/{here.id}/staff/", email=fay.email.upper(), name="Somebody", role="member")

    assert staff(app, here) == [("Dina", "director"), ("Fay", "member")]


def test_htmx_gets_the_list_of_staff_with_the_news(person, centre, come_in):
    dina = person("Dina")
    here = centre("Here", staff={"director": dina})

    answer = come_in(dina).submit(
        f"/centres/{here.id}/staff/", htmx=True, email="fay@example.org", name="Fay", role="member"
    )

    assert answer.text.lstrip().startswith('<section id="staff"')
    assert "Invited. A mail with the way in is going out." in words(answer.text)
    assert [name for name in texts("bdi", answer.text) if "@" not in name] == ["Dina", "Fay"]


@pytest.mark.parametrize("htmx", [False, True])
def test_an_invitation_that_cannot_go_says_why(app, person, centre, come_in, htmx):
    dina = person("Dina")
    here = centre("Here", staff={"director": dina})

    answer = come_in(dina).submit(f"/centres/{here.id}/staff/", htmx=htmx, email="fay", name="\x07", role="member")

    assert answer.status_code == 422
    assert errors(answer.text) == {
        "email": "Write it like name@example.org.",
        "name": "This name holds characters that cannot be seen. Type it again.",
    }
    assert staff(app, here) == [("Dina", "director")]


def test_nobody_is_invited_to_a_centre_under_the_name_of_a_role(app, person, centre, come_in):
    dina = person("Dina")
    here = centre("Here", staff={"director": dina})

    answer = come_in(dina).submit(
        f"/centres/{here.id}/staff/", email="fay@example.org", name="The sponsor", role="member"
    )

    assert answer.status_code == 422
    assert errors(answer.text) == {"name": "This is the name of a role. Take a name of your own."}
    assert staff(app, here) == [("Dina", "director")]


def test_nobody_works_twice_in_one_centre(app, person, centre, root):
    dina = person("Dina")
    here = centre("Here", staff={"director": dina})

    with app.app_context(), pytest.raises(AlreadyStaff):
        add_staff(here.id, dina, StaffRole.MEMBER, by=root)
    assert staff(app, here) == [("Dina", "director")]


def test_a_director_gives_another_role_and_takes_a_place_away(app, person, centre, come_in, deeds):
    dina, fay = person("Dina"), person("Fay")
    here = centre("Here", staff={"director": dina, "member": fay})
    browser = come_in(dina)

    browser.submit(f"/centres/{here.id}/staff/{fay.id}/role/", role="facilitator")
    after_role = staff(app, here)
    browser.submit(f"/centres/{here.id}/staff/{fay.id}/removal/")

    assert after_role == [("Dina", "director"), ("Fay", "facilitator")]
    assert staff(app, here) == [("Dina", "director")]
    assert deeds(f"centre:{here.id}")[1:] == [
        ("staff.role-changed", dina.id, {"person": fay.id, "was": "member", "role": "facilitator"}),
        ("staff.removed", dina.id, {"person": fay.id, "was": "facilitator"}),
    ]


def test_a_role_that_is_none_changes_nothing(app, person, centre, come_in):
    dina = person("Dina")
    here = centre("Here", staff={"director": dina})

    answer = come_in(dina).submit(f"/centres/{here.id}/staff/{dina.id}/role/", role="emperor")

    assert (answer.status_code, staff(app, here)) == (400, [("Dina", "director")])


@pytest.mark.parametrize(
    "leave",
    [
        lambda here, dina, by: remove_staff(here.id, dina.id, by=by),
        lambda here, dina, by: change_role(here.id, dina.id, StaffRole.MEMBER, by=by),
    ],
)
def test_the_last_director_stays_whoever_asks(app, person, centre, root, leave):
    dina = person("Dina")
    here = centre("Here", staff={"director": dina, "facilitator": person("Fay")})

    with app.app_context():
        for by in (dina, root):
            with pytest.raises(LastDirector):
                leave(here, dina, by)
    assert staff(app, here) == [("Dina", "director"), ("Fay", "facilitator")]


def test_a_director_whose_account_is_closed_counts_as_none(app, person, centre, root):
    dina, gone = person("Dina"), person("Gone")
    here = centre("Here", staff={"director": dina})
    with app.app_context():
        add_staff(here.id, gone, StaffRole.DIRECTOR, by=dina)
        close_account(gone.id, by=root)

        with pytest.raises(LastDirector):
            remove_staff(here.id, dina.id, by=dina)
    assert staff(app, here) == [("Dina", "director"), ("Gone", "director")]


def test_two_directors_who_leave_at_once_do_not_both_leave(app, person, centre):
    dina, fay = person("Dina"), person("Fay")
    here = centre("Here", staff={"director": dina})
    with app.app_context():
        add_staff(here.id, fay, StaffRole.DIRECTOR, by=dina)

    start = Barrier(2)

    def leave(somebody: Person) -> str:
        with app.app_context():
            db.session.get(Staff, (here.id, somebody.id))
            start.wait()
            try:
                remove_staff(here.id, somebody.id, by=somebody)
            except LastDirector:
                return "stayed"
            return "left"

    with ThreadPoolExecutor() as both:
        ends = list(both.map(leave, (dina, fay)))

    assert (sorted(ends), len(staff(app, here))) == (["left", "stayed"], 1)


def test_a_role_lost_meanwhile_counts_at_once(app, person, centre, root):
    dina, fay = person("Dina"), person("Fay")
    here = centre("Here", staff={"director": dina, "member": fay})
    with app.app_context():
        change_role(here.id, fay.id, StaffRole.DIRECTOR, by=dina)
        change_role(here.id, dina.id, StaffRole.MEMBER, by=fay)

        with pytest.raises(NotAllowed):
            remove_staff(here.id, fay.id, by=dina)
        remove_staff(here.id, dina.id, by=root)
        with pytest.raises(NotFound):
            remove_staff(here.id, fay.id, by=dina)


def test_an_invitation_says_whose_name_is_asked_for(person, centre, come_in):
    dina = person("Dina")
    here = centre("Meruvia Open Testbed", staff={"director": dina})

    page = come_in(dina).get(f"/centres/{here.id}/").text

    assert '<label for="name">Their name</label>' in page
    assert "whoever has an account here already keeps their own" in page
