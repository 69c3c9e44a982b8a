"""What the forms of evidence accept: what it shows, when, where, of what, and a file or an address."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePath
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, DateField, HiddenField, SelectField
from wtforms.validators import InputRequired, Optional, Regexp, ValidationError

from app.centres.forms import tidied, written
from app.fields import LineField
from app.plans.errors import OwnPageShown
from app.plans.fields import SeenForm, line
from app.plans.models import Evidence, Plan
from app.plans.services import EvidenceWords, mark_of, today_of
from app.plans.services.evidence import leads_here
from app.texts import is_readable

_WEB = r"^https?://[^\s/?#]+\.[^\s]*$"


class EvidenceForm(SeenForm):
    """Something that shows what was done.

    A browser keeps no file for a form that comes back, so `chosen` keeps its name: what was sent with a file is kept
    without it only where somebody says so (`without_file`).
    """

    title = line(_("What it shows"), 400, _("Say in a few words what it shows."))
    file = FileField(
        _("Photo or file"),
        description=_(
            "An image, a PDF, or a Word, OpenDocument or Excel file, at most 10 MB. "
            "Places hidden in photos are taken out."
        ),
    )
    chosen = HiddenField()
    without_file = BooleanField(_("Keep it without this file"))
    url = LineField(
        _("Address on the web"),
        [Optional(), *written(500), Regexp(_WEB, message=_("Write it like https://example.org/page."))],
        filters=[tidied],
        description=_("Where more of it stands, outside this site, beginning with https://."),
        render_kw={"dir": "ltr", "type": "url", "maxlength": 500, "autocomplete": "off"},
    )
    on = DateField(_("When it was"), validators=[InputRequired(_("Choose a day."))])
    place = line(_("Where it was"), 200)
    of_id = SelectField(_("Of which action or milestone"))

    plan: Plan
    kept: Evidence | None = None

    def about(self, plan: Plan, kept: Evidence | None = None) -> None:
        """Know the plan before the form is shown or checked."""
        self.plan, self.kept = plan, kept
        actions = sorted((*plan.actions, *plan.parked_actions), key=lambda each: each.number)
        self.of_id.choices = [
            ("", str(_("Of the whole plan"))),
            *((action.id, f"{action.number}. {action.title}") for action in actions),
            *((each.id, str(_("Milestone: %(title)s", title=each.title))) for each in plan.milestones),
        ]
        if kept and kept.sha256:
            self.file.label.text = _("Another photo or file")
            self.file.description = _("It takes the place of the one above. The same kinds, at most 10 MB.")
            self.without_file.label.text = _("Keep the file that is there")
        if not self.is_submitted():
            self.seen.data = mark_of(kept) if kept else None
            self.on.data = kept.on if kept else today_of(plan)
            self.of_id.data = (kept.of_id if kept else request.args.get("of")) or ""

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every field. A file that came with what is wrong elsewhere is asked for again."""
        is_right = super().validate(extra_validators)
        is_missing = bool(self.file and self.chosen.data) and not self.sent() and not self.without_file.data
        if not is_right or is_missing:
            self.ask_again()
        return is_right and not is_missing

    def refuse_file(self, why: str) -> None:
        """Say at its field why a file is not taken."""
        self.ask_again()
        self.file.errors = [why]

    def ask_again(self) -> None:
        """Ask for the file that came once more, by its name: no browser keeps one for a form that comes back."""
        sent = self.sent()
        self.chosen.data = _tidy_name((sent.filename if sent else self.chosen.data) or "")
        if self.chosen.data and self.file:
            again = _("Choose “%(name)s” again: it was not kept.", name=self.chosen.data)
            self.file.errors = [*self.file.errors, again]

    def validate_url(self, field: LineField) -> None:
        """Say at the field what the service would refuse."""
        has_file = self.sent() or (self.kept and self.kept.sha256)
        may_stay = self.kept is not None and not self.kept.shows
        if field.data and not has_file and not may_stay and leads_here(field.data):
            raise ValidationError(OwnPageShown.message)

    def validate_on(self, field: DateField) -> None:
        """Say at the field what the service would refuse."""
        if field.data and field.data > today_of(self.plan):
            raise ValidationError(_("What shows something happened today at the latest."))

    def sent(self) -> FileStorage | None:
        """The file that came, if any did."""
        file = request.files.get("file")
        return file if file and file.filename else None

    def words(self) -> EvidenceWords:
        sent = self.sent()
        return EvidenceWords(
            title=self.title.data or "",
            on=self.on.data or date.min,
            place=self.place.data or "",
            url=self.url.data or "",
            of_id=self.of_id.data or None,
            name=_tidy_name(sent.filename or "") if sent else "",
        )


def _tidy_name(name: str) -> str:
    """What a file is called, without folders and without what cannot be seen."""
    alone = PurePath(name.replace("\\", "/")).name
    return "".join(letter for letter in alone if is_readable(letter))[-160:].strip()
