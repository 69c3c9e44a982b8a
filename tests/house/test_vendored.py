"""Vendored libraries are what they say, unchanged."""

import hashlib

from tests.places import STATIC


def test_each_vendored_file_is_listed_with_version_licence_and_hash():
    lines = (STATIC / "vendor" / "VENDORED.txt").read_text().splitlines()[1:]
    listed = {name: digest for name, _version, _licence, digest in (line.split(" | ") for line in lines)}

    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (STATIC / "vendor").glob("*.js")}

    assert listed == found
