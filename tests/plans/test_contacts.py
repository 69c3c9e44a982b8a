"""How the names of a plan are reached: said by who may change it, seen by nobody else."""

import pytest

from app.accounts.services import close_account
from app.audit import AuditRow
from app.db import db
from app.plans import services
from app.plans.errors import NoSuchChoice
from app.plans.letters import contact_queries, mailbox_queries
from app.plans.models import Contact, MailAddress
from app.plans.people import people_of
from app.plans.services import ContactWords
from app.plans.services.actions import ActionWords
from tests.plans.letters import links
from tests.plans.test_promises import said_in

SAID = {"email": "olu@example.org", "person": "", "language": "fr", "timezone": "nairobi"}


@pytest.fixture
def known(app, rhythm):
    """A plan whose action Olu owns, spelled in two ways, and Ann helps with."""
    rhythm.begin(20)
    rhythm.act("Sign the contract", due=3)
    rhythm.room.employ("Mo", "member")
    rhythm.room.employ("Fay", "facilitator")
    rhythm.room.person("Stranger")
    with app.app_context():
        today = services.today_of(rhythm.plan())
        twice = ActionWords(title="Open the door", owner="  OLU ", helpers=("Ann",), due_on=today)
        services.add_action(rhythm.dara, rhythm.plan_id, twice)
    rhythm.page = f"/plans/{rhythm.plan_id}/contacts/"
    rhythm.form = f"/plans/{rhythm.plan_id}/contact/?name=olu"
    return rhythm


def kept(app):
    with app.app_context():
        rows = db.session.scalars(db.select(Contact))
        return [(row.name, row.email, row.language, row.timezone, row.person_id, bool(row.muted_at)) for row in rows]


def test_a_plan_names_people_each_once_with_all_they_are(app, known):
    with app.app_context():
        told = [(each.name, each.parts) for each in people_of(known.plan())]

    assert told == [
        ("Lea", ("leader",)),
        ("Spo", ("sponsor",)),
        ("Cai", ("coach",)),
        ("Olu", ("owner",)),
        ("Ann", ("helper",)),
    ]


def test_a_name_that_one_account_of_the_centre_bears_lacks_no_address(app, known):
    def row(name):
        page = known.room.browser("Dara").get(known.page).text
        [found] = [each for each in page.split("<li>") if f"<b><bdi>{name}</bdi></b>" in each]
        return said_in(found)

    before = row("Ann")
    known.room.employ("Ann", "member")

    assert ("No address yet" in before, "My actions" in before) == (True, False)
    assert "Gets no mails by their account, in “My actions”" in row("Ann")
    assert "No address yet" in row("Olu")


def test_who_may_change_the_plan_says_how_a_name_is_reached(app, known):
    dara = known.room.browser("Dara")

    before = dara.get(known.page).text
    saved = dara.submit(known.form, **SAID)
    after = dara.get(known.page).text

    assert (saved.status_code, saved.location) == (303, known.page)
    assert kept(app) == [("Olu", "olu@example.org", "fr", "Africa/Nairobi", None, False)]
    assert ("olu@example.org" in before, "olu@example.org" in after) == (False, True)
    assert (before.count("No address yet"), after.count("No address yet")) == (5, 4)
    assert known.page in dara.get(f"/plans/{known.plan_id}/").text
    assert known.page in dara.get(f"/plans/{known.plan_id}/links/").text
    with app.app_context():
        deeds = db.session.scalars(db.select(AuditRow).filter_by(action="contact.change")).all()
        assert [(deed.actor_id, deed.details) for deed in deeds] == [(known.dara.id, {"plan": known.plan_id})]


def test_who_only_reads_the_plan_sees_no_address_and_changes_none(app, known):
    known.reach("Olu")

    for who, status in (("Mo", 403), ("Stranger", 404)):
        browser = known.room.browser(who)
        answers = [
            browser.get(known.page),
            browser.get(known.form),
            browser.submit(known.form, **{**SAID, "email": "own@example.org"}),
        ]
        assert [answer.status_code for answer in answers] == [status] * 3
        assert not any("olu@example.org" in answer.text for answer in answers)
        assert "olu@example.org" not in browser.get(f"/plans/{known.plan_id}/").text
    assert [row[1:3] for row in kept(app)] == [("olu@example.org", "en")]


