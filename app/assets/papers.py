"""What a paper is by its bytes: a text, a sheet, a PDF or an image. Names and declared types say nothing here."""

import zipfile
from typing import BinaryIO, Final

MOST_BYTES: Final = 10 * 1024 * 1024

MOST_READ: Final = 64 * 1024 * 1024
"""A form with a larger file is read up to here, so that what was typed beside it comes back with the refusal."""

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT: Final = "application/vnd.oasis.opendocument.text"
IMAGE: Final = "image"
"""What will be drawn anew: it is a JPEG or WebP only then."""

ENDINGS: Final = {PDF: "pdf", DOCX: "docx", XLSX: "xlsx", ODT: "odt", "image/jpeg": "jpg", "image/webp": "webp"}

_MOST_ENTRIES: Final = 5_000
_TAIL: Final = 2_048
_HEADS: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_PROGRAMS: Final = ("vbaproject.bin", "vbadata.xml")


def kind_of(file: BinaryIO) -> str | None:
    """A kind of `ENDINGS`, `IMAGE`, or None where it is nothing that is taken. Nothing in it is unpacked."""
    file.seek(0)
    head = file.read(16)
    if head.startswith(_HEADS) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return IMAGE
    if head.startswith(b"%PDF-"):
        return PDF if b"%%EOF" in _tail(file) else None
    return _kind_of_archive(file) if head.startswith(b"PK\x03\x04") else None


def _tail(file: BinaryIO) -> bytes:
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    return file.read()


def _kind_of_archive(file: BinaryIO) -> str | None:
    """Word processors and spreadsheets pack their files; which it is their table of contents says."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()
            if len(names) > _MOST_ENTRIES or any(name.lower().endswith(_PROGRAMS) for name in names):
                return None
            if names[:1] == ["mimetype"]:
                return ODT if _says_odt(archive) else None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        return None
    if "[Content_Types].xml" not in names:
        return None
    return DOCX if "word/document.xml" in names else XLSX if "xl/workbook.xml" in names else None


def _says_odt(archive: zipfile.ZipFile) -> bool:
    first = archive.getinfo("mimetype")
    if first.compress_type != zipfile.ZIP_STORED or first.file_size > len(ODT):
        return False
    return archive.read(first) == ODT.encode()
