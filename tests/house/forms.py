"""The forms of a page as a browser finds them: where they lead, their fields, and what these hold."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote_from_bytes, urlsplit

TYPED = {"text", "email", "password", "search", "number", "date", "time", "hidden", "url", "textarea", "select"}


@dataclass
class Form:
    """A form that is sent by POST, and what it would send untouched."""

    action: str
    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)

    def body(self, name: str, value: bytes) -> bytes:
        """What a browser would send with one field changed, whatever its bytes."""
        said = {**{key: text.encode() for key, text in self.values.items()}, name: value}
        return b"&".join(
            f"{quote_from_bytes(key.encode())}={quote_from_bytes(text)}".encode() for key, text in said.items()
        )


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._named: dict[str, Form] = {}
        self._loose: list[tuple[str, dict[str, str]]] = []
        self._address = address
        self._form: Form | None = None
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(urlsplit(said.get("action") or self._address).path)
            self._named[said.get("id", "")] = self._form
            if said.get("method", "").lower() == "post":
                self.forms.append(self._form)
        elif tag in {"input", "textarea", "select", "button"} and said.get("name"):
            self._take(tag, said)
        elif (
            tag == "option"
            and self._select
            and self._form
            and ("selected" in said or not self._form.values[self._select])
        ):
            self._form.values[self._select] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        self._select = "" if tag == "select" else self._select
        self._area = "" if tag == "textarea" else self._area

    def handle_data(self, data: str) -> None:
        if self._area and self._form:
            self._form.values[self._area] += data.removeprefix("\n")

    def _take(self, tag: str, said: dict[str, str]) -> None:
        form = self._named.get(said["form"]) if "form" in said else self._form
        kind = said.get("type", "text") if tag == "input" else tag
        if form is None or (kind in {"checkbox", "radio"} and "checked" not in said):
            return
        if kind in {"button", "submit"} and said["name"] in form.values:
            return
        form.values[said["name"]] = said.get("value", "")
        self._select = said["name"] if tag == "select" else self._select
        self._area = said["name"] if tag == "textarea" else self._area
        if kind in TYPED and said["name"] != "csrf_token" and said["name"] not in form.typed:
            form.typed.append(said["name"])


def forms_of(page: str, address: str) -> list[Form]:
    """Every form of a page that is sent by POST."""
    reader = _Reader(address)
    reader.feed(page)
    return reader.forms
