"""What the forms of a note accept, where there are no scripts. Its words are judged where all ops are."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, HiddenField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import AnyOf, Length, NumberRange, Optional, Regexp
from wtforms.widgets import HiddenInput

from app.boards.answers import Asked
from app.boards.colours import COLOURS
from app.boards.engine.schema import ELEMENT_ID, LARGEST_INT, ZONE_ID
from app.boards.engine.state import EVERYONE, GROUP, NOTE, Element
from app.boards.policy import BoardRules, ZoneRule, comments_of_all, others_keep, zone_rules
from app.boards.view import ZoneView
from app.canvases.canvas import Canvas
from app.fields import LineField
from app.i18n import pick
from app.ids import new_id

LONGEST = 20_000
"""More than any note holds: whoever writes too much is told so, and finds the words again."""

LONGEST_FIELD = 120
"""Code points of an answer in words (`engine/scalars.py`)."""

SHOWN = r"[^\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]*\Z"
"""What a note can have said: no control characters but line breaks, as browsers send them."""


class SayingForm(FlaskForm):
    """Something that is written. `said` is what its page promised of it (`pages.said`), which counts when it comes."""

    said = HiddenField(validators=[Regexp(r"(named)? ?(first)? ?(open[0-9]{1,9})?\Z")])


class NoteForm(SayingForm):
    """A note written without scripts. `note` is its id, made with the form, so that sending twice is sending once.

    `room` says that it was written on the room's page: whoever is quicker than its scripts comes back there.
    """

    note = HiddenField(validators=[Regexp(ELEMENT_ID)])
    zone = HiddenField(validators=[Regexp(ZONE_ID)])
    room = HiddenField()
    pm = IntegerField(validators=[Optional(), NumberRange(min=0, max=LARGEST_INT)])
    text = TextAreaField(validators=[Length(max=LONGEST), Regexp(r"[^\0]*\Z")])


class OnceForm(SayingForm):
    """Something done with a note. `once` names the form, so that sending twice is doing once."""

    once = HiddenField(default=new_id, validators=[Regexp(r"^[A-Za-z0-9_-]{8,30}\Z")])


class WordsForm(OnceForm):
    """Other words for a note."""

    text = TextAreaField(_("The note's words"), validators=[Length(max=LONGEST), Regexp(r"[^\0]*\Z")])
    was = HiddenField(validators=[Length(max=LONGEST), Regexp(SHOWN)])
    """The words they were made from: what others write meanwhile stays."""
    pm = IntegerField(widget=HiddenInput(), default=0, validators=[Optional(), NumberRange(min=0, max=LARGEST_INT)])
    """The reveal they are written for, 0 in the open."""


_COLOURS = (("", _("As its zone")), *COLOURS.items())


class ColourForm(OnceForm):
    """Another colour for a note."""

    colour = RadioField(_("Colour"), choices=lambda: list(_COLOURS))


def answers_form(asked: Iterable[Asked], note: Element) -> OnceForm:
    """What the canvas asks of a note, with what it answers now. WTForms reads fields from classes."""
    given = {name: str(value) for name, value in (note.fields or {}).items()}
    fields = {each.name: _answer(each, given.get(each.name, "")) for each in asked}
    return type("AnswersForm", (OnceForm,), fields)(data={name: given.get(name, "") for name in fields})  # type: ignore[no-any-return]


def _answer(asked: Asked, kept: str) -> Field:
    """Its field. What was answered before there were these choices can stay, whatever else is said."""
    if asked.choices:
        old = [(kept, kept)] if kept and kept not in dict(asked.choices) else []
        return SelectField(asked.label, choices=lambda: [("", _("Not said")), *asked.choices, *old])
    return LineField(asked.label, filters=[_trimmed], validators=[Length(max=LONGEST_FIELD)])


def _trimmed(words: str | None) -> str:
    return (words or "").strip()


class AudienceForm(OnceForm):
    """Who sees a note: everybody, or a few."""

    to = HiddenField(validators=[AnyOf(["everybody", "few"])])


_RULES = (
    (ZoneRule.FREE, _("Everything")),
    (ZoneRule.ADD_ONLY, _("Add, and change one's own")),
    (ZoneRule.VOTE_ONLY, _("Only vote")),
    (ZoneRule.READ_ONLY, _("Only read")),
)


class RulesForm(FlaskForm):
    """What people may do on a board. `zones` are the fields of its zones, in reading order."""

    others_keep = BooleanField(_("Leave what others wrote as it is"))
    comments_of_all = BooleanField(_("Let everybody comment at any time"))

    @property
    def zones(self) -> list[SelectField]:
        return [field for field in self if field.name.startswith(ZONE)]

    def chosen(self) -> BoardRules:
        ruled = {field.name.removeprefix(ZONE): ZoneRule(field.data) for field in self.zones}
        return BoardRules(ruled, bool(self.others_keep.data), bool(self.comments_of_all.data))


ZONE = "zone-"
"""How the field of a zone begins."""


def rules_form(canvas: Canvas, rules: Mapping[str, object]) -> RulesForm:
    """The form of a board, with a field for each zone of its canvas; it says what holds now."""

    class OfThisCanvas(RulesForm):
        pass

    kept = zone_rules(rules)
    for zone in sorted(canvas.zones, key=lambda zone: zone.order):
        choice = SelectField(pick(zone.title), choices=lambda: list(_RULES), default=kept.get(zone.id, ZoneRule.FREE))
        setattr(OfThisCanvas, ZONE + zone.id, choice)
    return OfThisCanvas(data={"others_keep": others_keep(rules), "comments_of_all": comments_of_all(rules)})


class PlaceForm(OnceForm):
    """Another place for a note: a zone, or a group in it."""

    to = SelectField(_("Zone or group"))

    def offer(self, zones: Iterable[ZoneView], note: Element) -> "PlaceForm":
        """Let people choose among these zones and the groups that may hold the note."""
        self.to.choices = [place for zone in zones for place in _places(zone, note)]
        if self.to.data is None:
            self.to.data = f"{note.zone} {note.parent}" if note.parent else note.zone
        return self


def _places(zone: ZoneView, note: Element) -> list[tuple[str, str]]:
    title = pick(zone.title)
    groups = [head.element for head in zone.heads if head.element.type == GROUP] if note.type == NOTE else []
    held = [group for group in groups if group.audience in {EVERYONE, note.audience}]
    return [(zone.id, title), *((f"{zone.id} {group.id}", f"{title} · {group.text}") for group in held)]
