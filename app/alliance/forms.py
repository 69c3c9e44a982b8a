"""What the form of a page accepts: a title, an opening line and a text in each of six languages."""

from dataclasses import dataclass
from typing import cast

from app.alliance.language_fields import fields_by_language
from app.alliance.markup import Rendered, render
from app.alliance.models import Page
from app.alliance.services import PageWords
from app.centres.forms import VersionedForm
from app.i18n import LANGUAGES


@dataclass(frozen=True, slots=True)
class Preview:
    """What was written in one language, as visitors would read it."""

    language: str
    title: str
    lead: str
    rendered: Rendered


class PageForm(VersionedForm):
    """The words of a page. Its fields stand in a class below: WTForms reads them from classes."""

    @classmethod
    def over(cls, page: Page) -> "PageForm":
        kept: dict[str, object] = {"version": page.version}
        for part, words in (("title", page.title), ("lead", page.lead), ("body", page.body)):
            kept |= {f"{part}_{code}": words.get(code, "") for code in LANGUAGES}
        return cast("PageForm", _WITH_LANGUAGES(data=kept))

    def words_of(self, part: str) -> dict[str, str]:
        """What was written for a part, by language, without empty ones."""
        said = {code: self[f"{part}_{code}"].data for code in LANGUAGES}
        return {code: text for code, text in said.items() if text}

    def preview(self, code: str) -> Preview:
        """What was written in a language, valid or not."""
        title, lead, body = (self.words_of(part).get(code, "") for part in ("title", "lead", "body"))
        return Preview(code, title, lead, render(body))

    @property
    def words(self) -> PageWords:
        return PageWords(self.words_of("title"), self.words_of("lead"), self.words_of("body"))


_WITH_LANGUAGES = type("PageForm", (PageForm,), fields_by_language(rows=16, with_lead=True))
