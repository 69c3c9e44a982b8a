"""What somebody with a role asks in a zone with a rule, op by op: each kind there is, and what the tables say to it."""

from app.boards import policy
from app.boards.engine.state import Deed
from app.boards.policy import ZoneRule
from app.workshops.models import LEADING_ROLES
from tests.boards.conftest import Somebody, note_id
from tests.boards.naming import step

RULED = dict(zip(("policy", "capital", "infrastructure", "markets"), ZoneRule, strict=True))
"""Each rule in a zone of its own."""

ELSEWHERE = "talent"
"""A zone without a rule."""

STRETCH = {"type": "ink", "t": "", "p": {"x": 1, "y": 2, "pts": [1, 1]}}

Asked = tuple[tuple[Deed, ...], dict]
"""An op, and each deed that it is; none where it is for facilitators alone, whatever the tables say."""


def own(name: str, zone: str, seat: str) -> str:
    """The name of what the seat has, or makes, in a zone."""
    return f"{name} {zone[:5]} {seat[2:8]}"


def theirs(name: str, zone: str, seat: str) -> str:
    """The name of what Ada has there for it."""
    return own(f"{name}s", zone, seat)


def prepared(actor: Somebody, ada: Somebody, zone: str) -> tuple[list[dict], list[dict]]:
    """What lies in a zone before anything is asked: the seat's own, and Ada's; one of each is deleted."""
    seat = actor.seat
    names = ("keep", "go", "write", "fold", "back")
    mine = [actor.note(name, name=own(name, zone, seat), zone=zone) for name in (*names, "leave")]
    ink = {**actor.note("", name=own("ink", zone, seat), zone=zone), **STRETCH}
    gone = actor.op("el.del", ids=[note_id(own("back", zone, seat))])
    adas = [ada.note(name, name=theirs(name, zone, seat), zone=zone) for name in (*names, "lock", "hide")]
    adas_gone = ada.op("el.del", ids=[note_id(theirs("back", zone, seat))])
    return [*mine, ink, gone], [*adas, adas_gone]


def asked(actor: Somebody, zone: str, *, pm: int) -> list[Asked]:
    """Ops of every kind, each with the deeds that it is, in a zone. What is added says for which reveal."""
    about = {"x": 1, "y": 2, "about": _theirs(actor, "keep", zone)}
    line = {"start": [1, 1], "end": _theirs(actor, "keep", zone), "x": 1, "y": 1}
    added = actor.note("new", name=own("new", zone, actor.seat), zone=zone, pm=pm)
    tied = actor.note("", name=own("tied", zone, actor.seat), zone=ELSEWHERE, p=line, pm=pm)
    said = actor.note("what?", name=own("said", zone, actor.seat), zone=ELSEWHERE, p=about, pm=pm)
    adding = [
        ((Deed.ADD,), added),
        ((Deed.ADD,), {**tied, "type": "connector"}),
        ((Deed.COMMENT,), {**said, "type": "comment"}),
    ]
    return [*adding, *_of_ones_own(actor, zone), *_of_others(actor, zone), *_of_facilitators(actor, zone)]


def expected(role: str, mode: str, rule: ZoneRule, deeds: tuple[Deed, ...]) -> str:
    """What the tables say: the role and the stage first, then the zone, which does not bind who facilitates."""
    if not deeds:
        return policy.ALLOWED if role in LEADING_ROLES else "not-yours"
    ruled = {} if role in LEADING_ROLES else policy.ZONES[rule]
    codes = (policy.MATRIX[role][mode][deed] or ruled.get(deed, policy.ALLOWED) for deed in deeds)
    return next((code for code in codes if code), policy.ALLOWED)


def _of_ones_own(actor: Somebody, zone: str) -> list[Asked]:
    keep, spot = _own(actor, "keep", zone), {"z": "k1", "x": 5, "y": 6}
    return [
        ((Deed.CHANGE_OWN,), actor.op("txt.put", id=keep, t="changed")),
        ((Deed.CHANGE_OWN,), step(actor, _own(actor, "write", zone), 101, "write")),
        ((Deed.CHANGE_OWN,), actor.op("el.set", id=keep, p={"colour": "teal"})),
        ((Deed.CHANGE_OWN,), actor.op("el.move", id=keep, zone=zone, **spot)),
        ((Deed.CHANGE_OWN,), actor.op("ink.add", id=_own(actor, "ink", zone), at=2, pts=[2, 2])),
        ((Deed.LEAVE,), actor.op("el.move", id=_own(actor, "leave", zone), zone=ELSEWHERE, **spot)),
        ((Deed.DELETE_OWN,), actor.op("el.del", ids=[_own(actor, "go", zone)])),
        ((Deed.DELETE_OWN,), actor.op("el.undel", ids=[_own(actor, "back", zone)])),
        ((Deed.CHANGE_OWN, Deed.DELETE_OWN), actor.op("el.merge", id=keep, ids=[_own(actor, "fold", zone)])),
    ]


def _of_others(actor: Somebody, zone: str) -> list[Asked]:
    keep = _theirs(actor, "keep", zone)
    return [
        ((Deed.ARRANGE_OTHERS,), actor.op("el.set", id=keep, p={"x": 9})),
        ((Deed.ARRANGE_OTHERS,), actor.op("el.move", id=keep, zone=zone, z="k2", x=7, y=8)),
        ((Deed.REWRITE_OTHERS,), actor.op("txt.put", id=keep, t="changed")),
        ((Deed.REWRITE_OTHERS,), step(actor, _theirs(actor, "write", zone), 102, "write")),
        ((Deed.DELETE_OTHERS,), actor.op("el.del", ids=[_theirs(actor, "go", zone)])),
        ((Deed.DELETE_OTHERS,), actor.op("el.undel", ids=[_theirs(actor, "back", zone)])),
        (
            (Deed.REWRITE_OTHERS, Deed.DELETE_OTHERS),
            actor.op("el.merge", id=keep, ids=[_theirs(actor, "fold", zone)]),
        ),
    ]


def _of_facilitators(actor: Somebody, zone: str) -> list[Asked]:
    hidden, locked = [_theirs(actor, "hide", zone)], [_theirs(actor, "lock", zone)]
    return [
        ((), actor.op("el.hide", ids=hidden)),
        ((), actor.op("el.show", ids=hidden)),
        ((Deed.LOCK,), actor.op("el.lock", ids=locked)),
        ((Deed.LOCK,), actor.op("el.unlock", ids=locked)),
    ]


def _own(actor: Somebody, name: str, zone: str) -> str:
    return note_id(own(name, zone, actor.seat))


def _theirs(actor: Somebody, name: str, zone: str) -> str:
    return note_id(theirs(name, zone, actor.seat))
