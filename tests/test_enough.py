"""Enough tests are run on PostgreSQL that each statement is run there, with the rows of several tests."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine, create_engine, text

from tests.enough import Choice, Notes, choose


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = create_engine(f"sqlite:///{tmp_path / 'tried.db'}")
    yield engine
    engine.dispose()


def ask(engine: Engine, *statements: str) -> None:
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))


@pytest.fixture
def kept(engine: Engine, tmp_path: Path):
    """`kept(test_a=["SELECT 1"])`: the folder in which those statements are kept, as asked by those tests."""

    def keep(worker: str = "one", **asked: list[str]) -> Path:
        notes, folder = Notes(), tmp_path / "statements"
        folder.mkdir(exist_ok=True)
        for test, statements in asked.items():
            with notes.taken(test):
                ask(engine, *statements)
        notes.keep(folder / f"{worker}.json")
        return folder

    return keep


def test_the_test_that_runs_most_statements_for_its_time_comes_first(kept):
    folder = kept(one=["SELECT 1"], both=["SELECT 1", "SELECT 2"], often=["SELECT 1", "SELECT 2", *["SELECT 1"] * 90])

    assert choose(folder, times=1) == Choice(
        known=frozenset({"one", "both", "often"}), enough=frozenset({"both"}), statements=2
    )


def test_each_statement_is_run_as_often_as_asked_or_by_all_that_run_it(kept):
    kept("one", first=["SELECT 1"], second=["SELECT 1"], third=["SELECT 1"])
    folder = kept("two", rare=["SELECT 1", "SELECT 3"])

    assert len(choose(folder, times=2).enough) == 2
    assert "rare" in choose(folder, times=2).enough


def test_a_test_that_was_run_again_asked_what_it_asked_either_time(kept):
    kept("alone", test=["SELECT 1", "SELECT 2"])
    folder = kept("one", test=["SELECT 1"], other=["SELECT 1"])

    assert choose(folder, times=1) == Choice(frozenset({"test", "other"}), frozenset({"test"}), statements=2)


def test_what_several_threads_ask_is_always_run(engine, tmp_path):
    notes = Notes()
    with notes.taken("alone"):
        ask(engine, "SELECT 1", "SELECT 2")
    with notes.taken("at once"):
        ask(engine, "SELECT 1")
        another = Thread(target=ask, args=(engine, "SELECT 1"))
        another.start()
        another.join()
    notes.keep(tmp_path / "one.json")

    assert choose(tmp_path, times=1).enough == {"alone", "at once"}


def test_where_nothing_was_kept_nothing_is_known(tmp_path):
    assert choose(tmp_path / "nowhere") == Choice(frozenset(), frozenset(), statements=0)


def test_what_is_always_run_counts_for_what_it_asks(kept):
    folder = kept(dear=["SELECT 1"] * 9, cheap=["SELECT 1"], other=["SELECT 2"])

    assert choose(folder, always=["dear", "of another part"], times=1).enough == {"dear", "other"}
