"""A new check-in link is copied by a button or read off the screen by a phone, and opened by whom it is for."""

import re

from app.workshops import qr


def shown(page):
    """The address on the page of links, what its code holds, and what its button copies."""
    address = re.search(r'id="new-link"[^>]*value="([^"]+)"', page)
    path = re.search(r'class="qr-dark" d="([^"]+)"', page)
    return (
        address and address[1],
        path and path[1],
        re.findall(r'data-copies="([^"]+)"', page),
    )


def test_a_new_link_has_a_button_that_copies_it_and_a_code_that_opens_it(planned, client):
    at = f"/plans/{planned.plan_id}/links/"
    dara = planned.browser("Dara")
    until = re.search(r'name="until"[^>]*value="([^"]+)"', dara.get(at).text)[1]

    address, path, copied = shown(dara.submit(at, owner="Lab manager", until=until).text)

    assert (path, copied) == (qr.draw(address).path, ["new-link"])
    assert client.get(address).status_code == 200
    assert shown(planned.browser("Fay").get(at).text) == (None, None, [])