def test_an_account_counts_before_what_is_written_here_and_shows_no_address(app, known):
    dara, fay = known.room.browser("Dara"), known.room.people["Fay"]
    dara.submit(known.form, **{**SAID, "person": fay.id})

    page = dara.get(known.page).text
    with app.app_context():
        contact = contact_queries.contacts_of(known.plan_id)["olu"]
        box = mailbox_queries.mailbox_of(contact, "Asia/Kolkata")

    assert "by the account of Fay" in said_in(page)
    assert "fay@example.org" not in page
    assert (box.address, box.language, box.timezone, box.name) == ("fay@example.org", "fr", "Africa/Nairobi", "Olu")


def test_an_account_that_was_closed_is_neither_offered_nor_taken(app, known):
    dara, fay = known.room.browser("Dara"), known.room.people["Fay"]
    before = dara.get(known.form).text
    close(known, fay)

    after, answer = dara.get(known.form).text, dara.submit(known.form, **{**SAID, "person": fay.id})

    assert (fay.id in before, fay.id in after) == (True, False)
    assert (answer.status_code, kept(app)) == (422, [])


@pytest.mark.parametrize("email", ["", "olu@example.org"])
def test_to_an_account_that_was_closed_no_mail_goes(known, postbox, email):
    fay = known.room.people["Fay"]
    known.reach("Olu", email=email, person_id=fay.id)
    close(known, fay)

    known.morning()

    assert [address for address, _letter in postbox.letters] == ([email] if email else [])


def close(known, somebody):
    """Close an account, as an administrator does."""
    root = known.room.person("Root", alliance_role="administrator")
    with known.app.app_context():
        close_account(somebody.id, by=root)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "no address"}, "Write an address like name@example.org."),
        ({"timezone": "Atlantis"}, "Choose a time zone from the list"),
        ({"person": "stranger"}, "Not a valid choice"),
        ({"language": "xx"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_stays_in_the_form(app, known, wrong, said):
    answer = known.room.browser("Dara").submit(known.form, **{**SAID, **wrong})

    assert (answer.status_code, said in answer.text, kept(app)) == (422, True, [])
    if "email" not in wrong:
        assert "olu@example.org" in answer.text


def test_names_the_plan_does_not_use_and_people_from_elsewhere_are_no_choices(app, known):
    dara, stranger = known.room.browser("Dara"), known.room.people["Stranger"]

    answers = [
        dara.get(f"/plans/{known.plan_id}/contact/?name={name}").status_code for name in ("", "nobody", "x" * 900)
    ]
    with app.app_context():
        for name, words in (("nobody", ContactWords()), ("Olu", ContactWords(person_id=stranger.id))):
            with pytest.raises(NoSuchChoice):
                services.say_contact(known.dara, known.plan_id, name, words)

    assert answers == [422, 422, 422]
    assert kept(app) == []


def test_only_the_reader_of_an_address_takes_back_that_it_wants_no_mail(app, known):
    known.reach("Olu")
    with app.app_context():
        db.session.add(MailAddress(address="olu@example.org", stopped_at=known.dara.created_at))
        db.session.commit()

    page = known.room.browser("Dara").get(known.page).text
    known.reach("Olu")

    assert "Somebody who reads this address wants no mails." in page
    with app.app_context():
        assert db.session.get(MailAddress, "olu@example.org").stopped_at is not None


def test_what_went_to_a_wrong_address_opens_nothing_once_the_right_one_is_said(app, rhythm, postbox, client):
    rhythm.begin(20)
    rhythm.check_in()
    rhythm.act("Sign the contract", due=0)
    rhythm.reach("Olu", email="stranger@example.org")
    rhythm.morning()
    [(address, letter)] = postbox.letters
    [secret] = set(links(letter))
    assert (address, client.get(f"/a/{secret}/").status_code) == ("stranger@example.org", 200)

    rhythm.reach("Olu", email="stranger@example.org", language="fr")
    assert client.get(f"/a/{secret}/").status_code == 200, "it is the same address"
    rhythm.reach("Olu")
    gone = client.get(f"/a/{secret}/")

    assert gone.status_code == 410
    assert "Sign the contract" not in gone.text
    assert client.submit(f"/a/{secret}/", answer="done").status_code == 410
