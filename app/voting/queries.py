"""What was counted, for everybody who may see the board: minutes, plans, exports and the screens of the room."""

from collections.abc import Collection, Mapping

from app.voting import round_queries
from app.voting.hidden_queries import hidden_in
from app.voting.models import Result, Round
from app.voting.results import Counted, RoundResult, Standing


def tally_of(board_id: str) -> dict[str, int]:
    """Element → dots on a board: of each the last closed round in which it got some."""
    return {element: standing.dots for element, standing in standings_of(board_id).items()}


def standings_of(board_id: str) -> dict[str, Standing]:
    """Element → where it stands on a board, by the last closed round in which it got dots."""
    rounds = round_queries.counted_on(board_id)
    results = round_queries.results_of([each.id for each in rounds])
    return {
        line.element: Standing(line.dots, line.rank, each.candidates, line.tie, each.id)
        for each in rounds
        for line in lines_of(results[each.id])
    }


def rounds_of(workshop_id: str) -> list[RoundResult]:
    """Every counted round of a workshop, in the order they closed."""
    return results_in(round_queries.counted_in(workshop_id))


def results_in(rounds: list[Round]) -> list[RoundResult]:
    """The results of rounds that were counted."""
    ids = [each.id for each in rounds]
    results, givers = round_queries.results_of(ids), round_queries.givers_of(ids)
    boards, hidden = round_queries.boards_of({each.board_id for each in rounds}), hidden_in(ids)
    return [
        RoundResult(
            id=each.id,
            board_id=each.board_id,
            canvas=boards[each.board_id].canvas,
            zone=each.zone,
            budget=each.budget,
            per_note=each.per_note,
            anonymous=each.anonymous,
            opened_at=each.opened_at,
            closed_at=each.closed_at or each.opened_at,
            voters=each.voters,
            candidates=each.candidates,
            lines=lines_of(results[each.id], givers, hidden),
            step_id=each.step_id,
        )
        for each in rounds
    ]


def lines_of(
    results: list[Result],
    givers: Mapping[tuple[str, str], Mapping[str, int]] | None = None,
    hidden: Collection[tuple[str, str]] = (),
) -> tuple[Counted, ...]:
    """The lines of one round, ties told; without the words of what is `hidden`."""
    ranks = [result.rank for result in results]
    told = {result.element_id: (result.round_id, result.element_id) not in hidden for result in results}
    return tuple(
        Counted(
            element=result.element_id,
            kind=result.kind,
            zone=result.zone,
            words=result.words if told[result.element_id] else "",
            lang=result.lang if told[result.element_id] else None,
            gloss=result.gloss if told[result.element_id] else None,
            dots=result.dots,
            rank=result.rank,
            tie=ranks.count(result.rank) > 1,
            givers=(givers or {}).get((result.round_id, result.element_id), {}),
        )
        for result in results
    )
