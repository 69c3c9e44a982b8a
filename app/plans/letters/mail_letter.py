"""A mail as a mail server hands it over, read into what counts of it. Pure; no mail is so broken that it raises."""

import email
import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from hashlib import sha256
from html.parser import HTMLParser

_TO = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
_AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Auto-Reply")
_IN_BULK = {"bulk", "junk", "list", "auto_reply"}
_BREAKS = {"br", "p", "div", "li", "tr", "blockquote"}
_LONGEST_ID = 200
_ONE_ADDRESS = re.compile(r"[^<>]*<\s*([^\s@<>,;]+@[^\s@<>,;]+)\s*>|([^\s@<>,;()]+@[^\s@<>,;()]+)", re.DOTALL)
"""A name and an address in angles, or an address alone."""


@dataclass(frozen=True, slots=True)
class Mail:
    """Who wrote to which addresses. `automatic`: no person wrote it. `sender` is empty where it is not one alone.

    What it says is read only when somebody asks for its `text`: a mail nobody waits for costs its head.
    """

    sender: str
    recipients: str
    message_id: str
    automatic: bool
    raw: bytes

    @property
    def text(self) -> str:
        """The first part in plain text, else the first in HTML without its marks; empty where nobody can read it."""
        try:
            return _text(email.message_from_bytes(self.raw))
        except RecursionError:
            return ""

    def secret_for(self, mailbox: str) -> str | None:
        """The secret behind the plus in the address it went to; `mailbox` is that address without it."""
        local, _at, domain = mailbox.partition("@")
        found = re.search(rf"{re.escape(local)}\+([0-9a-f]{{32}})@{re.escape(domain)}", self.recipients, re.IGNORECASE)
        return found[1].lower() if found else None


def with_secret(mailbox: str, secret: str) -> str:
    """Return the address at which a letter with this secret is answered; empty where nobody has set the mailbox."""
    local, at, domain = mailbox.partition("@")
    return f"{local}+{secret}@{domain}" if at else ""


def read(raw: bytes) -> Mail:
    """Read the head of a mail."""
    message = BytesHeaderParser().parsebytes(raw)
    name = "".join(each for each in str(message.get("Message-ID", "")) if each.isprintable()).strip()[:_LONGEST_ID]
    return Mail(
        sender=_sender(message),
        recipients=" ".join(str(each) for header in _TO for each in message.get_all(header, [])),
        message_id=name or f"<{sha256(raw).hexdigest()}>",
        automatic=_is_automatic(message),
        raw=raw,
    )


def _sender(message: Message) -> str:
    """The address it came from, as it stands there: a name that is decoded first can look like another address."""
    said = [str(each) for each in message.get_all("From", [])]
    found = _ONE_ADDRESS.fullmatch(said[0].strip()) if len(said) == 1 else None
    return (found[1] or found[2]).lower() if found else ""


def _is_automatic(message: Message) -> bool:
    said = str(message.get("Auto-Submitted", "no")).strip().lower()
    in_bulk = str(message.get("Precedence", "")).strip().lower() in _IN_BULK
    report = message.get_content_type() == "multipart/report"
    nobody = str(message.get("Return-Path", "")).strip() == "<>"
    return said != "no" or in_bulk or report or nobody or any(name in message for name in _AUTOMATIC)


def _text(message: Message) -> str:
    parts = [part for part in message.walk() if not part.is_multipart() and part.get_filename() is None]
    for kind in ("text/plain", "text/html"):
        for part in parts:
            if part.get_content_type() == kind:
                content = _content(part)
                return _without_marks(content) if kind == "text/html" else content
    return ""


def _content(part: Message) -> str:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    try:
        return payload.decode(part.get_content_charset("utf-8"), errors="replace")
    except LookupError:
        return payload.decode(errors="replace")


class _Words(HTMLParser):
    """The words of a page of HTML; each line of what is quoted in it begins with a mark."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.depth = 0
        self.silent = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.depth += tag == "blockquote"
        self.silent += tag in {"style", "script", "head", "title"}
        if tag in _BREAKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        self.depth = max(0, self.depth - (tag == "blockquote"))
        self.silent = max(0, self.silent - (tag in {"style", "script", "head", "title"}))
        if tag in _BREAKS - {"br"}:
            self._break()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(" ".join(data.split("\n")))

    def _break(self) -> None:
        # One mark says it: whoever quotes a quotation a thousand times over is not given a thousand marks a line.
        self.words.append("\n> " if self.depth else "\n")


def _without_marks(page: str) -> str:
    reader = _Words()
    reader.feed(page)
    reader.close()
    lines = "".join(reader.words).split("\n")
    return "\n".join(line for line in lines if line.strip(" >"))
