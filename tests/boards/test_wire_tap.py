"""What is written in private reaches nobody else by any door; taking away the filter at any one door is noticed."""

from pathlib import Path

import pytest

from tests.boards.conftest import make_room, note_id
from tests.boards.doors import ASKS_NO_AUDIENCE, SHOWS, WAYS_BACK
from tests.boards.secret_room import GIVEN, LEADING, SecretRoom
from tests.boards.whole_house import same, standing

NOT_OF_THE_INBOX = {"assets.show", "plans.promotion", "presence", *WAYS_BACK}
"""Doors that open for facilitators alone, and two that tell nothing of it: nobody writes or shows an image there."""

pytestmark = pytest.mark.process


@pytest.fixture(scope="module")
def fault(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("fault") / "door"


@pytest.fixture(scope="module")
def house(empty_house, tmp_path_factory, fault):
    leaky = ("-m", "tests.boards.leaky_house")
    with standing(empty_house, tmp_path_factory.mktemp("tapped"), command=leaky, FAULT=str(fault)) as running:
        yield running


@pytest.fixture(scope="module")
def app(house):
    with same(house) as here:
        yield here


@pytest.fixture
def begin(house, app):
    """`begin()` makes a room with everybody in it, `begin("Cy")` one with Cy alone beside Bo."""
    made = []

    def make(*names):
        room = make_room(app)
        room.show_names()
        made.append(SecretRoom(app, house, room))
        return made[-1].begin(*names)

    yield make
    for room in made:
        room.close()


@pytest.mark.row("F3", "F4", "F5", partly=True)
@pytest.mark.long
def test_nothing_written_in_private_reaches_anybody_before_its_reveal_and_no_draft_ever(begin):
    secret = begin()
    secret.write_for_the_facilitators()
    secret.write_in_private()
    secret.touch()
    about = [secret.hidden_ids[0], secret.hidden_ids[2], *secret.inbox_ids]
    secret.visit(about=about, everything=frozenset({"Cy"}))
    before = secret.leaks_before_the_reveal()

    secret.room.write("open")
    secret.heard(secret.room.log()[-1][0])
    write_too_late(secret)
    secret.close_the_vote()
    secret.visit(about=secret.hidden_ids[2:3])
    secret.send_forms("Cy", "Ada")
    secret.close()

    assert before == set()
    assert secret.hits(*secret.drafts, *secret.late) == set()
    assert secret.leaks_of_the_inbox() == set()
    assert {name for name, _door in secret.hits(*secret.waiting)} == LEADING
    everything_public_was_heard(secret)


def test_no_form_that_somebody_sends_about_what_is_hidden_tells_of_it(begin):
    secret = begin()
    secret.write_for_the_facilitators()
    secret.write_in_private()

    secret.send_forms("Cy")
    secret.close()

    assert secret.leaks_before_the_reveal() == set()
    assert secret.leaks_of_the_inbox() == set()


def write_too_late(secret):
    """Words for oneself that arrive after their reveal: they stay with Bo."""
    op, kept, typed = secret.bo.op, *secret.hidden_ids[::2][:2]
    secret.page.ops(
        op("txt.put", id=kept, t=secret.late[0], pm=1),
        secret.bo.note(secret.late[1], name="a-late-draft-1", pm=1),
        op("txt.put", id=kept, t=secret.late[2], pm=1, l=note_id("a-late-draft-2")),
        op("txt", id=typed, u="AAA=", yc=9, t=secret.late[3], pm=1, l=note_id("a-late-draft-3")),
    )


def everything_public_was_heard(secret):
    """The tap is not deaf: each door that shows notes showed the public one, and the revealed ones after."""
    public_image = secret.bytes_of(note_id("public-image"))
    heard = {door.removesuffix(GIVEN) for _who, door in secret.hits(secret.public, *public_image)} - {"socket"}
    # Any form of a plan that is refused shows the plan as `plans.show` does.
    refused = {door for door in heard if door.startswith("plans.")} - SHOWS
    assert (heard | {"presence"}) - refused == SHOWS
    for words in secret.kept:
        assert {name for name, _door in secret.hits(words)} == secret.listeners.keys() - {"Zoe"}
    shown = [*secret.kept, *secret.pictured, *public_image, *secret.bytes_of(secret.hidden_image)]
    assert not any(name == "Zoe" for name, _door in secret.hits(secret.public, *shown))


@pytest.mark.sqlite_only("the faulty house knows the words SQLite is asked with")
@pytest.mark.parametrize("door", sorted(SHOWS - ASKS_NO_AUDIENCE.keys()))
def test_the_tap_notices_a_door_that_forgets_whose_rows_are_whose(begin, fault, door):
    secret = begin("Ada", "Cy")
    fault.write_text(door)
    try:
        secret.write_for_the_facilitators()
        secret.write_in_private()
        secret.listeners["Cy"].close()
        secret.listeners["Cy"].open()
        secret.touch()
        secret.visit(about=[secret.hidden_ids[0], secret.inbox_ids[0]], doors=SHOWS)
        if door == "presence":
            secret.until_somebody_is_seen_writing()
        heard, inbox = secret.leaks_before_the_reveal(), secret.leaks_of_the_inbox()
    finally:
        fault.unlink()

    assert {where.removesuffix(GIVEN) for _who, where in heard} - {"socket"} == {door}
    assert {where.removesuffix(GIVEN) for _who, where in inbox} - {"socket"} == {door} - NOT_OF_THE_INBOX
