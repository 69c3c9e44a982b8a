"""What a process leaves for later when it starts, or leaves out: each command that somebody types waits for it."""

import subprocess
import sys

from werkzeug.routing import Map, Rule

from app.addresses import Address
from tests.places import ROOT

UNTIL_THE_APPLICATION = """
import sys
from importlib import metadata
sys.modules["app"] = None
looked_for = []
metadata.entry_points = lambda **group: looked_for.append(group) or ()
try:
    import wsgi
except ImportError as ended:
    print(ended.name, looked_for)
"""
"""`wsgi.py` up to its first line about the application."""


def test_what_writes_an_address_is_made_when_somebody_writes_the_first_one(monkeypatch):
    make, made = Rule._compile_builder, []  # noqa: SLF001 - Werkzeug makes it nowhere else
    monkeypatch.setattr(Rule, "_compile_builder", lambda rule, more=True: made.append(rule.rule) or make(rule, more))
    addresses = Map([Address("/plans/<name>/", endpoint="plan"), Address("/boards/<int:page>/", endpoint="board")])

    at_first = list(made)
    written = [addresses.bind("here.example").build("plan", {"name": name, "of": "2"}) for name in ("a b", "ç")]

    assert at_first == []
    assert written == ["/plans/a%20b/?of=2", "/plans/%C3%A7/?of=2"]
    assert set(made) == {"/plans/<name>/"}
    assert len(made) <= 2, "for addresses with further values and without, once each"


def test_a_value_that_does_not_fit_has_no_address_the_first_time_either():
    addresses = Map([Address("/boards/<int(fixed_digits=2):page>/", endpoint="board")])

    assert addresses.bind("here.example").build("board", {"page": 7}) == "/boards/07/"
    assert addresses.bind("here.example").match("/boards/12/") == ("board", {"page": 12})


def test_every_page_has_such_an_address(app):
    others = [rule.rule for rule in app.url_map.iter_rules() if not isinstance(rule, Address)]

    assert others == [f"{app.static_url_path}/<path:filename>"]


def test_nobody_looks_for_plugins_among_all_that_is_installed():
    said = subprocess.run(
        [sys.executable, "-c", UNTIL_THE_APPLICATION], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout

    assert said == "app []\n"
