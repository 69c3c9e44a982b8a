"""Whether an address of others is told apart from one that never was: by its answer, or by its questions."""

from app.ids import new_id
from tests.statements import count_statements

PASSING = {"Content-Security-Policy", "Set-Cookie"}
"""Headers that are new in each answer."""


def told(app, deed, *secrets: str):
    """What is told by an answer, without the ids that were asked for, and the number of statements behind it."""
    answer, put = count_statements(app, deed)
    text = answer.text
    for secret in secrets:
        text = text.replace(secret, "")
    headers = {name: value for name, value in answer.headers if name not in PASSING}
    return answer.status_code, headers, len(text), put


def differing(app, browser, doors, ids: dict[str, str]) -> dict[tuple[str, str], object]:
    """Of these doors (method, address with names in braces) those that tell an id of others from one that never was.

    Whatever answers with something else than 404 is among them.
    """
    found = {}
    for method, address in doors:
        there = address.format(**ids)
        nowhere = {name: id_[:-22] + new_id() for name, id_ in ids.items()}
        unknown = address.format(**nowhere)
        # What is made once for each address, such as its parts of a page, is there.
        getattr(browser, method)(unknown)
        foreign = told(app, lambda at=there, by=method: getattr(browser, by)(at), *ids.values())
        none = told(app, lambda at=unknown, by=method: getattr(browser, by)(at), *nowhere.values())
        if foreign != none or foreign[0] != 404:
            found[method, address] = foreign, none
    return found
