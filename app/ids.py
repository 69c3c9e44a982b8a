"""Names for rows and secrets: 128 random bits in an address, 256 in a secret or a key, and how a secret is kept."""

import hashlib
import secrets
from base64 import urlsafe_b64encode


def new_id() -> str:
    """A row's id: 22 characters of `A-Za-z0-9_-`, 128 random bits, safe in a URL."""
    return secrets.token_urlsafe(16)


def new_secret() -> str:
    """A secret that opens something: 43 characters, 256 random bits."""
    return secrets.token_urlsafe(32)


def new_mail_secret() -> str:
    """A secret for the name of a mailbox, where neither case nor length is free: 32 characters, 128 random bits."""
    return secrets.token_hex(16)


def new_key() -> bytes:
    """A key that is destroyed one day: 256 random bits."""
    return secrets.token_bytes(32)


def digest(secret: str) -> str:
    """What the database keeps of a secret. The secret is random, so one SHA-256 is enough."""
    return urlsafe_b64encode(hashlib.sha256(secret.encode()).digest()).decode().rstrip("=")
