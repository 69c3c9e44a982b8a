"""What most tests only begin with: the forms people use are sent, and nobody looks at a page, which takes most of the
time. How people do it by hand is tried in `test_workshop_day.py`, and by all who call `rooms`.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import APIRequestContext, APIResponse, Page

from tests.house.forms import forms_of

CODE = re.compile(r"\b([0-9A-HJKMNP-TV-Z]{4}) ([0-9A-HJKMNP-TV-Z]{4})\b")
NEW = "/workshops/new/?sequence=centre_half_day"


@dataclass
class Room:
    """A workshop and whoever leads it, who has no page open."""

    request: APIRequestContext
    workshop: str = ""
    code: str = ""


def send(page: Page | Room, address: str, action: str, **said: str) -> APIResponse:
    """Send a form of a page as it is but for what somebody says, with the cookies of this browser."""
    return send_from(page, page.request.get(address), action, **said)


def send_from(
    page: Page | Room, found: APIResponse, action: str, headers: dict[str, str] | None = None, **said: str
) -> APIResponse:
    """Send a form of a page that was asked for already."""
    form = next(each for each in forms_of(found.text(), urlsplit(found.url).path) if each.action.endswith(action))
    answer = page.request.post(form.action, form={**form.values, **said}, headers=headers, max_redirects=0)
    assert answer.status < 400, (action, answer.status, answer.text())
    return answer


def speak(page: Page, language: str) -> None:
    """Choose a language; the longer one of the tests stands in no menu and is chosen all the same."""
    send(page, "/j/", "/language/", language=language)


def sign_in(page: Page | Room, address: str, password: str) -> Page | Room:
    send(page, "/sign-in/", "/sign-in/", email=address, password=password)
    return page


def begin(page: Page, title: str) -> Page:
    """What `rooms.begin` does: the cockpit of a workshop of one's own, in its first step; everybody writes."""
    lead(page, title)
    page.goto(f"/w/{page.workshop}/cockpit/")
    return page


def lead(page: Page | Room, title: str) -> Page | Room:
    """Do the same, and open no page."""
    return lead_from(page, page.request.get(NEW), title)


def lead_from(page: Page | Room, found: APIResponse, title: str) -> Page | Room:
    """Do the same where the form of a new workshop was asked for already."""
    made = send_from(page, found, "/workshops/", title=title, question="Where do we lose the most days?")
    page.workshop = re.search(r"/w/([\w-]+)/", made.headers["location"])[1]
    cockpit = page.request.get(f"/w/{page.workshop}/cockpit/")
    page.code = "".join(CODE.search(cockpit.text()).groups())
    # As htmx asks for it: the answer is the cockpit as it is then, with the form that is sent next.
    moved = send_from(page, cockpit, "/moves/", headers={"HX-Request": "true"}, to="next")
    send_from(page, moved, "/writing/", writing="open")
    return page


def join(page: Page, code: str, name: str) -> str:
    """What `rooms.join_by_code` does: where the room is, which is not opened yet and says welcome when it is."""
    return send(page, f"/j/{code}/", f"/j/{code}/", name=name).headers["location"]


def look_in(page: Page, workshop: str) -> None:
    """Have seen the room once, which says welcome until a page tells that it has shown it."""
    token = page.request.get("/form-token/").json()["token"]
    answer = page.request.post(f"/w/{workshop}/welcomed/", headers={"X-CSRFToken": token})
    assert answer.status == 204, (answer.status, answer.text())


def let_back(cockpit: Page, seat: str) -> None:
    """Let somebody back in who was removed from the workshop."""
    send(cockpit, f"/w/{cockpit.workshop}/cockpit/", f"/seats/{seat}/return/")


def remove(cockpit: Page, name: str) -> str:
    """Remove the only participant of that name from the workshop; their seat."""
    address = f"/w/{cockpit.workshop}/cockpit/"
    cockpit.goto(address)
    person = cockpit.locator("#people .person").filter(has=cockpit.get_by_text(name, exact=True))
    seat = person.get_attribute("id").removeprefix("person-")
    send(cockpit, address, f"/seats/{seat}/removal/")
    return seat
