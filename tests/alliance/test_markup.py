"""Markdown on public pages: whatever is written, nothing runs, nothing is loaded, and headings stand in order."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alliance.markup import Heading, render

ALLOWED = {
    *(
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "a",
        "em",
        "strong",
        "code",
        "pre",
        "blockquote",
        "hr",
        "br",
    ),
}


class Reader(HTMLParser):
    """What a browser would find in some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Plain *words* & **more**", "<p>Plain <em>words</em> &amp; <strong>more</strong></p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("a <img src=x onerror=alert(1)> b", "<p>a &lt;img src=x onerror=alert(1)&gt; b</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](JaVaScRiPt:alert(1))", "<p>[x](JaVaScRiPt:alert(1))</p>\n"),
        ("[x](vbscript:x)", "<p>[x](vbscript:x)</p>\n"),
        ("[x](data:text/html,<script>)", "<p>[x](data:text/html,&lt;script&gt;)</p>\n"),
        (
            "![seen](https://evil.example/x.png)",
            '<p>!<a href="https://evil.example/x.png" rel="noopener">seen</a></p>\n',
        ),
        ("[here](/centres/)", '<p><a href="/centres/">here</a></p>\n'),
        ("[up](#part-1)", '<p><a href="#part-1">up</a></p>\n'),
        ("[away](https://example.org/)", '<p><a href="https://example.org/" rel="noopener">away</a></p>\n'),
        ("[away](//example.org/)", '<p><a href="//example.org/" rel="noopener">away</a></p>\n'),
        ("<https://example.org/>", '<p><a href="https://example.org/" rel="noopener">https://example.org/</a></p>\n'),
        ("", ""),
    ],
)
def test_what_is_written_becomes_safe_html(source, html):
    assert render(source).html == html


@pytest.mark.parametrize(
    ("source", "headings"),
    [
        ("# One\n\n# Two", [(2, "One"), (2, "Two")]),
        ("### Deep first\n\n# Then high", [(2, "Deep first"), (2, "Then high")]),
        ("# A\n\n#### B\n\n##### C\n\n#### D", [(2, "A"), (3, "B"), (4, "C"), (3, "D")]),
        ("# a *b* `c` [d](/e)", [(2, "a b c d")]),
        ("Over\nlined\n===", [(2, "Over lined")]),
    ],
)
def test_headings_begin_at_two_and_skip_none(source, headings):
    expected = tuple(Heading(level, f"part-{n}", text) for n, (level, text) in enumerate(headings, 1))

    assert render(source).headings == expected


def test_a_heading_can_be_linked_to():
    assert render("# Who may join?").html == '<h2 id="part-1">Who may join?</h2>\n'


@given(st.text(alphabet=st.sampled_from(list("#*_[]()<>!`\\\n -=&;:/\"'ajscriptn1."))) | st.text())
def test_whatever_is_written_nothing_runs_and_nothing_is_loaded(source):
    seen = Reader(render(source).html)

    assert set(seen.tags) <= ALLOWED
    assert {(tag, name) for tag, name, _value in seen.attributes} <= {
        ("a", "href"),
        ("a", "rel"),
        ("a", "title"),
        ("ol", "start"),
        ("code", "class"),
        *((f"h{level}", "id") for level in range(2, 7)),
    }
    schemes = [value for _tag, name, value in seen.attributes if name == "href" and value]
    assert [link for link in schemes if re.match(r"\s*(javascript|vbscript|data|file):", link, re.IGNORECASE)] == []


@given(st.lists(st.integers(1, 6), max_size=12))
def test_no_outline_skips_a_level(levels):
    source = "\n\n".join(f"{'#' * level} Heading" for level in levels)

    shown = [heading.level for heading in render(source).headings]

    assert len(shown) == len(levels)
    assert all(here <= before + 1 for before, here in zip([1, *shown], shown, strict=False))
    assert all(2 <= level <= 6 for level in shown)
