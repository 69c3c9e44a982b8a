"""What the form of a saved view accepts."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField

from app.accounts.models import Principal
from app.alliance.models import SavedView
from app.plans.fields import line


class SavedViewForm(FlaskForm):  # type: ignore[misc] # it has no types
    """A name for a way to look at the portfolio. Who has no role in the alliance has nobody to share it with."""

    name = line(_("Name of this view"), 80, _("Give it a name you will know it by."))
    shared = BooleanField(
        _("Share it"), description=_("Everybody with your role in the alliance finds it, and sees in it what they may.")
    )

    @classmethod
    def of(cls, principal: Principal, saved: SavedView | None = None, *, sent: bool = True) -> "SavedViewForm":
        form = cls(obj=saved) if sent else cls(formdata=None)
        if not principal.alliance_role:
            del form.shared
        return form

    @property
    def shares(self) -> bool:
        return "shared" in self and bool(self.shared.data)
