"""Every setting, read once from the environment. The reference in `docs/` is written from this table."""

import secrets
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

SERVED_AT = "address"
"""File in VAR with the address the server was last started at."""

LONG_KEY, VARIED_KEY = 32, 8
"""Letters of a key at least, and different ones among them: words people think of have fewer."""

PLAIN_MAIL = "smtp+plain"
MAIL_SCHEMES = {"smtp", "smtps", PLAIN_MAIL}
"""How mail goes to its server: TLS by STARTTLS, TLS at once, none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its environment variable, the default as one would write it, and what it means."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting("HOST", "127.0.0.1", "Address the web process listens on. `0.0.0.0` serves the network."),
    Setting("PORT", "8080", "Port the web process listens on."),
    Setting("PUBLIC_URL", "", "Address people type, such as `https://baraza.example`. Empty: made from HOST and PORT."),
    Setting("VAR", "var", "Folder of everything the house keeps: database, mail outbox, built files, secret key."),
    Setting("BUILT", "", "Folder of built static files and catalogues. Empty: `built` in VAR."),
    Setting("DATABASE_URL", "", "SQLAlchemy address of the database. Empty: SQLite in VAR."),
    Setting("REDIS_URL", "", "Redis for pokes between workers and for jobs. Empty: not used."),
    Setting("SECRET_KEY", "", "Key that signs cookies and tickets. Empty: made once and kept in VAR."),
    Setting(
        "SECRET_KEYS_BEFORE", "", "Former keys, apart by spaces, the last one last: what they signed still counts."
    ),
    Setting("DEMO", "yes", "`no` starts an empty house without demo centres and workshops."),
    Setting(
        "SMTP_URL",
        "",
        "Mail server: `smtp://user:password@host:587` (STARTTLS), `smtps://…:465` (TLS at once), or "
        "`smtp+plain://host:25`, a relay on this machine or network that speaks no TLS. Empty: mails become files in "
        "VAR/outbox.",
    ),
    Setting("SMTP_CA", "", "PEM file of the authority that signed the mail server's certificate. Empty: public ones."),
    Setting("MAIL_FROM", "baraza@localhost", "Sender of the mails."),
    Setting(
        "REPLY_TO", "", "Mailbox for answers, `plans@baraza.example`; it takes `plans+…@` too. Empty: none is read."
    ),
    Setting("REPLY_SECRET", "", "Key that signs answers handed to `/mail/replies/`. Empty: that address is closed."),
    Setting(
        "CLAMD",
        "",
        "Virus scanner for files: `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. Empty: none is asked.",
    ),
    Setting("PARTICIPANTS", "500", "People who may come into one workshop by its code. `0`: as many as do."),
    Setting("PROXIES", "0", "Number of reverse proxies whose X-Forwarded headers are believed."),
    Setting("TESTING", "", "Set by the tests alone: allows CLOCK_FILE and the pseudo-language."),
    Setting("CLOCK_FILE", "", "Tests only: file with seconds to add to the clock."),
)


def read(environ: Mapping[str, str]) -> dict[str, object]:
    """Turn the environment into Flask's configuration; creates VAR and the secret key where they are missing."""
    values = {setting.name: environ.get(setting.name) or setting.default for setting in SETTINGS}
    var = Path(values["VAR"]).resolve()
    var.mkdir(parents=True, exist_ok=True)
    public_url = values["PUBLIC_URL"] or _address_served(environ, var)
    public_url = public_url or f"http://{_address_in_network(values['HOST'])}:{values['PORT']}"
    secure = public_url.startswith("https://")
    return {
        **values,
        "VAR": var,
        "BUILT": Path(values["BUILT"] or var / "built").resolve(),
        "PORT": _number(values, "PORT"),
        "PARTICIPANTS": _number(values, "PARTICIPANTS"),
        "PROXIES": _number(values, "PROXIES"),
        "TESTING": bool(values["TESTING"]),
        "DEMO": values["DEMO"] != "no",
        "PUBLIC_URL": public_url.rstrip("/"),
        "TRUSTED_HOSTS": sorted({urlsplit(public_url).hostname or "localhost", "localhost", "127.0.0.1"}),
        "CLAMD": _scanner(values["CLAMD"]),
        "SMTP_URL": _mail_server(values["SMTP_URL"]),
        "SECRET_KEY": _said_key(values) or _kept_key(var / "secret_key"),
        "SECRET_KEY_FALLBACKS": values["SECRET_KEYS_BEFORE"].split(),
        "SQLALCHEMY_DATABASE_URI": values["DATABASE_URL"] or f"sqlite:///{var / 'baraza.db'}",
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(values["DATABASE_URL"]),
        "SESSION_COOKIE_NAME": "__Host-baraza" if secure else "baraza",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(days=7),
        # A slow answer to what was asked before somebody joined would put the cookie of then back.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        # Over https Flask-WTF would ask for a Referer, which our own policy has browsers leave out; other sites are
        # refused by what browsers say of where a form came from (`app.security`).
        "WTF_CSRF_SSL_STRICT": False,
        "MAX_CONTENT_LENGTH": 1024 * 1024,
        "BABEL_DEFAULT_LOCALE": "en",
        "TEMPLATES_AUTO_RELOAD": False,
    }


