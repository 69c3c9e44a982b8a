"""Words of modules that come later are no burden for a phone that opens a page, and are there when they are said."""

import json
import re

import pytest

from app import build
from tests.places import STATIC


def said_in(module: str) -> set[str]:
    """The sentences a module of the browser says."""
    source = (STATIC / module).read_text()
    return set(re.findall(r'\b(?:t|nt)\("([^"]+)"', source))


@pytest.mark.parametrize("language", ["ar", "zh"])
def test_words_of_later_modules_are_in_a_file_of_their_own(language, built):
    folder = build.ensure(built) / "static" / "i18n"
    first, later = ((folder / f"{language}{kind}.js").read_text() for kind in ("", ".later"))

    for sentence in said_in("boards/undo.js"):
        quoted = json.dumps(sentence, ensure_ascii=False)
        assert (quoted in first, quoted in later) == (False, True), sentence
    for sentence in said_in("boards/field.js"):
        assert json.dumps(sentence, ensure_ascii=False) in first, sentence


def test_what_says_later_words_waits_for_them():
    users = [path for path in STATIC.rglob("*.js") if '/later.js"' in path.read_text()]

    assert users, "somebody says something later"
    assert [path.name for path in users if '/i18n.js"' in path.read_text()] == []
