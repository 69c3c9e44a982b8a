"""Pages that were opened before the house was replaced: what they still fetch is there, or says that it is gone."""

import inspect
import os
from collections.abc import Iterator

import pytest

from app import build
from tests.beside import application
from tests.conftest import Visitor

OLD, OLDER, OLDEST, GONE = "d01dd01dd01d", "0123456789ab", "ba9876543210", "aaaaaaaaaaaa"


@pytest.fixture
def client(environ, built, tmp_path) -> Iterator[Visitor]:
    """A visitor of a house beside whose files those of three versions before it lie."""
    standing = build.ensure(built)
    folder = tmp_path / "built"
    folder.mkdir()
    (folder / standing.name).symlink_to(standing)
    for age, name in enumerate((OLD, OLDER, OLDEST)):
        (folder / name / "static" / "boards").mkdir(parents=True)
        (folder / name / "static" / "boards" / "note.js").write_text(f"export const of = {name!r}\n")
        os.utime(folder / name, (1_000_000 - age, 1_000_000 - age))
    (folder / "not-a-version" / "static").mkdir(parents=True)
    with application({**environ, "BUILT": str(folder)}) as house:
        house.test_client_class = Visitor
        yield house.test_client()


def test_files_of_the_two_versions_before_are_there_for_pages_that_are_still_open(client):
    for name in (OLD, OLDER):
        with client.get(f"/static/{name}/boards/note.js") as answer:
            assert answer.text == f"export const of = {name!r}\n"
            assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", [OLDEST, GONE])
def test_a_module_that_is_gone_leads_to_what_says_so_in_its_place(client, name):
    answer = client.get(f"/static/{name}/boards/canvas/search.js")

    now = client.application.static_url_path
    assert (answer.status_code, answer.location) == (302, f"{now}/gone.js")
    assert answer.headers["Cache-Control"] == "no-store"
    with client.get(answer.location) as script:
        assert "This page is older than the server." in script.text
    # Nobody is told by a sheet or an icon.
    assert client.get(f"/static/{name}/css/tokens.css").status_code == 404


@pytest.mark.parametrize("path", ["not-a-version/boards/note.js", f"{GONE}/../secret.js", f"{GONE}/{'x' * 61}.js"])
def test_what_no_version_had_is_not_there(client, path):
    assert client.get(f"/static/{path}").status_code == 404
    assert client.get(f"{client.application.static_url_path}/boards/no-such.js").status_code == 404


def test_what_another_version_of_a_tool_builds_has_another_address(tmp_path, monkeypatch):
    version = inspect.unwrap(build.version)
    before = version()
    made = tmp_path / "tdewolff_minify-99.0.dist-info"
    made.mkdir()
    (made / "METADATA").write_text("Metadata-Version: 2.1\nName: tdewolff-minify\nVersion: 99.0\n")

    monkeypatch.syspath_prepend(tmp_path)

    assert version() != before
