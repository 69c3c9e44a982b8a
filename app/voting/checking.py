"""Whether the sums of votes agree, asked of the database alone: anybody who has it can find out."""

from app.voting import round_queries
from app.voting.models import Round
from app.voting.tally import faults


def faults_in(round_id: str) -> list[str]:
    """What does not add up in one round; nothing where all is well."""
    return _faults(next(each for each in round_queries.every_round() if each.id == round_id))


def all_faults() -> dict[str, list[str]]:
    """Round → what does not add up in it, of every round of the house."""
    return {each.id: found for each in round_queries.every_round() if (found := _faults(each))}


def _faults(each: Round) -> list[str]:
    if each.imported:
        return []
    counted = None if each.open or each.cancelled else round_queries.counted_dots(each.id)
    return faults(
        round_queries.used_in(each.id),
        round_queries.casts_of(each.id),
        counted,
        budget=each.budget,
        per_note=each.per_note,
    )
