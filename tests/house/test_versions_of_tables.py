"""The tables of every version: a full database goes down and up through all of them, and ends as the models have it."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine, func, inspect, select, text

from app.audit import record
from app.plans.models import Action, Ask, DueMove, Edit, Measure, MeasureMove, Pause, Plan, Reading
from app.workshops.models import Stage

FIRST = "0001"

ROUND = """
    INSERT INTO vote_round (id, board_id, workshop_id, budget, anonymous, step_id, phase, opened_at, closed_at,
        cancelled, imported, voters, candidates)
    SELECT :id, id, :workshop_id, 3, :no, :step, :phase, :at, :at, :cancelled, :no, 0, 0 FROM board LIMIT 1
"""
VOTES = (
    {"step": "two", "phase": 0, "cancelled": False},
    {"step": "one", "phase": 1, "cancelled": False},
    {"step": "one", "phase": 1, "cancelled": False},
    {"step": "one", "phase": 2, "cancelled": True},
    {"step": "one", "phase": None, "cancelled": False},
    {"step": None, "phase": None, "cancelled": False},
)
"""Rounds of one workshop: two phases in which people voted, one of them twice, and what is no vote of a phase."""


@pytest.fixture
def demo(app, demonstration):
    """A site with the demonstration in it: plans, actions, boards, votes, expressions of interest."""
    return demonstration.lay_out(app)


@pytest.fixture
def versions(app):
    """Every version of the tables, the newest first."""
    with app.app_context():
        config = app.extensions["migrate"].migrate.get_config()
        return [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]


@pytest.fixture
def moving(app):
    """Moves the tables to a version, and brings them back to the newest in the end."""
    from flask_migrate import downgrade, upgrade

    from app.db import db

    def to(revision):
        with app.app_context():
            db.session.remove()
            current = version_of(app)
            (downgrade if revision < current else upgrade)(revision=revision)

    yield to
    with app.app_context():
        db.session.remove()
        upgrade()


@pytest.mark.long
def test_a_full_database_goes_down_and_up_through_every_version(app, demo, versions, moving):
    full = counted(app)

    for newer, older in pairwise(versions):
        before = counted(app)
        moving(older)
        below = counted(app)
        moving(newer)
        moving(older)

        assert version_of(app) == older
        assert {name: before[name] for name in below} == below, f"down to {older}"
        assert (counted(app), broken_references(app)) == (below, []), f"up to {newer} and down again"
    moving(versions[0])

    of_the_first = {name: full[name] for name in below}
    assert (versions[-1], {name: counted(app)[name] for name in below}) == (FIRST, of_the_first)
    assert min(full[name] for name in ("plan", "action", "board", "element", "op", "eoi", "reading")) > 0
    assert broken_references(app) == []
    assert differences(app) == ([], {})


def test_the_tables_are_those_of_the_models_down_to_the_names(app):
    assert differences(app) == ([], {})


def test_what_pauses_moved_is_counted_anew_for_more_plans_than_one_batch(app, demo, moving):
    from app import table_changes
    from app.db import db

    plans = text("SELECT id, pauses_moved FROM plan ORDER BY id")
    with app.app_context(), db.engine.begin() as connection:
        copies = copied(connection, "plan", 2 * table_changes.BATCH + 1, workshop_id="NULL")
        pause = {"first": "2026-01-01", "last": "2026-01-02", "made_at": "2026-01-01 00:00:00"}
        paused = [copies[0], copies[table_changes.BATCH], copies[-1]]
        connection.execute(
            text(
                "INSERT INTO plan_pause (id, plan_id, first, last, reason, by_name, made_at)"
                " VALUES (:id, :id, :first, :last, '', '', :made_at)"
            ),
            [{"id": each, **pause} for each in paused],
        )

    moving("0012")
    moving("0013")

    with app.app_context(), db.engine.connect() as connection:
        moved = [each.id for each in connection.execute(plans) if each.id.startswith("copy-") and each.pauses_moved]
    assert moved == paused


def test_the_phases_of_votes_that_were_held_are_found_for_more_stages_than_one_batch(app, demo, moving):
    from app import table_changes
    from app.db import db

    with app.app_context(), db.engine.begin() as connection:
        workshops = copied(connection, "workshop", 2 * table_changes.BATCH + 1, code="NULL")
        stages = text(
            "INSERT INTO stage (workshop_id, version, phase, writing, frozen, generation, timer_seconds)"
            " VALUES (:id, 0, 0, 'closed', :no, 0, 0)"
        )
        connection.execute(stages, [{"id": each, "no": False} for each in workshops])
        voted = [workshops[0], workshops[table_changes.BATCH], workshops[-1]]
        rounds = [
            {"id": f"{workshop_id}-{number}", "workshop_id": workshop_id, "at": "2026-01-02", "no": False, **said}
            for workshop_id in voted
            for number, said in enumerate(VOTES)
        ]
        connection.execute(text(ROUND), rounds)

    moving("0022")
    moving("0023")

    with app.app_context():
        found = dict(db.session.execute(select(Stage.workshop_id, Stage.voted)).all())
    held = [["one", 1], ["two", 0]]
    assert {each: found[each] for each in workshops} == {each: held if each in voted else [] for each in workshops}


def test_what_stayed_hidden_in_workshops_that_ended_is_left_with_its_authors(app, demo, moving):
    from app.db import db

    with app.app_context():
        one, other = db.session.scalars(select(Stage).limit(2)).all()
        one.held = other.held = [(1, "s1", False)]
        one.ended_at, other.ended_at = datetime(2026, 1, 1, tzinfo=UTC), None
        db.session.commit()
        one, other = one.workshop_id, other.workshop_id

    def found():
        with app.app_context():
            rows = dict(db.session.execute(select(Stage.workshop_id, Stage.held)).all())
        return rows[one], rows[other]

    moving("0029")
    before = found()
    moving("0030")

    assert (before, found()) == (([[1, "s1"]], [[1, "s1"]]), ([[1, "s1", True]], [[1, "s1"]]))


def test_whoever_made_a_pause_is_who_wrote_that_the_sponsor_agreed_to_it(app, demo, moving):
    from app.db import db

    pauses = [{"id": "agreed", "agreed": "By mail"}, {"id": "not-asked", "agreed": ""}]
    with app.app_context(), db.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO plan_pause (id, plan_id, first, last, reason, by_name, agreed, made_at)"
                " SELECT :id, id, '2026-01-01', '2026-01-02', '', 'Bo', :agreed, '2026-01-01 00:00:00'"
                " FROM plan LIMIT 1"
            ),
            pauses,
        )

    moving("0024")
    moving("0025")

    with app.app_context():
        names = dict(db.session.execute(text("SELECT id, agreed_name FROM plan_pause")).all())
    assert {each["id"]: names[each["id"]] for each in pauses} == {"agreed": "Bo", "not-asked": ""}


def test_how_a_sponsor_answered_is_known_again_after_a_version_that_did_not_keep_it(app, demo, moving):
    from app.db import db

    at = datetime(2026, 1, 1, tzinfo=UTC)
    answered = [("account", True, True), ("address", False, True), ("confirmed", True, False)]
    with app.app_context():
        plan_id = db.session.scalar(select(Plan.id))
        for number, (name, by_account, doubted) in enumerate(answered, 90):
            said = {"verdict": "yes", "address_by_id": "dara", "by_account": by_account, "doubted": doubted}
            ask = Ask(id=name, plan_id=plan_id, number=number, title="", asked_on=at.date(), created_at=at, **said)
            # Each said the other thing before: the last change counts.
            pairs = [{key: [not after, after] for key, after in told.items()} for told in (
                {"by_account": not by_account, "doubted": not doubted}, {"by_account": by_account, "doubted": doubted},
            )]  # fmt: skip
            edits = [
                Edit(plan_id=plan_id, deed="change", kind="ask", item_id=name, said=each, made_at=at) for each in pairs
            ]
            db.session.add_all([ask, *edits])
        db.session.commit()

    moving("0031")
    moving("0032")

    with app.app_context(), db.engine.connect() as connection:
        rows = connection.execute(text("SELECT id, by_account, doubted FROM ask WHERE address_by_id = 'dara'")).all()
    assert sorted((name, bool(by), bool(doubted)) for name, by, doubted in rows) == answered


def test_a_day_that_somebody_chose_before_the_server_kept_when_is_known_from_its_moves(app, demo, moving):
    from app.db import db

    pause, chosen = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    with app.app_context():
        three = select(Action.plan_id).group_by(Action.plan_id).having(func.count() > 2).order_by(Action.plan_id)
        plan_id = db.session.scalars(three).first()
        actions = select(Action).filter_by(plan_id=plan_id).order_by(Action.number).limit(3)
        moved, paused, taken_back = db.session.scalars(actions).all()
        kept = {"plan_id": plan_id, "made_at": pause}
        db.session.add(Pause(id="flood", first=pause.date(), last=pause.date(), reason="Flood", by_name="Bo", **kept))
        record("plan.pause-drop", f"plan:{plan_id}", actor_id=None, reason="Strike")
        said = [
            (moved, "Flood", pause), (moved, "The lab asked", chosen), (moved, "Printing", pause),
            (paused, "Flood", chosen), (taken_back, "Strike", chosen),
        ]  # fmt: skip
        moves = [
            DueMove(plan_id=plan_id, kind="action", item_id=each.id, reason=why, moved_at=at) for each, why, at in said
        ]
        db.session.add_all(moves)
        db.session.commit()
        ids = [each.id for each in (moved, paused, taken_back)]

    moving("0033")
    moving("0034")

    with app.app_context():
        found = dict(db.session.execute(select(Action.id, Action.dated_at).where(Action.id.in_(ids))).all())
    assert [found[each] for each in ids] == [chosen, None, None]


def test_which_pause_moved_a_day_before_the_server_kept_it_is_known_from_its_reason(app, demo, moving):
    from app.db import db

    at, day = datetime(2026, 1, 5, tzinfo=UTC), timedelta(days=1)
    with app.app_context():
        plan_id = db.session.scalar(select(Plan.id))
        for name, made_at in (("flood", at), ("flood-again", at + 9 * day)):
            pause = Pause(id=name, first=made_at.date(), last=made_at.date(), reason="Flood", by_name="Bo")
            pause.plan_id, pause.made_at = plan_id, made_at
            db.session.add(pause)
        said = {
            "by the first": (at, at, "Flood"), "by the second": (at + 9 * day, at + 10 * day, "Flood"),
            "before it was made": (at - day, at, "Flood"), "due before it": (at, at - day, "Flood"),
            "for another reason": (at, at, "Print"),
        }  # fmt: skip
        db.session.add_all(
            DueMove(plan_id=plan_id, kind="action", item_id=name[:22], reason=why, moved_at=moved_at,
                    before=before.date(), after=(before + day).date())
            for name, (moved_at, before, why) in said.items()
        )  # fmt: skip
        db.session.commit()

    moving("0041")
    moving("0043")

    with app.app_context():
        kept = select(DueMove.item_id, DueMove.pause_id).where(DueMove.item_id.in_(said))
        found = dict(db.session.execute(kept).all())
    nobody = dict.fromkeys(("before it was made", "due before it", "for another reason"))
    assert found == {"by the first": "flood", "by the second": "flood-again", **nobody}


def test_what_was_critical_after_publication_is_known_from_its_changes(app, demo, moving):
    from app.db import db

    with app.app_context():
        plan = db.session.scalars(select(Plan).where(Plan.published_at.is_not(None)).limit(1)).one()
        eased, raised, drafted = db.session.scalars(select(Action).filter_by(plan_id=plan.id).limit(3)).all()
        before, after = plan.published_at - timedelta(days=1), plan.published_at + timedelta(days=1)
        said = [(eased, [True, False], after), (raised, [False, True], after), (drafted, [True, False], before)]
        db.session.add_all(
            Edit(plan_id=plan.id, deed="change", kind="action", item_id=each.id, said={"critical": pair}, made_at=at)
            for each, pair, at in said
        )
        db.session.commit()
        ids = [each.id for each, _pair, _at in said]

    moving("0035")
    moving("0036")

    with app.app_context(), db.engine.connect() as connection:
        rows = dict(connection.execute(text("SELECT id, was_critical FROM action")).all())
    assert [bool(rows[each]) for each in ids] == [True, False, False]


def test_what_was_called_done_while_it_was_parked_is_taken_up(app, demo, moving):
    from app.db import db

    on = datetime(2026, 3, 2, tzinfo=UTC).date()
    with app.app_context():
        done, open_, other = db.session.scalars(select(Action).limit(3)).all()
        done.status, open_.status, other.status = "done", "doing", "done"
        for each in (done, open_):
            each.parked_on, each.parked_reason = on, "Later"
        other.parked_on = None
        db.session.commit()
        ids = [done.id, open_.id, other.id]

    moving("0046")
    moving("0047")

    with app.app_context():
        kept = {each: db.session.get(Action, each) for each in ids}
        found = [(kept[each].status, kept[each].parked_on, kept[each].parked_reason) for each in ids]
    assert found == [("done", None, ""), ("doing", on, "Later"), ("done", None, "")]


def test_letters_of_plans_that_wait_go_from_one_queue_to_the_other_and_back(app, moving):
    from app.db import db

    with app.app_context(), db.engine.begin() as connection:
        for name, sent, failed in (
            ("waits", "NULL", "NULL"), ("sent", ":at", "NULL"), ("failed", "NULL", ":at"), ("forgotten", "", ""),
        ):  # fmt: skip
            row = {
                "id": name,
                "mail": f"mail-{name}",
                "address": f"{name}@example.org",
                "at": "2026-01-02 07:00:00.000000+00:00",
            }
            connection.execute(
                text(
                    'INSERT INTO digest (id, address, "on", language, message_id, token_digest, made_at)'
                    " VALUES (:id, :address, '2026-01-02', 'en', :id, :id, :at)"
                ),
                row,
            )
            if sent:
                connection.execute(
                    text(
                        "INSERT INTO outgoing_mail (id, address, subject, text, headers, message_id, made_at, try_at,"
                        " tries, said, sent_at, failed_at) VALUES (:mail, :address, 'Two things', 'Hello',"
                        f""" '{{"Reply-To": "a"}}', :id, :at, :at, 2, '', {sent}, {failed})"""
                    ),
                    row,
                )

    moving("0021")
    with app.app_context(), db.engine.connect() as connection:
        older = connection.execute(text("SELECT id, sent_at IS NULL, failed, subject, text, tries FROM digest")).all()
        left = set(connection.scalars(text("SELECT message_id FROM outgoing_mail")))
    moving("0022")
    with app.app_context(), db.engine.connect() as connection:
        newer = connection.execute(
            text(
                "SELECT message_id, address, subject, text, headers, tries FROM outgoing_mail"
                " WHERE sent_at IS NULL AND failed_at IS NULL"
            )
        ).all()

    assert {row[0]: tuple(row[1:]) for row in older} == {
        "waits": (True, "", "Two things", "Hello", 2),
        "sent": (False, "", "Two things", "Hello", 2),
        "failed": (True, "given-up", "Two things", "Hello", 2),
        "forgotten": (False, "", "", "", 0),
    }
    assert left == {"sent", "failed"}, "what waits is sent from one queue alone"
    [(message_id, address, subject, words, headers, tries)] = newer
    assert (message_id, address, subject, words, tries) == ("waits", "waits@example.org", "Two things", "Hello", 2)
    assert headers in ({"Reply-To": "a"}, '{"Reply-To": "a"}')


def copied(connection, table, how_many, **other):
    """Copy one row of a table so often, with new ids and what else is other; return the ids in order."""
    one = dict(connection.execute(text(f"SELECT * FROM {table} LIMIT 1")).mappings().one())
    columns = ", ".join(f'"{name}"' for name in one)
    values = ", ".join({"id": ":new", **other}.get(name, f'"{name}"') for name in one)
    rows = [{"new": f"copy-{number:05}", "of": one["id"]} for number in range(how_many)]
    connection.execute(text(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id = :of"), rows)
    return [row["new"] for row in rows]


def version_of(app):
    from app.db import db

    with app.app_context(), db.engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def counted(app):
    """Return how many rows each table has, but what remembers rows of files: it forgets those whose table goes.

    What a way back notes of itself in the audit is not counted either.
    """
    from app.db import db
    from app.keeping.tables import PASSING

    with app.app_context(), db.engine.connect() as connection:
        # Names and numbers alone: to ask for all columns of each table too took most of the time of this module.
        names = {*inspect(connection).get_table_names()} - PASSING - {"file_row"}
        every = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM \"{name}\"" for name in names)
        rows = dict(connection.execute(text(every)).all())
        if "audit" in rows:
            rows["audit"] -= connection.scalar(text("SELECT count(*) FROM audit WHERE action = 'tables.downgrade'"))
        return rows


def broken_references(app):
    """Rows that name others which are not there; PostgreSQL sees to it that there are none."""
    from app.db import db

    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return []
        return [tuple(row) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")]


def differences(app):
    """What Alembic would change, and by table what is not as the models make it, the names of constraints too."""
    from app.commands import Commands
    from app.db import Model, db

    with app.app_context(), db.engine.connect() as connection:
        # As whoever types `flask db …` has it: every module with tables is loaded.
        assert isinstance(app.cli, Commands)
        app.cli.list_commands(None)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        changes = compare_metadata(context, Model.metadata)
        wanted, found = as_modelled(connection), described(connection)
    return changes, {
        name: (wanted[name] - found[name], found[name] - wanted[name])
        for name in wanted.keys() | (found.keys() - {"alembic_version"})
        if wanted[name] != found[name]
    }


def as_modelled(connection):
    """The tables as the models make them in an empty database of the same kind."""
    from app.db import Model

    if connection.dialect.name == "sqlite":
        # Its pool would keep the connection, and nobody would close it.
        engine = create_engine("sqlite://", poolclass=NullPool)
        with engine.connect() as empty:
            Model.metadata.create_all(empty)
            return described(empty)
    connection.execute(text("CREATE SCHEMA modelled"))
    connection.execute(text("SET LOCAL search_path TO modelled"))
    Model.metadata.create_all(connection, checkfirst=False)
    made = described(connection, "modelled")
    connection.rollback()
    return made


def described(connection, schema=None):
    """By table every column, key, constraint and index, as the database has them."""
    asked, tables = inspect(connection), defaultdict(set)
    for name in asked.get_table_names(schema):
        key = asked.get_pk_constraint(name, schema)
        tables[name] = {
            *(("column", *column(each)) for each in asked.get_columns(name, schema)),
            *(("foreign key", *reference(each)) for each in asked.get_foreign_keys(name, schema)),
            *(("unique", each["name"], *each["column_names"]) for each in asked.get_unique_constraints(name, schema)),
            *(("check", each["name"]) for each in asked.get_check_constraints(name, schema)),
            *(("index", each["name"], each["unique"], *each["column_names"]) for each in indexes(asked, name, schema)),
            ("primary key", key["name"], *key["constrained_columns"]),
        }
    return tables


def column(found):
    # Two names of the same moment, and where a sequence lies.
    same = str(found["default"]).replace("now()", "CURRENT_TIMESTAMP").replace('"modelled".', "")
    default = None if found["default"] is None else same
    return found["name"], str(found["type"]), found["nullable"], default


def reference(found):
    return found["name"], *found["constrained_columns"], found["referred_table"], *found["referred_columns"]


def indexes(asked, name, schema):
    return [each for each in asked.get_indexes(name, schema) if "duplicates_constraint" not in each]


def test_a_number_told_before_its_unit_changed_has_the_unit_of_then(app, demo, moving):
    from app.db import db

    changes = [datetime(2026, month, 1, tzinfo=UTC) for month in (2, 4)]
    told = [datetime(2026, month, 1, tzinfo=UTC) for month in (1, 3, 5)]
    with app.app_context():
        measure = db.session.scalars(select(Measure).order_by(Measure.id)).first()
        measure.unit, measure_id = "dozens", measure.id
        for unit, at in zip(("tests", "visits"), changes, strict=True):
            db.session.add(
                MeasureMove(
                    measure_id=measure_id, reason="Easier", moved_at=at, promised={"name": "Tests", "unit": unit}
                )
            )
        # Earlier servers kept the two numbers alone.
        db.session.add(MeasureMove(measure_id=measure_id, reason="More", moved_at=changes[1], promised={}))
        on = told[0].date()
        rows = {f"told-{at.month}": at for at in told}
        db.session.add_all(
            Reading(id=key, measure_id=measure_id, on=on, value=1, filed_at=at) for key, at in rows.items()
        )
        db.session.commit()

    moving("0048")
    moving("0049")

    with app.app_context():
        found = dict(db.session.execute(select(Reading.id, Reading.unit).where(Reading.id.in_(rows))).all())
    assert found == {"told-1": "tests", "told-3": "visits", "told-5": "dozens"}
