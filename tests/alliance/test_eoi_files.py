"""Files of an expression of interest: judged by their bytes, kept by them, handed out as attachments alone."""

import hashlib
import io
import zipfile

import pytest

from app.alliance.eoi import queries
from app.assets.papers import MOST_BYTES, ODT
from tests.assets.pictures import png
from tests.keeping.conftest import run

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n"


def archive(*names, first=None):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as packed:
        if first:
            packed.writestr(zipfile.ZipInfo("mimetype"), first)
        for name in names:
            packed.writestr(name, "<x/>")
    return body.getvalue()


TAKEN = {
    "letter.pdf": (PDF, "application/pdf", "letter.pdf"),
    "../../Plan 2026.DOCX": (archive("[Content_Types].xml", "word/document.xml"), "wordprocessing", "Plan 2026.docx"),
    "budget": (archive("[Content_Types].xml", "xl/workbook.xml"), "spreadsheetml", "budget.xlsx"),
    "note.odt": (archive("content.xml", first=ODT), ODT, "note.odt"),
    "evil.html": (png(), "image/webp", "evil.webp"),
    "رسالة.pdf": (PDF + b"%%EOF\n", "application/pdf", "رسالة.pdf"),
}  # fmt: skip

REFUSED = {
    "page.pdf": b"<html><script>alert(1)</script></html>",
    "cut.pdf": PDF[:20],
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "macros.docx": archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "plain.zip": archive("a.txt"),
    "false.odt": archive("content.xml", first="text/html"),
    "broken.docx": archive("[Content_Types].xml", "word/document.xml")[:-30],
    "drawing.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "moving.gif": b"GIF89a" + b"\0" * 60,
    "broken.png": png()[:60],
    "empty.pdf": b"",
}


@pytest.fixture
def amina(begin):
    return begin()


def send(applicant, name, body, about=""):
    """Send a file as a browser does, from memory however large it is."""
    about_it = f'Content-Disposition: form-data; name="about"\r\n\r\n{about}'
    head = f'Content-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/pdf\r\n\r\n'
    whole = b"".join((b"--x\r\n", about_it.encode(), b"\r\n--x\r\n", head.encode(), body, b"\r\n--x--\r\n"))
    headers = {"X-CSRFToken": applicant.browser.token()}
    return applicant.browser.post(
        f"{applicant.home}files/", data=whole, content_type="multipart/form-data; boundary=x", headers=headers
    )


def handed(browser, address):
    """A file as it is handed out: its bytes and headers."""
    with browser.get(address) as answer:
        return answer.status_code, answer.data, answer.headers


def files_of(app, applicant):
    with app.app_context():
        return queries.interest_by_token(applicant.token).files


@pytest.mark.row("C2", partly=True)
def test_what_is_taken_is_judged_by_its_bytes_and_named_by_them(app, amina, visitor):
    answers = {name: send(amina, name, body).status_code for name, (body, _kind, _kept) in TAKEN.items()}

    assert answers == dict.fromkeys(TAKEN, 303)
    kept = files_of(app, amina)
    assert [file.name for file in kept] == [shown for _body, _kind, shown in TAKEN.values()]
    assert [kind in file.kind for file, (_body, kind, _kept) in zip(kept, TAKEN.values(), strict=True)] == [True] * 6
    status, body, headers = handed(amina.browser, f"{amina.home}files/{kept[0].id}/")
    assert (status, body) == (200, PDF)
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    _status, drawn, _headers = handed(amina.browser, f"{amina.home}files/{kept[4].id}/")
    assert (drawn == png(), hashlib.sha256(drawn).hexdigest()) == (False, kept[4].sha256)
    assert visitor().get(f"/eoi/mine/{'x' * 43}/files/{kept[0].id}/").status_code == 404


@pytest.mark.row("C2", partly=True)
def test_what_lies_is_refused_in_one_sentence_and_nothing_of_the_form_is_lost(app, amina):
    amina.save("host")
    answers = {name: send(amina, name, body, about="Our letter") for name, body in REFUSED.items()}

    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 422} == {}
    assert [name for name, answer in answers.items() if 'class="bad"' not in answer.text] == []
    assert [name for name, answer in answers.items() if 'value="Our letter"' not in answer.text] == []
    too_large = send(amina, "large.pdf", PDF + b"\0" * 2 * MOST_BYTES, about="Our letter")
    said_so = amina.browser.post(
        f"{amina.home}files/", headers={"X-CSRFToken": amina.browser.token(), "Content-Length": "209715200"},
        content_type="multipart/form-data; boundary=x", input_stream=Unread(),
    )  # fmt: skip
    assert (too_large.status_code, "at most 10 MB" in too_large.text) == (413, True)
    assert 'value="Our letter"' in too_large.text
    assert (said_so.status_code, "at most 10 MB" in said_so.text) == (413, True)
    assert files_of(app, amina) == []
    assert [path for path in (app.config["VAR"] / "assets").rglob("*") if path.is_file()] == []
    assert "Rift Ministry" in amina.page().text


class Unread(io.RawIOBase):
    """A body of which nothing may be read."""

    at = 0

    def readable(self):
        return True

    def seekable(self):
        return True

    def seek(self, place, whence=0):
        self.at = 200 * 1024 * 1024 if whence == io.SEEK_END else place
        return self.at

    def tell(self):
        return self.at

    def readinto(self, _buffer):
        raise AssertionError("it was read")


def test_ten_files_are_the_most_the_same_twice_is_one_and_a_submitted_one_stays(app, amina, clock):
    for number in range(10):
        send(amina, f"{number}.pdf", PDF + f"%{number}\n%%EOF".encode())
    again = send(amina, "0.pdf", PDF + b"%0\n%%EOF")
    eleventh = send(amina, "11.pdf", PDF + b"%11\n%%EOF")
    kept = files_of(app, amina)
    dropped = amina.browser.submit(f"{amina.home}files/{kept[0].id}/removal/")
    amina.save_all()
    amina.submit()
    after = amina.browser.submit(f"{amina.home}files/{kept[1].id}/removal/")

    assert (again.status_code, eleventh.status_code, len(kept)) == (409, 409, 10)
    assert (dropped.status_code, after.status_code, len(files_of(app, amina))) == (303, 409, 9)
    clock(3 * 86_400)
    with app.app_context():
        from app.assets.services import forget_unused

        forget_unused()
    folder = app.config["VAR"] / "assets"
    lying = {path.parent.name + path.name for path in folder.rglob("*") if path.is_file()}
    assert lying == {file.sha256 for file in files_of(app, amina)}


def test_a_backup_brings_the_files_along_and_a_restore_puts_them_back(app, amina, tmp_path):
    send(amina, "letter.pdf", PDF)
    [file] = files_of(app, amina)
    path = app.config["VAR"] / "assets" / file.sha256[:2] / file.sha256[2:]

    code, told = run(app, "backup", tmp_path / "house.baraza")
    path.unlink()
    restored, said = run(app, "restore", tmp_path / "house.baraza", "--replace")

    assert (code, restored, path.read_bytes()) == (0, 0, PDF), (told, said)
    assert handed(amina.browser, f"{amina.home}files/{file.id}/")[:2] == (200, PDF)
