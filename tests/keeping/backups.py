"""Backups made by hand: sound ones, and ones that somebody or something has broken."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from app.keeping.manifest import FORMAT

PLAIN = {"id": "integer", "name": "text"}


def sha(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def about(tables: dict[str, bytes], files: dict[str, bytes] | None = None, **more: object) -> dict[str, object]:
    """What a manifest says of such parts."""
    named = [
        {"name": name, "columns": PLAIN, "rows": body.count(b"\n"), "bytes": len(body), "sha256": sha(body)}
        for name, body in tables.items()
    ]
    kept = [{"bytes": len(body), "sha256": name} for name, body in (files or {}).items()]
    said = {"format": FORMAT, "version": 1, "made": "2026-01-01T00:00:00+00:00", "revision": "0001"}
    return {**said, "database": "sqlite", "tables": named, "files": kept, **more}


def pack(path: Path, held: dict[str, bytes], manifest: object) -> Path:
    """A zip of such parts, with a manifest behind them."""
    with ZipFile(path, "w", ZIP_DEFLATED) as packed:
        for name, body in held.items():
            packed.writestr(name, body)
        packed.writestr("manifest.json", manifest if isinstance(manifest, bytes) else json.dumps(manifest))
    return path


def parts(path: Path) -> dict[str, bytes]:
    """What is in a backup."""
    with ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def rewritten(
    path: Path,
    folder: Path,
    change: Callable[[dict], dict],
    *,
    lines: dict[str, Callable[[bytes], bytes]] | None = None,
) -> Path:
    """A backup of which something was changed by hand, hashes and all."""
    held = parts(path)
    manifest = change(json.loads(held.pop("manifest.json")))
    for name, alter in (lines or {}).items():
        part = f"tables/{name}.jsonl"
        held[part] = b"".join(alter(each) for each in held[part].splitlines(keepends=True))
        told = next(each for each in manifest["tables"] if each["name"] == name)
        told |= {"bytes": len(held[part]), "sha256": sha(held[part])}
    return pack(folder / f"changed-{path.name}", held, manifest)
