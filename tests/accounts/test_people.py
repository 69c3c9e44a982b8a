"""Accounts: made once, whoever is quicker, and forgotten when their time is over."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app.accounts import services
from app.accounts.models import FailedTry, OneTimeLink, Person, RecoveryCode, WebSession
from app.accounts.queries import had_session, person_by_email
from app.audit import AuditRow
from app.db import db, transaction
from app.errors import Conflict
from tests.accounts.conftest import PASSWORD

DAY = 24 * 3600


def test_two_people_invite_the_same_person_and_there_is_one_account(app: Flask, person):
    hosts = [person("Ada"), person("Bo"), person("Chen"), person("Dana")]

    def invite(host: Person) -> str | None:
        with app.app_context():
            try:
                return services.invite("Eve@example.org", "Eve", by=host)[0].id
            except Conflict:
                return None

    with ThreadPoolExecutor(4) as together:
        made = set(together.map(invite, hosts)) - {None}

    assert len(made) == 1
    with app.app_context():
        assert person_by_email("eve@EXAMPLE.org").id in made
        assert db.session.query(Person).count() == 5


def test_a_later_invitation_does_not_rename_or_change_anybody(app: Flask, person):
    ada, bo = person("Ada"), person("Bo", language="ru")

    with app.app_context():
        services.invite("bo@example.org", "Somebody Else", by=ada, language="fr")
        kept = db.session.get(Person, bo.id)

    assert (kept.name, kept.language) == ("Bo", "ru")


def test_what_changes_rights_is_written_down_with_who_did_it(app: Flask, person):
    ada = person("Ada")

    with app.app_context():
        invited, _address = services.invite("bo@example.org", "Bo", by=ada)
        services.make_administrator("bo@example.org")
        rows = [(row.action, row.target, row.actor_id) for row in db.session.query(AuditRow).order_by(AuditRow.id)]

    assert rows == [
        ("person.invited", f"principal:{invited.id}", ada.id),
        ("administrator.made", f"principal:{invited.id}", None),
    ]


def test_a_verb_that_fails_leaves_neither_account_nor_mail(app: Flask, person, mails):
    ada = person("Ada")

    def invite_and_fail() -> None:
        with transaction():
            services.invite_inside("bo@example.org", "Bo", by=ada)
            raise Conflict

    with app.app_context():
        with pytest.raises(Conflict):
            invite_and_fail()

        assert person_by_email("bo@example.org") is None
    assert mails() == []


def test_a_month_after_their_end_sessions_links_and_codes_are_dropped(app: Flask, person, clock):
    ada = person("Ada")
    with app.app_context():
        services.sign_in(ada.email, "not this one", device="", address="")
        services.sign_in(ada.email, PASSWORD, device="", address="")
        services.ask_for_reset(ada.email)
        services.recover(services.recovery_code_for(services.new_guest("Neem", "ar")[0]))

        def kept() -> list[int]:
            services.forget()
            return [db.session.query(table).count() for table in (WebSession, OneTimeLink, RecoveryCode, FailedTry)]

        first = kept()
        clock(29 * DAY)
        later = kept()
        clock(38 * DAY)
        last = kept()

    assert (first, later, last) == ([3, 1, 1, 3], [3, 1, 1, 0], [0, 0, 0, 0])


def test_a_recovery_code_that_nobody_used_is_not_forgotten(app: Flask, clock):
    with app.app_context():
        guest, _session = services.new_guest("Neem", "ar")
        code = services.recovery_code_for(guest)
        clock(100 * DAY)
        services.forget()

        assert services.recover(code).principal_id == guest.id


def test_a_device_is_known_for_half_a_year_after_its_last_session(app: Flask, person, clock):
    ada = person("Ada")
    with app.app_context():
        services.sign_in(ada.email, PASSWORD, device="", address="", browser="a laptop")

        def is_known(day: int) -> bool:
            clock(day * DAY)
            services.forget()
            return had_session(ada.id, "a laptop")

        known = [is_known(0), is_known(179), is_known(182)]

        assert had_session(ada.id, "a phone") is False
    assert known == [True, True, False]
