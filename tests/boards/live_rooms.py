"""What tests over real sockets begin with: a whole house that stands for a module, a room in it, and pages of people.

A module names those it wants in its `__all__`; one whose room begins otherwise brings a `room` of its own.
"""

import pytest

from tests.boards.conftest import make_room
from tests.boards.live import pages
from tests.boards.whole_house import same, standing

__all__ = ["app", "at", "house", "room"]


@pytest.fixture(scope="module")
def house(empty_house, tmp_path_factory):
    """A running house."""
    with standing(empty_house, tmp_path_factory.mktemp("house")) as running:
        yield running


@pytest.fixture(scope="module")
def app(house):
    """The same house as this process sees it."""
    with same(house) as here:
        yield here


@pytest.fixture
def room(app):
    return make_room(app)


@pytest.fixture
def at(house, room):
    """`at("Bo")` is a page somebody has just opened; `at("Bo", only="public")` one that shows what all see."""
    with pages(house, room) as open_page:
        yield open_page
