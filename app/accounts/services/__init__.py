"""What people do with accounts, one transaction each: by noun, because together they outgrow one file.

- `sessions`: devices come in and go out
- `people`: accounts are made, invited, changed
- `links`: what a one-time link lets its holder do
- `roles`: administrators give and take roles, close and reopen accounts
- `guests`: people without an account
- `tries`: how often a password may be guessed
- `codes`: wrong codes are slowed, right ones are not
- `forgetting`: what has run out
"""

from app.accounts.services.forgetting import forget
from app.accounts.services.guests import add_guest, new_guest, recover, recovery_code_for
from app.accounts.services.links import ask_for_reset, make_reset, use_link
from app.accounts.services.people import change_password, change_profile, invite, invite_inside, make_administrator
from app.accounts.services.roles import (
    Appointment,
    close_account,
    give_role,
    invite_to_role,
    reopen_account,
    standing_of,
)
from app.accounts.services.sessions import end_device, end_other_devices, note_seen, sign_in, sign_out, start_session

__all__ = [
    "Appointment",
    "add_guest",
    "ask_for_reset",
    "change_password",
    "change_profile",
    "close_account",
    "end_device",
    "end_other_devices",
    "forget",
    "give_role",
    "invite",
    "invite_inside",
    "invite_to_role",
    "make_administrator",
    "make_reset",
    "new_guest",
    "note_seen",
    "recover",
    "recovery_code_for",
    "reopen_account",
    "sign_in",
    "sign_out",
    "standing_of",
    "start_session",
    "use_link",
]
