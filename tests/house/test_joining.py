"""Modules that come together lie in one file, and give what they gave; a form that cannot be joined is refused."""

import re
import subprocess

import pytest

from app import joining
from app.joining import Part, UnknownFormError, join
from tests.places import STATIC, TEMPLATES

PAGE = (Part("live", ("page.js",), early=True), Part("list", ("list.js",)), Part("plane", ("canvas/plane.js",)))

SOURCES = {
    "page.js": (
        'import { words } from "./words.js"\nexport const read = () => import("./list.js")\nlog(`page ${words}`)\n'
    ),
    "words.js": (
        'import "./first.js"\nimport { t as said } from "./i18n.js"\nexport const words = said("hello")\nlog("words")\n'
    ),
    "first.js": 'log("first")\n',
    "i18n.js": "export const t = (word) => word.toUpperCase()\n",
    "list.js": (
        'import { both } from "./both.js"\nimport { words } from "./words.js"\n'
        "export class List {}\nlog(`list ${both()} ${words}`)\n"
    ),
    "both.js": "export function both() {\n  return only\n}\nconst only = 2\nexport { only as two }\n",
    "canvas/plane.js": (
        'import { two } from "../both.js"\n'
        'export async function draw() {\n  return (await import("./late.js")).late + two\n}\n'
    ),
    "canvas/late.js": 'import { both } from "../both.js"\nexport const late = both() + 1\n',
}
"""Two views of a page, what they share, and what is drawn later."""


def test_a_module_lies_where_all_who_need_it_have_it():
    written = join(SOURCES, PAGE)

    assert sorted(written.keys() - SOURCES.keys()) == [
        "joined/list.js",
        "joined/live.js",
        "joined/plane.js",
        "joined/shared.js",
    ]
    assert {path: len(re.findall(r"\bonce\(\(\)", text)) for path, text in written.items() if "joined" in path} == {
        "joined/live.js": 3,
        "joined/list.js": 1,
        "joined/plane.js": 1,
        "joined/shared.js": 1,
    }


def test_where_it_lay_stands_what_gives_the_same():
    written = join(SOURCES, PAGE)

    assert re.sub(r"m\d", "m", written["first.js"]) == 'import { m } from "./joined/live.js"\nm()\n'
    assert re.sub(r"m\d", "m", written["both.js"]) == (
        'import { m } from "./joined/shared.js"\nexport const { both, two } = m()\n'
    )
    assert re.sub(r"m\d", "m", written["canvas/plane.js"]) == (
        'import { m } from "../joined/plane.js"\nexport const { draw } = m()\n'
    )


def test_what_stays_alone_takes_what_it_needs_from_where_that_is_now():
    written = join(SOURCES, PAGE)

    assert written["i18n.js"] == SOURCES["i18n.js"]
    assert re.sub(r"m\d", "m", written["canvas/late.js"]) == (
        'import { m } from "../joined/shared.js"\nconst { both } = m()\nexport const late = both() + 1\n'
    )


def test_what_is_also_fetched_alone_brings_no_view_along():
    alone = {**SOURCES, "page.js": SOURCES["page.js"] + 'export const learn = () => import("./rules.js")\n'}
    alone["list.js"] = 'import { rules } from "./rules.js"\n' + SOURCES["list.js"]
    alone["rules.js"] = "export const rules = 7\n"

    written = join(alone, PAGE)

    assert "const rules = 7" in written["joined/list-besides.js"]
    assert "const rules = 7" not in written["joined/list.js"] + written["joined/shared.js"]


@pytest.mark.process
def test_modules_run_once_each_in_the_order_they_are_imported_in(tmp_path):
    for path, text in join(SOURCES, PAGE).items():
        (tmp_path / path).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / path).write_text(text)
    (tmp_path / "all.mjs").write_text(
        "globalThis.log = console.log\n"
        'const { read } = await import("./page.js")\n'
        'const [{ List }, again] = await Promise.all([read(), import("./list.js")])\n'
        "log(List === again.List)\n"
        'log(await (await import("./canvas/plane.js")).draw())\n'
    )
    (tmp_path / "package.json").write_text('{"type": "module"}')

    said = subprocess.run(["node", "all.mjs"], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=30)

    assert said.stdout.splitlines() == ["first", "words", "page HELLO", "list 2 HELLO", "true", "5"]


@pytest.mark.parametrize(
    "line",
    [
        "export default 3",
        "export let changing = 3",
        'export { t } from "./i18n.js"',
        'import * as all from "./words.js"',
        'import words from "./words.js"',
        "import {",
        'await import("./i18n.js")',
        'const early = await import("./i18n.js")',
    ],
)
def test_a_form_that_cannot_be_joined_is_refused_with_its_line(line):
    with pytest.raises(UnknownFormError, match=re.escape(f"first.js: {line!r} cannot be joined")):
        join({**SOURCES, "first.js": f"{line}\n"}, PAGE)


def test_modules_that_import_each_other_are_refused():
    circle = {**SOURCES, "first.js": 'import { words } from "./words.js"\nlog(words)\n'}

    with pytest.raises(UnknownFormError, match=r"these import each other: (first|words)\.js ← "):
        join(circle, PAGE)


def test_files_that_pages_ask_for_together_lie_one_behind_the_other(tmp_path):
    joining.main(tmp_path)

    for name, parts in joining.AS_THEY_ARE.items():
        there = (tmp_path / "static" / name).read_text()
        places = [there.index((STATIC / part).read_text()) for part in parts]
        assert places == sorted(places)
        assert f"static_url('{name}')" in all_templates()


def test_what_pages_ask_for_ahead_is_what_there_is():
    asked = re.findall(r"'([\w./-]+\.js)'", "".join(re.findall(r"(?:ahead\(|for name in ).*", all_templates())))

    there = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.js")}
    parts = {part.name for part in joining.PARTS}
    joined = {f"joined/{name}.js" for name in parts | {f"{name}-besides" for name in parts} | {joining.SHARED}}
    assert {"joined/plane.js", "i18n.js"} < set(asked)
    assert set(asked) - there - joined == set()


def all_templates() -> str:
    return "\n".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
