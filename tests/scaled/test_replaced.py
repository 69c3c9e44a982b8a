"""One process after another is replaced by the next release while words wait on people's devices: none is lost."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import create_engine, text

from tests.boards.live import Page, shown, whole
from tests.house_process import House
from tests.scaled.conftest import NEXT, gunicorn

pytestmark = [pytest.mark.process, pytest.mark.sqlite_only("starts a PostgreSQL of its own")]

PEOPLE, WAITING = 4, 20
"""How many people, each with so many ops that nobody has acknowledged."""


@pytest.fixture
def wider(shared_house) -> Iterator[Callable[[], None]]:
    """Call it for the tables of the next release, which hold more than the old one knows."""
    engine = create_engine(shared_house["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"))

    def execute(*statements: str) -> None:
        # One lock at a time: whoever writes meanwhile holds several, in an order of their own.
        for statement in statements:
            with engine.begin() as connection:
                connection.execute(text(statement))

    columns = ("element", "op", "seat", "workshop")
    yield lambda: execute(
        "CREATE TABLE later (id text PRIMARY KEY)",
        *(f"ALTER TABLE {table} ADD COLUMN later text NOT NULL DEFAULT 'now'" for table in columns),
    )
    execute("DROP TABLE IF EXISTS later", *(f"ALTER TABLE {table} DROP COLUMN IF EXISTS later" for table in columns))
    engine.dispose()


@pytest.fixture
def renewed(shared_house, valkey, houses, tmp_path) -> Iterator[House]:
    """The process that takes the place of the second one: the next release."""
    house = gunicorn(shared_house, tmp_path / "next", serves=NEXT, REDIS_URL=valkey.url)
    yield house
    house.kill()
    houses[1].start()


def test_queues_of_both_releases_are_taken_once_by_whoever_understands_them(room, houses, renewed, wider):
    room.show_names()
    old, before = houses
    pages = [Page(before, room.join(f"Writer {number}")) for number in range(PEOPLE)]
    for page in pages:
        page.open()
        page.waiting = [page.somebody.note(f"{number} of {page.somebody.seat}") for number in range(WAITING)]
        # Half of it is on its way when the process goes; nobody hears what became of it.
        page.socket.post("ops", page.somebody.batch(*page.waiting[: WAITING // 2]))
    wider()
    before.kill()
    renewed.start()

    outdated = [greeting(page, at=renewed) for page in pages]
    loaded = [reloaded(page, at=renewed) for page in pages]
    for page in loaded:
        page.send_waiting()
    newer = loaded[0].somebody.page("of-the-next-release")
    in_full = {"p": {"x": 30, "y": 100, "w": 90, "h": 60}}
    written = {**newer.note("of the next release", **in_full), "v": 2}
    at_the_old = Page(old, newer)
    at_the_old.open()
    refused = at_the_old.ops(written)
    at_the_new = Page(renewed, newer, {"proto": 2})
    at_the_new.open()
    taken = at_the_new.ops(written)

    everything = PEOPLE * WAITING + 1
    at_the_old.catch_up(everything)
    at_the_new.catch_up(everything)
    assert [answer["x"] for answer in outdated] == ["reload"] * PEOPLE
    assert (refused["x"], taken["a"]) == ("newer", [{"n": 1, "s": everything}])
    logged = [(client, n) for client, n, _seq in room.numbered()]
    sent = {(page.somebody.client, n) for page in pages for n in range(1, WAITING + 1)}
    assert sorted(logged) == sorted(sent | {(newer.client, 1)})
    assert shown(at_the_old.board) == shown(at_the_new.board) == whole(newer)
    sizes = {element.text: element.w for element in at_the_old.board.elements.values()}
    assert sizes["of the next release"] == 90
    assert {sizes[f"{WAITING - 1} of {page.somebody.seat}"] for page in pages} == {200}
    for page in [*pages, *loaded, at_the_old, at_the_new]:
        page.close()


def test_what_was_taken_before_and_behind_is_the_same_op_only_once(room, houses, renewed):
    page = Page(houses[0], room.join("Bo"))
    page.open()
    first, second = page.somebody.note("taken before"), page.somebody.note("taken behind")
    page.ops(first)
    page.close()
    houses[1].kill()
    renewed.start()

    again = reloaded(page, at=renewed)
    answer = again.ops(first, second)
    again.close()

    assert answer == {"a": [{"n": 1, "s": 1, "about": True}, {"n": 2, "s": 2}]}
    sizes = {element["r"]["text"]: element["r"]["w"] for element in whole(page.somebody)}
    assert sizes == {"taken before": 160, "taken behind": 200}


def greeting(page: Page, *, at: House) -> dict:
    """What a page of the old release is told when it comes back to the new one."""
    page.close()
    page.house = at
    line = page.connect()
    answer = line.emit("hello", page.hello())
    line.close()
    return answer


def reloaded(page: Page, *, at: House) -> Page:
    """The page as the new release loads it; it looks after what the one before left, under the names it has."""
    again = Page(at, page.somebody, {"proto": 2}, waiting=list(page.waiting))
    again.open()
    return again
