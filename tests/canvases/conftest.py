"""The shipped library, and a copy of its files that a test may break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from app.canvases.library import DATA, Library, library


@pytest.fixture(scope="session")
def shelf() -> Library:
    """The library as it ships."""
    return library()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the library's files."""
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def edited(data: Path) -> Callable[[str, Callable[[dict], object]], Path]:
    """Change one file of the copy by a function on what stands in it; answers the folder."""

    def edit(name: str, change: Callable[[dict], object]) -> Path:
        path = data / name
        content = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
        change(content)
        path.write_text(yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True))
        return data

    return edit
