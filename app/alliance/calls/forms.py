"""What the form of a call accepts: words in six languages, two moments by a clock of its own, weighted criteria."""

from datetime import UTC, datetime
from typing import cast
from zoneinfo import ZoneInfo

from flask_babel import lazy_gettext as _
from wtforms import DateTimeLocalField, Field, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from app.accounts import timezones
from app.alliance.calls.models import Call
from app.alliance.calls.services import CallWords
from app.alliance.calls.standing import Criterion, read_criteria, write_criteria
from app.alliance.language_fields import fields_by_language
from app.centres.forms import ChoicesField, VersionedForm, tidied, written
from app.fields import LineField
from app.i18n import LANGUAGES

_MOMENT = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
_FIRST_YEAR, _LAST_YEAR = 2000, 2199


class CallForm(VersionedForm):
    """A call. Its words stand in a class below: WTForms reads fields from classes."""

    timezone = LineField(
        _("Time zone"),
        filters=[tidied],
        render_kw={"list": "timezones", "autocomplete": "off", "spellcheck": "false", "dir": "ltr"},
    )
    opens_at = DateTimeLocalField(_("Opens"), [DataRequired(_("Choose a day and a time."))], format=_MOMENT)
    closes_at = DateTimeLocalField(_("Closes"), [DataRequired(_("Choose a day and a time."))], format=_MOMENT)
    languages = ChoicesField(_("Languages one may answer in"), choices=lambda: list(LANGUAGES.items()))
    criteria = TextAreaField(
        _("Criteria"), written(2_500), filters=[tidied], render_kw={"rows": 6, "dir": "auto", "spellcheck": "true"}
    )

    read: tuple[Criterion, ...] = ()

    @classmethod
    def over(cls, call: Call | None = None, *, zone: str = "UTC") -> "CallForm":
        """The form over a call, or an empty one."""
        return cast("CallForm", _WITH_LANGUAGES(data=_said_by(call) if call else {"timezone": zone, **_EMPTY}))

    def validate_timezone(self, field: Field) -> None:
        """Keep the zone a person means, written as its standard name."""
        found = timezones.matching(field.data or "")
        if found is None:
            raise ValidationError(_("Choose a time zone from the list, such as Africa/Nairobi."))
        field.data = found

    def validate_opens_at(self, field: Field) -> None:
        _in_these_times(field)

    def validate_closes_at(self, field: Field) -> None:
        """Say beside the field what the verb would refuse."""
        _in_these_times(field)
        if self.opens_at.data and field.data <= self.opens_at.data:
            raise ValidationError(_("A call closes after it opens."))

    def validate_languages(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one language."))

    def validate_criteria(self, field: Field) -> None:
        """Read them line by line."""
        try:
            self.read = read_criteria(field.data or "")
        except ValueError as error:
            raise ValidationError(
                _(
                    "Begin each line with its weight, 1 to 100, at most twelve lines. Look again at: %(line)s",
                    line=error,
                )
            ) from error
        if not self.read:
            raise ValidationError(_("Name at least one criterion."))

    def words_of(self, part: str) -> dict[str, str]:
        """What was written for a part, by language, without empty ones."""
        said = {code: self[f"{part}_{code}"].data for code in LANGUAGES}
        return {code: text for code, text in said.items() if text}

    @property
    def words(self) -> CallWords:
        zone = ZoneInfo(self.timezone.data or "UTC")
        return CallWords(
            title=self.words_of("title"),
            body=self.words_of("body"),
            languages=tuple(code for code in LANGUAGES if code in (self.languages.data or ())),
            criteria=self.read,
            timezone=zone.key,
            opens_at=_moment(self.opens_at.data, zone),
            closes_at=_moment(self.closes_at.data, zone),
        )


def _moment(typed: datetime | None, zone: ZoneInfo) -> datetime:
    if typed is None:
        raise ValueError("it was not validated")
    return typed.replace(tzinfo=zone).astimezone(UTC)


def _in_these_times(field: Field) -> None:
    if not _FIRST_YEAR <= field.data.year <= _LAST_YEAR:
        raise ValidationError(_("Choose a day and a time."))


_EMPTY = {
    "languages": list(LANGUAGES),
    "criteria": write_criteria(
        (
            Criterion("c1", "Strength of the host and its place in the ecosystem", 30),
            Criterion("c2", "Fit of type, scope and capabilities", 30),
            Criterion("c3", "People and resources that are really there", 25),
            Criterion("c4", "Governance and endorsement", 15),
        )
    ),
}
"""What a new call begins with; whoever writes it changes it."""


def _said_by(call: Call) -> dict[str, object]:
    zone = ZoneInfo(call.timezone)
    kept: dict[str, object] = {
        "version": call.version,
        "timezone": call.timezone,
        "opens_at": call.opens_at.astimezone(zone).replace(tzinfo=None),
        "closes_at": call.closes_at.astimezone(zone).replace(tzinfo=None),
        "languages": call.languages,
        "criteria": write_criteria(call.weighed),
    }
    for part, words in (("title", call.title), ("body", call.body)):
        kept |= {f"{part}_{code}": words.get(code, "") for code in LANGUAGES}
    return kept


_WITH_LANGUAGES = type("CallForm", (CallForm,), fields_by_language(rows=10))
