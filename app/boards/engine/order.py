"""Keys that put elements in order, with room between any two.

A key is a fraction in base 62, its digits in ASCII order, so that plain comparison
orders keys in every language. It never ends in `0`, or nothing would fit below it. The
first four digits count in steps, which keeps keys short when notes are added one after
another. `jitter`, two random digits from the caller, keeps two people who add at the
same place at once apart. Twinned by `static/boards/order.js`.
"""

from collections.abc import Iterable

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LONGEST = 64
_BASE = len(DIGITS)
_HEAD = 4
_STEP = 8 * _BASE
_START = _BASE**_HEAD // 2


def after(key: str | None, jitter: str) -> str:
    """A key behind `key`; with None the first key of all."""
    if key is None:
        return _ending(_head(_START) + jitter)
    count = _count(key) + _STEP
    if count < _BASE**_HEAD:
        return _ending(_head(count) + jitter)
    return between(key, None, jitter)


def between(low: str | None, high: str | None, jitter: str) -> str:
    """A key behind `low` and before `high`, either of which may be open; `low` must come first."""
    middle = _middle(low or "", high)
    while high is not None and _ending(middle + jitter) >= high:
        middle = _middle(middle, high)
    return _ending(middle + jitter)


def right_after(key: str, keys: Iterable[str], jitter: str) -> str:
    """A key behind `key` and before whichever of the keys lie behind it; `key` itself where that would be too long."""
    following = min((each for each in keys if each > key), default=None)
    found = between(key, following, jitter) if following else after(key, jitter)
    return found if len(found) <= LONGEST else key


def _middle(low: str, high: str | None) -> str:
    """The shortest digits between the two, without a trailing zero."""
    if high is not None:
        shared = 0
        while shared < len(high) and (low[shared : shared + 1] or "0") == high[shared]:
            shared += 1
        if shared:
            return high[:shared] + _middle(low[shared:], high[shared:])
    first = DIGITS.index(low[0]) if low else 0
    last = DIGITS.index(high[0]) if high is not None else _BASE
    if last - first > 1:
        return DIGITS[(first + last) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return DIGITS[first] + _middle(low[1:], None)


def _ending(key: str) -> str:
    return key[:-1] + "1" if key.endswith("0") else key


def _head(count: int) -> str:
    digits = ""
    for _ in range(_HEAD):
        count, digit = divmod(count, _BASE)
        digits = DIGITS[digit] + digits
    return digits


def _count(key: str) -> int:
    total = 0
    for digit in key[:_HEAD].ljust(_HEAD, "0"):
        total = total * _BASE + DIGITS.index(digit)
    return total
