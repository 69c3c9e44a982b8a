"""From the files in `data/` to the library: texts are gathered by language, then everything is checked.

A broken file is refused whole, with every fault named. Nothing is repaired.
"""

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from app.canvases.canvas import Canvas
from app.canvases.catalogue import Family, Library, Sequence, Term
from app.canvases.checking import faults_of
from app.canvases.texts import Raw, Texts, as_list

Made = TypeVar("Made", Canvas, Family, Sequence, Term)


class BrokenLibrary(ValueError):
    """The data cannot be used; `faults` says why, one sentence each."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_library(folder: Path) -> Library:
    """Read `canvases.yaml`, `prompts/*.yaml` and `glossary.yaml`.

    Raises:
        BrokenLibrary: a file is missing or no YAML, a field is missing, unknown or of the wrong
            type, or the whole does not hold together.
    """
    raw, glossary = _yaml(folder / "canvases.yaml"), _yaml(folder / "glossary.yaml")
    languages = [str(language) for language in as_list(raw.get("languages"))]
    texts = Texts({language: _yaml(folder / "prompts" / f"{language}.yaml") for language in languages})
    canvases = as_list(raw.get("canvases"))
    faults = texts.strangers(canvases)
    made = Library(
        languages=tuple(languages),
        families=_made(as_list(raw.get("families")), Family, faults),
        canvases=_made([texts.joined_to(canvas) for canvas in canvases], Canvas, faults),
        sequences=_made(as_list(raw.get("sequences")), Sequence, faults),
        glossary=_made(as_list(glossary.get("terms")), Term, faults),
        brackets=tuple(str(term) for term in as_list(glossary.get("english_in_brackets"))),
    )
    # What lacks a field would be reported again as missing elsewhere; the first faults are the true ones.
    vocabulary = {} if faults else _vocabulary(raw)
    faults = faults or faults_of(made, vocabulary)
    if faults:
        raise BrokenLibrary(faults)
    return replace(made, vocabulary=vocabulary)


def _made(raws: list[Raw], kind: type[Made], faults: list[str]) -> dict[str, Made]:
    """Values by their id; what cannot be made is added to the faults instead."""
    made: dict[str, Made] = {}
    for raw in raws:
        name = f"{kind.__name__.lower()} {raw.get('id')}"
        try:
            value = msgspec.convert(raw, kind)
        except msgspec.ValidationError as error:
            faults.append(f"{name}: {error}")
            continue
        faults += [f"{name}: unknown field {field}" for field in _unknown(raw, msgspec.to_builtins(value))]
        if value.id in made:
            faults.append(f"{name}: the id is there twice")
        made[value.id] = value
    return made


def _unknown(raw: object, kept: object, path: str = "") -> list[str]:
    """Paths of what stands in the file and found no place in the value."""
    if isinstance(raw, dict) and isinstance(kept, dict):
        return [
            deeper
            for key, value in raw.items()
            for deeper in (_unknown(value, kept[key], f"{path}.{key}") if key in kept else [f"{path}.{key}"])
        ]
    if isinstance(raw, list) and isinstance(kept, tuple):
        pairs = enumerate(zip(raw, kept, strict=True))
        return [deeper for i, (value, place) in pairs for deeper in _unknown(value, place, f"{path}[{i}]")]
    return []


def _vocabulary(raw: Raw) -> dict[str, set[str]]:
    try:
        return msgspec.convert(raw.get("vocabulary"), dict[str, set[str]])
    except msgspec.ValidationError as error:
        raise BrokenLibrary([f"vocabulary: {error}"]) from error


def _yaml(path: Path) -> Raw:
    try:
        with path.open("rb") as file:
            return msgspec.convert(yaml.load(file, Loader=yaml.CSafeLoader), Raw)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise BrokenLibrary([f"{path.name}: {error}"]) from error
