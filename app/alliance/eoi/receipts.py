"""What was submitted, as bytes anybody can check: canonical JSON and its SHA-256. Pure."""

import hashlib
import json
from collections.abc import Mapping, Sequence


def content_of(
    number: str, at: str, parts: Mapping[str, Mapping[str, object]], files: Sequence[Mapping[str, object]]
) -> str:
    """Everything that was submitted, the same text for the same words: keys in order, no spaces between."""
    said = {"number": number, "submitted": at, "answers": parts, "files": files}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(content: str) -> str:
    """The SHA-256 of the text in UTF-8, 64 characters."""
    return hashlib.sha256(content.encode()).hexdigest()


def in_groups(digest: str) -> str:
    """The hash as people compare it: eight characters at a time."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
