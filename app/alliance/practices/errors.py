"""What good-practice cards refuse.

AppError
├── Conflict
│   ├── CardElsewhere     card-elsewhere
│   ├── CardOpen          card-open
│   └── AdaptedAlready    adapted-already
└── Invalid
    ├── CardIncomplete    card-incomplete
    └── ClosedPageLinked  closed-page-linked
"""

from flask_babel import lazy_gettext as _

from app.errors import Conflict, Invalid


class CardElsewhere(Conflict):
    code = "card-elsewhere"
    message = _("The card stands elsewhere by now. Load the page again.")


class CardOpen(Conflict):
    code = "card-open"
    message = _("A published card is read by everybody as it is. Take it back to change it.")


class AdaptedAlready(Conflict):
    code = "adapted-already"
    message = _("Your centre has said already that it adapted this.")


class CardIncomplete(Invalid):
    code = "card-incomplete"
    message = _("Before a card is proposed it says what was done, for whom, and how one sees that it worked.")


class ClosedPageLinked(Invalid):
    code = "closed-page-linked"
    message = _(
        "Not everybody can open this page of this site, or it shows nothing of what worked. Give a link that everybody "
        "can open, such as another card of the showcase or a plan's page for people outside."
    )