def keep_address(var: Path, address: str) -> None:
    """Store the address at which the site is served, for commands that are started without its settings."""
    (var / SERVED_AT).write_text(address)


def _address_served(environ: Mapping[str, str], var: Path) -> str:
    """Return the address the server of this VAR was last started at; empty where HOST or PORT say another."""
    if environ.get("HOST") or environ.get("PORT"):
        return ""
    try:
        return (var / SERVED_AT).read_text().strip()
    except OSError:
        return ""


def _number(values: Mapping[str, str], name: str) -> int:
    """Return a setting that is a number.

    Raises:
        SystemExit: it is none.
    """
    if not (values[name].isascii() and values[name].isdecimal()):
        raise SystemExit(f"{name} is {values[name]!r}, and has to be a number, such as {_default(name)}.")
    return int(values[name])


def _default(name: str) -> str:
    return next(setting.default for setting in SETTINGS if setting.name == name)


def _engine_options(database_url: str) -> dict[str, object]:
    # What people write never stands in a log, not even when the database refuses it.
    options: dict[str, object] = {"hide_parameters": True}
    if database_url.startswith("postgresql"):
        # Greenlets are many and hold a connection for a moment only. One that died meanwhile is noticed and replaced.
        options |= {"pool_size": 10, "max_overflow": 5, "pool_timeout": 30, "pool_pre_ping": True}
    return options


def _mail_server(address: str) -> str:
    """Return the mail server's address; without TLS it takes no password, which anybody on the way could read.

    Raises:
        SystemExit: it is not one, or would send a password in clear.
    """
    if not address:
        return ""
    parts = urlsplit(address)
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname:
        raise SystemExit("SMTP_URL begins with smtp://, smtps:// or smtp+plain://, and names a host.")
    if parts.scheme == PLAIN_MAIL and parts.username:
        raise SystemExit("SMTP_URL would send a password without TLS. Use smtp:// or smtps://, or leave the user out.")
    return address


def _scanner(address: str) -> str:
    """Return the virus scanner's address.

    Raises:
        SystemExit: it is none.
    """
    parts = urlsplit(address)
    if address and not (parts.scheme == "tcp" and parts.hostname) and not (parts.scheme == "unix" and parts.path):
        raise SystemExit("CLAMD begins with tcp:// and names a host, or with unix:/// and names a file.")
    return address


def _said_key(values: Mapping[str, str]) -> str:
    """The key that the environment says; a house has none that others know, for whoever has it can be anybody.

    Raises:
        SystemExit: somebody could guess it.
    """
    key = values["SECRET_KEY"]
    if key and (len(key) < LONG_KEY or len(set(key)) < VARIED_KEY) and not values["TESTING"]:
        raise SystemExit(
            "SECRET_KEY is one that somebody could guess. Leave it empty, and the house makes its own, or set what "
            '`python -c "import secrets; print(secrets.token_urlsafe(48))"` prints.'
        )
    return key


def _kept_key(path: Path) -> str:
    """The key of this folder; of several processes that start at once in an empty one, one makes it for all."""
    if not path.exists():
        made = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            path.hardlink_to(made)
        made.unlink()
    return path.read_text()


def _address_in_network(host: str) -> str:
    """The address other machines reach; for `0.0.0.0` the one this machine would send from. Nothing is sent."""
    if host != "0.0.0.0":  # noqa: S104 - compared, not bound
        return host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
