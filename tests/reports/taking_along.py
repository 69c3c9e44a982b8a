"""How boards are taken along and brought back, as a browser does it."""

import io


def boards_of(somebody, workshop_id: str) -> dict:
    """The file of every board of a workshop."""
    answer = somebody.browser.get(f"/reports/workshops/{workshop_id}/boards.json")
    assert answer.status_code == 200
    return answer.get_json()


def load(somebody, workshop_id: str, body: bytes):
    """Load a file by the form; the answer."""
    return somebody.browser.post(
        f"/reports/workshops/{workshop_id}/boards/",
        data={"file": (io.BytesIO(body), "boards.json"), "csrf_token": somebody.browser.token()},
        content_type="multipart/form-data",
    )
