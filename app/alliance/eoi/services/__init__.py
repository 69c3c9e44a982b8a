"""What is done with an expression of interest, one transaction each, by noun.

- `writing`: it is begun and saved part by part; `filing`: files come with it; `submitting`: it is handed in, or
  withdrawn
- `checking`: the desk takes it up and goes through the list; `questions`: it asks, the applicant answers
- `reviewing`: people are asked, declare, and score; `deciding`: a recommendation, a decision, a centre
- `links`: new ones are sent to whoever asks, others are ended
- `forgetting`: drafts nobody comes back to, and what was declined or withdrawn long ago
- `holding`: what all of these have in common
"""

from app.alliance.eoi.services.checking import check, pass_on, take_up
from app.alliance.eoi.services.deciding import decide, found_centre, link_centre, recommend, take_back
from app.alliance.eoi.services.filing import add_file, drop_file
from app.alliance.eoi.services.forgetting import forget_decided, forget_drafts
from app.alliance.eoi.services.links import ask_for_links, end_other_links, send_links
from app.alliance.eoi.services.questions import answer, ask
from app.alliance.eoi.services.reviewing import ask_reviewer, declare, file_scores, release
from app.alliance.eoi.services.submitting import submit, withdraw
from app.alliance.eoi.services.writing import begin, save_part

__all__ = [
    "add_file",
    "answer",
    "ask",
    "ask_for_links",
    "ask_reviewer",
    "begin",
    "check",
    "decide",
    "declare",
    "drop_file",
    "end_other_links",
    "file_scores",
    "forget_decided",
    "forget_drafts",
    "found_centre",
    "link_centre",
    "pass_on",
    "recommend",
    "release",
    "save_part",
    "send_links",
    "submit",
    "take_back",
    "take_up",
    "withdraw",
]
