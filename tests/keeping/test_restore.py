"""A backup comes back: all of it, in the place of nothing or of a house that is kept, into either database."""

import json
import stat
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app import clock
from app.accounts.models import OneTimeLink, Principal, RecoveryCode, WebSession
from app.accounts.services import invite, start_session
from app.alliance.eoi.models import Interest, InterestLink
from app.audit import AuditRow
from app.db import db, transaction
from app.plans.models import CalendarFeed, CheckInLink, MailAddress, Plan, Share
from app.realtime.models import UsedTicket
from tests.centres.conftest import centre, words
from tests.keeping.backups import parts, rewritten
from tests.keeping.conftest import engine_of, head, house_rows, images, quiet, run, without_epochs

__all__ = ["centre", "words"]


def last(said: str) -> str:
    """The last line of what a command said."""
    return said.splitlines()[-1]


@pytest.fixture
def file(lived_in, flask, tmp_path):
    """A backup of the house."""
    path = tmp_path / "house.baraza"
    code, said = flask("backup", path)
    assert (code, "read back" in said) == (0, True), said
    return path


@pytest.mark.row("O4")
def test_a_house_comes_back_row_by_row_in_an_empty_one_and_its_boards_begin_new_epochs(
    furnished, flask, elsewhere, tmp_path
):
    other, file = elsewhere(), tmp_path / "house.baraza"
    assert flask("backup", file)[0] == 0

    code, said = run(other, "restore", file)

    assert code == 0, said
    before, after = house_rows(furnished), house_rows(other)
    assert without_epochs(after) == without_epochs(before)
    epochs = [[json.loads(row)["epoch"] for row in rows["board"]] for rows in (before, after)]
    assert set(epochs[0]).isdisjoint(epochs[1])
    assert len(set(epochs[1])) == len(epochs[0]) == len(epochs[1])
    assert images(other) == images(furnished) != {}


def test_it_comes_back_into_the_other_database_too(furnished, flask, elsewhere, empty_postgresql, tmp_path):
    other, file = elsewhere(DATABASE_URL=empty_postgresql), tmp_path / "house.baraza"
    assert flask("backup", file)[0] == 0

    code, said = run(other, "restore", file)

    assert code == 0, said
    assert without_epochs(house_rows(other)) == without_epochs(house_rows(furnished))


def test_where_it_came_back_into_postgresql_the_next_rows_get_numbers_of_their_own(
    lived_in, file, elsewhere, empty_postgresql
):
    from app.audit import record
    from app.db import transaction

    other = elsewhere(DATABASE_URL=empty_postgresql)
    run(other, "restore", file)

    with other.app_context(), transaction():
        record("test", "house", actor_id=None)

    with other.app_context():
        numbers = db.session.scalars(text("SELECT id FROM audit ORDER BY id")).all()
        assert numbers == list(range(1, len(numbers) + 1))


def test_a_house_that_is_not_empty_is_left_as_it_is(lived_in, file, flask):
    before = house_rows(lived_in, but=())

    code, said = flask("restore", file)

    assert (code, last(said)) == (
        1,
        "Error: This house is not empty. With --replace it is kept in a file and replaced.",
    )
    assert house_rows(lived_in, but=()) == before


def test_a_house_that_is_replaced_is_kept_and_can_be_had_again(lived_in, file, flask, person):
    kept = house_rows(lived_in)
    person("Came Later")
    later = house_rows(lived_in)

    code, said = flask("restore", "--replace", file)

    assert code == 0, said
    assert without_epochs(house_rows(lived_in)) == without_epochs(kept)
    copies = list(Path(lived_in.config["VAR"]).glob("before-restore-*.baraza"))
    assert len(copies) == 1
    assert flask("restore", "--replace", copies[0])[0] == 0
    assert without_epochs(house_rows(lived_in)) == without_epochs(later)


