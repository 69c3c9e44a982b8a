"""In which language a few words probably are, told by their script: the twin of `static/boards/language.js`."""

import unicodedata
from collections import Counter

from babel import Locale, UnknownLocaleError

SCRIPTS = {
    "ARABIC": "ar",
    "CJK": "zh",
    "CYRILLIC": "ru",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "ETHIOPIC": "am",
    "THAI": "th",
    "GREEK": "el",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
}
"""The first language of a script is meant where the page speaks none of it."""

LATIN = frozenset({"en", "fr", "es"})


def language_of(text: str, page: str) -> str:
    """The language of `text` on a page in the language `page`, as a tag."""
    scripts = Counter(unicodedata.name(letter, "").split(" ", 1)[0] for letter in text if letter.isalpha())
    languages = Counter[str]()
    for script, language in SCRIPTS.items():
        languages[language] += scripts[script]
    [(language, letters)] = languages.most_common(1)
    if letters > scripts["LATIN"]:
        return language
    return "en" if scripts["LATIN"] and page not in LATIN else page


def name_of(language: str, page: str) -> str:
    """What a language is called in the language of the page; its tag where nobody knows."""
    try:
        return Locale.parse(language, sep="-").get_display_name(page) or language
    except (UnknownLocaleError, ValueError):
        return language
