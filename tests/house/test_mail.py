"""Mail leaves by a mail server that is the right one, or lies in a folder where there is none."""

import email
import email.policy
import ssl
import subprocess

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from app import config
from app.mail import smtp
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


@pytest.fixture
def certificate(tmp_path):
    """`certificate("localhost")` makes a key and a certificate for that name, signed by itself; the file of each."""

    def make(name):
        key, cert = tmp_path / f"{name}.key", tmp_path / f"{name}.pem"
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
             "-addext", f"subjectAltName=DNS:{name}", "-keyout", key, "-out", cert],
            check=True, capture_output=True,
        )  # fmt: skip
        return key, cert

    return make


class Encrypted:
    """A mail server that speaks STARTTLS under a certificate; it keeps what it took, and which passwords it saw."""

    def __init__(self, key, cert):
        self.box, self.passwords = Postbox(), []
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(cert, key)
        self.server = Controller(
            self.box, hostname="127.0.0.1", port=free_port(), tls_context=context, authenticator=self._lets_in
        )

    @property
    def address(self):
        return f"smtp://ada:seven-baskets@localhost:{self.server.port}"

    def _lets_in(self, _server, _session, _envelope, _mechanism, data):
        self.passwords.append(data.password)
        return AuthResult(success=True)

    def __enter__(self):
        self.server.start()
        return self

    def __exit__(self, *_error):
        self.server.stop()


def read(content: bytes):
    return email.message_from_bytes(content, policy=email.policy.default)


def test_a_mail_reaches_the_server_as_it_was_written(app, postbox):
    app.config["SMTP_URL"] = f"smtp+plain://127.0.0.1:{postbox.port}"

    with app.app_context():
        smtp.send("ada@example.org", SUBJECT, TEXT)

    [letter] = postbox.letters
    message = read(letter.content)
    assert letter.rcpt_tos == ["ada@example.org"]
    assert (message["To"], message["From"], message["Subject"]) == ("ada@example.org", "baraza@localhost", SUBJECT)
    assert message.get_content().replace("\r\n", "\n") == TEXT


def test_without_a_server_the_mail_lies_in_the_outbox(app):
    with app.app_context():
        smtp.send("ada@example.org", SUBJECT, TEXT)

    [file] = (app.config["VAR"] / "outbox").iterdir()
    message = read(file.read_bytes())
    assert (file.suffix, message["To"], message["Subject"]) == (".eml", "ada@example.org", SUBJECT)
    assert message.get_content() == TEXT


def test_a_server_that_is_away_says_so(app):
    app.config["SMTP_URL"] = f"smtp+plain://127.0.0.1:{free_port()}"

    with app.app_context(), pytest.raises(smtp.ServerAway, match="refused"):
        smtp.send("ada@example.org", SUBJECT, TEXT)


def test_a_line_break_in_a_subject_adds_no_header(app):
    with app.app_context(), pytest.raises(smtp.MailRefused, match=r"newline|linefeed"):
        smtp.send("ada@example.org", "Hello\nBcc: everybody@example.org", TEXT)


def test_a_server_of_a_known_authority_gets_password_and_mail(app, certificate):
    key, cert = certificate("localhost")
    app.config["SMTP_CA"] = str(cert)

    with Encrypted(key, cert) as there, app.app_context():
        app.config["SMTP_URL"] = there.address
        smtp.send("ada@example.org", SUBJECT, TEXT)

    assert (there.passwords, len(there.box.letters)) == ([b"seven-baskets"], 1)


@pytest.mark.parametrize("name", ["localhost", "mail.example.org"], ids=["signed by itself", "of another name"])
def test_a_server_nobody_vouches_for_gets_neither_password_nor_mail(app, certificate, name):
    key, cert = certificate(name)
    if name != "localhost":
        app.config["SMTP_CA"] = str(cert)

    with Encrypted(key, cert) as there, app.app_context():
        app.config["SMTP_URL"] = there.address
        with pytest.raises(smtp.ServerAway, match="certificate"):
            smtp.send("ada@example.org", SUBJECT, TEXT)

    assert (there.passwords, there.box.letters) == ([], [])


def test_a_server_without_starttls_gets_no_mail_unless_it_is_said_to_be_plain(app, postbox):
    with app.app_context():
        app.config["SMTP_URL"] = f"smtp://127.0.0.1:{postbox.port}"
        with pytest.raises(smtp.ServerAway, match="STARTTLS"):
            smtp.send("ada@example.org", SUBJECT, TEXT)
        refused = list(postbox.letters)
        app.config["SMTP_URL"] = f"smtp+plain://127.0.0.1:{postbox.port}"
        smtp.send("ada@example.org", SUBJECT, TEXT)

    assert (refused, len(postbox.letters)) == ([], 1)


def test_an_address_the_server_cannot_write_is_refused_for_good(app):
    server = Controller(Postbox(), hostname="127.0.0.1", port=free_port(), enable_SMTPUTF8=False)
    server.start()
    app.config["SMTP_URL"] = f"smtp+plain://127.0.0.1:{server.port}"

    with app.app_context(), pytest.raises(smtp.AddressRefused):
        smtp.send("ümlaut@example.org", SUBJECT, TEXT)
    server.stop()


@pytest.mark.parametrize("address", ["mail.example.org", "http://mail.example.org", "smtp+plain://ada:secret@host:25"])
def test_an_address_that_is_no_mail_server_or_would_show_a_password_is_refused(tmp_path, address):
    with pytest.raises(SystemExit, match="SMTP_URL"):
        config.read({"VAR": str(tmp_path), "SMTP_URL": address})
