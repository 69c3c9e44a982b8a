"""A house whose sockets can be tried, and people who come to it."""

from collections.abc import Callable, Iterator

import pytest

from tests.realtime.edge_house import EdgeHouse, Somebody, edge_house


@pytest.fixture(scope="session")
def house(empty_house: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[EdgeHouse]:
    """A house in a process of its own."""
    with edge_house(tmp_path_factory.mktemp("edge"), empty_house) as standing:
        yield standing


@pytest.fixture
def guest(house: EdgeHouse) -> Iterator[Callable[[str], Somebody]]:
    """`guest("Ada")` has just come in; sockets are closed after the test."""
    everybody: list[Somebody] = []

    def come_in(name: str) -> Somebody:
        everybody.append(house.guest(name))
        return everybody[-1]

    yield come_in
    for somebody in everybody:
        for socket in somebody.sockets:
            socket.close()
