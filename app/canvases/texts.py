"""The texts of the canvases as they lie in `data/prompts/`: one file a language, all with the same keys."""

from collections.abc import Iterator

Raw = dict[str, object]

OF_A_CANVAS = ("purpose", "when_to_use", "outputs")


def as_list(value: object) -> list[Raw]:
    """The list that stands in a file, or an empty one; what is in it is judged later."""
    return value if isinstance(value, list) else []


class Texts:
    """Every language side by side, so that one text can be taken in all that have it."""

    def __init__(self, by_language: dict[str, Raw]) -> None:
        self._by_language = by_language

    def joined_to(self, canvas: Raw) -> Raw:
        """A canvas of the library file with its texts put in: purpose, prompts, flow lines, scoring."""
        at = ("canvases", str(canvas.get("id")))
        joined = {**canvas, **{name: self._words(*at, name) for name in OF_A_CANVAS}}
        joined["zones"] = [
            {**zone, "prompt": self._words(*at, "zones", str(zone.get("id")))} for zone in as_list(canvas.get("zones"))
        ]
        joined["flow"] = [
            {**line, "line": self._words("flow", str(line.get("line")))} for line in as_list(canvas.get("flow"))
        ]
        if isinstance(scoring := canvas.get("scoring"), dict):
            labels = sorted({key for _, key in self._keys(*at, "scoring", "labels")})
            joined["scoring"] = {
                **scoring,
                "labels": {label: self._words(*at, "scoring", "labels", label) for label in labels},
                "how": self._words(*at, "scoring", "how"),
            }
        return joined

    def strangers(self, canvases: list[Raw]) -> list[str]:
        """Texts that no canvas asks for: a misspelt key would lose a text without a word."""
        asked = {str(canvas.get("id")): as_list(canvas.get("zones")) for canvas in canvases}
        lines = {str(line.get("line")) for canvas in canvases for line in as_list(canvas.get("flow"))}
        unasked = [("canvases", *found) for found in self._keys("canvases") if found[1] not in asked]
        unasked += [("flow", *found) for found in self._keys("flow") if found[1] not in lines]
        for canvas_id, zones in asked.items():
            ids = {str(zone.get("id")) for zone in zones}
            unasked += [
                (canvas_id, *found) for found in self._keys("canvases", canvas_id, "zones") if found[1] not in ids
            ]
        return [f"prompts/{language}.yaml: nothing asks for {where}.{key}" for where, language, key in unasked]

    def _words(self, *path: str) -> dict[str, str]:
        found = ((language, _at(texts, path)) for language, texts in self._by_language.items())
        return {language: text for language, text in found if isinstance(text, str)}

    def _keys(self, *path: str) -> Iterator[tuple[str, str]]:
        """What stands below a path, as (language, key)."""
        for language, texts in self._by_language.items():
            below = _at(texts, path)
            if isinstance(below, dict):
                yield from ((language, str(key)) for key in below)


def _at(value: object, path: tuple[str, ...]) -> object:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
