"""Rooms whose boards are taken along: `room` is led by Ada, `elsewhere` is empty and hers too."""

import pytest
from flask import Flask

from tests.boards.conftest import Room, make_room


@pytest.fixture
def room(app: Flask) -> Room:
    return make_room(app)


@pytest.fixture
def elsewhere(app: Flask, room: Room) -> Room:
    """Another workshop on the same canvas, led by Cleo."""
    other = make_room(app, leader="Cleo")
    other.people["Cleo"] = other.people["Ada"]
    return other
