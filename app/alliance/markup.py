"""Markdown as the public pages know it: HTML stays text, links are safe, headings begin at level 2 and skip none."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a rendered text: its level from 2 on, the id one may link to, its words without marks."""

    level: int
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as safe HTML, and its headings in order."""

    html: Markup
    headings: tuple[Heading, ...]


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - a house whose public pages nobody opens never loads it

    # Pictures would come from elsewhere, and this house loads nothing from elsewhere.
    return MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])


def render(text: str) -> Rendered:
    """Turn Markdown into HTML. Whatever is written, no script, style, picture or unsafe address comes out."""
    markdown = _markdown()
    tokens = markdown.parse(text)
    headings = _settle_headings(tokens)
    for token in tokens:
        _mark_links(token.children or [])
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Rendered(Markup(html), headings)  # noqa: S704 - the renderer escapes; html in the source is off


def _settle_headings(tokens: "list[Token]") -> tuple[Heading, ...]:
    """Give each heading the level its place in the outline asks for, and an id."""
    headings: list[Heading] = []
    above: list[int] = []
    for opening, words, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if opening.type != "heading_open":
            continue
        written = int(opening.tag[1])
        above = [*(level for level in above if level < written), written]
        level = min(len(above) + 1, _DEEPEST)
        opening.tag = closing.tag = f"h{level}"
        heading = Heading(level, f"part-{len(headings) + 1}", _plain(words))
        opening.attrSet("id", heading.id)
        headings.append(heading)
    return tuple(headings)


def _plain(words: "Token") -> str:
    return "".join(token.content or " " * (token.type == "softbreak") for token in words.children or [])


def _mark_links(tokens: "list[Token]") -> None:
    for token in tokens:
        if token.type == "link_open":
            address = str(token.attrGet("href"))
            if address.startswith("//") or not address.startswith(("/", "#")):
                token.attrSet("rel", "noopener")
