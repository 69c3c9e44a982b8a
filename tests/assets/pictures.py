"""Real bytes: images of every kind, and files that only look like one."""

import io
import struct
import zlib

from PIL import Image

PLACE = b"a place nobody should know"


def saved(image: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    body = io.BytesIO()
    image.save(body, kind, **how)
    return body.getvalue()


def picture(colour: object = (200, 40, 40), size: tuple[int, int] = (40, 30), mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, colour)


def png(colour: object = (200, 40, 40)) -> bytes:
    return saved(picture(colour))


def photograph(**how: object) -> bytes:
    """A JPEG whose left half is red and whose right half is blue, 40 wide and 30 high."""
    image = picture()
    image.paste((40, 40, 200), (20, 0, 40, 30))
    return saved(image, "JPEG", quality=95, **how)


def taken_somewhere() -> bytes:
    """A photograph that says where it was taken and with what, lying on its side, with a comment and a thumbnail."""
    exif = Image.Exif()
    exif[0x010F] = "A camera of somebody"
    exif[0x0112] = 6
    exif[0x013B] = PLACE.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 22.0, 33.0), 3: "E", 4: (8.0, 32.0, 28.0), 29: "2026:03:23"})
    return photograph(exif=exif, comment=PLACE, xmp=b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>")


def frames(kind: str) -> bytes:
    """Red first, then blue for a moment, then green."""
    red, *more = (picture(colour) for colour in ((200, 0, 0), (0, 0, 200), (0, 200, 0)))
    return saved(red, kind, save_all=True, append_images=more, duration=100, loop=0)


def bomb(width: int, height: int) -> bytes:
    """A PNG whose head promises more than anybody has room for, in some hundred bytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def heavy_text() -> bytes:
    """A small PNG with two hundred megabytes of text, packed."""
    packer = zlib.compressobj(9)
    text = b"".join(packer.compress(b"\0" * 1_000_000) for _ in range(200)) + packer.flush()
    whole = png()
    return whole[:33] + _chunk(b"zTXt", b"Comment\0\0" + text) + whole[33:]


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


PROGRAM = b"<html><script>alert('somebody else')</script></html>"

ANIMATED = {"GIF": frames("GIF"), "WebP": frames("WEBP"), "PNG": frames("PNG")}

POLYGLOTS = {
    "a PNG with a page behind it": png() + PROGRAM,
    "a GIF with a program behind it": saved(picture(3, mode="P"), "GIF") + b"/*" + PROGRAM + b"*/",
    "a JPEG with an archive behind it": photograph() + b"PK\x03\x04" + PROGRAM,
    "a JPEG with a page for a comment": photograph(comment=PROGRAM),
}
"""Images that are something else to another program."""

LIARS = {
    "a page": PROGRAM,
    "a program named as a GIF begins": b"GIF89a=1;" + PROGRAM,
    "an archive": b"PK\x03\x04" + PROGRAM,
    "a BMP": saved(picture(), "BMP"),
    "a TIFF": saved(picture(), "TIFF"),
    "words": b"This is no image.",
    "the first bytes of a PNG alone": png()[:8],
    "a RIFF of sound": b"RIFF\x24\0\0\0WAVEfmt ",
}
"""Files that say they are images."""

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SVGS = {
    "plain": SVG,
    "behind a comment": b"<!-- a drawing -->" + SVG[22:],
    "in capitals": SVG.upper(),
    "in UTF-16": SVG.decode().encode("utf-16"),
    "behind spaces": b"\n\t  " + SVG,
}
