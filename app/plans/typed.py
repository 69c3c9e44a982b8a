"""Words that somebody typed into a form of a plan: given back where the form is refused and not shown again."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import RequestEntityTooLarge
from wtforms import HiddenField, StringField
from wtforms.fields.core import UnboundField

from app.plans.actions.due_form import MovingForm, ScheduleForm
from app.plans.actions.forms import ActionForm, MoveForm, ParkForm, PartForm
from app.plans.check_ins.form import MEASURE, CheckInForm
from app.plans.check_ins.link_forms import LinkForm
from app.plans.endings.forms import SAID, FollowUpForm, NextPlanForm, ShareForm, SignOffForm
from app.plans.evidence.forms import EvidenceForm
from app.plans.fields import NumberField, WhyForm
from app.plans.forms import GoalForm
from app.plans.frame_forms import FrameForm
from app.plans.items.forms import SHELVES
from app.plans.letters.answer_forms import AskAnswerForm, ConfirmForm
from app.plans.letters.contact_forms import ContactForm
from app.plans.measures.forms import MeasureForm
from app.plans.measures.reading_forms import ReadingForm, TableForm
from app.plans.new_form import ROWS, NewPlanForm
from app.plans.occasions.forms import DecidedForm, OccasionForm
from app.plans.pause_forms import AgreedForm, EndForm, PauseForm
from app.plans.promotion.forms import FORMS as PROMOTIONS
from app.plans.status.forms import OverrideForm

FORMS: Final[Mapping[str, type[FlaskForm]]] = {
    "goal": GoalForm, "frame": FrameForm, "new": NewPlanForm,
    "new_action": ActionForm, "action": ActionForm, "move_action": MoveForm, "park_action": ParkForm,
    "add_part": PartForm, "part": PartForm, "reschedule": ScheduleForm, "move_milestone": MovingForm,
    "new_measure": MeasureForm, "edit_measure": MeasureForm, "file_reading": ReadingForm, "reading_table": TableForm,
    "add_evidence": EvidenceForm, "one_evidence": EvidenceForm,
    "pauses": PauseForm, "change_pause": EndForm, "drop_pause": AgreedForm,
    "check_ins": CheckInForm, "take_back_review": WhyForm, "links": LinkForm, "contact": ContactForm,
    "overrides": OverrideForm, "open_occasion": OccasionForm, "decided": DecidedForm,
    "sign_off": SignOffForm, "reopen": WhyForm, "follow_up": FollowUpForm, "next_plan": NextPlanForm,
    "shares": ShareForm, "answer_own_ask": AskAnswerForm, "confirm_own_ask": ConfirmForm,
}  # fmt: skip
"""The form that each view takes words from."""

NO_WORDS: Final = frozenset({
    "drop_evidence", "drop_part", "feeds", "centre_feeds", "issue_ticket", "look", "my_feeds", "pass_baton",
    "publish", "remind_asked", "revoke_feed", "revoke_link", "revoke_share", "take_up_action", "tally", "tick_part",
    "withdraw_override",
})  # fmt: skip
"""Views whose forms take ticks, choices and dates alone."""

_BY_KIND: Final[Mapping[str, Callable[[Request], type[FlaskForm] | None]]] = {
    "new_item": lambda sent: SHELVES[(sent.view_args or {})["item_kind"]].form,
    "item": lambda sent: SHELVES[(sent.view_args or {})["item_kind"]].form,
    "promote": lambda sent: PROMOTIONS.get(sent.form.get("kind", "")),
}
"""Views that take words from a form of the kind of thing they are about."""

_FOR_EACH_ROW: Final[Mapping[str, tuple[str, LazyString]]] = {
    "check_ins": (MEASURE, _("Number")),
    "follow_up": (SAID, _("How it went")),
    "new": (ROWS, _("Action")),
}
"""How the names of fields begin that a form has for each row of its plan, and what such a field is called."""

TAKES_WORDS: Final = frozenset({*FORMS, *_BY_KIND})


@dataclass(frozen=True, slots=True)
class Typed:
    """Words that somebody typed into one field."""

    label: str
    words: str


def typed_in(sent: Request) -> list[Typed]:
    """Return what somebody typed into the form of a plan that a request brings, in the order of its fields."""
    try:
        return list(_typed(sent))
    except RequestEntityTooLarge:
        # A file is beside it that was refused before it was read.
        return []


def _typed(sent: Request) -> Iterator[Typed]:
    view = (sent.endpoint or "").rpartition(".")[2]
    form = _BY_KIND[view](sent) if view in _BY_KIND else FORMS.get(view)
    named = [(name, field.args[0]) for name, field in _text_fields(form)] if form else []
    if view in _FOR_EACH_ROW:
        start, label = _FOR_EACH_ROW[view]
        named += [(name, label) for name in sent.form if name.startswith(start)]
    for name, label in named:
        if words := sent.form.get(name, "").strip():
            yield Typed(str(label), words)


def _text_fields(form: type[FlaskForm]) -> "list[tuple[str, UnboundField[Any]]]":
    """Return the fields of a form in which people write, by name, as they stand in it."""
    found = [(name, getattr(form, name)) for name in dir(form) if not name.startswith("_")]
    written = [(name, each) for name, each in found if isinstance(each, UnboundField) and _is_text(each.field_class)]
    return sorted(written, key=lambda pair: pair[1].creation_counter)


def _is_text(kind: type) -> bool:
    return issubclass(kind, StringField | NumberField) and not issubclass(kind, HiddenField)
