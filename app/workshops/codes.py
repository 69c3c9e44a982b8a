"""Join codes: eight characters people can read aloud, `K7QF 2M9D`.

The alphabet is Crockford's base 32: no I, L, O or U, so that a code read from the
back of a room or over a bad line is the code that was meant.
"""

from collections.abc import Callable

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8

_MEANT = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = str.maketrans("", "", " -\u2010\u2011\u2013\u2014\u00a0\t")


def make(choose: Callable[[str], str]) -> str:
    """A new code; `choose` picks one character of the alphabet, `secrets.choice` in the product."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def read(typed: str) -> str | None:
    """What somebody meant by what they typed, or None where it cannot be a code.

    Spaces, dashes and case do not count; I and L mean 1, O means 0.
    """
    meant = typed.translate(_BETWEEN).upper().translate(_MEANT)
    return meant if len(meant) == LENGTH and all(letter in ALPHABET for letter in meant) else None


def show(code: str) -> str:
    """The code in two groups of four, as people see it."""
    return f"{code[:4]} {code[4:]}"
