"""One-time links: made for a mail, opened without effect, used once."""

from typing import Final

from flask import current_app
from sqlalchemy import update

from app import audit, clock
from app.accounts import passwords
from app.accounts.errors import LinkSpent
from app.accounts.events import PasswordResetAsked, PasswordResetMade
from app.accounts.lifetimes import LINKS
from app.accounts.line import network_of
from app.accounts.models import LinkPurpose, OneTimeLink, Principal, WebSession
from app.accounts.queries import link_by_token, person_by_email, resets_made
from app.accounts.services.naming import take_name
from app.accounts.services.sessions import end_all_sessions, end_session, start_session
from app.accounts.services.tries import count_failure, limit, refuse_if_waiting
from app.db import db, let_go, transaction
from app.errors import Invalid
from app.events import publish
from app.ids import digest, new_id, new_secret

RESETS_AN_HOUR: Final = 3
"""Mails one person gets, whoever asks for them."""

FREE_RESETS: Final = 20
"""Resets that may be asked for from one network, for anybody, until one has to wait."""


def ask_for_reset(email: str, *, address: str = "") -> None:
    """Have a link sent to set a new password. Who asks learns nothing about whether there is such a person.

    Nobody is looked for while they wait (`make_reset`), so not even the time tells.

    Raises:
        TooMany: many were asked for from this network.
    """
    asked = limit(FREE_RESETS, "reset", network_of(address))
    refuse_if_waiting(asked)
    with transaction():
        count_failure(asked)
        publish(PasswordResetAsked(email))


def make_reset(email: str) -> None:
    """Send a person the link they asked for. Links they were sent before open nothing any more.

    Who was sent as many as an hour may have gets no other: the last of them lasts until the next may come.
    """
    since = clock.now() - LINKS[LinkPurpose.PASSWORD_RESET]
    with transaction():
        person = person_by_email(email)
        if person is None or not person.is_active or resets_made(person, since) >= RESETS_AN_HOUR:
            return
        spend_links(person, LinkPurpose.PASSWORD_RESET)
        address = add_link(person, LinkPurpose.PASSWORD_RESET)
        audit.record("password-reset.asked", f"principal:{person.id}", actor_id=None)
        publish(PasswordResetMade(person.id, address))


def use_link(
    token: str,
    *,
    password: str | None,
    name: str | None = None,
    device: str,
    browser: str = "",
    before: WebSession | None = None,
) -> WebSession:
    """Do what a link lets its holder do, set the password they chose, and open a session for them.

    Their other sessions and links end. `before` is the session this device had, which ends too; `browser` is the
    secret it is known by from now on.

    Raises:
        LinkSpent: it was used or is too old.
        Invalid: the link asks for a password and none came.
        BadName: nobody could read or say the name, it is a role's or somebody else has it, see `take_name`.
    """
    let_go()
    chosen = passwords.hashed(password) if password else None
    with transaction():
        link = link_by_token(token, lock=True)
        if link is None:
            raise LinkSpent
        if link.asks_password and chosen is None:
            raise Invalid
        holder = link.principal
        if name and link.asks_name:
            take_name(holder, name)
        holder.password_hash = chosen or holder.password_hash
        spend_links(holder)
        if chosen:
            end_all_sessions(holder)
        if before is not None:
            end_session(before)
        audit.record(f"link.used.{link.purpose}", f"principal:{holder.id}", actor_id=holder.id)
        return start_session(holder, device=device, browser=browser)


def add_link(principal: Principal, purpose: LinkPurpose) -> str:
    """Make a link inside the caller's transaction and return its address, the only place its token is ever in."""
    now = clock.now()
    token = new_secret()
    db.session.add(
        OneTimeLink(
            id=new_id(),
            token_digest=digest(token),
            purpose=purpose,
            principal=principal,
            created_at=now,
            expires_at=now + LINKS[purpose],
        )
    )
    return f"{current_app.config['PUBLIC_URL']}/links/{token}/"


def spend_links(principal: Principal, *purposes: LinkPurpose) -> None:
    """Use up the one-time links of a principal inside the caller's transaction: of some purposes, or every one."""
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.principal_id == principal.id,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.purpose.in_(purposes or tuple(LinkPurpose)),
        )
        .values(used_at=clock.now())
    )
