"""What a file is by its first bytes. Names and declared types say nothing here."""

MOST_BYTES = 10 * 1024 * 1024

LOOKED_AT = 4_096
"""How far in a drawing of lines says what it is."""


def is_image(body: bytes) -> bool:
    """Whether it begins as a JPEG, PNG, WebP or GIF does."""
    return body.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")) or (
        body.startswith(b"RIFF") and body[8:12] == b"WEBP"
    )


def is_svg(body: bytes) -> bool:
    """Whether it is an SVG, in any of the encodings browsers read one in."""
    head = body[:LOOKED_AT].replace(b"\0", b"").lower()
    return b"<svg" in head or b"<!doctype svg" in head
