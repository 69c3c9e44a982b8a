"""What people do with accounts, one transaction each: by noun, because together they outgrow one file.

- `sessions`: devices come in and go out
- `people`: accounts are made, invited, changed
- `links`: what a one-time link lets its holder do
- `guests`: people without an account
- `tries`: how often a secret may be guessed
- `forgetting`: what has run out
"""

from app.accounts.services.forgetting import forget
from app.accounts.services.guests import add_guest, new_guest, recover, recovery_code_for
from app.accounts.services.links import ask_for_reset, use_link
from app.accounts.services.people import change_password, change_profile, invite, invite_inside, make_administrator
from app.accounts.services.sessions import end_device, end_other_devices, note_seen, sign_in, sign_out, start_session
from app.accounts.services.tries import attempt, count_failure, refuse_if_spent, try_key

__all__ = [
    "add_guest",
    "ask_for_reset",
    "attempt",
    "change_password",
    "change_profile",
    "count_failure",
    "end_device",
    "end_other_devices",
    "forget",
    "invite",
    "invite_inside",
    "make_administrator",
    "new_guest",
    "note_seen",
    "recover",
    "recovery_code_for",
    "refuse_if_spent",
    "sign_in",
    "sign_out",
    "start_session",
    "try_key",
    "use_link",
]
