"""The form of one step: words in several languages, phases that come, go and move, and what may not be said."""

import re

import pytest

from app.canvases.library import library
from app.db import db
from app.workshops.drafts import StepDraft
from app.workshops.models import Workshop

SWOT = StepDraft(minutes=32, title=library().canvases["swot"].name, screen="swot")
BREAK = StepDraft(minutes=15, title={"en": "Break"})


def fields_of(page):
    """What the browser would send back of the open step's form, untouched."""
    form = re.search(r'<form class="ag-form".*?</form>', page, re.DOTALL).group()
    sent = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name.group(1) != "csrf_token":
            sent[name.group(1)] = value.group(1) if value else ""
    chosen = re.findall(r'<select[^>]*name="([^"]*)".*?<option selected value="([^"]*)"', form, re.DOTALL)
    written = re.findall(r'<textarea[^>]*name="([^"]*)"[^>]*>\r?\n?(.*?)</textarea>', form, re.DOTALL)
    return {**sent, **dict(chosen), **dict(written)}


@pytest.fixture
def opened(app, person, workshop, come_in):
    """A workshop in English and Hindi with one canvas and a break; its first step's form."""

    class Opened:
        def __init__(self):
            ada = person("Ada")
            self.id = workshop(ada, SWOT, BREAK, languages=("hi",)).id
            self.ada = come_in(ada)

        def address(self, number=0):
            return f"/w/{self.id}/agenda/steps/{self.step(number).id}/"

        def step(self, number=0):
            with app.app_context():
                return db.session.get(Workshop, self.id).steps[number]

        def send(self, number=0, htmx=False, **changed):
            fields = fields_of(self.ada.get(self.address(number)).text)
            return self.ada.submit(self.address(number), htmx=htmx, **{**fields, **changed})

        def phases(self):
            return [(phase["kind"], phase["minutes"]) for phase in self.step().phases]

    return Opened()


FLOW = [("brief", 3), ("private", 6), ("reveal", 4), ("cluster", 10), ("vote", 4), ("decide", 5)]


def test_a_form_sent_back_untouched_changes_nothing(opened):
    before = opened.step()

    answer = opened.send()

    after = opened.step()
    assert answer.status_code == 303
    assert (after.title, after.prompt, after.minutes, after.phases) == (
        before.title,
        before.prompt,
        before.minutes,
        before.phases,
    )


def test_words_are_kept_in_each_language_of_the_workshop(opened):
    opened.send(**{"words-0-prompt": "What is strong?", "words-1-title": "ताकत", "words-1-prompt": "क्या मज़बूत है?"})

    step = opened.step()
    assert step.title == {**library().canvases["swot"].name, "hi": "ताकत"}
    assert step.prompt == {"en": "What is strong?", "hi": "क्या मज़बूत है?"}


def test_a_new_title_takes_its_translations_with_it(opened):
    opened.send(**{"words-0-title": "Where we stand"})

    assert opened.step().title == {"en": "Where we stand"}


def test_phases_follow_the_minutes_of_their_step(opened):
    opened.send(minutes=64)

    assert (opened.step().minutes, opened.phases()) == (64, [(kind, 2 * minutes) for kind, minutes in FLOW])


def test_a_step_lasts_as_long_as_phases_that_were_changed(opened):
    opened.send(minutes=90, **{"phases-1-minutes": 16})

    assert (opened.step().minutes, opened.phases()[1]) == (42, ("private", 16))


def test_what_one_says_in_a_phase_keeps_its_languages_until_it_is_rewritten(opened):
    before = [phase["line"] for phase in opened.step().phases]

    opened.send(**{"phases-0-line": "Look at the four fields"})

    lines = [phase["line"] for phase in opened.step().phases]
    assert len(before[0]) == 6
    assert lines == [{"en": "Look at the four fields"}, *before[1:]]


def test_phases_come_move_and_go_and_the_form_stays_open(opened):
    opened.send(deed="add")
    opened.send(deed="up-5")
    answer = opened.send(deed="remove-0", htmx=True)

    assert opened.phases() == [*FLOW[1:4], ("decide", 5), ("vote", 4), ("discuss", 5)]
    assert opened.step().minutes == 34
    assert 'class="ag-form"' in answer.text


def test_an_unknown_deed_is_refused(opened):
    for deed in ("up-0", "up-9", "remove-9", "remove-", "explode"):
        assert 'data-code="invalid"' in opened.send(htmx=True, deed=deed).text
    assert opened.phases() == FLOW


def test_what_is_wrong_is_said_at_its_field(opened):
    answer = opened.send(htmx=True, minutes=-5, note="x" * 4001, **{"words-0-title": "A\x07"})

    assert answer.status_code == 422
    assert re.findall(r'<p class="bad" id="([^"]*)-bad">.*?</svg>(.*?)</p>', answer.text, re.DOTALL) == [
        ("words-0-title", "This text holds characters that cannot be seen. Type it again."),
        ("minutes", "A step lasts between 1 and 600 minutes."),
        ("note", "At most 4000 characters."),
    ]
    assert opened.step().minutes == 32


def test_a_talk_has_words_and_papers_but_no_phases(opened):
    opened.send(number=1, lead="Bo", room="Garden", materials="Tea", note="Ring the bell")

    step = opened.step(1)
    assert (step.lead, step.room, step.materials, step.note) == ("Bo", "Garden", "Tea", "Ring the bell")
    assert (step.title, step.phases) == ({"en": "Break"}, [])


def test_how_people_vote_is_said_in_the_step_and_goes_along_into_a_copy(opened, app):
    from app.workshops.dots import DotTerms, as_json
    from app.workshops.origins import _draft

    zone = library().canvases["swot"].zones[1].id

    answer = opened.send(dots="3", dots_zone=zone, named="y")

    kept = opened.step().votes
    assert answer.status_code == 303
    assert kept == {"dots": 3, "one_per_note": True, "named": True, "zone": zone}
    with app.app_context():
        assert as_json(_draft(opened.step()).votes) == kept
    assert opened.step(1).votes == as_json(DotTerms())


@pytest.mark.parametrize("dots", ["0", "21", "x", "", "NaN"])
def test_a_number_of_dots_that_is_none_is_said_at_its_field(opened, dots):
    answer = opened.send(dots=dots)

    assert answer.status_code == 422
    assert re.search(r'id="dots-bad"', answer.text)
    assert opened.step().votes["dots"] == 5


def test_a_step_in_which_nobody_votes_does_not_ask_for_dots(opened):
    page = opened.ada.get(opened.address(1)).text

    assert 'name="dots"' not in page
    assert opened.send(1, minutes="20").status_code == 303
    assert opened.step(1).minutes == 20
