"""What files are called that people take along."""

from datetime import date

import pytest
from werkzeug.datastructures import Headers
from werkzeug.http import parse_options_header

from app.downloads import MOST, as_attachment, file_name

DAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Fast tests", "Fast-tests-2026-03-04.json"),
        ("Быстрые тесты", "Быстрые-тесты-2026-03-04.json"),
        ("اختبارات سريعة", "اختبارات-سريعة-2026-03-04.json"),
        ("हिन्दी परीक्षण", "हिन्दी-परीक्षण-2026-03-04.json"),
        ("../../etc/passwd", "etc-passwd-2026-03-04.json"),
        ('a"b\r\nSet-Cookie: x\\c\u202egnp', "a-b-Set-Cookie-x-c-gnp-2026-03-04.json"),
        ("🙂", "2026-03-04.json"),
    ],
)
def test_a_file_is_called_by_letters_of_every_script_and_nothing_else(title, name):
    headers = Headers()

    as_attachment(headers, file_name(title, DAY, ending="json"))

    kind, said = parse_options_header(headers["Content-Disposition"])
    assert (kind, said["filename"]) == ("attachment", name)


def test_a_long_title_leaves_room_for_the_day_in_any_script():
    name = file_name("界" * 400, DAY, ending="json")

    assert name == f"{'界' * MOST}-2026-03-04.json"
    assert len(name.encode()) < 255


def test_without_a_letter_a_file_has_a_name():
    assert file_name("?", ending="json") == "file.json"
