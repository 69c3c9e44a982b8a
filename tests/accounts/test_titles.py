"""Nobody is called as a role is, in any language; whoever has a name of their own beside it keeps both."""

import pytest

from app.accounts import services
from app.accounts.errors import NameOfRole
from app.accounts.models import Person
from app.accounts.queries import person_by_email
from app.db import db
from tests.accounts.test_links import NEW, follow, path_in
from tests.renaming import call

REFUSED = "This is the name of a role. Take a name of your own."

TITLES = [
    "Sponsor",
    "the  SPONSOR",
    "Ѕponsоr",
    "Sponsor 2",
    "Sponsor, coach",
    "Coach",
    "Data keeper",
    "Storyteller",
    "Team of the centre",
    "Co-facilitator",
    "Secretariat of the alliance",
    "Governance board",
    "Regional office",
    "Baraza",
    "Le parrain",
    "L’équipe",
    "Equipe",
    "Secrétariat",
    "Participant(e)",
    "El patrocinador",
    "Líder",
    "الراعي",
    "راعي",
    "الراعـي",
    "المختبر",
    "Спонсор",
    "РУКОВОДИТЕЛЬ",
    "Региональное бюро",
    "发起人",
    "团队的负责人",
    "秘书处",
]

OWN = [
    "Sara Sponsor",
    "Dara Director",
    "Rosa Coach",
    "Ada Facilitator",
    "Le",
    "Co",
    "De la Cruz",
    "Cole",
    "عائشة الراعي",
    "Иван Спонсор",
    "王主任",
    "김 Coach",
]


def named(app, person: Person) -> str:
    with app.app_context():
        return db.session.get_one(Person, person.id).name


@pytest.mark.parametrize("title", TITLES)
def test_nobody_takes_the_name_of_a_role(app, person, signed_in, title):
    ada = person("Ada")

    answer = signed_in(ada).submit("/profile/", name=title, language="en", timezone="")

    assert (answer.status_code, REFUSED in answer.text, 'id="name-bad"' in answer.text) == (422, True, True)
    assert named(app, ada) == "Ada"


@pytest.mark.parametrize("name", OWN)
def test_a_word_for_a_role_stands_in_a_name_that_has_another(app, person, signed_in, name):
    bo = person("Bo")

    assert signed_in(bo).submit("/profile/", name=name, language="", timezone="").status_code == 303
    assert named(app, bo) == name


def test_whoever_is_called_as_a_role_already_may_write_it_otherwise(app, person, signed_in):
    ada, bo = person("Ada"), person("Bo")
    with app.app_context():
        call(db.session.get_one(Person, ada.id), "Sponsor")

    assert signed_in(ada).submit("/profile/", name="SPONSOR", language="", timezone="").status_code == 303
    assert signed_in(bo).submit("/profile/", name="Coach", language="", timezone="").status_code == 422
    assert (named(app, ada), named(app, bo)) == ("SPONSOR", "Bo")


def test_nobody_is_invited_under_the_name_of_a_role(app, person, mails):
    ada = person("Ada")

    with app.app_context():
        with pytest.raises(NameOfRole):
            services.invite("bo@example.org", "Спонсор", by=ada)
        assert person_by_email("bo@example.org") is None
        services.invite("bo@example.org", "Bo Sponsor", by=ada)
        assert person_by_email("bo@example.org").name == "Bo Sponsor"

    assert len(mails()) == 1


def test_nobody_opens_their_account_under_the_name_of_a_role(app, person, mails, visitor):
    ada = person("Ada")
    with app.app_context():
        services.invite("bo@example.org", "Bo", by=ada)
    bo = visitor()
    follow(bo, path_in(mails()[0]))

    refused = bo.submit("/link/", name="The coach", password=NEW)

    assert (refused.status_code, REFUSED in refused.text, 'id="name-bad"' in refused.text) == (422, True, True)
    assert bo.submit("/link/", name="Bo Coach", password=NEW).status_code == 303
    with app.app_context():
        assert person_by_email("bo@example.org").name == "Bo Coach"


def test_whoever_runs_the_server_makes_an_administrator_of_any_address(app):
    with app.app_context():
        services.make_administrator("secretariat@example.org")

        assert person_by_email("secretariat@example.org").name == "secretariat"
