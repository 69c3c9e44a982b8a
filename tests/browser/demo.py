"""What the demo house printed and holds: people with their passwords, and the ids behind the addresses."""

import re
import sqlite3

from tests.house_process import House

PERSON = re.compile(r"^\s+(administrator|director|facilitator|co-facilitator)\s+(\S+@\S+)\s+(\S+)\s*$", re.MULTILINE)

LIVE = "FROM workshop WHERE code IS NOT NULL AND closed_at IS NULL ORDER BY created_at DESC LIMIT 1"
QUERIES = {
    "workshop_id": f"SELECT id {LIVE}",
    "code": f"SELECT code {LIVE}",
    "centre_id": "SELECT id FROM centre WHERE code = 'CEN-05'",
    "plan_id": "SELECT plan.id FROM plan JOIN centre ON centre.id = centre_id WHERE centre.code = 'CEN-05' LIMIT 1",
}


def printed_people(house: House) -> dict[str, tuple[str, str]]:
    """Role → (e-mail, password), as the house printed them at its first start."""
    return {role: (address, password) for role, address, password in PERSON.findall(house.log.read_text())}


def seeded_ids(house: House) -> dict[str, str]:
    """Variable of an address → an id of the demo that fits."""
    with sqlite3.connect(f"file:{house.environ['VAR']}/baraza.db?mode=ro", uri=True) as database:
        return {name: str(database.execute(query).fetchone()[0]) for name, query in QUERIES.items()}
