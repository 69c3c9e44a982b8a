"""Making a workshop: everything it needs stands at once, or nothing does."""

from datetime import date, time

import pytest
from sqlalchemy import func, select

from app.canvases.library import library
from app.db import db
from app.errors import NotFound
from app.workshops import codes, drafts, phases
from app.workshops.agenda import MAX_STEPS, AgendaDay
from app.workshops.agenda_queries import canvases_of
from app.workshops.drafts import Brief, StepDraft
from app.workshops.errors import AccountsOnly, BadDays, BadMinutes, DaysOutOfOrder, NoHost, TooManySteps, UnknownCanvas
from app.workshops.models import Ask, Seat, Stage, Workshop, WorkshopKind
from app.workshops.services import make_workshop

MORNING = AgendaDay(date(2026, 3, 23), time(9))
TALK = StepDraft(minutes=10, title={"en": "Welcome"})


def brief(**fields):
    return Brief(**{"title": "Fast tests", "timezone": "UTC", "days": (MORNING,), "host_name": "The Lab", **fields})


def how_many(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Workshop))


def test_a_workshop_keeps_what_its_brief_says(app, person, centre):
    ada = person("Ada")
    host, friend = centre("Meruvia Lab", director=ada), centre("Norvale Hub")
    asked = brief(
        host_id=host.id,
        host_name="",
        cohost_ids=(friend.id,),
        question="What would make us fast?",
        kind=WorkshopKind.STUDY_GROUP,
        place="Port Meru and online",
        language="fr",
        languages=("hi", "fr", "bn"),
        expected=36,
        tables=6,
        asks=(Ask.TABLE, Ask.REGION),
        consent="We keep your notes for a year.",
        names_shown=True,
    )

    with app.app_context():
        made = make_workshop(ada, asked, [TALK], canvases=library().canvases)
        kept = db.session.get(Workshop, made.id)

        assert {name: getattr(kept, name) for name in ("title", "question", "kind", "place", "timezone")} == {
            "title": "Fast tests",
            "question": "What would make us fast?",
            "kind": "study-group",
            "place": "Port Meru and online",
            "timezone": "UTC",
        }
        assert (kept.host.name, [centre.name for centre in kept.cohosts]) == ("Meruvia Lab", ["Norvale Hub"])
        assert (kept.language, kept.languages, kept.expected, kept.tables) == ("fr", ["fr", "hi", "bn"], 36, 6)
        assert (kept.asks, kept.consent, kept.names_shown) == (
            ["table", "region"],
            "We keep your notes for a year.",
            True,
        )
        assert [(day.position, day.date, day.starts_at) for day in kept.days] == [(0, MORNING.date, time(9))]
        assert (kept.created_by, kept.closed_at, kept.joining_locked, kept.agenda_version) == (ada.id, None, False, 1)


def test_its_maker_facilitates_it_and_its_stage_waits(app, person, workshop):
    ada = person("Ada")

    made = workshop(ada, TALK)

    with app.app_context():
        seats = db.session.scalars(select(Seat).where(Seat.workshop_id == made.id)).all()
        stage = db.session.get(Stage, made.id)
        assert [(seat.principal_id, seat.name, seat.role) for seat in seats] == [(ada.id, "Ada", "facilitator")]
        assert (stage.step_id, stage.started_at, stage.version) == (None, None, 0)


@pytest.mark.row("J2", partly=True)
def test_its_join_code_can_be_read_aloud(person, workshop):
    made = workshop(person("Ada"))

    assert codes.read(codes.show(made.code)) == made.code


def test_a_sequence_becomes_an_agenda_that_lasts_as_long(app, person, workshop):
    half_day = library().sequences["centre_half_day"]
    drawn = drafts.from_canvases([(step.canvas, step.minutes) for step in library().steps(half_day)])

    made = workshop(person("Ada"), *drawn)

    with app.app_context():
        steps = db.session.get(Workshop, made.id).steps
        assert [step.screen for step in steps] == list(half_day.steps)
        assert sum(step.minutes for step in steps) + sum(half_day.breaks.values()) == half_day.minutes
        for step in steps:
            assert step.title == library().canvases[step.screen].name
            assert sum(phase["minutes"] for phase in step.phases) == step.minutes
        told = [(str(p.kind), p.minutes) for p in phases.from_json(steps[1].phases)]
        assert told == [("brief", 3), ("private", 7), ("reveal", 4), ("cluster", 13), ("vote", 4), ("decide", 4)]


def test_a_long_sequence_is_cut_into_days_of_about_the_same_length():
    two_days = library().sequences["country_two_days"]

    steps = drafts.from_canvases([(step.canvas, step.minutes) for step in library().steps(two_days)])
    drawn = drafts.over_days(steps, 2)

    assert [sum(step.minutes for step in drawn if step.day == day) for day in (0, 1)] == [315, 315]


def test_canvases_are_frozen_into_the_workshop(app, person, workshop):
    made = workshop(person("Ada"), StepDraft(minutes=20, screen="swot"))

    with app.app_context():
        assert canvases_of(db.session.get(Workshop, made.id)) == {"swot": library().canvases["swot"]}


def test_an_administrator_makes_workshops_for_any_centre(app, person, centre):
    root, host = person("Root", alliance_role="administrator"), centre("Meruvia Lab")

    with app.app_context():
        made = make_workshop(root, brief(host_id=host.id), [], canvases={})

    assert made.host_id == host.id


@pytest.mark.parametrize(
    ("steps", "fields", "refusal"),
    [
        ([TALK] * (MAX_STEPS + 1), {}, TooManySteps),
        ([TALK] * 300, {}, TooManySteps),
        ([StepDraft(minutes=-5)], {}, BadMinutes),
        ([StepDraft(minutes=-5, screen="swot")], {}, BadMinutes),
        ([StepDraft(minutes=601)], {}, BadMinutes),
        ([StepDraft(minutes=5, day=1)], {}, BadDays),
        ([], {"days": ()}, BadDays),
        ([], {"days": (MORNING,) * 11}, BadDays),
        ([], {"days": (MORNING, AgendaDay(date(2026, 3, 22), time(9)))}, DaysOutOfOrder),
        ([], {"host_name": ""}, NoHost),
        ([], {"host_id": "nowhere"}, NotFound),
        ([], {"cohost_ids": ("nowhere",)}, NotFound),
        ([StepDraft(minutes=5, screen="nothing")], {}, UnknownCanvas),
    ],
)
def test_what_cannot_stand_leaves_nothing_behind(app, person, *, steps, fields, refusal):
    ada = person("Ada")

    with app.app_context(), pytest.raises(refusal):
        make_workshop(ada, brief(**fields), steps, canvases=library().canvases)

    assert how_many(app) == 0


@pytest.mark.parametrize("role", ["member", None])
def test_nobody_speaks_for_a_centre_they_do_not_host_at(app, person, centre, role):
    ada = person("Ada")
    host = centre("Meruvia Lab", **({role: ada} if role else {}))

    with app.app_context(), pytest.raises(NotFound):
        make_workshop(ada, brief(host_id=host.id), [], canvases={})

    assert how_many(app) == 0


def test_a_guest_makes_no_workshop(app):
    from app.accounts.services import new_guest

    with app.app_context():
        guest, _session = new_guest("Bo", "en")
        with pytest.raises(AccountsOnly):
            make_workshop(guest, brief(), [], canvases={})
