"""What people do in a vote, one transaction each, by noun.

- `rounds`: opening, closing, cancelling
- `totals`: what a round came to is kept
- `brought`: rounds that come with a file
- `ballots`: giving a dot and taking it back
- `following`: rounds open and close with the phases of a workshop, and seats that end take their dots along
"""

from app.voting.services import following

__all__ = ["following"]
