"""Answers made small for the way; long ones aside, so that they hold nobody up."""

from functools import partial
from typing import Final

from flask import Response
from flask_compress import Compress

from app import aside

LONG: Final = 64 * 1024
"""Bytes of an answer that takes some milliseconds to compress."""


class Compression(Compress):
    """Flask-Compress that keeps nobody waiting."""

    def after_request(self, response: Response | None) -> Response:
        """The answer, compressed as its reader likes it."""
        compress = partial(super().after_request, response)
        if response is None or response.is_streamed or (response.content_length or 0) < LONG:
            return compress()
        return aside.compute(compress)
