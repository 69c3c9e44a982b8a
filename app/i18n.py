"""Six languages and everybody's own clock.

A person's choice comes first, then the browser's language where it is one of ours, then the workshop's.
Words that live in data (canvases, terms, pages) map a language to text; `pick`
chooses among them by the same order.
"""

from collections.abc import Mapping
from datetime import tzinfo
from zoneinfo import ZoneInfo

from flask import Flask, g, request, session
from flask_babel import Babel, LazyString, force_locale, get_locale, refresh
from flask_login import current_user
from markupsafe import Markup
from werkzeug.datastructures import LanguageAccept

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
}
"""The languages of the house, each by its own name, in the order people see them."""

PSEUDO = "eo"
"""A longer English that shows what would be clipped; tests alone can choose it."""

RIGHT_TO_LEFT = {"ar"}

COMMAS = {"ar": "، ", "zh": "，"}
"""What parts the things of a list, where it is not a comma and a space."""

babel = Babel()


def init_app(app: Flask) -> None:
    babel.init_app(app, locale_selector=_language, timezone_selector=_timezone)
    app.jinja_env.globals["comma"] = LazyString(comma)
    app.jinja_env.filters["words"] = pick
    app.jinja_env.filters["isolated"] = isolated
    app.context_processor(
        lambda: {"language": language(), "direction": direction(), "languages": LANGUAGES, "lang_attrs": lang_attrs}
    )


def language() -> str:
    """The language of this answer."""
    locale = get_locale()
    return str(locale.language) if locale else "en"


def direction(code: str | None = None) -> str:
    """`rtl` or `ltr`, of a language or of this answer."""
    return "rtl" if (code or language()) in RIGHT_TO_LEFT else "ltr"


def comma() -> str:
    """What parts the things of a list in the language of this answer."""
    return COMMAS.get(language(), ", ")


def pick(words: Mapping[str, str] | None) -> str:
    """The text of data in this answer's language, else in English, else in any; empty when there is none."""
    if not words:
        return ""
    return words.get(language()) or words.get("en") or next(iter(words.values()))


def in_every_language(sentence: LazyString) -> dict[str, str]:
    """A sentence of ours as data has words: by language, in every one there is."""
    said: dict[str, str] = {}
    for code in LANGUAGES:
        with force_locale(code):
            said[code] = str(sentence)
    return said


def isolated(text: str) -> Markup:
    """Somebody's words inside a sentence of ours, so that neither turns the other's punctuation around."""
    return Markup("<bdi>{}</bdi>").format(text)


def lang_attrs(words: Mapping[str, str]) -> dict[str, str]:
    """`lang` and `dir` of what `pick` chose, where it is not the page's own language."""
    if words.get(language()) or not words:
        return {}
    chosen = "en" if words.get("en") else next(iter(words))
    return {"lang": chosen, "dir": direction(chosen)}


def speak(code: str) -> None:
    """Answer in this language unless the person chose one: on a wall, which is the room's, and to a letter."""
    g.language_of_answer = code
    refresh()


def fall_back_to(code: str) -> None:
    """Answer in the workshop's language where neither the person nor their browser names one of ours."""
    g.fallback_language = code
    refresh()


def is_language(code: str) -> bool:
    return code in LANGUAGES


def _language() -> str:
    chosen = session.get("language") or getattr(current_user, "language", None) or g.get("language_of_answer")
    if chosen and (chosen in LANGUAGES or chosen == PSEUDO):
        return str(chosen)
    fallback = g.get("fallback_language", "en")
    return _browser_language() or (fallback if fallback in LANGUAGES else "en")


def _browser_language() -> str | None:
    """Return the first of our languages the browser names; `*` names none."""
    named = [(value, quality) for value, quality in request.accept_languages if value != "*"]
    return LanguageAccept(named).best_match(list(LANGUAGES))


def _timezone() -> tzinfo:
    chosen = getattr(current_user, "timezone", None) or g.get("workshop_timezone")
    return ZoneInfo(chosen) if chosen else ZoneInfo("UTC")
