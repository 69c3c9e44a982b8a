"""Versions of what pages say: ops of every version that ever was may come, and rules know only the latest.

A page keeps its queue for as long as its device has no line, and a house is replaced process by process. So each op
says in `v` which version of its kind it was written in. What is older is brought up, one version after another, before
any rule looks; what is newer than this process knows is left to be sent again, to one that does.

A kind changes over two releases: first everybody reads both versions and writes the old one, then the new one. What
else a page and the house say to each other has one number, which a page says when it comes (`post.js`). A page below
`OLDEST` cannot go on: it keeps what waits and loads itself again.
"""

from collections.abc import Callable, Mapping

Raw = dict[str, object]

OLDEST = 1
"""The oldest way of speaking that is understood here."""

LATEST: dict[str, int] = {}
"""The version of each kind of op that has had more than one."""

UPCASTERS: dict[tuple[str, int], Callable[[Raw], Raw]] = {}
"""From a kind and a version of it to the next: what the same op is in that. Pure; leaves what it is given as it is."""


class Newer(Exception):
    """Written in a version of its kind that this process does not know yet."""


def brought_up(
    op: Raw,
    latest: Mapping[str, int] = LATEST,
    upcasters: Mapping[tuple[str, int], Callable[[Raw], Raw]] = UPCASTERS,
) -> Raw:
    """The op in the latest version of its kind. What is no version at all is left for the schema to refuse.

    Raises:
        Newer: it is written in a later one.
    """
    kind, version = op.get("k"), op.get("v", 1)
    if not isinstance(kind, str) or type(version) is not int:
        return op
    newest = latest.get(kind, 1)
    if version > newest:
        raise Newer
    while 1 <= version < newest:
        op, version = {**upcasters[kind, version](op), "v": version + 1}, version + 1
    return op
