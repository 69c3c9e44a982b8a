"""Languages people may write in: any language has a name, more than the house speaks itself."""

from functools import cache

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers

from app import aside
from app.i18n import LANGUAGES, comma
from app.texts import parted

_OFTEN = (
    "am ar az be bg bn bs ca cs da de dz el en es et fa fi fr gu ha he hi hr hu hy id ig it ja ka kk km kn ko ky lo lt "
    "lv mk ml mn mr ms my nb ne nl om pa pl ps pt ro ru rw si sk sl so sq sr sv sw ta te tg th ti tk tr uk ur uz vi wo "
    "xh yo zh zu"
)

_ALSO_CALLED = {
    "castellano": "es",
    "castilian": "es",
    "castillan": "es",
    "chichewa": "ny",
    "farsi": "fa",
    "kirundi": "rn",
    "mandarin": "zh",
    "mandarín": "zh",
    "panjabi": "pa",
    "putonghua": "zh",
    "sinhalese": "si",
    "普通话": "zh",
}
"""Names that people use and Unicode's list of languages (CLDR) lacks, in small letters."""


def own_name(code: str) -> str:
    """The language by its own name: `hi` is हिन्दी."""
    if code in LANGUAGES:
        return LANGUAGES[code]
    try:
        name = Locale.parse(code).language_name
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code


def listed(codes: list[str]) -> str:
    """The languages as somebody would type them."""
    return comma().join(own_name(code) for code in codes)


def read(typed: str, *, reader: str) -> tuple[list[str], list[str]]:
    """The languages somebody meant, by code, and the words that name none.

    A name counts in any language of the site, the reader's first and then English, in itself, or a code.
    """
    wanted = parted(typed)
    known = {**_names("en"), **_own_names(), **_names(reader)}
    if any(word.casefold() not in known for word in wanted):
        # What a page wrote it reads again, so every language counts by its own name: Luo is Dholuo.
        elsewhere = {name: code for each in LANGUAGES for name, code in _names(each).items()}
        known = {**_all_own_names(), **elsewhere, **_ALSO_CALLED, **known}
    found = [known.get(word.casefold()) for word in wanted]
    return (
        list(dict.fromkeys(code for code in found if code)),
        [word for word, code in zip(wanted, found, strict=True) if code is None],
    )


@cache
def _names(language: str) -> dict[str, str]:
    """Every language's name in one language, and its code, to its code."""
    named = Locale.parse(language).languages
    simple = {code: name for code, name in named.items() if code.isalpha() and len(code) in {2, 3}}
    return {key.casefold(): code for code, name in simple.items() for key in (code, name)}


@cache
def _own_names() -> dict[str, str]:
    """Languages that are often typed, by their own name; reading all of them would take seconds."""
    return aside.compute(_read_own_names)


@cache
def _all_own_names() -> dict[str, str]:
    """Every language Babel knows, by its own name; it takes two seconds, once, when a word is in no other list."""
    return aside.compute(_read_all_own_names)


def _read_all_own_names() -> dict[str, str]:
    codes = [code for code in locale_identifiers() if "_" not in code]
    return {own_name(code).casefold(): code for code in codes}


def _read_own_names() -> dict[str, str]:
    return {own_name(code).casefold(): code for code in _OFTEN.split()}
