"""Draws one uploaded image anew and ends. The only code that loads Pillow; the house runs it and never imports it.

    python -I redraw.py OUT < IMAGE

What comes out is pixels alone, at most `LONGEST` wide and high, upright, in sRGB: no byte of
the file that came in is in it. It is written to OUT, and what it is to the standard output as
JSON: `{"mime", "width", "height", "size", "sha256"}`, or `{"refused": code}`.
"""

import hashlib
import io
import json
import os
import resource
import struct
import sys
import warnings
from contextlib import suppress
from pathlib import Path

from PIL import Image, ImageCms, ImageOps

LONGEST = 2_400
MOST_PIXELS = 40_000_000
LOSSLESS_BYTES = 1024 * 1024
"""A drawing larger than this loses a little, as photographs do."""

JPEG = b"\xff\xd8"
OPAQUE = 255

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 15
OUT_BYTES = 32 * 1024 * 1024
FILES = 32

BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    ImageCms.PyCMSError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
)
"""What Pillow raises over bytes that are no image it can read."""


class TooManyPixels(Exception):
    """Known from the head of the file, before anything is decoded."""


def main(out: Path) -> None:
    """Draw what comes in, within limits, and say what came out."""
    _limit()
    try:
        body = sys.stdin.buffer.read()
        image = _draw(body)
        said = _keep(out, image, _as_photograph(image) if body.startswith(JPEG) else _as_drawing(image))
    except (TooManyPixels, Image.DecompressionBombError):
        said = {"refused": "image-too-many-pixels"}
    except MemoryError:
        said = {"refused": "image-too-heavy"}
    except BROKEN:
        said = {"refused": "image-broken"}
    sys.stdout.write(json.dumps(said))


def _limit() -> None:
    """No more memory, time, files and bytes than one image needs, and behind everybody else in the queue for them."""
    os.nice(5)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUT_BYTES),
        (resource.RLIMIT_NOFILE, FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        # macOS knows the limit of memory by name alone.
        with suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("ignore")


def _draw(body: bytes) -> Image.Image:
    """The image as it is shown: its first frame, upright and small enough.

    Raises:
        TooManyPixels: more than any photograph has.
    """
    image: Image.Image = Image.open(io.BytesIO(body), formats=("JPEG", "PNG", "WEBP", "GIF"))
    if image.width * image.height > MOST_PIXELS:
        raise TooManyPixels
    # A JPEG is decoded at a fraction of its size where that is enough.
    image.draft(None, (2 * LONGEST, 2 * LONGEST))
    image = _with_all_shades(image)
    image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS, reducing_gap=2.0)
    with suppress(*BROKEN):
        ImageOps.exif_transpose(image, in_place=True)
    image = _in_plain_colours(image)
    # Comments, places, cameras and everything else that is not a pixel.
    image.info = {}
    return image


def _with_all_shades(image: Image.Image) -> Image.Image:
    """Palettes and 16-bit greys in a form that can be made smaller."""
    image.load()
    if image.mode.startswith("I"):
        return image.convert("I").point(lambda shade: shade / 256).convert("L")
    if image.mode in {"1", "P", "PA", "LA"}:
        return image.convert("RGBA" if image.has_transparency_data else "RGB")
    if image.mode in {"L", "RGB"} and image.has_transparency_data:
        return image.convert("RGBA")
    return image


def _in_plain_colours(image: Image.Image) -> Image.Image:
    """The colours as every screen takes them: sRGB, with transparency only where something is transparent."""
    profile = image.info.get("icc_profile")
    wanted = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        with suppress(*BROKEN):
            given, plain = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            image = ImageCms.profileToProfile(image, given, plain, outputMode=wanted) or image
    if wanted == "RGBA" and image.getchannel("A").getextrema()[0] == OPAQUE:
        wanted = "RGB"
    return image if image.mode == wanted else image.convert(wanted)


def _keep(out: Path, image: Image.Image, encoded: tuple[str, bytes]) -> dict[str, object]:
    """Write the drawing to the disk, and say what it is."""
    mime, body = encoded
    with out.open("xb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    said = {"mime": mime, "width": image.width, "height": image.height, "size": len(body)}
    return {**said, "sha256": hashlib.sha256(body).hexdigest()}


def _as_photograph(image: Image.Image) -> tuple[str, bytes]:
    """As JPEG, which every program reads."""
    return "image/jpeg", _encoded(image, "JPEG", quality=85, progressive=True, optimize=True)


def _as_drawing(image: Image.Image) -> tuple[str, bytes]:
    """As WebP, to the last pixel unless that is large."""
    body = _encoded(image, "WEBP", lossless=True, method=2, quality=50)
    if len(body) > LOSSLESS_BYTES:
        body = min(body, _encoded(image, "WEBP", quality=85, method=2), key=len)
    return "image/webp", body


def _encoded(image: Image.Image, kind: str, **how: object) -> bytes:
    body = io.BytesIO()
    image.save(body, kind, **how)
    return body.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
