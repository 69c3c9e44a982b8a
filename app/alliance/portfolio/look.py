"""What somebody looks at: the plans they look after, and which of them they look for, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.accounts.models import Principal
from app.alliance.policy import Reach
from app.alliance.portfolio.listing import Row, Wanted, in_order
from app.alliance.portfolio.queries import Holding, holding_of
from app.centres.models import TermKind
from app.centres.queries import Vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """The rows somebody looks for in their order, and those that would be found whatever their status."""

    rows: Sequence[Row]
    beside: Sequence[Row]


def search(rows: Sequence[Row], wanted: Wanted, words: Vocabulary) -> Found:
    """Narrow and sort a portfolio."""
    titles = _titles(words) if wanted.text.strip() else {}
    beside = [row for row in rows if replace(wanted, status="").fits(row, titles)] if wanted.narrows else rows
    found = in_order([row for row in beside if wanted.status in {"", row.status}], wanted.order)
    return Found(found, beside)


@dataclass(frozen=True, slots=True)
class Look:
    """Who looks after what, and what of it they look for."""

    principal: Principal
    words: Vocabulary
    held: Holding
    wanted: Wanted
    found: Found

    @property
    def counts_alone(self) -> bool:
        """Whether they learn how many plans stand how, and no plan by its name."""
        return self.held.reach is Reach.COUNTS


def take_look(principal: Principal, words: Vocabulary, asked: Wanted) -> Look:
    """What somebody looks at.

    Who reads counts alone narrows nothing: a search for a name would tell how that plan stands.

    Raises:
        NoPortfolio: they have none.
    """
    held = holding_of(principal)
    wanted = Wanted() if held.reach is Reach.COUNTS else asked
    return Look(principal, words, held, wanted, search(held.rows, wanted, words))


def _titles(words: Vocabulary) -> dict[str, str]:
    """What each code is called, in every language, so that a plan is found in any."""
    kinds = (TermKind.REGION, TermKind.COUNTRY, TermKind.CENTRE_TYPE, TermKind.CAPABILITY)
    return {term.code: " ".join(term.title.values()) for kind in kinds for term in words.all(kind)}
