"""Six languages, complete: nothing new, nothing empty, nothing left in English by accident."""

import ast
import json
import re

import polib
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from flask_babel import force_locale, ngettext

from tests.places import ROOT, TRANSLATIONS

LANGUAGES = ("ar", "es", "fr", "ru", "zh")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "lazy_gettext", "t")),
    **dict.fromkeys(("ngettext", "nt", "lazy_ngettext"), (1, 2)),
    "pgettext": ((1, "c"), 2),
}
SAME_IN_ENGLISH = (ROOT / "tests" / "house" / "same_in_english.txt").read_text().splitlines()
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def spoken() -> set[str]:
    """Every sentence in the sources."""
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(str(ROOT), methods, options, KEYWORDS)
    return {message[0] if isinstance(message, tuple) else message for _path, _line, message, _notes, _context in found}


def catalogue(language: str) -> polib.POFile:
    return polib.pofile(str(TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"))


def sentences(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_python_calls_gettext_only_by_names_whose_sentences_are_gathered():
    called = set()
    for path in (ROOT / "app").rglob("*.py"):
        imports = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom)]
        names = [name for node in imports if node.module == "flask_babel" for name in node.names]
        called |= {name.asname or name.name for name in names if name.name.endswith("gettext")}

    assert called - set(KEYWORDS) == set()


def test_no_sentence_stands_inside_an_f_string_where_none_is_gathered():
    within = []
    for path in (ROOT / "app").rglob("*.py"):
        strings = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)]
        calls = [node for string in strings for node in ast.walk(string) if isinstance(node, ast.Call)]
        within += [ast.unparse(call) for call in calls if isinstance(call.func, ast.Name) and call.func.id in KEYWORDS]

    assert within == []


def test_no_sentence_of_a_script_stands_inside_another_where_none_is_gathered(spoken):
    begun = re.compile(r'(?<![\w.])n?t\(\s*("(?:[^"\\]|\\.)*")')
    scripts = [path for path in (ROOT / "app/static").rglob("*.js") if not {"vendor", "i18n"} & set(path.parts)]
    called = {json.loads(said) for path in scripts for said in begun.findall(path.read_text())}

    assert called - spoken == set()


@pytest.mark.row("I1")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_house_is_in_the_catalogue(language, spoken):
    known = {entry.msgid for entry in catalogue(language) if not entry.obsolete}

    assert spoken - known == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_untranslated_or_doubtful(language):
    left = [entry.msgid for entry in catalogue(language) if entry.fuzzy or not all(sentences(entry))]

    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_translation_is_the_english_unless_it_is_a_name(language):
    entries = [entry for entry in catalogue(language) if not entry.msgid_plural]

    allowed = {*SAME_IN_ENGLISH, *(line[4:] for line in SAME_IN_ENGLISH if line.startswith(f"{language}: "))}
    same = [entry.msgid for entry in entries if entry.msgstr == entry.msgid and entry.msgid not in allowed]

    assert same == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_translation_keeps_the_placeholders(language):
    torn = [
        entry.msgid
        for entry in catalogue(language)
        for sentence in sentences(entry)
        if not set(PLACEHOLDER.findall(sentence)) <= set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
        or (not entry.msgid_plural and set(PLACEHOLDER.findall(sentence)) != set(PLACEHOLDER.findall(entry.msgid)))
    ]

    assert torn == []


def test_arabic_knows_its_six_forms():
    forms = {len(entry.msgstr_plural) for entry in catalogue("ar") if entry.msgid_plural}

    assert forms == {6}


def test_arabic_chooses_the_form_that_its_grammar_asks_for(app):
    counts = (1, 2, 3, 10, 11, 15, 99, 100, 102, 103, 111, 115)

    with app.test_request_context(), force_locale("ar"):
        said = [ngettext("%(num)s day late", "%(num)s days late", number) for number in counts]

    days = ["متأخر يومًا واحدًا", "متأخر يومين", "متأخر 3 أيام", "متأخر 10 أيام", "متأخر 11 يومًا", "متأخر 15 يومًا"]
    days += ["متأخر 99 يومًا", "متأخر 100 يوم", "متأخر 102 يوم", "متأخر 103 أيام", "متأخر 111 يومًا", "متأخر 115 يومًا"]
    assert said == days
