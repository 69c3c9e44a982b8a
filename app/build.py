"""Where what the browser loads lies, and that it is made once, from `app/static` and `app/translations`.

Everything lies under one folder named by a hash of its sources, so an address never
changes its content and browsers keep it for good; modules import each other by
relative path. How it is made: `joining.py`, then `building.py`.
"""

import contextlib
import errno
import hashlib
import os
import re
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from app import failures

SOURCES = Path(__file__).parent
PROGRAMS = (SOURCES / "joining.py", SOURCES / "building.py")

VERSION = re.compile(r"[0-9a-f]{12}")
DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES)
"""What a disk answers that takes nothing."""

TOOLS = ("babel", "tdewolff-minify")
"""What the programs build with: another version of one, or a machine without it, writes other bytes."""

BEFORE = 2
"""So many versions before this one may still have pages that are open and fetch what they lack."""


def version() -> str:
    """Return a short hash of all that decides what is built: names and contents of sources, programs, tools."""
    digest = hashlib.sha256(b"".join(program.read_bytes() for program in PROGRAMS))
    digest.update(repr([(tool, _version_of(tool)) for tool in TOOLS]).encode())
    for path in sorted([*(SOURCES / "static").rglob("*"), *(SOURCES / "translations").rglob("*.po")]):
        if path.is_file():
            digest.update(str(path.relative_to(SOURCES)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _version_of(tool: str) -> str | None:
    try:
        return metadata.version(tool)
    except metadata.PackageNotFoundError:
        return None


def ensure(built: Path) -> Path:
    """Build unless this version stands already; returns its folder with `static/` and `translations/`.

    Raises:
        OSError: the disk is full, or refuses to be written.
        Refusal: it could not be built for another reason.
    """
    target = built / version()
    if not target.exists():
        built.mkdir(parents=True, exist_ok=True)
        told = "Building scripts, styles and translations (once for each version)…"
        print(told, file=sys.stderr, flush=True)  # noqa: T201 - whoever waits for the first start reads this
        with tempfile.TemporaryDirectory(dir=built) as scratch:
            work = Path(scratch) / "work"
            for program in PROGRAMS:
                _run(program, work)
            # Another process may have been quicker; both built the same.
            with contextlib.suppress(OSError):
                work.rename(target)
    return target


def _run(program: Path, work: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-I", str(program), str(work)], stderr=subprocess.PIPE, text=True, check=False
    )
    if not done.returncode:
        sys.stderr.write(done.stderr)
        return
    # It runs by itself and knows nothing of ours, so what it met is read off its words.
    for code in DISK:
        if os.strerror(code) in done.stderr:
            raise OSError(code, os.strerror(code), str(work.parent.parent))
    reason = (done.stderr.splitlines() or [f"{program.name} ended with {done.returncode}"])[-1]
    raise failures.Refusal(f"The files for browsers could not be built: {reason}")


class Compiled(FileSystemBytecodeCache):
    """Templates as they were compiled, kept beside what is built; one that finds no room is drawn all the same."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def before(target: Path) -> list[Path]:
    """The versions before this one whose files still lie beside it, as many as anybody may have a page of."""
    others = [
        each
        for each in target.parent.iterdir()
        if VERSION.fullmatch(each.name) and each != target and (each / "static").is_dir()
    ]
    return sorted(others, key=lambda each: each.stat().st_mtime, reverse=True)[:BEFORE]
