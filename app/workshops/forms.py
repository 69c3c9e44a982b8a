"""What the forms about a workshop accept: its making, its details, who plans it with you."""

from collections.abc import Callable, Sequence
from datetime import date, time
from typing import Any, cast

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    SelectField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange, Optional, ValidationError

from app import i18n
from app.accounts import timezones
from app.accounts.forms import invited_name
from app.accounts.models import Principal
from app.centres.errors import CentreClosed
from app.centres.forms import ChoicesField, VersionedForm, tidied, written
from app.fields import LineField, WholeNumberField
from app.workshops import tongues
from app.workshops.agenda import MAX_DAYS, AgendaDay
from app.workshops.agenda_queries import centres, centres_to_host
from app.workshops.drafts import Brief
from app.workshops.models import Ask, Workshop, WorkshopKind
from app.workshops.words import ASKS, KINDS

_TEXTS = ("title", "question", "host_name", "place", "timezone", "language", "consent")


def _line(label: str, longest: int, *more: object, **attributes: object) -> LineField:
    return LineField(
        label,
        [*more, *written(longest)],
        filters=[tidied],
        render_kw={"dir": "auto", "maxlength": longest, "autocomplete": "off", **attributes},
    )


class WorkshopForm(VersionedForm):
    """What a workshop says of itself."""

    title = _line(_("Title"), 160, DataRequired(_("A workshop needs a title.")))
    question = TextAreaField(
        _("Question"), written(400), filters=[tidied], render_kw={"dir": "auto", "maxlength": 400, "rows": 2}
    )
    kind = SelectField(_("Kind"), choices=lambda: list(KINDS.items()))
    host = SelectField(_("Host"), validate_choice=False)
    host_name = _line(_("Name of the host"), 160)
    cohosts = ChoicesField(_("Co-hosts"))
    place = _line(_("Place"), 160)
    timezone = LineField(_("Time zone"), render_kw={"list": "timezones", "autocomplete": "off", "spellcheck": "false"})
    language = SelectField(_("Language"), choices=dict(i18n.LANGUAGES))
    languages = _line(_("Other languages people write in"), 400)
    expected = WholeNumberField(
        _("People expected"), [Optional(), NumberRange(1, 10_000, _("A number between 1 and 10,000."))]
    )
    tables = WholeNumberField(_("Tables"), [Optional(), NumberRange(0, 200, _("A number between 0 and 200."))])
    asks = ChoicesField(_("What people may say about themselves"), choices=lambda: list(ASKS.items()))
    consent = TextAreaField(
        _("What they agree to"), written(2000), filters=[tidied], render_kw={"dir": "auto", "rows": 3}
    )
    names_shown = BooleanField(_("Show beside each note who wrote it"))

    offered: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    """The hosts this planner may choose, and their centres that host nothing more."""

    @classmethod
    def over(cls, planner: Principal, *, data: dict[str, Any], sent: bool = True) -> Any:  # noqa: ANN401 - a form is untyped
        """The form filled with `data`, offering what this planner may choose; `sent=False` if another form was sent."""
        form = cls(data=data) if sent else cls(formdata=None, data=data)
        mine = list(centres_to_host(planner))
        hosts = [(centre.id, centre.name) for centre in mine if not centre.is_closed]
        form.closed = frozenset(centre.id for centre in mine if centre.is_closed)
        if data.get("host") and data["host"] not in dict(hosts):
            hosts.insert(0, (data["host"], data["host_is"]))
        form.host.choices = [*hosts, ("", gettext("Somebody else"))]
        form.offered = frozenset({"", *dict(hosts)})
        form.cohosts.choices = [(centre.id, centre.name) for centre in centres()]
        return form

    def validate_host(self, field: Field) -> None:
        """Take what was offered, and tell who chose a centre that has closed meanwhile."""
        if field.data in self.offered:
            return
        raise ValidationError(
            CentreClosed.message if field.data in self.closed else field.gettext("Not a valid choice.")
        )

    def validate_host_name(self, field: Field) -> None:
        if not self.host.data and not field.data:
            raise ValidationError(_("Name who hosts: the Lab, the secretariat, a partner."))

    def validate_timezone(self, field: Field) -> None:
        """Keep the zone a person means, written as its standard name."""
        found = timezones.matching(field.data or "")
        if found is None:
            raise ValidationError(_("Choose a time zone from the list, such as Africa/Nairobi."))
        field.data = found

    def validate_languages(self, field: Field) -> None:
        _codes, unknown = tongues.read(field.data or "", reader=i18n.language())
        if unknown:
            raise ValidationError(gettext("No language is called %(words)s.", words=", ".join(unknown)))

    def brief(self, days: tuple[AgendaDay, ...] = ()) -> Brief:
        """What was said, once it is valid."""
        said = {name: str(self[name].data or "") for name in _TEXTS}
        return Brief(
            **said,
            kind=WorkshopKind(self.kind.data),
            days=days,
            host_id=self.host.data or None,
            cohost_ids=tuple(self.cohosts.data or ()),
            languages=tuple(tongues.read(self.languages.data or "", reader=i18n.language())[0]),
            expected=self.expected.data,
            tables=self.tables.data or 0,
            asks=tuple(Ask(each) for each in self.asks.data or ()),
            names_shown=bool(self.names_shown.data),
        )


DatesFrom = Callable[[date, int], Sequence[date]]
"""The days of a workshop, from its first day and their number."""


class NewWorkshopForm(WorkshopForm):
    """A workshop to come, with its first day."""

    date = DateField(_("First day"), [InputRequired(_("Say on which day it begins."))])
    starts_at = TimeField(_("Starts at"), [InputRequired(_("Say when the first step starts."))])
    days = WholeNumberField(
        _("Number of days"),
        [InputRequired(_("Between 1 and 10 days.")), NumberRange(1, MAX_DAYS, _("Between 1 and 10 days."))],
    )

    def agenda_days(self, dates_from: DatesFrom) -> tuple[AgendaDay, ...]:
        """The days `dates_from` gives for the first one and their number, each starting at the same time."""
        first, starts_at = cast("date", self.date.data), cast("time", self.starts_at.data)
        return tuple(AgendaDay(day, starts_at) for day in dates_from(first, self.days.data or 0))


class CofacilitatorForm(FlaskForm):
    """Who is to plan and lead with you."""

    email = EmailField(
        _("E-mail address"),
        [DataRequired(_("Enter their e-mail address.")), Email(_("Write it like name@example.org.")), Length(max=254)],
        render_kw={"autocomplete": "off"},
    )
    name = invited_name()


def said_by(workshop: Workshop) -> dict[str, Any]:
    """What a form shows of a workshop that stands."""
    return {
        **{name: getattr(workshop, name) for name in _TEXTS},
        "kind": workshop.kind,
        "host": workshop.host_id or "",
        "host_is": workshop.host.name if workshop.host else "",
        "cohosts": [centre.id for centre in workshop.cohosts],
        "languages": tongues.listed([code for code in workshop.languages if code != workshop.language]),
        "expected": workshop.expected,
        "tables": workshop.tables or None,
        "asks": workshop.asks,
        "names_shown": workshop.names_shown,
        "version": workshop.version,
    }
