"""What the gallery's form accepts. It comes by GET and changes nothing, so it carries no token."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import Form, IntegerField, SearchField, SelectField
from wtforms.validators import Length, NumberRange, Optional

from app.canvases.gallery import Wish
from app.canvases.labels import CAPABILITY_TERMS
from app.canvases.library import library
from app.i18n import pick

MINUTES = (10, 15, 30, 45, 60, 90)


class GalleryForm(Form):
    """The wish somebody has for a canvas."""

    q = SearchField(_("Words"), [Length(max=80, message=_("Use at most 80 letters."))])
    minutes = SelectField(_("Time you have"), default="")
    people = IntegerField(
        _("People"),
        [Optional(), NumberRange(1, 1000, message=_("Give a number of people from 1 to 1000."))],
    )
    phase = SelectField(_("Way of thinking"), default="")
    capability = SelectField(_("Capability"), default="")
    family = SelectField(_("Family"), default="")

    @property
    def is_narrowed(self) -> bool:
        """True when more than words is asked for, or something could not be read."""
        return bool(self.errors) or any(field.data for field in self if field.name != "q")

    def wish(self) -> Wish:
        return Wish(
            words=self.q.data or "",
            minutes=int(self.minutes.data) if self.minutes.data else None,
            people=self.people.data,
            phase=self.phase.data or "",
            capability=self.capability.data or "",
            family=self.family.data or "",
        )


def gallery_form(asked: MultiDict[str, str]) -> GalleryForm:
    """The form for one request, with its choices in the reader's language."""
    form = GalleryForm(asked)
    any_of_them = ("", gettext("Any"))
    terms, families = library().glossary, library().families.values()
    form.minutes.choices = [any_of_them, *((str(n), gettext("up to %(minutes)s min", minutes=n)) for n in MINUTES)]
    form.phase.choices = [any_of_them, ("diverge", gettext("Opens up")), ("converge", gettext("Narrows down"))]
    form.capability.choices = [any_of_them, *((c, pick(terms[term].words)) for c, term in CAPABILITY_TERMS.items())]
    form.family.choices = [any_of_them, *((family.id, pick(family.title)) for family in families)]
    return form
