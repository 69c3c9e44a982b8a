"""Guests: known by a cookie alone, and by a code for another phone."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app import clock
from app.accounts import services
from app.accounts.errors import BadName, RecoveryCodeUnknown, TooManyCodes
from app.accounts.models import Guest, Principal, RecoveryCode, WebSession
from app.accounts.queries import devices, session_by_secret
from app.audit import AuditRow
from app.db import db, transaction


def test_a_guest_is_made_with_a_session_that_opens_by_its_secret_alone(app: Flask):
    with app.app_context():
        guest, opened = services.new_guest(" Neem ", "ar", device="Chrome · Android")
        db.session.expire_all()
        kept = db.session.get(WebSession, opened.id)

        assert session_by_secret(opened.secret).principal_id == guest.id
        assert session_by_secret(opened.id) is None
        assert session_by_secret(opened.secret_digest) is None
        assert (guest.name, guest.language, guest.is_person) == ("Neem", "ar", False)
        assert opened.secret not in {str(value) for name, value in vars(kept).items() if name != "secret"}


def test_a_guest_with_a_bad_name_leaves_nothing_behind(app: Flask):
    with app.app_context():
        with pytest.raises(BadName):
            services.new_guest("\u202eNeem", "en")

        assert db.session.query(Principal).count() == 0


@pytest.mark.row("J7", partly=True)
def test_a_recovery_code_opens_the_seat_on_another_phone_and_closes_the_first(app: Flask):
    with app.app_context():
        guest, first = services.new_guest("Neem", "ar")
        code = services.recovery_code_for(guest)

        second = services.recover(code.lower().replace("-", " "), device="Firefox · Android")

        assert second.principal_id == guest.id
        assert session_by_secret(first.secret) is None
        assert session_by_secret(second.secret).principal_id == guest.id
        assert [device.id for device in devices(guest)] == [second.id]


@pytest.mark.row("J7", partly=True)
def test_a_recovery_code_works_once_and_a_new_one_ends_the_old(app: Flask):
    with app.app_context():
        guest, _session = services.new_guest("Neem", "ar")
        old = services.recovery_code_for(guest)
        new = services.recovery_code_for(guest)

        with pytest.raises(RecoveryCodeUnknown):
            services.recover(old)
        opened = services.recover(new)
        with pytest.raises(RecoveryCodeUnknown):
            services.recover(new)

        assert session_by_secret(opened.secret) is not None


def test_a_recovery_code_is_long_easy_to_read_out_and_kept_as_a_digest(app: Flask):
    with app.app_context():
        codes = {services.recovery_code_for(services.new_guest("Neem", "en")[0]) for _ in range(20)}
        kept = {row.code_digest for row in db.session.query(RecoveryCode)}

    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}", code) for code in codes)
    assert len(codes) == len(kept) == 20
    assert not {code.replace("-", "") for code in codes} & kept


@pytest.mark.parametrize("typed", ["", "----", "ABCD", "\ud800" * 12, "U" * 12, "١٢٣٤-١٢٣٤-١٢٣٤", "x" * 5000])
def test_what_is_no_recovery_code_is_refused_in_the_same_words(app: Flask, typed):
    with app.app_context(), pytest.raises(RecoveryCodeUnknown):
        services.recover(typed)


def test_letters_that_are_misread_are_read_as_meant(app: Flask):
    with app.app_context():
        guest, _session = services.new_guest("Neem", "en")
        code = services.recovery_code_for(guest)
        read_out = code.replace("0", "O").replace("1", "l")

        assert services.recover(read_out).principal_id == guest.id


def test_of_two_phones_with_one_code_one_comes_in(app: Flask):
    with app.app_context():
        guest, _session = services.new_guest("Neem", "en")
        code = services.recovery_code_for(guest)

    def try_it(_n: int) -> str | None:
        with app.app_context():
            try:
                return services.recover(code).secret
            except RecoveryCodeUnknown:
                return None

    with ThreadPoolExecutor(4) as phones:
        came_in = [secret for secret in phones.map(try_it, range(4)) if secret]

    assert len(came_in) == 1
    with app.app_context():
        assert session_by_secret(came_in[0]).principal_id == guest.id


def test_what_guests_do_with_codes_is_written_down(app: Flask):
    with app.app_context():
        guest, _session = services.new_guest("Neem", "en")
        services.recover(services.recovery_code_for(guest))
        kept = db.session.query(AuditRow).order_by(AuditRow.id)
        rows = [(row.action, row.target, row.actor_id, row.details) for row in kept]

    assert rows == [
        ("recovery-code.made", f"principal:{guest.id}", guest.id, {}),
        ("guest.recovered", f"principal:{guest.id}", guest.id, {}),
    ]


def test_a_guest_is_a_guest_in_the_database(app: Flask):
    with app.app_context():
        guest, _session = services.new_guest("Neem", "en")

        assert db.session.query(Guest).one().id == guest.id


def test_a_right_recovery_code_opens_its_seat_among_many_wrong_ones(app: Flask):
    with app.app_context():
        bo, _session = services.new_guest("Bo", "en")
        code = services.recovery_code_for(bo)
        for n in range(10):
            with pytest.raises(RecoveryCodeUnknown):
                services.recover(f"0000-0000-{n:04}", address="203.0.113.7")
        with pytest.raises(TooManyCodes):
            services.recover("0000-0000-9999", address="203.0.113.7")
        with pytest.raises(RecoveryCodeUnknown):
            services.recover("0000-0000-9999", address="198.51.100.2")

        assert services.recover(code, address="203.0.113.7").principal_id == bo.id


def test_a_recovery_code_of_a_guest_whose_access_was_ended_opens_nothing(app: Flask):
    with app.app_context():
        guest, _session = services.new_guest("Neem", "ar")
        code = services.recovery_code_for(guest)
        with transaction():
            db.session.get(Principal, guest.id).revoked_at = clock.now()

        with pytest.raises(RecoveryCodeUnknown):
            services.recover(code)

        assert devices(guest) == []
