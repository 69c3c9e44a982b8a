"""Where people pick what they share, nothing is revealed for them: no page promises a reveal."""

import re

import pytest

from app.db import db, transaction
from app.workshops.models import Step

REVEAL = "You write alone. Nobody else sees your new notes until the next reveal."
SHARE = "You write alone. Nobody else sees your new notes until you share them."


def said(somebody, address: str) -> set[str]:
    """Which of the two sentences a page shows."""
    page = somebody.browser.get(address).text
    shown = [words for marks, words in re.findall(r"<p([^>]*)>(.*?)</p>", page, re.DOTALL) if " hidden" not in marks]
    return {sentence for sentence in (REVEAL, SHARE) if any(sentence in words for words in shown)}


@pytest.mark.parametrize("moderated", [False, True])
@pytest.mark.parametrize("sharing", ["reveal", "pick"])
def test_pages_say_until_when_nobody_else_sees_what_is_written_alone(room, join, sharing, moderated):
    bo = join("Bo")
    with room.app.app_context(), transaction():
        db.session.execute(db.update(Step).values(sharing=sharing, moderated=moderated))
    room.turn("private")

    pages = [f"/w/{room.id}/step/", f"/boards/{room.board}/list/"]
    told = [said(bo, page) for page in pages]
    room.turn("open")
    after = [said(bo, page) for page in pages]

    # A facilitator who looks first is told of in another sentence.
    expected = {SHARE} if sharing == "pick" else set() if moderated else {REVEAL}
    assert (told, after) == ([expected] * 2, [set()] * 2)


@pytest.mark.parametrize("sharing", ["reveal", "pick"])
def test_the_form_for_an_image_says_so_too(room, join, sharing):
    bo = join("Bo")
    with room.app.app_context(), transaction():
        db.session.execute(db.update(Step).values(sharing=sharing))
    room.turn("private")

    page = bo.browser.get(f"/boards/{room.board}/assets/").text

    assert (REVEAL in page, SHARE in page) == (sharing == "reveal", sharing == "pick")
