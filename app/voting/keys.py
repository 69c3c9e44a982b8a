"""Under which key a seat votes. Of an anonymous round it is a keyed digest, and the key of that dies with the round."""

import hmac
from base64 import urlsafe_b64encode


def voter_key(seat_id: str, secret: str | None) -> str:
    """The seat itself in a named round; with the round's secret, 43 characters that only the secret explains."""
    if secret is None:
        return seat_id
    return urlsafe_b64encode(hmac.digest(secret.encode(), seat_id.encode(), "sha256")).decode().rstrip("=")
