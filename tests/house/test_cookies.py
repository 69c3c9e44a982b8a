"""Cookies: over https they are secure and bound to the host, and scripts never read them."""

import pytest

from app import create_app
from app.accounts import passwords
from app.db import db
from tests.conftest import Visitor


@pytest.mark.parametrize(
    ("public_url", "prefix", "secure"),
    [("https://baraza.example", "__Host-baraza", True), ("http://baraza.example", "baraza", False)],
)
def test_cookies_of_who_signs_in_are_secure_over_https_and_never_read_by_scripts(
    environ, person, public_url, prefix, secure
):
    person("Ada", password_hash=passwords.hashed("seven baskets of mangoes"))
    server = create_app({**environ, "PUBLIC_URL": public_url})
    server.test_client_class = Visitor
    browser = server.test_client()
    page = browser.get("/sign-in/", base_url=public_url)
    token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
    fields = {"email": "ada@example.org", "password": "seven baskets of mangoes", "csrf_token": token}

    answer = browser.post("/sign-in/", data=fields, base_url=public_url)
    with server.app_context():
        db.engine.dispose()

    assert answer.status_code == 303
    written = {each.partition("=")[0]: each for each in answer.headers.getlist("Set-Cookie")}
    assert set(written) == {prefix, f"{prefix}-browser"}
    for cookie in written.values():
        assert ("; Secure" in cookie) is secure
        assert "; HttpOnly" in cookie
        assert "; Path=/" in cookie
        assert "; SameSite=Lax" in cookie
        assert "Domain" not in cookie
