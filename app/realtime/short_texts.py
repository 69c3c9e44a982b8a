"""Frames as browsers send them nearly always, read in a few steps of Python. No I/O."""

_TEXT, _MASKED, _TWO_BYTES = 0x81, 0x80, 126
"""How the frames of a browser begin: text, whole and unmarked; and the lengths that stand in two bytes more."""


class ShortTexts:
    """Reads the frames browsers send nearly always: a text below 64 kB in one frame. Everything else is for wsproto.

    From the first frame that is none of these wsproto reads all that comes.
    """

    def __init__(self) -> None:
        self._kept = b""
        self._gave_up = False

    def take(self, chunk: bytes) -> tuple[list[str], bytes]:
        """The texts in what came so far, and what wsproto is to read."""
        if self._gave_up:
            return [], chunk
        data = self._kept + chunk if self._kept else chunk
        texts: list[str] = []
        while len(data) > 1:
            length, start = data[1] & ~_MASKED, 6
            if data[0] != _TEXT or not data[1] & _MASKED or length > _TWO_BYTES:
                return texts, self._give_up(data)
            if length == _TWO_BYTES:
                length, start = int.from_bytes(data[2:4]), 8
                if len(data) >= start and length < _TWO_BYTES:
                    return texts, self._give_up(data)
            if len(data) < start + length:
                break
            try:
                texts.append(_unmasked(data[start - 4 : start], data[start : start + length]).decode())
            except UnicodeDecodeError:
                return texts, self._give_up(data)
            data = data[start + length :]
        self._kept = data
        return texts, b""

    def _give_up(self, data: bytes) -> bytes:
        self._gave_up, self._kept = True, b""
        return data


def _unmasked(mask: bytes, data: bytes) -> bytes:
    length = len(data)
    key = (mask * (length // 4 + 1))[:length]
    return (int.from_bytes(data) ^ int.from_bytes(key)).to_bytes(length)
