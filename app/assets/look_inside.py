"""Looks into one paper for what it may do by itself, and ends. The server runs it and never imports it.

    python -I look_inside.py (pdf | archive) < PAPER

It prints why the paper is refused as JSON, `{"refused": code}`, or `{}`. It has limits of its own, so a paper that asks
for too much ends this process alone.
"""

import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final

MEMORY: Final = 512 * 1024 * 1024
CPU_SECONDS: Final = 20
MOST_UNPACKED: Final = 200 * 1024 * 1024
"""Bytes that all parts of an archive may have once they are unpacked: twenty times as many as may be sent."""

MOST_OF_A_PDF: Final = 400 * 1024 * 1024
PIECE: Final = 64 * 1024
OVERLAP: Final = 128
"""Bytes of a piece that are looked at again with the next, for a name may lie in both."""


def _any_of(*names: str) -> "re.Pattern[bytes]":
    """The names of a PDF, each of whose letters may be written as `#` and its code."""
    written = ("".join(f"(?:{letter}|#(?i:{ord(letter):02x}))" for letter in name) for name in names)
    return re.compile(f"/(?:{'|'.join(written)})".encode())


ACTIVE: Final = _any_of(
    "JavaScript", "Launch", "EmbeddedFile", "RichMedia", "Rendition", "XFA", "ImportData", "SubmitForm"
)  # fmt: skip
"""By these a PDF runs something, holds other files, or sends what was typed."""

OBJECTS: Final = _any_of("ObjStm")
UNSEEN: Final = _any_of("Encrypt", "Crypt", "ASCII85Decode", "ASCIIHexDecode", "LZWDecode", "RunLengthDecode")
"""Beside streams of objects these say that nobody here can look into all of them."""

_STREAM: Final = re.compile(rb"stream\r?\n")
_SCRIPTS: Final = ("basic/", "scripts/")


def main(kind: str) -> None:
    """Say why the paper on the standard input is refused, if it is."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    refused = _in_pdf(sys.stdin.buffer.read()) if kind == "pdf" else _in_archive()
    json.dump({"refused": refused} if refused else {}, sys.stdout)


def _in_pdf(content: bytes) -> str:
    if ACTIVE.search(content):
        return "paper-active"
    if OBJECTS.search(content) and UNSEEN.search(content):
        return "paper-locked"
    seen = 0
    for start in _STREAM.finditer(content):
        before = b""
        for piece in _inflated(memoryview(content)[start.end() :]):
            seen += len(piece)
            if seen > MOST_OF_A_PDF:
                return "paper-too-much"
            # Objects lie in streams too.
            if ACTIVE.search(before + piece):
                return "paper-active"
            before = piece[-OVERLAP:]
    return ""


def _inflated(packed: memoryview) -> Iterator[bytes]:
    """What a stream holds, piece by piece, as far as it is deflated and can be read."""
    inflating = zlib.decompressobj()
    try:
        for at in range(0, len(packed), PIECE):
            rest: bytes | memoryview = packed[at : at + PIECE]
            while rest and not inflating.eof:
                yield inflating.decompress(rest, PIECE)
                rest = inflating.unconsumed_tail
            if inflating.eof:
                return
    except zlib.error:
        return


def _in_archive() -> str:
    """Count what the parts say they have, and then what they do have."""
    with zipfile.ZipFile(sys.stdin.buffer) as archive:
        parts = archive.infolist()
        if any(part.filename.lower().startswith(_SCRIPTS) for part in parts):
            return "paper-active"
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            return "paper-too-much"
        return _unpacked(archive, parts)


def _unpacked(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> str:
    seen = 0
    for part in parts:
        # The table of contents may lie: read on to where the bytes end, not to where it says they do.
        part.file_size = MOST_UNPACKED + 1
        try:
            with archive.open(part) as inside:
                while piece := inside.read(PIECE):
                    seen += len(piece)
                    if seen > MOST_UNPACKED:
                        return "paper-too-much"
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError):
            return "paper-broken"
    return ""


if __name__ == "__main__":
    main(sys.argv[1])
