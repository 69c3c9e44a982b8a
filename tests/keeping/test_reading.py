"""A backup is believed in nothing: what is broken, cut off, counted wrong or harmful is refused before it is used."""

import io
import json
import zipfile

import pytest

from app.keeping import reading
from app.keeping.errors import Refused
from tests.keeping.backups import about, pack, sha

LINES = b"".join(b'[%d,"name %d"]\n' % (n, n) for n in range(2000))
IMAGE = bytes(range(256)) * 40


def sound(path, **more):
    held = {"tables/principal.jsonl": LINES, f"assets/{sha(IMAGE)[:2]}/{sha(IMAGE)[2:]}": IMAGE}
    return pack(path, held, about({"principal": LINES}, {sha(IMAGE): IMAGE}, **more))


def check(body: bytes) -> int:
    """Read a whole backup; how many bytes of parts there were."""
    seen = []
    with reading.opened(io.BytesIO(body)) as backup:
        backup.check(seen.append)
        for table in backup.manifest.tables:
            list(backup.rows(table))
    return sum(seen)


def refusal(body: bytes) -> str:
    with pytest.raises(Refused) as refused:
        check(body)
    return str(refused.value)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "house.baraza"


def test_a_sound_backup_is_read_to_its_end(path):
    assert check(sound(path).read_bytes()) == len(LINES) + len(IMAGE)


def test_one_broken_byte_anywhere_is_noticed_or_harms_nothing(path):
    whole = sound(path).read_bytes()
    tried = range(0, len(whole), 7)

    passed = [at for at in tried if not noticed(whole[:at] + bytes([whole[at] ^ 0x40]) + whole[at + 1 :])]

    # What says nothing of the parts may change: dates, rights, versions of the packer.
    assert len(passed) < len(tried) / 50


def noticed(body: bytes) -> bool:
    """Whether a change is refused; if it is not, everything must read as before."""
    try:
        assert check(body) == len(LINES) + len(IMAGE)
    except Refused:
        return True
    return False


def test_a_backup_that_was_cut_off_is_refused_wherever_that_was(path):
    whole = sound(path).read_bytes()

    said = {refusal(whole[:length]) for length in range(0, len(whole) - 1, 101)}

    assert said == {"This is no backup of Baraza, or its end is missing."}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"rows": 1999}, "has 2000 rows, and the manifest says 1999"),
        ({"rows": 2001}, "has 2000 rows, and the manifest says 2001"),
        ({"bytes": len(LINES) - 1}, "has another length"),
        ({"sha256": "0" * 64}, "its hash is another one"),
        ({"rows": -1}, "manifest of this backup cannot be read"),
        ({"name": "../../etc/passwd"}, "manifest of this backup cannot be read"),
        ({"owner": "me"}, "manifest of this backup cannot be read"),
    ],
)
def test_a_table_is_what_the_manifest_says_of_it(path, table, words):
    said = about({"principal": LINES})
    said["tables"][0] |= table

    assert words in refusal(pack(path, {"tables/principal.jsonl": LINES}, said).read_bytes())


@pytest.mark.parametrize("name", ["../evil", "/etc/evil", "assets/../../evil", "assets\\..\\evil", "tables/x.jsonl\0"])
def test_a_part_the_manifest_does_not_name_is_refused_whatever_it_is_called(path, name):
    with zipfile.ZipFile(sound(path), "a") as packed:
        packed.writestr(zipfile.ZipInfo(name), b"evil")

    assert "holds a part its manifest does not name" in refusal(path.read_bytes())


def test_an_image_cannot_be_named_into_another_folder(path):
    said = about({}, {"../" + "0" * 61: b""})

    assert "manifest of this backup cannot be read" in refusal(pack(path, {}, said).read_bytes())


def test_an_image_that_is_not_what_its_name_says_is_refused(path):
    name = sha(b"another")
    held = {f"assets/{name[:2]}/{name[2:]}": IMAGE}

    assert "its hash is another one" in refusal(pack(path, held, about({}, {name: IMAGE})).read_bytes())


def test_a_part_may_not_be_there_twice(path):
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(sound(path), "a") as packed:
        packed.writestr("tables/principal.jsonl", LINES)

    assert refusal(path.read_bytes()) == "This backup holds a part twice."


def test_a_part_may_not_be_missing(path):
    assert "lacks a part its manifest names" in refusal(pack(path, {}, about({"principal": LINES})).read_bytes())


def test_a_bomb_is_not_unpacked(path):
    bomb = b"[" + b" " * (300 << 20) + b"]\n"

    assert "more than a hundred times as large" in refusal(
        pack(path, {"tables/principal.jsonl": bomb}, about({"principal": bomb})).read_bytes()
    )


def test_a_bomb_that_lies_about_its_size_is_refused_too(path):
    small, bomb = LINES[:21], b" " * (64 << 20)
    body = bytearray(pack(path, {"tables/principal.jsonl": bomb}, about({"principal": small})).read_bytes())
    # The directory at the end is believed by whoever unpacks: it says the part were small.
    told, lie = len(bomb).to_bytes(4, "little"), len(small).to_bytes(4, "little")

    assert "damaged" in refusal(bytes(body).replace(told, lie))


def test_packing_that_baraza_does_not_do_is_refused(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("manifest.json", "{}")

    assert refusal(path.read_bytes()) == "This backup is packed in a way Baraza does not pack."


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ({"version": 2}, "This backup has format 2; this version of Baraza reads up to 1."),
        ({"format": "holiday-photos"}, "This is no backup of Baraza."),
        ({"secrets": []}, "manifest of this backup cannot be read"),
    ],
)
def test_a_manifest_of_another_kind_is_refused_in_words(path, manifest, words):
    assert words in refusal(sound(path, **manifest).read_bytes())


@pytest.mark.parametrize("manifest", [b"", b"{", b"[]", b'{"format": 1}', b"\xff", b"[" * 100_000])
def test_a_manifest_that_cannot_be_read_is_refused(path, manifest):
    assert "manifest of this backup cannot be read" in refusal(pack(path, {}, manifest).read_bytes())


@pytest.mark.parametrize("line", [b"[1]\n", b"{}\n", b"[1,\n", b"[" * 100_000 + b"\n", b"\xff\n", b"[1,2]"])
def test_a_line_that_is_no_row_is_refused(path, line):
    said = about({"principal": line}) | {}
    said["tables"][0]["rows"] = 1

    refused = refusal(pack(path, {"tables/principal.jsonl": line}, said).read_bytes())

    assert "tables/principal.jsonl in this backup has a line" in refused


def test_a_zip_without_a_manifest_is_no_backup(path):
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("photo.jpg", json.dumps({}))

    assert refusal(path.read_bytes()) == "This is no backup of Baraza: it has no manifest."
