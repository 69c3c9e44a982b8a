"""The alliance's pages come with the house, and an administrator changes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import msgspec
from sqlalchemy import select

from app import audit, clock
from app.accounts.models import Principal
from app.alliance import policy
from app.alliance.errors import PageChanged
from app.alliance.models import Page
from app.db import db, transaction
from app.errors import NotFound


@dataclass(frozen=True, slots=True)
class PageWords:
    """What an administrator wrote: each maps a language to text, without empty ones."""

    title: Mapping[str, str]
    lead: Mapping[str, str]
    body: Mapping[str, str]


class _Shipped(msgspec.Struct, forbid_unknown_fields=True):
    slug: str
    title: dict[str, str]
    lead: dict[str, str]
    body: dict[str, str]


_FILE: Final = files("app.alliance") / "data" / "pages.yaml"


def load_pages() -> int:
    """Add the pages that are missing and renew those nobody edited; return how many were added."""
    shipped = msgspec.yaml.decode(_FILE.read_bytes(), type=list[_Shipped])
    with transaction():
        known = {page.slug: page for page in db.session.scalars(select(Page))}
        missing = [words for words in shipped if words.slug not in known]
        for position, words in enumerate(shipped):
            page = known.get(words.slug) or Page(slug=words.slug, position=position, version=0)
            if page.version == 0:
                page.title, page.lead, page.body = words.title, words.lead, words.body
                page.changed_at = page.changed_at or clock.now()
            db.session.add(page)
    return len(missing)


def change_page(slug: str, words: PageWords, *, version: int, by: Principal) -> Page:
    """Change a page in all its languages at once. `version` is the one the form was filled from.

    Raises:
        NotAllowed: not an administrator.
        NotFound: there is no such page.
        PageChanged: somebody else changed it since.
    """
    with transaction():
        policy.require_editor(by)
        page = db.session.get(Page, slug, with_for_update=True, populate_existing=True)
        if page is None:
            raise NotFound
        if page.version != version:
            raise PageChanged
        page.title, page.lead, page.body = dict(words.title), dict(words.lead), dict(words.body)
        page.version += 1
        page.changed_at, page.changed_by = clock.now(), by.id
        audit.record("page.changed", f"page:{slug}", actor_id=by.id, languages=sorted(words.body))
    return page
