"""Evidence: what shows that something was done, with a file, a photo or an address, from an account or by a link."""

from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import func, select

from app import audit, clock
from app.accounts.models import Principal
from app.assets import holding
from app.assets.taking import Taken
from app.db import db, transaction
from app.ids import new_id
from app.plans import queries
from app.plans.check_ins import link_queries
from app.plans.errors import EvidenceFull, ItemIncomplete, NothingToLookAt, NotOfThisPlan, NotYet, OwnPageShown
from app.plans.evidence.addresses import is_own_page
from app.plans.models import Evidence, Plan
from app.plans.services.edits import Writer, keep_drop, keep_edit, said_by
from app.plans.services.holding import held_for, plan_held, read_anew, tell, today_of
from app.plans.services.seen import mark_of, refuse_unseen
from app.realtime.gate import allowed_origins

holding.hold(Evidence.sha256)

MOST = 500
"""Pieces of evidence one plan keeps at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceWords:
    """What something shows, when and where it was. `name` is what its file is called.

    `of_id` is the action, parked or not, or the milestone it is of; None where it is of the whole plan.
    """

    title: str
    on: date
    place: str = ""
    url: str = ""
    of_id: str | None = None
    name: str = ""


def add_evidence(person: Principal, plan_id: str, words: EvidenceWords, taken: Taken | None = None) -> Evidence:
    """Keep evidence with a plan.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ItemIncomplete, NotOfThisPlan, NotYet, EvidenceFull: as they say; no file is kept.
        NothingToLookAt, OwnPageShown (422): see `_refuse_bare`; no file is kept.
    """
    with transaction():
        plan = held_for(person, plan_id)
        kept = _put(plan, words, taken)
        kept.by_id, kept.by_name = person.id, person.name
        audit.record("evidence.add", f"evidence:{kept.id}", actor_id=person.id, plan=plan.id)
        tell(plan)
    return kept


def add_evidence_by_link(token: str, words: EvidenceWords, taken: Taken | None = None) -> Evidence:
    """Keep evidence with the plan of a check-in link, under its name and with what was filed by it last.

    Raises:
        NoSuchLink, LinkGone: see `link_queries.link_for`.
        ItemIncomplete, NotOfThisPlan, NotYet, EvidenceFull: as they say; no file is kept.
        NothingToLookAt, OwnPageShown (422): see `_refuse_bare`; no file is kept.
    """
    with transaction():
        link = link_queries.link_for(token)
        plan = plan_held(link.plan_id)
        kept = _put(plan, words, taken)
        filed = link_queries.filed_by(link)
        kept.by_name = link.owner
        kept.check_in_id = filed.id if filed and filed.on == today_of(plan) else None
        audit.record("evidence.add", f"evidence:{kept.id}", actor_id=None, plan=plan.id, link=link.id)
        tell(plan)
    return kept


def change_evidence(
    person: Principal, evidence_id: str, words: EvidenceWords, taken: Taken | None = None, *, seen: str | None = None
) -> Evidence:
    """Say something else of it; its file stays unless another one comes.

    The changes of the plan keep what the file before was called and its hash; its bytes go in the night.

    `seen` is the mark of what it said (see `mark_of`) when somebody began to write.

    Raises:
        NotFound, NotAllowed: see `held_for`.
        ChangedMeanwhile: it no longer says what was seen.
        ItemIncomplete, NotOfThisPlan, NotYet: as they say.
        NothingToLookAt, OwnPageShown (422): it could be looked at, and could not any longer.
    """
    with transaction():
        kept = queries.item_found(Evidence, evidence_id, person)
        plan = held_for(person, kept.plan_id)
        read_anew(kept)
        refuse_unseen(seen, mark_of(kept))
        said = said_by(kept)
        if kept.shows:
            _refuse_bare(words, has_file=bool(taken or kept.sha256))
        _write(plan, kept, words)
        _lay(kept, words, taken)
        fields = keep_edit(plan, kept, said, Writer.of(person))
        audit.record("evidence.change", f"evidence:{kept.id}", actor_id=person.id, plan=plan.id, fields=fields)
        tell(plan)
    return kept


def drop_evidence(person: Principal, evidence_id: str) -> Plan:
    """Take it out of the plan, whose changes still say that it was there; its file goes in the night.

    Raises:
        NotFound, NotAllowed: see `held_for`.
    """
    with transaction():
        kept = queries.item_found(Evidence, evidence_id, person)
        plan = held_for(person, kept.plan_id)
        read_anew(kept)
        audit.record("evidence.drop", f"evidence:{kept.id}", actor_id=person.id, plan=plan.id, title=kept.title)
        keep_drop(plan, kept, Writer.of(person))
        db.session.delete(kept)
        tell(plan)
    return plan


def _put(plan: Plan, words: EvidenceWords, taken: Taken | None) -> Evidence:
    counted = db.session.execute(
        select(func.max(Evidence.number), func.count()).where(Evidence.plan_id == plan.id)
    ).one()
    if counted[1] >= MOST:
        raise EvidenceFull
    _refuse_bare(words, has_file=taken is not None)
    kept = Evidence(id=new_id(), plan_id=plan.id, number=(counted[0] or 0) + 1, created_at=clock.now())
    _write(plan, kept, words)
    db.session.add(kept)
    _lay(kept, words, taken)
    return kept


def _refuse_bare(words: EvidenceWords, *, has_file: bool) -> None:
    """Refuse evidence at which nobody could look. What earlier servers kept so may be corrected.

    Raises:
        NothingToLookAt (422): there is no file and no address.
        OwnPageShown (422): there is no file, and the address is one of this site.
    """
    if has_file:
        return
    if not words.url:
        raise NothingToLookAt
    if leads_here(words.url):
        raise OwnPageShown


def leads_here(address: str) -> bool:
    """True when an address leads to a page of this site that shows no more than a plan says."""
    return is_own_page(address, allowed_origins(current_app.config))


def _lay(kept: Evidence, words: EvidenceWords, taken: Taken | None) -> None:
    """Let a row name the file that came, if any did, and lay the file where it is found."""
    if taken is None:
        return
    kept.sha256, kept.mime, kept.size, kept.name = taken.sha256, taken.mime, taken.size, words.name
    db.session.flush()
    # Named by this row it is not taken away any more, so it is laid there only now.
    taken.lay()


def _write(plan: Plan, kept: Evidence, words: EvidenceWords) -> None:
    if not words.title:
        raise ItemIncomplete
    actions = {each.id for each in (*plan.actions, *plan.parked_actions)}
    milestones = {each.id for each in plan.milestones}
    if words.of_id and words.of_id not in actions | milestones:
        raise NotOfThisPlan
    if words.on > today_of(plan):
        raise NotYet
    kept.title, kept.on, kept.place, kept.url = words.title, words.on, words.place, words.url
    kept.own_page = leads_here(words.url)
    kept.action_id = words.of_id if words.of_id in actions else None
    kept.milestone_id = words.of_id if words.of_id in milestones else None
