"""Reading pages the way people do: the words of an element, without its marks."""

import html
import re


def words(markup: str) -> str:
    """What stands in some markup, spaces folded."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def texts(tag: str, page: str) -> list[str]:
    """The words of every such element of a page, in order."""
    return [words(found) for found in re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page, flags=re.DOTALL)]


def main(page: str) -> str:
    """What stands between the bar and the end of a page."""
    return page[page.index("<main") : page.index("</main>")]


def facts(page: str) -> dict[str, str]:
    """A page's list of names and what they say."""
    return dict(zip(texts("dt", page), texts("dd", page), strict=True))


def errors(page: str) -> dict[str, str]:
    """What a form says is wrong, by field."""
    found = re.findall(r'<p class="bad" id="([^"]+)-bad">(.*?)</p>', page, flags=re.DOTALL)
    return {field: words(said) for field, said in found}
