"""No frame lies in what lies in it, whatever goes back. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from app.boards.engine.state import Element


def out_of_themselves(target: Mapping[str, Element], now: Mapping[str, Element]) -> dict[str, Element]:
    """The same, but that what would go back into something that lies in it by now lies in nothing.

    As the board is now there are no circles, so in each there is one that goes or comes back.
    """
    free = dict(target)
    for id_, element in target.items():
        before = now.get(id_)
        stays = before is not None and not before.deleted and before.parent == element.parent
        if not stays and _lies_in_itself(id_, free):
            free[id_] = replace(element, parent=None)
    return free


def _lies_in_itself(id_: str, elements: Mapping[str, Element]) -> bool:
    passed: set[str] = set()
    above = elements[id_].parent
    while above is not None and above in elements and above not in passed:
        passed.add(above)
        above = elements[above].parent
    return id_ in passed
