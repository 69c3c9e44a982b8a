"""What a canvas asks of its notes, where the answer is of one kind: a step of a scale, one of a few words, a name.

Twinned in `static/boards/asked.js`. What is asked under any other name is any whole number or line.
"""

SCALES = {"impact": (1, 5), "effort": (1, 5), "score": (1, 5)}
"""From the least to the most."""

CHOICES = {"actor": ("entrepreneurs", "private", "public", "academia", "finance", "support")}
"""The kinds of actors an ecosystem has, as `stakeholder_roles` of the library names them."""

LINES = ("owner",)
"""Where people say it in words of their own."""

KNOWN = ("impact", "effort", "score", "actor", *LINES)
"""All that have words people read, in the order they are read in."""


def fits(name: str, value: int | str | None) -> bool:
    """Whether this can be the answer; None takes one away."""
    if value is None:
        return True
    if name in SCALES:
        least, most = SCALES[name]
        return isinstance(value, int) and least <= value <= most
    if name in CHOICES:
        return value in CHOICES[name]
    return name not in LINES or (isinstance(value, str) and value != "")
