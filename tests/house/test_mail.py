"""Mail leaves by the house's own server, or lies in a folder where there is none."""

import email
import email.policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from app import mail
from tests.house_process import free_port

SUBJECT = "دعوة إلى Baraza"
TEXT = "Приходите завтра.\n中文 works, too.\n"


class Postbox:
    """Keeps what a mail server is handed."""

    def __init__(self) -> None:
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        self.letters.append(envelope)
        return "250 OK"


@pytest.fixture
def postbox():
    """A real mail server on loopback; its postbox knows the port."""
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port(), authenticator=lambda *_: AuthResult(success=True))
    server.start()
    box.port = server.port
    yield box
    server.stop()


def read(content: bytes):
    return email.message_from_bytes(content, policy=email.policy.default)


def test_a_mail_reaches_the_server_as_it_was_written(app, postbox):
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{postbox.port}"

    with app.app_context():
        mail.send("ada@example.org", SUBJECT, TEXT)

    [letter] = postbox.letters
    message = read(letter.content)
    assert letter.rcpt_tos == ["ada@example.org"]
    assert (message["To"], message["From"], message["Subject"]) == ("ada@example.org", "baraza@localhost", SUBJECT)
    assert message.get_content().replace("\r\n", "\n") == TEXT


def test_without_a_server_the_mail_lies_in_the_outbox(app):
    with app.app_context():
        mail.send("ada@example.org", SUBJECT, TEXT)

    [file] = (app.config["VAR"] / "outbox").iterdir()
    message = read(file.read_bytes())
    assert (file.suffix, message["To"], message["Subject"]) == (".eml", "ada@example.org", SUBJECT)
    assert message.get_content() == TEXT


def test_a_server_that_is_away_is_an_error_the_job_can_try_again(app):
    app.config["SMTP_URL"] = f"smtp://127.0.0.1:{free_port()}"

    with app.app_context(), pytest.raises(OSError, match="refused"):
        mail.send("ada@example.org", SUBJECT, TEXT)


def test_a_line_break_in_a_subject_adds_no_header(app):
    with app.app_context(), pytest.raises(ValueError, match=r"newline|linefeed"):
        mail.send("ada@example.org", "Hello\nBcc: everybody@example.org", TEXT)
