"""Ways to look at the portfolio under a name: saved, renamed, shared, deleted by whoever made them."""

from typing import Final

from sqlalchemy import func, select

from app import audit, clock
from app.accounts.models import Principal
from app.alliance.errors import ViewsFull
from app.alliance.models import SavedView
from app.alliance.policy import View, reach_of, require_view
from app.alliance.portfolio import saved_view_queries
from app.db import db, transaction
from app.ids import new_id

MOST: Final = 30
"""Views one person keeps."""


def save_view(person: Principal, view: View, query: str, *, name: str, shared: bool) -> SavedView:
    """Keep a way to look at the portfolio.

    Raises:
        NotAllowed: the view tells more than they may know.
        ViewsFull: they keep as many as one person may.
    """
    with transaction():
        require_view(reach_of(person), view)
        if (db.session.scalar(select(func.count()).where(SavedView.owner_id == person.id)) or 0) >= MOST:
            raise ViewsFull
        saved = SavedView(
            id=new_id(), owner_id=person.id, name=name, view=view, query=query, shared=shared, made_at=clock.now()
        )
        db.session.add(saved)
        audit.record("view.save", f"saved_view:{saved.id}", actor_id=person.id, shared=shared)
    return saved


def change_view(person: Principal, view_id: str, *, name: str, shared: bool) -> SavedView:
    """Give a view another name, share it or share it no more.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    with transaction():
        saved = saved_view_queries.own_view(view_id, person)
        saved.name, saved.shared = name, shared
        audit.record("view.change", f"saved_view:{saved.id}", actor_id=person.id, shared=shared)
    return saved


def delete_view(person: Principal, view_id: str) -> None:
    """Keep a view no longer.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    with transaction():
        saved = saved_view_queries.own_view(view_id, person)
        db.session.delete(saved)
        audit.record("view.delete", f"saved_view:{saved.id}", actor_id=person.id)
