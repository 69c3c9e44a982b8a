"""What happened to rounds of votes. A ballot that counts is no event: nobody hears of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RoundOpened:
    """People may give dots."""

    workshop_id: str
    round_id: str
    board_id: str


@dataclass(frozen=True, slots=True)
class RoundClosed:
    """The dots are counted; everybody sees the totals."""

    workshop_id: str
    round_id: str
    board_id: str


@dataclass(frozen=True, slots=True)
class RoundCancelled:
    """The round is as if it had never been; its dots are gone."""

    workshop_id: str
    round_id: str
    board_id: str


@dataclass(frozen=True, slots=True)
class DotCameLate:
    """A dot came after its round was counted. `seat_id` leads the vote, and is told how many did."""

    board_id: str
    seat_id: str
