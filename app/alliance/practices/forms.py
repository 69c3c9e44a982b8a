"""What the forms of good-practice cards accept."""

from collections.abc import Iterable
from typing import Final

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, SelectField, TextAreaField, ValidationError
from wtforms.validators import DataRequired

from app.alliance.practices.errors import CardIncomplete, ClosedPageLinked
from app.alliance.practices.models import Practice
from app.alliance.practices.services import closed_among, words_of
from app.alliance.practices.states import CardState, CardWords
from app.centres.forms import ChoicesField, VersionedForm, tidied, written
from app.centres.models import Centre
from app.fields import LineField
from app.i18n import LANGUAGES, comma
from app.texts import is_web_address, isolated

MOST_LINKS: Final = 10
LONGEST_LINK: Final = 400


def _area(label: LazyString, *needed: object) -> TextAreaField:
    more = {"dir": "auto", "rows": 4, "maxlength": 3000}
    return TextAreaField(label, [*needed, *written(3000)], filters=[tidied], render_kw=more)


class CardForm(VersionedForm):
    title = LineField(
        _("What worked, in one line"),
        [DataRequired(_("Give the card a title.")), *written(160)],
        filters=[tidied],
        render_kw={"dir": "auto", "maxlength": 160, "autocomplete": "off"},
    )
    done = _area(_("What was done"))
    for_whom = _area(_("For whom"))
    evidence = _area(_("How one sees that it worked"))
    links = _area(_("Links to see for yourself"))
    conditions = _area(_("What it needs to work"))
    language = SelectField(_("Written in"), choices=dict(LANGUAGES))
    languages = ChoicesField(_("Languages in which you can tell more"), choices=dict(LANGUAGES))

    must_be_complete = False
    practice_id = ""

    @classmethod
    def over(cls, words: CardWords, card: Practice | None = None) -> "CardForm":
        """The form over what a card says, or over what a new one may begin with."""
        kept = {name: getattr(words, name) for name in CardWords.__dataclass_fields__}
        kept |= {"links": "\n".join(words.links), "languages": list(words.languages)}
        form = cls(data={**kept, "version": card.version if card else 0})
        form.practice_id = card.id if card else ""
        form.must_be_complete = card is not None and card.state == CardState.PROPOSED
        return form

    def validate_links(self, field: Field) -> None:
        """Take addresses one can open, one a line."""
        links = _lines(field.data)
        if len(links) > MOST_LINKS or any(len(link) > LONGEST_LINK for link in links):
            raise ValidationError(_("At most ten links, each on its own line."))
        if not all(is_web_address(link) for link in links):
            raise ValidationError(_("Write each link like https://example.org/report, on its own line."))
        if closed := closed_among(links, self.practice_id):
            raise ValidationError(f"{comma().join(map(isolated, closed))}: {ClosedPageLinked.message}")

    def validate_evidence(self, _field: Field) -> None:
        """Say beside the field what the verb would refuse."""
        if self.must_be_complete and not self.words.is_complete:
            raise ValidationError(CardIncomplete.message)

    @property
    def words(self) -> CardWords:
        """What was written."""
        texts = {name: self[name].data or "" for name in ("title", "done", "for_whom", "evidence", "conditions")}
        return CardWords(
            **texts,
            links=tuple(_lines(self.links.data)),
            language=self.language.data or "en",
            languages=tuple(self.languages.data or ()),
        )


class MoveForm(VersionedForm):
    state = SelectField(choices={state.value: state.value for state in CardState})
    words = _area(_("What is missing"))


class AdaptationForm(FlaskForm):
    centre = SelectField(_("Your centre"))
    words = _area(_("What you changed to make it fit"), DataRequired(_("Say what you changed, in a sentence or two.")))
    card = SelectField(_("Your own card of it"))

    def offer(self, centres: Iterable[Centre], cards: Iterable[Practice]) -> None:
        """Know in whose name one may say it, and which cards these have."""
        self.centre.choices = {centre.id: centre.name for centre in centres}
        self.card.choices = {"": str(_("None")), **{card.id: card.title for card in cards}}


def form_of(card: Practice) -> CardForm:
    """The form over a card as it is."""
    return CardForm.over(words_of(card), card)


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
