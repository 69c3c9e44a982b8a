"""Everything people do in a workshop, one transaction each, by noun.

- `making`: a workshop comes to be
- `agenda`: its steps and days; `planning`: what all changes of a plan have in common
- `details`: what it says of itself, who plans it, when it is over
- `forgetting`: whose names it keeps no longer
- `seats`, `joining`: who is in the room; `stage`, `timer`: where the room is
"""

from app.workshops.services.making import make_workshop

__all__ = ["make_workshop"]
