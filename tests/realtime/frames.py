"""Frames no browser would send, built by hand."""

import struct

TEXT, BINARY, PING, CONTINUATION = 0x1, 0x2, 0x9, 0x0


def frame(payload: bytes, *, opcode: int = TEXT, final: bool = True, compressed: bool = False) -> bytes:
    """A masked frame; its mask is zero, so that the payload stays as it is."""
    first = (0x80 if final else 0) | (0x40 if compressed else 0) | opcode
    length = len(payload)
    if length < 126:
        header = struct.pack("!BB", first, 0x80 | length)
    elif length < 65536:
        header = struct.pack("!BBH", first, 0x80 | 126, length)
    else:
        header = struct.pack("!BBQ", first, 0x80 | 127, length)
    return header + b"\0\0\0\0" + payload
