"""What the parts and pages of a vote are drawn from, for one seat."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.boards import zone_titles
from app.boards.models import Board, Element
from app.boards.pages import canvas_of
from app.canvases.canvas import Canvas, Words, Zone
from app.voting import policy, queries, round_queries
from app.voting.keys import voter_key
from app.voting.models import Ballot, Round
from app.voting.policy import Deed
from app.voting.results import Counted, RoundResult
from app.voting.round_queries import Progress
from app.workshops.models import Seat


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote on a board as one seat may know it. While a round is open there is no result to see.

    `grouped`: groups are among what gets dots in it, or would in one that this seat may open.
    """

    board: Board
    canvas: Canvas
    seat: Seat
    round: Round | None
    mine: tuple[Ballot, ...]
    result: RoundResult | None
    cancelled: bool
    grouped: bool = False

    @property
    def may_vote(self) -> bool:
        return policy.may(self.seat, Deed.VOTE)

    @property
    def leads(self) -> bool:
        return policy.may(self.seat, Deed.LEAD)

    @property
    def one_tap(self) -> bool:
        """True while each person taps one of the answers that lie there, and nothing else."""
        return self.round is not None and self.canvas.one_tap and self.round.budget == 1

    @property
    def left(self) -> int | None:
        """The dots this seat may still give; None where it cannot vote just now."""
        return self.round.budget - len(self.mine) if self.round and self.may_vote else None

    @property
    def closed_at(self) -> datetime | None:
        """When the result was counted, in the workshop's own time."""
        return self.result.closed_at.astimezone(ZoneInfo(self.seat.workshop.timezone)) if self.result else None

    @property
    def zone(self) -> Words | None:
        """What the zone voted on is called; None for the whole board."""
        about = self.round or self.result
        return zone_title(self.canvas, about.zone if about else None)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to vote on, with one's own dots on it. `under` is the title of the group it lies in."""

    element: Element
    words: str
    under: str
    mine: tuple[Ballot, ...]
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class ZoneChoices:
    title: Words
    choices: tuple[Choice, ...]


def vote_on(board: Board, seat: Seat) -> Vote:
    """The vote on a board for one seat."""
    found = round_queries.open_round_on(board.id)
    last = None if found else round_queries.last_round_on(board.id)
    counted = None if found else round_queries.last_counted_on(board.id)
    canvas, may_open = canvas_of(board), policy.may(seat, Deed.LEAD)
    return Vote(
        board=board,
        canvas=canvas,
        seat=seat,
        round=found,
        mine=tuple(round_queries.ballots_of(found.id, voter_key(seat.id, found.secret))) if found else (),
        result=in_readers_language(canvas, queries.results_in([counted])[0]) if counted else None,
        cancelled=last is not None and last.cancelled,
        grouped=bool(found or may_open) and round_queries.has_groups(board.id, found.zone if found else None),
    )


def in_readers_language(canvas: Canvas, counted: RoundResult) -> RoundResult:
    """Return a result whose lines that are titles of zones stand in the language of this answer."""
    return replace(counted, lines=tuple(_told(canvas, line) for line in counted.lines))


def _told(canvas: Canvas, line: Counted) -> Counted:
    told = zone_titles.told(canvas, line.zone or "", line.lang, line.words)
    return line if told is None else replace(line, words=told.text, lang=told.lang)


def progress(found: Round | None) -> Progress | None:
    """How many have voted in a round, where one is open."""
    return round_queries.progress_of(found) if found else None


def choices(vote: Vote) -> list[ZoneChoices]:
    """Everything people vote on, zone by zone in reading order."""
    if vote.round is None:
        return []
    lying: defaultdict[str | None, list[Element]] = defaultdict(list)
    elements = round_queries.elements_voted_on(vote.round)
    titles = {element.id: _words(element) for element in elements if element.type == "group"}
    for element in elements:
        lying[element.zone].append(element)
    return [
        ZoneChoices(zone.title, tuple(_choice(vote, element, titles) for element in _grouped(lying[zone.id])))
        for zone in _ordered(vote.canvas)
        if lying[zone.id]
    ]


def among(vote: Vote) -> list[str] | None:
    """What alone can get dots, where that is not all: a page of a plane does not know zones."""
    if vote.round is None or (vote.round.zone is None and not round_queries.zones_without(vote.round)):
        return None
    return [element.id for element in round_queries.elements_voted_on(vote.round)]


def astray(vote: Vote) -> list[Ballot]:
    """One's own dots on what is no longer there to vote on: they can be taken back."""
    if vote.round is None:
        return []
    there = {element.id for element in round_queries.elements_voted_on(vote.round)}
    return [ballot for ballot in vote.mine if ballot.element_id not in there]


def zone_title(canvas: Canvas, zone_id: str | None) -> Words | None:
    return next((zone.title for zone in canvas.zones if zone.id == zone_id), None)


def _grouped(elements: Sequence[Element]) -> list[Element]:
    """Each group before its notes, and the loose notes behind."""
    inside: defaultdict[str | None, list[Element]] = defaultdict(list)
    groups = {element.id for element in elements if element.type == "group"}
    for element in elements:
        inside[element.parent_id if element.parent_id in groups else None].append(element)
    loose = inside[None]
    ordered = [each for group in loose if group.type == "group" for each in (group, *inside[group.id])]
    return [*ordered, *(element for element in loose if element.type != "group")]


def _choice(vote: Vote, element: Element, titles: Mapping[str, str]) -> Choice:
    under, mine = titles.get(element.parent_id or "", ""), tuple(b for b in vote.mine if b.element_id == element.id)
    words, lang = _words(element), str(element.props.get("lang") or "") or None
    told = zone_titles.told(vote.canvas, element.zone or "", lang, words)
    return Choice(element, told.text if told else words, under, mine, told.lang if told else lang)


def _words(element: Element) -> str:
    return str(element.props.get("text") or "")


def _ordered(canvas: Canvas) -> list[Zone]:
    return sorted(canvas.zones, key=lambda zone: zone.order)
