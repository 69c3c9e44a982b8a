"""What votes do after they end: see to it that the files of the database forget who voted, too."""

import time

from app import aside
from app.db import db, empty_log, write_anew
from app.errors import Unavailable
from app.events import after
from app.jobs import job, regularly
from app.voting.events import RoundCancelled, RoundClosed

TRIES, PAUSE = 40, 0.05
"""How often, and with how many seconds between, the job looks whether nobody is in the way."""


@after(RoundClosed)
@after(RoundCancelled)
def forget_at_once(_event: RoundClosed | RoundCancelled) -> None:
    """Right after the transaction, where nobody is in the way; else the job does it."""
    if not aside.compute(empty_log):
        forget_voters()


@job(retries=120)
def forget_voters() -> None:
    """Let nothing of a secret or a voter's key remain that was deleted."""
    _forget()


@regularly(hour="3", minute="40")
def forget_what_was_missed() -> None:
    """Each night once more: a process may have ended between a closing and this."""
    _forget()


def _forget() -> None:
    if db.engine.dialect.name == "postgresql":
        write_anew("ballot", "vote_used", "vote_round")
        return
    for _try in range(TRIES):
        if empty_log():
            return
        time.sleep(PAUSE)
    # The queue tries again later.
    raise Unavailable
