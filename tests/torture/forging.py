"""Batches no page of ours sends."""

from tests.torture.ears import Seat
from tests.torture.trial import ZONE, Trial


def forged(trial: Trial, kind: str, seat: Seat, other: Seat) -> dict:
    """A reveal, a zone, properties or a seat that are not a page's to name; or a number behind a gap."""
    note = {"k": "el.add", "id": "e_" + "f" * 22, "type": "note", "zone": ZONE, "z": "V1", "t": "forged"}
    op, more = {
        "el.put": ({"k": "el.put", "id": note["id"], "r": {"text": "forged"}}, {}),
        "zone": ({**note, "zone": "nowhere"}, {}),
        "owner": ({**note, "aud": "*", "author": seat.id, "seq": 1}, {}),
        "foreign": (note, {"as": other.id}),
        "gap": (note, {}),
    }[kind]
    return {"b": trial.room.board, "e": trial.epoch, "ops": [{"n": 5 if kind == "gap" else 1, **op}], **more}
