"""What every address of the house keeps: headers on every answer, and forms that prove where they come from."""

import re

import pytest

from app.security import MUTATING

SIGNED = {"/mail/replies/", "/mail/1/"}
"""What machines send carries a signature or a secret address instead; without a key, or a letter, nobody is let in."""


def addresses(app, methods):
    """Every address that takes one of `methods`, with something plausible in place of its variables."""
    for rule in app.url_map.iter_rules():
        taken = methods & (rule.methods or set())
        if taken and rule.endpoint != "static":
            yield min(taken), re.sub(r"<(?:[^:>]+:)?[^>]+>", "1", rule.rule)


@pytest.mark.sqlite_only("is refused before a database is asked")
def test_every_form_without_a_token_is_refused(app, client):
    refused = {
        (method, address): client.open(address, method=method, headers={"Accept": "application/json"})
        for method, address in addresses(app, MUTATING)
    }

    signed = {address: answer.status_code for (_method, address), answer in refused.items() if address in SIGNED}
    assert signed == dict.fromkeys(SIGNED, 404)
    wrong = {
        place: answer.status_code
        for place, answer in refused.items()
        if answer.json["x"] != "stale-form" and place[1] not in SIGNED
    }
    assert refused
    assert wrong == {}


@pytest.mark.sqlite_only("is refused before a database is asked")
def test_every_form_sent_from_another_site_is_refused(app, client):
    token = client.token()
    evil = {"Accept": "application/json", "Origin": "https://evil.example", "X-CSRFToken": token}

    codes = {
        client.open(address, method=method, headers=evil).json["x"] for method, address in addresses(app, MUTATING)
    }

    assert codes == {"stale-form"}


@pytest.mark.parametrize("address", ["/", "/healthz", "/no/such/page/", "/static/no-such-file.js"])
def test_every_answer_carries_the_policy(client, address):
    answer = client.get(address)

    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_the_policy_of_a_page_reads_as_written(client):
    answer = client.get("/")

    policy = re.sub(r"'nonce-[\w-]+'", "'nonce-…'", answer.headers["Content-Security-Policy"])
    assert policy == (
        "default-src 'none'; script-src 'self' 'nonce-…'; style-src 'self'; img-src 'self' blob: data:; "
        "connect-src 'self' ws://localhost wss://localhost; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "base-uri 'none'; form-action 'self'; object-src 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types htmx baraza"
    )


def test_pages_are_never_kept_by_a_cache_and_built_files_for_good(app, client):
    page = client.get("/")
    built = client.get(f"{app.static_url_path}/css/tokens.css", headers={"Accept-Encoding": "br"})

    assert page.headers["Cache-Control"] == "no-store"
    assert built.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert built.headers["Content-Encoding"] == "br"
    built.close()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["/", "/sign-in/", "/nul%00"])
@pytest.mark.parametrize("host", ["evil.example", "", "a b"])
def test_a_host_nobody_named_is_refused(client, host, path, method):
    answer = client.open(path, method=method, headers={"Host": host})

    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_language_switch_never_leads_to_another_site(client, next_page):
    answer = client.submit("/language/", language="fr", next=next_page)

    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_a_page_speaks_the_language_chosen_before_the_browsers(client):
    client.submit("/language/", language="ar", next="/")

    page = client.get("/", headers={"Accept-Language": "fr"}).get_data(as_text=True)

    assert '<html lang="ar" dir="rtl">' in page


def test_addresses_are_nouns(app):
    verbs = {"add", "create", "delete", "remove", "update", "edit-", "start", "stop", "join-now", "do", "set", "get"}

    words = {word for rule in app.url_map.iter_rules() for word in re.findall(r"[a-z-]+", rule.rule)}

    assert words & verbs == set()


def test_over_https_a_page_keeps_its_window_to_itself_and_over_plain_http_nothing_is_said_of_it(client):
    plain = client.get("/")
    secure = client.get("/", base_url="https://localhost")

    assert (plain.headers.get("Cross-Origin-Opener-Policy"), secure.headers.get("Cross-Origin-Opener-Policy")) == (
        None,
        "same-origin",
    )