@pytest.mark.sqlite_only("on PostgreSQL the database says whether somebody else is connected")
@pytest.mark.parametrize("command", [("restore", "--replace"), ("database", "copy", "--to", "sqlite:///{}")])
def test_while_a_web_process_runs_nothing_is_exchanged(lived_in, file, flask, command, tmp_path):
    import fcntl

    before = house_rows(lived_in, but=())
    database = Path(lived_in.config["VAR"]) / "baraza.db"
    with database.with_name("baraza.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        words = [word.format(tmp_path / "none.db") for word in command]
        code, said = flask(*words, *([file] if command[0] == "restore" else []))

    assert (code, last(said)) == (1, f"Error: Baraza runs on {database}. Stop it first.")
    assert house_rows(lived_in, but=()) == before


def test_while_others_are_connected_to_a_postgresql_nothing_is_exchanged(file, elsewhere, empty_postgresql):
    other = elsewhere(DATABASE_URL=empty_postgresql)
    engine = engine_of(empty_postgresql)

    with engine.connect():
        code, said = run(other, "restore", file)
    engine.dispose()

    assert (code, "Others are connected to this database (1)" in said) == (1, True)


def test_whoever_is_just_leaving_a_postgresql_is_waited_for(file, elsewhere, empty_postgresql):
    from threading import Timer

    other = elsewhere(DATABASE_URL=empty_postgresql)
    engine = engine_of(empty_postgresql)
    staying = engine.connect()

    leaving = Timer(1, lambda: (staying.close(), engine.dispose()))
    leaving.start()
    code, said = run(other, "restore", file)
    leaving.join()

    assert code == 0, said


def test_a_backup_of_older_tables_is_brought_up_to_date(file, elsewhere):
    from app.keeping import schema, tables
    from app.keeping.services.backing_up import pack

    older, newer, old_file = elsewhere(), elsewhere(), file.with_name("older.baraza")
    with older.app_context(), db.engine.begin() as connection, old_file.open("w+b") as writing:
        schema.build(connection, "0001")
        connection.execute(
            text(
                "INSERT INTO principal (id, kind, name, auth_epoch, created_at)"
                " VALUES ('p1', 'guest', 'Came early', 0, '2025-01-02 03:04:05.000006')"
            )
        )
        pack(writing, connection, with_key=False, progress=quiet)

    code, said = run(newer, "restore", old_file)

    assert code == 0, said
    with newer.app_context(), db.engine.connect() as connection:
        assert tables.revision(connection) == head()
        moment = datetime(2025, 1, 2, 3, 4, 5, 6, tzinfo=UTC)
        assert connection.execute(select(Principal.name, Principal.created_at)).all() == [("Came early", moment)]


def test_a_backup_of_a_newer_version_is_refused(lived_in, file, flask, tmp_path):
    newer = rewritten(file, tmp_path, lambda about: about | {"revision": "9999"})

    code, said = flask("restore", "--replace", newer)

    assert (code, last(said)) == (
        1,
        "Error: This backup is of a newer version of Baraza (its tables are of revision 9999). Update Baraza first.",
    )


def test_a_damaged_backup_is_refused_before_anything_is_done(lived_in, file, flask, tmp_path):
    def lie(manifest: dict) -> dict:
        manifest["tables"][-1]["sha256"] = "0" * 64
        return manifest

    code, said = flask("restore", "--replace", rewritten(file, tmp_path, lie))

    assert (code, "is damaged: its hash is another one." in last(said)) == (1, True), said
    assert list(Path(lived_in.config["VAR"]).glob("before-restore-*")) == []


def test_rows_that_do_not_fit_change_nothing(lived_in, file, flask, tmp_path):
    before = house_rows(lived_in, but=())
    strange = rewritten(file, tmp_path, lambda about: about, lines={"principal": lambda _line: b"[1,2,3]\n"})

    code, said = flask("restore", "--replace", strange)

    assert (code, last(said)) == (
        1,
        "Error: tables/principal.jsonl in this backup has a line that is no row.",
    )
    assert house_rows(lived_in, but=()) == before
    assert images(lived_in) != {}


def test_the_secret_key_is_left_out_unless_it_is_asked_for(lived_in, file, flask, elsewhere, tmp_path):
    other, with_key = elsewhere(), tmp_path / "with-key.baraza"
    flask("backup", with_key, "--with-secret-key")
    own = (other.config["VAR"] / "secret_key").read_text()

    refused = run(other, "restore", file, "--with-secret-key")
    code, said = run(other, "restore", with_key)
    kept = (other.config["VAR"] / "secret_key").read_text()
    taken, _said = run(other, "restore", with_key, "--with-secret-key", "--replace")

    assert b"a key for tests" not in b"".join(parts(file).values())
    assert (refused[0], last(refused[1])) == (1, "Error: This backup does not hold the secret key.")
    assert (code, kept) == (0, own), said
    assert (taken, (other.config["VAR"] / "secret_key").read_text()) == (0, "a key for tests")
    assert stat.S_IMODE((other.config["VAR"] / "secret_key").stat().st_mode) == 0o600


def test_a_key_is_not_taken_over_by_a_site_that_has_its_own_from_its_settings(elsewhere, flask, lived_in, tmp_path):
    file = tmp_path / "with-key.baraza"
    flask("backup", file, "--with-secret-key")
    other = elsewhere()
    (other.config["VAR"] / "secret_key").write_text("the key of an earlier time")

    code, said = run(other, "restore", file, "--with-secret-key")

    assert (code, last(said)) == (
        1, "Error: SECRET_KEY is set, so the key of this backup cannot be taken over. Unset it first.",
    )  # fmt: skip
    assert (other.config["VAR"] / "secret_key").read_text() == "the key of an earlier time"


@pytest.mark.sqlite_only("PostgreSQL has a log of its own")
def test_what_was_replaced_is_not_left_in_the_log_either(lived_in, flask, file, person):
    person("Came Later")
    with lived_in.app_context():
        watching = engine_of(str(db.engine.url))
    with watching.connect():
        # Somebody has it open, as a watching program may: else the last to leave empties the log.
        code, said = run(lived_in, "restore", "--replace", file)
        log = (lived_in.config["VAR"] / "baraza.db-wal").read_bytes()
    watching.dispose()

    assert (code, log) == (0, b""), said


def test_what_ended_after_the_backup_stays_ended(lived_in, flask, person, tmp_path):
    ada, file = person("Ada"), tmp_path / "early.baraza"
    with lived_in.app_context(), transaction():
        phone, lost = (start_session(ada, device=name).id for name in ("phone", "lost phone"))
    flask("backup", file)
    with lived_in.app_context(), transaction():
        db.session.get(WebSession, lost).revoked_at = clock.now()

    code, said = flask("restore", "--replace", file)

    assert code == 0, said
    with lived_in.app_context():
        ended = dict(db.session.execute(select(WebSession.id, WebSession.revoked_at.is_not(None))).all())
        assert (ended[phone], ended[lost]) == (False, True)
    assert flask("restore", "--replace", "--end-sessions", file)[0] == 0
    with lived_in.app_context():
        assert db.session.scalars(select(WebSession.id).where(WebSession.revoked_at.is_(None))).all() == []


def test_what_was_shown_outside_and_is_shown_no_more_stays_so(lived_in, flask, person, centre, tmp_path):
    ada, here, file = person("Ada"), centre("Here").id, tmp_path / "early.baraza"
    with lived_in.app_context(), transaction():
        plan_id, digest = "a-plan", "d" * 43
        db.session.add(Plan(id=plan_id, centre_id=here, title="Fast", timezone="UTC", created_at=clock.now()))
        db.session.flush()
        shown = Share(id="a-share", plan_id=plan_id, label="Partner", parts=["goal"], token_digest=digest)
        shown.made_at = clock.now()
        feed = CalendarFeed(id="a-feed", kind="plan", plan_id=plan_id, made_by=ada.id, token_digest=digest)
        feed.created_at = clock.now()
        db.session.add_all([shown, feed])
    flask("backup", file)
    with lived_in.app_context(), transaction():
        for kind, name in ((Share, "a-share"), (CalendarFeed, "a-feed")):
            db.session.get(kind, name).revoked_at = clock.now()

    code, said = flask("restore", "--replace", file)

    assert code == 0, said
    with lived_in.app_context():
        assert db.session.get(Share, "a-share").revoked_at is not None
        assert db.session.get(CalendarFeed, "a-feed").revoked_at is not None


def test_codes_links_and_tickets_that_were_used_or_revoked_stay_so(lived_in, flask, person, centre, tmp_path):
    ada, here, file, soon = (
        person("Ada"),
        centre("Here").id,
        tmp_path / "early.baraza",
        clock.now() + timedelta(hours=1),
    )
    with lived_in.app_context(), transaction():
        db.session.add(Plan(id="a-plan", centre_id=here, title="Fast", timezone="UTC", created_at=clock.now()))
        db.session.flush()
        link = CheckInLink(id="a-link", plan_id="a-plan", token_digest="d" * 43, owner="Bo", created_by=ada.id)
        link.created_at, link.expires_at = clock.now(), soon
        code = RecoveryCode(code_digest="c" * 43, principal_id=ada.id, created_at=clock.now())
        db.session.add_all([link, code])
    flask("backup", file)
    with lived_in.app_context(), transaction():
        db.session.get(CheckInLink, "a-link").revoked_at = clock.now()
        db.session.get(RecoveryCode, "c" * 43).used_at = clock.now()
        db.session.get(Principal, ada.id).auth_epoch += 1
        db.session.add(UsedTicket(nonce="n" * 22, expires_at=soon))

    code, said = flask("restore", "--replace", file)

    assert code == 0, said
    with lived_in.app_context():
        assert db.session.get(CheckInLink, "a-link").revoked_at is not None
        assert db.session.get(RecoveryCode, "c" * 43).used_at is not None
        assert db.session.get(Principal, ada.id).auth_epoch == ada.auth_epoch + 1
        assert db.session.get(UsedTicket, "n" * 22).expires_at == soon


def test_a_link_to_an_expression_of_interest_that_was_ended_stays_so(furnished, flask, tmp_path):
    file, now = tmp_path / "early.baraza", clock.now()
    with furnished.app_context(), transaction():
        eoi_id = db.session.scalars(select(Interest.id)).first()
        link = InterestLink(token_digest="l" * 43, eoi_id=eoi_id, made_at=now, expires_at=now + timedelta(days=9))
        db.session.add(link)
    flask("backup", file)
    with furnished.app_context(), transaction():
        db.session.get(InterestLink, "l" * 43).revoked_at = now

    code, said = flask("restore", "--replace", file)

    assert code == 0, said
    with furnished.app_context():
        assert db.session.get(InterestLink, "l" * 43).revoked_at == now


def test_who_wants_no_letters_gets_none_from_an_older_house_either(lived_in, flask, tmp_path):
    said, file = datetime(2023, 5, 2, 9, tzinfo=UTC), tmp_path / "early.baraza"
    with lived_in.app_context(), transaction():
        db.session.add(MailAddress(address="known@example.org", bounced_on=date(2023, 5, 1)))
    flask("backup", file)
    with lived_in.app_context(), transaction():
        db.session.get(MailAddress, "known@example.org").stopped_at = said
        db.session.add(MailAddress(address="later@example.org", stopped_at=said))

    flask("restore", "--replace", file)

    with lived_in.app_context():
        rows = db.session.scalars(select(MailAddress).order_by(MailAddress.address)).all()
        assert [(row.address, row.stopped_at, row.bounced_on) for row in rows] == [
            ("known@example.org", said, date(2023, 5, 1)),
            ("later@example.org", said, None),
        ]


def test_a_link_that_waited_is_ended_for_it_may_have_been_used_since(lived_in, flask, root, elsewhere, tmp_path):
    file, other = tmp_path / "early.baraza", elsewhere()
    with lived_in.app_context():
        invite("new@example.org", "New", by=root)
    assert flask("backup", file)[0] == 0

    code, said = run(other, "restore", file)

    assert (code, "Ended: 1 one-time links that waited, 0 sessions." in said) == (0, True), said
    with other.app_context():
        assert db.session.scalars(select(OneTimeLink.id).where(OneTimeLink.used_at.is_(None))).all() == []


def test_who_restored_and_from_when_is_written_down(lived_in, file, flask):
    made = json.loads(parts(file)["manifest.json"])["made"]

    flask("restore", "--replace", file)

    with lived_in.app_context():
        row = db.session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(1)).one()
        assert (row.action, row.details["made"]) == ("house.restore", made)


def test_images_go_again_where_the_rest_did_not_come_and_damaged_ones_are_made_whole(lived_in, file, elsewhere):
    from app.keeping import assets, reading

    other, (name, body) = elsewhere(), next(iter(images(lived_in).items()))
    with other.app_context(), file.open("rb") as packed, reading.opened(packed) as backup:
        with ExitStack() as undone:
            assets.unpack(backup, undone)
            assert images(other) == {name: body}
        assert images(other) == {}
        damaged = other.config["VAR"] / "assets" / name
        damaged.write_bytes(body[:-1])
        with ExitStack() as undone:
            assets.unpack(backup, undone)
            undone.pop_all()

    assert images(other) == {name: body}
