"""A small virus scanner that speaks as clamd does: it reads INSTREAM, and finds a word of ours."""

import socketserver
import struct
from threading import Thread

EVIL, TOO_LARGE, STRANGE, SILENT = b"EVIL-IN-HERE", b"TOO-LARGE", b"STRANGE", b"SILENT"

SAID = {
    EVIL: b"stream: Test.Evil FOUND\0",
    TOO_LARGE: b"INSTREAM size limit exceeded. ERROR\0",
    STRANGE: b"UNKNOWN COMMAND\0",
    SILENT: b"",
}
"""What it answers to a file that holds a word."""


class Scanner(socketserver.ThreadingTCPServer):
    """Listens on loopback; `seen` is what it was handed. Of more bytes than `most` it reads no more, and hangs up."""

    allow_reuse_address = True

    def __init__(self, most=None):
        super().__init__(("127.0.0.1", 0), _Asked)
        self.seen, self.most = [], most

    @property
    def address(self):
        return f"tcp://127.0.0.1:{self.server_address[1]}"

    def __enter__(self):
        Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *error):
        self.shutdown()
        self.server_close()


class LocalScanner(socketserver.ThreadingUnixStreamServer):
    """Listens on a socket of this machine."""

    def __init__(self, path):
        super().__init__(str(path), _Asked)
        self.address, self.seen, self.most = f"unix://{path}", [], None

    __enter__, __exit__ = Scanner.__enter__, Scanner.__exit__


class _Asked(socketserver.StreamRequestHandler):
    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        body = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            if self.server.most is not None and len(body) + size > self.server.most:
                self.wfile.write(SAID[TOO_LARGE])
                return
            body += self.rfile.read(size)
        self.server.seen.append(body)
        said = next((said for word, said in SAID.items() if word in body), b"stream: OK\0")
        self.wfile.write(said)
