"""What people do with centres, one transaction each: by noun, because together they outgrow one file.

- `making`: centres are made and changed
- `life`: they are selected, begin their work, and close
- `partners`: who works with them
- `staff`: people come, change roles and leave
- `terms`: the words of the alliance are added, edited, moved and retired
- `loading`: the words this version ships come into the database
"""

from app.centres.services.life import refuse_closed, take_step, today_at
from app.centres.services.loading import load_terms
from app.centres.services.making import add_centre, change_centre, make_centre
from app.centres.services.partners import add_partner, drop_partner
from app.centres.services.staff import add_staff, change_role, invite_staff, invite_staff_inside, remove_staff
from app.centres.services.terms import add_term, change_term, move_term, retire_term

__all__ = [
    "add_centre",
    "add_partner",
    "add_staff",
    "add_term",
    "change_centre",
    "change_role",
    "change_term",
    "drop_partner",
    "invite_staff",
    "invite_staff_inside",
    "load_terms",
    "make_centre",
    "move_term",
    "refuse_closed",
    "remove_staff",
    "retire_term",
    "take_step",
    "today_at",
]
