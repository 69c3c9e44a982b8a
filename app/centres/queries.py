"""Finding centres, who works there, and the words that describe them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.models import Principal
from app.centres.models import Centre, LifeStep, Partner, Staff, StaffRole, Term, TermKind
from app.centres.policy import Deed, may
from app.db import db
from app.errors import NotAllowed, NotFound
from app.texts import folded, holds


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All terms, read at once: by kind in their order, and each by its key."""

    by_kind: Mapping[str, Sequence[Term]]

    def all(self, kind: str) -> Sequence[Term]:
        """Every term of a kind, retired ones too."""
        return self.by_kind.get(kind, [])

    def choices(self, kind: str) -> list[Term]:
        """The terms of a kind one may choose today."""
        return [term for term in self.all(kind) if term.retired_at is None]

    def named(self, kind: str, key: str | None) -> Term | None:
        """The term with a key, retired or not."""
        return next((term for term in self.all(kind) if term.key == key), None)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the directory; empty means any."""

    text: str = ""
    region: str = ""
    type: str = ""
    capability: str = ""
    phase: str = ""

    def __bool__(self) -> bool:
        return any((self.text.strip(), self.region, self.type, self.capability, self.phase))


def vocabulary() -> Vocabulary:
    """The words that describe centres, as they stand now."""
    by_kind: dict[str, list[Term]] = {kind: [] for kind in TermKind}
    for term in db.session.scalars(select(Term).order_by(Term.cycle.desc(), Term.position, Term.id)):
        by_kind.setdefault(term.kind, []).append(term)
    return Vocabulary(by_kind)


def term_by_id(term_id: int) -> Term:
    """A term by its number.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Term, term_id)
    if found is None:
        raise NotFound
    return found


def centre_by_id(centre_id: str) -> Centre:
    """A centre by its id.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(Centre, centre_id, options=[selectinload(Centre.terms)])
    if found is None:
        raise NotFound
    return found


def centre_by_code(code: str) -> Centre | None:
    """The centre a file calls by its code, such as CEN-05."""
    return db.session.scalar(select(Centre).where(Centre.code == code))


def centre_for(deed: Deed, centre_id: str, person: Principal) -> Centre:
    """A centre with which somebody may do a deed.

    Raises:
        NotFound: there is none, or they have nothing to do with it.
        NotAllowed: they work there, and their role does not allow it.
    """
    centre = centre_by_id(centre_id)
    role = staff_role(centre_id, person)
    if may(person, deed, staff_role=role):
        return centre
    raise NotAllowed if role else NotFound


def centre_worked_in(centre_id: str, person: Principal, roles: Collection[str]) -> Centre:
    """The centre on whose staff somebody is, in one of these roles.

    Raises:
        NotFound (404): there is none, or they do not work there.
        NotAllowed (403): they work there in another role.
    """
    place = db.session.scalar(
        select(Staff)
        .where(Staff.centre_id == centre_id, Staff.principal_id == person.id)
        .options(joinedload(Staff.centre))
    )
    if place is None:
        raise NotFound
    if place.role not in roles:
        raise NotAllowed
    return place.centre


def directory(wanted: Wanted, words: Vocabulary) -> list[Centre]:
    """The centres that fit, by name. Text is sought in what a centre says and in its terms, in every language."""
    found = select(Centre).options(selectinload(Centre.terms)).order_by(func.lower(Centre.name), Centre.id)
    if wanted.region:
        found = found.where(Centre.region_code == wanted.region)
    if wanted.type:
        found = found.where(Centre.type_code == wanted.type)
    if wanted.phase:
        found = found.where(Centre.phase == wanted.phase)
    if wanted.capability:
        has = Centre.terms.any((Term.kind == TermKind.CAPABILITY) & (Term.code == wanted.capability))
        found = found.where(has)
    return [centre for centre in db.session.scalars(found) if holds(_text_of(centre, words), wanted.text)]


def steps_of(centre: Centre) -> Sequence[LifeStep]:
    """The steps of a centre's life, the last one first."""
    return db.session.scalars(
        select(LifeStep).where(LifeStep.centre_id == centre.id).order_by(LifeStep.id.desc())
    ).all()


def partners_of(centre: Centre) -> Sequence[Partner]:
    """Who works with a centre, by name."""
    found = db.session.scalars(select(Partner).where(Partner.centre_id == centre.id))
    return sorted(found, key=lambda partner: (folded(partner.name), partner.id))


def centres_by_region() -> dict[str, int]:
    """How many centres each region has; a region without any is not there."""
    counted = select(Centre.region_code, func.count()).where(Centre.region_code.is_not(None))
    return {code: number for code, number in db.session.execute(counted.group_by(Centre.region_code)) if code}


def staff_role(centre_id: str, person: Principal) -> StaffRole | None:
    """What a person is in a centre; None: nothing."""
    role = db.session.scalar(select(Staff.role).where(Staff.centre_id == centre_id, Staff.principal_id == person.id))
    return StaffRole(role) if role else None


def staff_of(centre: Centre) -> list[Staff]:
    """Who works in a centre: directors first, then by name."""
    rank = list(StaffRole)
    found = db.session.scalars(select(Staff).where(Staff.centre_id == centre.id))
    return sorted(found, key=lambda staff: (rank.index(StaffRole(staff.role)), staff.person.name.casefold()))


def _text_of(centre: Centre, words: Vocabulary) -> str:
    named = [
        words.named(TermKind.CENTRE_TYPE, centre.type_code),
        words.named(TermKind.REGION, centre.region_code),
        words.named(TermKind.COUNTRY, centre.country_code),
    ]
    terms = [*centre.terms, *(term for term in named if term)]
    titles = [title for term in terms for title in term.title.values()]
    return folded("\n".join([centre.name, centre.about, *titles, *(term.code for term in terms)]))
