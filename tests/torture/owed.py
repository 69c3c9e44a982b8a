"""What a restored backup takes from people, and what their pages offer them back of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass
class Owed:
    """By page, what is due to it: words it showed as its person's own and the backup lacks, by note.

    `offered` is what it offered, `unowed` what it changed itself before it heard of the backup.
    """

    due: dict[str, dict[str, str]] = field(default_factory=dict)
    offered: dict[str, list[dict]] = field(default_factory=dict)
    unowed: list[str] = field(default_factory=list)
    _wrote: dict[str, set[str]] = field(default_factory=dict)

    def look(self, page: str, seen: Mapping) -> None:
        """A page says what it offered and what it wrote since it was looked at last."""
        due = self.due.get(page, {})
        for each in seen["offered"]:
            self.offered.setdefault(page, []).append(each)
            if due.get(each["id"]) == each["text"]:
                del due[each["id"]]
        for op in seen["said"]:
            if op["k"].startswith("txt"):
                self._wrote.setdefault(page, set()).add(op["id"])
            self.unowed += [due.pop(id_) for id_ in _touched(op) if id_ in due]

    def restore(self, page: str, seat: str, seen: Mapping, kept: Mapping[str, str]) -> set[str]:
        """A backup that holds the texts `kept` takes the place of what a page shows; its notes that are its own."""
        own = {each["id"]: each["text"] for each in seen["elements"] if self._is_own(page, seat, each)}
        waiting = {id_ for entry in seen["queued"] for id_ in _touched(entry["op"])}
        # What did not arrive yet is sent again; a page that had not learned what is there has nothing to compare.
        if seen["seq"] >= 0:
            lost = {id_: text for id_, text in own.items() if id_ not in waiting and kept.get(id_) != text}
            self.due.setdefault(page, {}).update(lost)
        return own.keys() - waiting

    def may_show(self, page: str, note: str, authors: set[str], seat: str) -> bool:
        """Whether words of these authors are a page's to offer: a note it wrote in comes whole, as it showed it."""
        return authors <= {seat} or note in self._wrote.get(page, ())

    def words(self) -> Iterator[str]:
        """All that was offered."""
        return (each["text"] for offered in self.offered.values() for each in offered)

    def _is_own(self, page: str, seat: str, each: Mapping) -> bool:
        ours = each["author"] == seat or seat in each.get("authors", {}) or each["id"] in self._wrote.get(page, ())
        return ours and not each["deleted"] and bool(each["text"].strip())


def _touched(op: Mapping) -> list[str]:
    return [*op.get("ids", ()), *([op["id"]] if "id" in op else ())]
