"""A virus scanner that speaks as clamd does (INSTREAM), over TCP or a socket of this machine."""

import socket
import struct
from contextlib import closing
from typing import BinaryIO, Final
from urllib.parse import urlsplit

from flask import current_app

from app.assets.errors import PaperInfected, ScannerAway
from app.sparing import sparing_log

log = sparing_log(__name__)

PATIENCE: Final = 30
"""Seconds for each answer of the scanner."""

PORT: Final = 3310
PIECE: Final = 64 * 1024
LONGEST_ANSWER: Final = 4096


def scan(file: BinaryIO) -> None:
    """Have the scanner look at a file, where CLAMD names one. Nothing is kept that it did not look at.

    Raises:
        PaperInfected: it found something.
        ScannerAway: it cannot be reached, or does not say that the file is clean.
    """
    address = str(current_app.config["CLAMD"])
    if not address:
        return
    try:
        answer = _ask(address, file)
    except OSError as error:
        log.warning("the virus scanner does not answer: %s", error)
        raise ScannerAway from error
    if answer.endswith(" FOUND"):
        log.warning("the virus scanner refused a file: %s", answer)
        raise PaperInfected
    if not answer.endswith(" OK"):
        log.warning("the virus scanner did not look at a file: %s", answer)
        raise ScannerAway


def _ask(address: str, file: BinaryIO) -> str:
    file.seek(0)
    with closing(_connected(address)) as scanner:
        try:
            scanner.sendall(b"zINSTREAM\0")
            while piece := file.read(PIECE):
                scanner.sendall(struct.pack("!I", len(piece)) + piece)
            scanner.sendall(struct.pack("!I", 0))
        except ConnectionError:
            # It may have said why before it hung up, as it does where a file is too large for it.
            return _answer(scanner)
        return _answer(scanner)


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(PATIENCE)
        try:
            scanner.connect(parts.path)
        except OSError:
            scanner.close()
            raise
        return scanner
    return socket.create_connection((parts.hostname, parts.port or PORT), timeout=PATIENCE)


def _answer(scanner: socket.socket) -> str:
    said = b""
    while len(said) < LONGEST_ANSWER and not said.endswith(b"\0"):
        piece = scanner.recv(LONGEST_ANSWER)
        if not piece:
            break
        said += piece
    return said.rstrip(b"\0\n").decode(errors="replace")
