"""How often one may ask for boards over HTTP: a room behind one address never notices, one alone does at some point."""

from app.boards.desk import READINGS_AT_ONCE, READINGS_PER_SECOND

READ = ["snapshot/", "ops/?since=0&e={epoch}", "list/", "wall/", "parts/", ""]


def spend(somebody) -> None:
    """Let somebody ask as often as they may."""
    for _ in range(READINGS_AT_ONCE):
        assert somebody.ask("parts/").status_code == 200


def test_whoever_asks_too_often_is_told_for_how_long_to_wait_and_is_answered_then(room, join, clock):
    bo = join("Bo")
    spend(bo)

    refused = bo.ask("snapshot/")
    clock(int(refused.headers["Retry-After"]))
    answered = bo.ask("snapshot/")

    assert (refused.status_code, refused.get_json()["x"]) == (429, "too-fast")
    assert refused.get_json()["say"] == "That was too much at once. Wait a moment; nothing is lost."
    assert answered.status_code == 200
    assert READINGS_PER_SECOND >= 1


def test_every_door_to_a_board_and_its_history_counts_alike(room, join):
    bo = join("Bo")
    doors = [f"/boards/{room.board}/{path.format(epoch=room.epoch)}" for path in READ] + [f"/history/{room.board}/"]
    spend(bo)

    answers = [bo.browser.get(door, headers={"Accept": "application/json"}).status_code for door in doors]

    assert answers == [429] * len(doors)


def test_one_who_asks_too_often_keeps_nobody_else_behind_the_same_address_and_may_write_all_the_same(room, join):
    bo, cy = join("Bo"), join("Cy")
    spend(bo)

    assert bo.ask("list/").status_code == 429
    assert cy.ask("list/").status_code == 200
    assert "s" in bo.add()["a"][0]
