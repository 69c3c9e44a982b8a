"""The fields of a text that is written in each language of the site: a title, a body, and perhaps an opening line."""

from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import DataRequired

from app.centres.forms import tidied, written
from app.fields import LineField
from app.i18n import LANGUAGES, direction

LONGEST = 20_000
"""Characters of a text in one language."""


def fields_by_language(*, rows: int, with_lead: bool = False) -> dict[str, object]:
    """Return the fields of each language, their names ending with its code; `rows` is how high a text is at first.

    English is needed: it stands in where another is missing.
    """
    fields: dict[str, object] = {}
    for code in LANGUAGES:
        needed = [DataRequired(_("English stands in where a language is missing."))] if code == "en" else []
        told = {"lang": code, "dir": direction(code)}
        fields[f"title_{code}"] = LineField(_("Title"), [*needed, *written(120)], filters=[tidied], render_kw=told)
        if with_lead:
            fields[f"lead_{code}"] = LineField(_("Opening line"), written(300), filters=[tidied], render_kw=told)
        fields[f"body_{code}"] = TextAreaField(
            _("Text"), [*needed, *written(LONGEST)], filters=[tidied], render_kw=told | {"rows": rows}
        )
    return fields
