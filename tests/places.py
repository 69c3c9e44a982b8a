"""Where things lie in the repository, for the tests that read it."""

from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = ROOT / "tests"
APP = ROOT / "app"
STATIC = APP / "static"
TEMPLATES = APP / "templates"
TRANSLATIONS = APP / "translations"
DOCS = ROOT / "docs"


def own_scripts() -> list[Path]:
    """The browser code that is ours."""
    return sorted(path for path in STATIC.rglob("*.js") if "vendor" not in path.parts)
