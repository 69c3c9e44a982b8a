"""One zone of a board as it was, and all others as they are. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from app.boards.engine.state import Element
from app.history.changes import PLACE, settled


def zone_as_it_was(now: Mapping[str, Element], then: Mapping[str, Element], zone: str) -> dict[str, Element]:
    """What lies on the board once the zone holds what it held: what came into it since goes back or goes."""
    target = dict(now)
    for id_, element in now.items():
        if element.zone != zone:
            continue
        was = then.get(id_)
        if was is None:
            del target[id_]
        elif was.zone != zone:
            target[id_] = replace(element, **{name: getattr(was, name) for name in PLACE})
    target |= {id_: element for id_, element in then.items() if element.zone == zone}
    return settled(target)
