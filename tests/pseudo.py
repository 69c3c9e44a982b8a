"""A language that is English, only longer and with strange letters: what it clips, a real translation will clip too."""

import re
from pathlib import Path

from babel.messages.catalog import Catalog

from app import building, i18n
from tests.places import TRANSLATIONS

KEPT = re.compile(r"(%\(\w+\)[sd]|<[^>]+>|&\w+;)")
STRANGE = str.maketrans("aeiounscAEIOU", "àéîöüñšçÀÉÎÖÜ")


def lengthen(sentence: str) -> str:
    """Forty per cent more, placeholders untouched."""
    strange = "".join(part if KEPT.fullmatch(part) else part.translate(STRANGE) for part in KEPT.split(sentence))
    words, rest = divmod(max(2, round(len(sentence) * 0.4)), 10)
    return " ".join([strange, *["~" * 9] * words, "~" * max(2, rest)])


def teach(built: Path) -> None:
    """Add the pseudo-language to a built folder."""
    catalog = Catalog(locale=i18n.PSEUDO)
    with (TRANSLATIONS / "fr" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        known = building.read_po(file, locale="fr")
    for message in known:
        if message.id:
            many = isinstance(message.id, tuple)
            longer = tuple(map(lengthen, message.id)) if many else lengthen(str(message.id))
            catalog.add(message.id, longer, locations=message.locations)
    building.write_mo_file(catalog, built / "translations" / i18n.PSEUDO / "LC_MESSAGES" / "messages.mo")
    building.write_module(catalog, built / "static" / "i18n" / f"{i18n.PSEUDO}.js")
