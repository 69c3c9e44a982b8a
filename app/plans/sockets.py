"""What sockets do with a plan: they watch it, so that its page knows when to ask again."""

from app.errors import NotFound
from app.plans import permission_queries, queries
from app.realtime import Connection, enter, on, room


@on("watch")
def watch(connection: Connection, message: object) -> dict[str, object]:
    """Let a socket hear of changes of the plan it names, if whoever holds it may read that plan.

    Raises:
        NotFound: no such plan, or it is not theirs to read.
    """
    plan_id = message.get("plan") if isinstance(message, dict) else None
    if not isinstance(plan_id, str):
        raise NotFound
    permission_queries.deeds_in(plan_id, queries.principal_found(connection.principal_id))
    enter(connection, room.plan(plan_id))
    return {}
