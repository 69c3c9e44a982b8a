"""Words of modules that come later are no burden for a phone that opens a page, and are there when they are said."""

import re

import pytest

from app import build, building, joining
from tests.places import STATIC


def said_in(module: str) -> set[str]:
    """The sentences a module of the browser says."""
    source = (STATIC / module).read_text()
    return set(re.findall(r'\b(?:t|nt)\("([^"]+)"', source))


def says(file: str, sentence: str) -> bool:
    """True when this file has the words of a sentence."""
    return re.search(rf'[{{,]"?{building.mark(sentence)}"?:', file) is not None


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_words_of_later_modules_are_in_a_file_of_their_own(language, built):
    folder = build.ensure(built) / "static" / "i18n"
    files = [(folder / f"{language}{kind}.js").read_text() for kind in building.TURNS]

    for module, there in (
        ("boards/canvas/toolbar.js", [False, True, False, False]),
        ("boards/told.js", [False, False, True, False]),
        ("boards/undo.js", [False, False, False, True]),
        ("boards/canvas/clipboard.js", [False, False, False, True]),
    ):
        for sentence in said_in(module):
            assert [says(file, sentence) for file in files] == there, sentence
    for sentence in said_in("boards/field.js"):
        assert says(files[0], sentence), sentence


@pytest.mark.parametrize("turn", ["later", "changes", "seldom"])
def test_what_says_later_words_waits_for_them(turn):
    users = [path for path in STATIC.rglob("*.js") if f'/{turn}.js"' in path.read_text()]
    others = {"i18n", "later", "changes", "seldom"} - {turn}

    assert users, "somebody says something then"
    assert [path.name for path in users for other in others if f'/{other}.js"' in path.read_text()] == []


def test_what_comes_with_a_view_has_its_words_with_it():
    """Words that come one by one make whoever waits for them wait longer."""
    sources = {
        path.relative_to(STATIC).as_posix(): path.read_text()
        for path in STATIC.rglob("*.js")
        if "vendor" not in path.parts
    }
    joined = joining.placed(sources, joining.PARTS)

    assert [module for module in joined if '/seldom.js"' in sources[module]] == []
