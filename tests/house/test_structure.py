"""What the house keeps out: what a tool can catch, a person need not watch for."""

import ast
import re
from pathlib import Path

import pytest

from tests.places import APP, ROOT, STATIC, TEMPLATES, own_scripts
from tools.icons import named_icons, sprites
from tools.mutant_table import MUTANTS
from tools.mutants import places_of

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "core", "tools", "base"}
MODULES = sorted(APP.rglob("*.py"))


def named(path: Path) -> str:
    return str(path.relative_to(APP))


def lines_with(pattern: str, paths: list[Path]) -> list[str]:
    found = re.compile(pattern)
    return [
        f"{named(path)}:{number}: {line.strip()}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if found.search(line)
    ]


def test_no_file_is_a_drawer_without_a_label():
    assert [named(path) for path in [*MODULES, *own_scripts()] if path.stem in DRAWERS] == []


def test_every_module_opens_with_a_sentence():
    silent = [
        named(path)
        for path in MODULES
        if path.read_text().strip() and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []


def test_only_services_queries_and_models_touch_the_session():
    allowed = re.compile(
        r"(^|/|_)(services|queries|models)(/|\.py)|^(db|read_only|audit|pages)\.py|^boards/(log|committer|tailer|reading|desk)|^realtime/"
    )
    touching = [path for path in MODULES if "db.session" in path.read_text()]

    assert [named(path) for path in touching if not allowed.search(named(path))] == []


def test_only_services_open_a_transaction():
    allowed = re.compile(r"(^|/)services(/|\.py)|^db\.py|^boards/(log|committer)|^realtime/tickets")
    opening = [path for path in MODULES if re.search(r"with .*\btransaction\(\)", path.read_text())]

    assert [named(path) for path in opening if not allowed.search(named(path))] == []


def test_rooms_hear_from_broadcasts_alone():
    allowed = re.compile(r"broadcasts\.py|^realtime/|^boards/tailer|sockets\.py")
    telling = [path for path in MODULES if re.search(r"\b(realtime\.tell|socketio\.emit|emit)\(", path.read_text())]

    assert [named(path) for path in telling if not allowed.search(named(path))] == []


def test_nobody_asks_the_machine_for_the_time():
    asking = lines_with(r"\b(datetime\.now|datetime\.utcnow|time\.time|date\.today)\(", MODULES)

    assert [line for line in asking if not line.startswith("clock.py")] == []


def test_a_catch_all_stands_where_it_logs_and_nowhere_else():
    boards = tuple(f"boards/{name}.py" for name in ("committer", "lane", "presence", "sturdy", "tailer"))
    senders = ("mail/jobs.py", "plans/jobs.py")
    allowed = ("events.py", "aside.py", "failures.py", "realtime/", *boards, *senders, "pages.py")
    catching = lines_with(r"except (Exception|BaseException)\b", MODULES)

    assert [line for line in catching if not line.startswith(allowed) and "db.py" not in line] == []


def test_a_catch_all_raises_again_or_logs_and_says_why_it_catches_all():
    silent = [
        f"{named(path)}:{handler.lineno}"
        for path in MODULES
        for handler in ast.walk(ast.parse(path.read_text()))
        if isinstance(handler, ast.ExceptHandler) and catches_all(handler) and not gives_account(path, handler)
    ]

    assert silent == []


def catches_all(handler: ast.ExceptHandler) -> bool:
    named_so = isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    return handler.type is None or named_so


def gives_account(path: Path, handler: ast.ExceptHandler) -> bool:
    """True when what was caught goes on in the end, or is logged or handed over beside a comment."""
    if isinstance(handler.body[-1], ast.Raise):
        return True
    lines = "\n".join(path.read_text().splitlines()[handler.lineno - 1 : handler.end_lineno])
    return "# " in lines and re.search(r"log\.(exception|warning)|_tell\(|raise|return None, error", lines) is not None


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("style attributes", r"\sstyle="),
        ("inline handlers", r"<[^>{]*\son[a-z]+="),
        ("markup let through", r"\|\s*safe\b"),
        ("htmx written by hand", r"\shx-[a-z]"),
        ("htmx code", r"hx-on|js:"),
        ("scripts without an address", r"<script(?![^>]*\bsrc=)"),
        ("other origins", r"(?:src|href|action)=[\"']https?://"),
    ],
)
def test_templates_hold_none_of(what, pattern):
    assert lines_with(pattern, sorted(TEMPLATES.rglob("*.html"))) == []


def test_every_script_of_a_page_carries_the_nonce():
    scripts = lines_with(r"<script\b", sorted(TEMPLATES.rglob("*.html")))

    assert [line for line in scripts if "nonce" not in line] == []


def test_browser_code_writes_no_markup():
    assert (
        lines_with(r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", own_scripts())
        == []
    )


def test_styles_know_start_and_end_not_left_and_right():
    physical = (
        r"(?<![\w-])(left|right|margin-left|margin-right|padding-left|padding-right|border-left|border-right)\s*:"
    )

    assert lines_with(physical, sorted((STATIC / "css").rglob("*.css"))) == []


def test_styles_and_pages_load_nothing_from_elsewhere():
    assert lines_with(r"@import|url\(\s*[\"']?(https?:)?//", sorted((STATIC / "css").rglob("*.css"))) == []


def test_the_sprites_hold_every_icon_that_is_named_once_and_no_other():
    drawn = {
        path.name: re.findall(r'<symbol id="i-([a-z0-9-]+)"', path.read_text()) for path in STATIC.glob("icons*.svg")
    }

    assert sorted(icon for icons in drawn.values() for icon in icons) == named_icons()
    assert drawn == sprites()


def test_each_fault_that_tests_are_to_notice_has_its_place_in_the_code():
    assert [mutant.name for mutant in MUTANTS if places_of(mutant, ROOT) != 1] == []
