"""A paper that runs something, unpacks without end, or holds a virus is refused, at the page that took it."""

import io
import struct
import zipfile
import zlib

import pytest

from app import config
from app.assets import errors, papers, scanning
from app.assets.taking import taken
from app.sparing import sparing_log
from tests.alliance.conftest import begin, call, keeper, make_call, pages
from tests.alliance.test_eoi_files import send
from tests.assets.clamd import EVIL, SILENT, STRANGE, TOO_LARGE, LocalScanner, Scanner
from tests.house_process import free_port

__all__ = ["begin", "call", "keeper", "make_call", "pages"]

HEAD, TAIL = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n", b"trailer <<>>\n%%EOF\n"


def pdf(inside=b""):
    return HEAD + inside + TAIL


def stream(content, about=b""):
    return b"2 0 obj\n<< /Filter /FlateDecode " + about + b">>\nstream\r\n" + zlib.compress(content) + b"\nendstream\n"


def docx(**parts):
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in ("[Content_Types].xml", "word/document.xml"):
            packed.writestr(name, "<x/>")
        for name, content in parts.items():
            packed.writestr(name, content)
    return body.getvalue()


def lying_docx():
    """A part of 300 MB whose table of contents, and whose own head, say that it has four bytes."""
    body = docx(bomb=b"\0" * 300_000_000)
    real, said = struct.pack("<I", 300_000_000), struct.pack("<I", 4)
    assert body.count(real) == 2
    return body.replace(real, said)


def take(app, body):
    with app.app_context(), taken(io.BytesIO(body)) as file:
        return file.mime


@pytest.mark.parametrize(
    "inside",
    [
        b"<< /S /JavaScript /JS (app.alert(1)) >>",
        b"<< /S /J#61va#53cript /JS (app.alert(1)) >>",
        b"<< /S /Launch /F (calc.exe) >>",
        b"<< /Type /EmbeddedFile >>",
        b"<< /Names << /EmbeddedFiles 3 0 R >> >>",
        b"<< /Subtype /RichMedia >>",
        b"<< /AcroForm << /XFA 4 0 R >> >>",
        b"<< /S /SubmitForm /F (http://evil.example) >>",
        stream(b"5 0 << /S /JavaScript /JS (app.alert(1)) >>", b"/Type /ObjStm "),
        stream(b" " * 65_530 + b"/JavaScript", b"/Type /ObjStm "),
        stream(b"nothing") + stream(b"<< /S /L#61unch >>", b"/Type /#4fbjStm "),
    ],
)
def test_a_pdf_that_runs_sends_or_holds_something_is_refused(app, inside):
    with pytest.raises(errors.PaperActive):
        take(app, pdf(inside))


def test_a_pdf_nobody_can_look_into_is_refused(app):
    with pytest.raises(errors.PaperLocked):
        take(app, pdf(stream(b"x", b"/Type /ObjStm ") + b"<< /Encrypt 3 0 R >>"))


def test_a_pdf_with_pages_pictures_and_links_is_kept(app):
    pages = stream(b"BT (JavaScript is a language) Tj ET" * 1000) + stream(bytes(range(256)) * 40_000)
    links = b"<< /S /URI /URI (https://example.org/) >>" + stream(b"7 0 << /Type /Page >>", b"/Type /ObjStm ")

    assert take(app, pdf(pages + links)) == papers.PDF


def test_what_unpacks_without_end_is_refused(app):
    with pytest.raises(errors.PaperTooMuch):
        take(app, docx(bomb=b"\0" * 300_000_000))
    with pytest.raises((errors.PaperTooMuch, errors.PaperBroken)):
        take(app, lying_docx())
    with pytest.raises(errors.PaperTooMuch):
        take(app, pdf(stream(b"\0" * 500_000_000)))


def test_a_text_with_pictures_is_kept_and_one_with_scripts_is_not(app):
    assert take(app, docx(**{"word/media/image1.png": b"\0" * 20_000_000})) == papers.DOCX
    with pytest.raises(errors.PaperActive):
        take(app, docx(**{"Basic/Standard/Module1.xml": "<x/>"}))


def test_an_applicant_reads_at_the_field_why_a_file_is_refused(app, begin):
    amina = begin()

    scripted = send(amina, "plan.pdf", pdf(b"<< /S /JavaScript >>"))
    with Scanner() as scanner:
        app.config["CLAMD"] = scanner.address
        infected = send(amina, "plan.pdf", pdf(EVIL))
        clean = send(amina, "plan.pdf", pdf())

    assert (scripted.status_code, infected.status_code, clean.status_code) == (422, 422, 303)
    assert "This file holds a program" in scripted.text
    assert "The virus scanner found something in this file" in infected.text
    assert scanner.seen == [pdf(EVIL), pdf()], "all of each was looked at"


def test_while_the_scanner_is_away_nothing_is_kept_and_one_is_told_why(app, begin):
    amina = begin()
    app.config["CLAMD"] = f"tcp://127.0.0.1:{free_port()}"

    answer = send(amina, "plan.pdf", pdf())

    assert answer.status_code == 503
    assert "Files cannot be checked for viruses just now" in answer.text


def test_what_the_scanner_does_not_call_clean_is_not_kept(app, tmp_path):
    with LocalScanner(tmp_path / "clamd.ctl") as scanner:
        app.config["CLAMD"] = scanner.address
        for word in (TOO_LARGE, STRANGE, SILENT):
            with pytest.raises(errors.ScannerAway):
                take(app, pdf(word))
        with pytest.raises(errors.PaperInfected):
            take(app, pdf(EVIL))
        assert take(app, pdf()) == papers.PDF


def test_why_a_scanner_hung_up_on_a_large_file_is_in_the_log(app, caplog, monkeypatch):
    monkeypatch.setattr(scanning, "log", sparing_log(scanning.__name__))
    with Scanner(most=100_000) as scanner:
        app.config["CLAMD"] = scanner.address
        with pytest.raises(errors.ScannerAway):
            take(app, pdf(4_000_000 * b" "))

    assert "the virus scanner did not look at a file: INSTREAM size limit exceeded. ERROR" in caplog.messages


@pytest.mark.parametrize("address", ["localhost:3310", "tcp://", "unix:", "http://localhost"])
def test_a_scanner_without_an_address_is_refused_at_the_start(tmp_path, address):
    with pytest.raises(SystemExit, match="CLAMD"):
        config.read({"VAR": str(tmp_path), "CLAMD": address})
