"""How boards are taken along and brought back, as a browser does it."""

import io

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart


def boards_of(somebody, workshop_id: str) -> dict:
    """The file of every board of a workshop."""
    answer = somebody.browser.get(f"/reports/workshops/{workshop_id}/boards.json")
    assert answer.status_code == 200
    return answer.get_json()


def load(somebody, workshop_id: str, body: bytes):
    """Load a file by the form; the answer."""
    # Left to the test client, a large file would lie in a file of its own that nobody closes.
    file = FileStorage(io.BytesIO(body), "boards.json")
    boundary, form = encode_multipart({"file": file, "csrf_token": somebody.browser.token()})
    return somebody.browser.post(
        f"/reports/workshops/{workshop_id}/boards/",
        data=form,
        content_type=f"multipart/form-data; boundary={boundary}",
    )
